"""One file that holds the documents of a bundle: a heading with the name and a fence for each.

Owns the form ``# 2. `L.md` `` + fence, and what a `STUB` is; it must not know the notation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proselint_t.notation.lines import fenced_blocks
from proselint_t.notation.model import COMPOSITE, NotationFault
from proselint_t.text.edits import Edit, apply_edits
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proselint_t.text.source import Source

_NAME = r"#[ \t]+\d+\.?[ \t]+`(?P<name>[^`\n/\\]+\.md)`"
_TITLE = re.compile(rf"{_NAME}[ \t]*$")
_NAMED = re.compile(_NAME)
_NAMED_BELOW = re.compile(rf"\n{_NAME}")
_FUSED = re.compile(rf"^{_NAME}[ \t]*\r?\n~{{6,}}", re.MULTILINE)
_TILDES = re.compile(r"^ {0,3}(~{3,})", re.MULTILINE)
_STUB = re.compile(r"""(?<![\w'"«“`-])STUB(?![\w'"»”`-])""")
"""Not the word as it is quoted."""


@dataclass(frozen=True, slots=True)
class CompositePart:
    """A document inside a composite: ``span`` is its text, up to the line of the fence that closes it.

    The newline in front of that line is the fence's, so that a document is given back as its file has it.
    """

    name: str
    heading: Span
    span: Span
    fence: Span
    end: Span | None
    """The marks of the fence that ends it; ``None`` where there is none."""

    @property
    def closed(self) -> bool:
        return self.end is not None


def parts(source: Source) -> list[CompositePart]:
    """The documents of a composite in the order of reading; none where the file is no composite."""
    return list(_parts(source))


def _parts(source: Source) -> Iterator[CompositePart]:
    text = source.text
    for block in fenced_blocks(text) if _NAMED.match(text) or _NAMED_BELOW.search(text) else ():
        line = source.line_at(block.start)
        if line and (title := _TITLE.match(source.line(line - 1))):
            start = source.line_starts[line - 1]
            heading = Span(start, start + len(source.line(line - 1)))
            end = block.end
            if block.closed and end > block.body:
                end -= 2 if text.startswith("\r\n", end - 2) and end - 2 >= block.body else 1
            fence = Span(block.start, block.start + len(block.marks))
            last = Span(block.end, source.line_end(source.line_at(block.end))) if block.closed else None
            yield CompositePart(title["name"], heading, Span(block.body, end), fence, last)


def composed(documents: Sequence[tuple[str, str]]) -> str:
    """One text that holds the documents (name, text) in their order: what :func:`parts` reads.

    It ends with its last fence, without a newline.
    """
    return "\n\n".join(
        f"# {number}. `{name}`\n{(marks := _longer_fence(text))}markdown\n{text}\n{marks}"
        for number, (name, text) in enumerate(documents, 1)
    )


def rebuilt(composite: Source, documents: Mapping[str, str]) -> str:
    """A composite with other texts for some of its documents; what is the same stays byte for byte."""
    edits: list[Edit] = []
    for part in parts(composite):
        old = composite.text[part.span.start : part.span.end]
        new = documents.get(part.name, old)
        if filled(new, old):
            continue
        edits.append(Edit(part.span, new))
        if len(marks := _longer_fence(new)) > part.fence.end - part.fence.start and part.end:
            edits += [Edit(part.fence, marks), Edit(part.end, marks)]
    return apply_edits(composite.text, edits)


def filled(template: str, text: str) -> bool:
    """Whether a text is a template with something, or still nothing, in place of each `STUB`.

    White space at the end makes no difference.
    """
    text, pieces = text.rstrip(), _STUB.split(template.rstrip())
    if len(pieces) == 1:
        return pieces[0] == text
    first, *middle, last = pieces
    at = len(first) if text.startswith(first) else -1
    for piece in middle:
        found = text.find(piece, at) if at >= 0 else -1
        at = found + len(piece) if found >= 0 else -1
    return 0 <= at <= len(text) - len(last) and text.endswith(last)


def stubs(text: str, span: Span | None = None) -> list[Span]:
    """The places of a text (or of a part of it) where a `STUB` waits to be filled."""
    within = span or Span(0, len(text))
    return [Span(*match.span()) for match in _STUB.finditer(text, within.start, within.end)]


def fused(source: Source, part: CompositePart) -> list[Span]:
    """Headings of further documents inside a part: a fence between them is missing or too short."""
    found = _FUSED.finditer(source.text, part.span.start, part.span.end)
    return [Span(match.start(), match.start() + match.group().index("\n")) for match in found]


def composite_faults(source: Source, files: Mapping[str, tuple[str, bool]]) -> list[NotationFault]:
    """What is wrong with the documents of a composite beside what they say.

    ``files`` maps the name of a document to the text of its own file, and whether that is younger than the
    composite.
    """
    return [fault for part in parts(source) for fault in _of_part(source, part, files)]


def _of_part(
    source: Source, part: CompositePart, files: Mapping[str, tuple[str, bool]]
) -> Iterator[NotationFault]:
    text = source.text[part.span.start : part.span.end]
    others = [other for other in parts(source) if other.span < part.span]
    title = source.text[part.heading.start : part.heading.end]
    for other in others:
        line = source.position(other.heading.start).line
        if other.name == part.name:
            yield _fault(part.heading, title, translated("stands in line %s already", line))
        elif text.strip() and source.text[other.span.start : other.span.end].strip() == text.strip():
            yield _fault(part.heading, title, translated("has the text of `%s`, line %s", other.name, line))
    for stub in stubs(source.text, part.span):
        yield _fault(stub, source.text[stub.start : stub.end], translated("is left in `%s`", part.name))
    if part.name in files:
        own, younger = files[part.name]
        if not filled(own, text):
            line = _first_difference(text, own)
            told = (
                translated("is stale: its file was changed since")
                if younger
                else translated("differs from its file")
            )
            yield _fault(part.heading, title, translated("%s, from line %s of the document on", told, line))


def _fault(span: Span, text: str, detail: str) -> NotationFault:
    return NotationFault(COMPOSITE, span, text, detail)


def _first_difference(one: str, other: str) -> int:
    """The number of the first line in which two texts differ."""
    lines = zip(one.split("\n"), other.split("\n"), strict=False)
    shorter = min(one.count("\n"), other.count("\n")) + 2
    return next((number for number, (a, b) in enumerate(lines, 1) if a.rstrip() != b.rstrip()), shorter)


def _longer_fence(text: str) -> str:
    """A fence that no line of the text closes: six tildes, or more where the text has as many."""
    longest = max((len(marks) for marks in _TILDES.findall(text)), default=0)
    return "~" * max(6, longest + 1 if longest >= 6 else 6)
