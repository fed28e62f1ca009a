"""One file that holds the documents of a bundle: a heading with the name and a fence for each.

Owns the form ``# 2. `L.md` `` + fence; it must not know what stands inside a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proselint_t.notation.reader import fenced_blocks
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.source import Source

_TITLE = re.compile(r"#[ \t]+\d+\.?[ \t]+`(?P<name>[^`\n/\\]+\.md)`[ \t]*$")

_TILDES = re.compile(r"^ {0,3}(~{3,})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A document inside a composite: ``span`` is its text, without the fence around it."""

    name: str
    heading: Span
    span: Span
    marks: str
    closed: bool


def parts(source: Source) -> list[Part]:
    """The documents of a composite in the order of reading; none where the file is no composite."""
    return list(_parts(source))


def _parts(source: Source) -> Iterator[Part]:
    for block in fenced_blocks(source.text):
        line = source.line_at(block.start)
        if line and (title := _TITLE.match(source.line(line - 1))):
            start = source.line_starts[line - 1]
            heading = Span(start, start + len(source.line(line - 1)))
            yield Part(title["name"], heading, Span(block.body, block.end), block.marks, block.closed)


def composed(documents: Sequence[tuple[str, str]]) -> str:
    """One text that holds the documents (name, text) in their order: what :func:`parts` reads.

    It ends with its last fence, without a newline.
    """
    return "\n\n".join(
        f"# {number}. `{name}`\n{(marks := _longer_fence(text))}markdown\n{_ended(text)}{marks}"
        for number, (name, text) in enumerate(documents, 1)
    )


def _longer_fence(text: str) -> str:
    """A fence that no line of the text closes: six tildes, or more where the text has as many."""
    longest = max((len(marks) for marks in _TILDES.findall(text)), default=0)
    return "~" * max(6, longest + 1 if longest >= 6 else 6)


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n"
