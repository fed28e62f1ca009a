"""Documents inside of a document: fenced texts that are checked with settings of their own.

Owns which fences those are and the way back from their places to those of the outer text. What is wrong in
them, others say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document import BlockKind, parse
from proselint_t.text.edits import Edit
from proselint_t.text.limits import MAX_DOCUMENTS, limit, reach
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from proselint_t.config import FileSettings, Resolver
    from proselint_t.document import Block, Document
    from proselint_t.rules.rule import Violation

_FENCE = pattern(r"(?P<prefix>.*?)(?P<marks>`{3,}|~{3,})[ \t]*(?P<name>\{[\w:-]+\}|[^\s`{]*)")
_INDENT = " " * 4
_NO_SPACE = pattern(r"[^\s>]")
_DRESS = pattern(r"[\s>#*-]*")
"""What may stand before the words of the line above a fence."""


class EmbeddedDocument(NamedTuple):
    """A fenced text. ``starts`` are the places in the outer text of its lines, and of the closing fence."""

    source: Source
    settings: FileSettings
    starts: tuple[int, ...]
    prefix: str
    """What stands before its lines there: the signs of containers, or spaces."""

    @property
    def outer(self) -> Span:
        """Its place in the outer text."""
        return Span(self.starts[0], self.starts[-1])

    def outward(self, violation: Violation) -> Violation:
        """A violation of the part at its place in the outer text."""
        fix = violation.fix and violation.fix._replace(edits=tuple(map(self._edit, violation.fix.edits)))
        return violation._replace(span=self._span(violation.span), fix=fix)

    def around(self, part: EmbeddedDocument) -> EmbeddedDocument:
        """A part of this one as a part of the outer text."""
        return part._replace(starts=tuple(map(self._place, part.starts)), prefix=self.prefix + part.prefix)

    def inward(self, offset: int) -> int:
        """A place of the outer text in the part."""
        line = bisect_right(self.starts, offset) - 1
        return self.source.line_starts[line] + offset - self.starts[line]

    def spliced(self, outer: str, text: str) -> str:
        """The outer text with another text in place of this one; what stands before the next line stays."""
        body, newline, rest = text.rpartition("\n")
        behind = outer[outer.rfind("\n", 0, self.outer.end) + 1 : self.outer.end]
        new = self._prefixed(text) if rest else f"{self._prefixed(body)}{newline}{behind}"
        return outer[: self.outer.start] + new + outer[self.outer.end :]

    def _edit(self, edit: Edit) -> Edit:
        return Edit(self._span(edit.span), self._prefixed(edit.text))

    def _span(self, span: Span) -> Span:
        return Span(self._place(span.start), self._place(span.end))

    def _place(self, offset: int) -> int:
        line = self.source.line_at(offset)
        return self.starts[line] + offset - self.source.line_starts[line]

    def _prefixed(self, text: str) -> str:
        """With the prefix before each line but the first; spaces alone stand before no empty line."""
        before = r"\n(?![\r\n])" if self.prefix.isspace() else r"\n"
        return re.sub(before, lambda _: f"\n{self.prefix}", text) if self.prefix else text


def parts_of(document: Document, settings: FileSettings) -> Iterator[EmbeddedDocument]:
    """The fenced texts of a document for which its settings have others, in the order of the text."""
    for block in document.blocks if settings.may_hold_parts(document.source.text) else ():
        if block.kind is not BlockKind.CODE:
            continue
        source = document.source
        fence = _FENCE.match(source.line(block.first_line))
        above = _above(source, block.first_line)
        own = next((one for one in settings.inside if one.takes(fence and fence["name"], above)), None)
        if own is not None and own.too_deep:
            deepest = int(limit(MAX_DOCUMENTS))
            reach(MAX_DOCUMENTS, translated("documents in more than %s others are not checked", deepest))
        elif own is not None:
            read = _fenced(source, block, fence, own.settings) if fence else None
            read = read or _indented(source, block, own.settings)
            yield from [read] if read else []


def settings_of(path: Path, resolver: Resolver) -> FileSettings:
    """What holds for a document; for one inside a file (`T.md#A`) what the settings there say of its fence.

    Raises :class:`InputError` where nothing of that name stands inside.
    """
    from proselint_t.notation.inner import file_of, names_inner, read_inner  # noqa: PLC0415 - not for `check`

    if names_inner(path):
        file, span = read_inner(path)
        outer = resolver.for_file(file_of(path))
        for part in parts_of(parse(outer.as_read(file), language=outer.language), outer):
            if part.outer.start == span.start:
                return part.settings
    return resolver.for_file(path)


def texts_of(parts: Iterable[EmbeddedDocument]) -> list[str]:
    return [part.source.text for part in parts]


def _above(source: Source, line: int) -> str:
    """The words of the nearest line with text above a line."""
    for index in range(line - 1, -1, -1):
        text = _DRESS.sub("", source.line(index), count=1)
        if text:
            return text
    return ""


def _fenced(source: Source, block: Block, fence: re.Match[str], settings: FileSettings) -> EmbeddedDocument:
    end = block.end_line
    if _closes(source.line(end - 1), fence["marks"]) and end - 1 > block.first_line:
        end -= 1
    return _part(source, range(block.first_line + 1, end), _NO_SPACE.sub(" ", fence["prefix"]), settings)


def _indented(source: Source, block: Block, settings: FileSettings) -> EmbeddedDocument | None:
    """The text below the line that it belongs to; ``None`` where it is not 4 spaces further in."""
    heads = (source.line(line) for line in range(block.first_line - 1, -1, -1))
    head = next(line for line in heads if line.strip())
    prefix = head[: len(head) - len(head.lstrip())] + _INDENT
    within = range(block.first_line, block.end_line)
    lines = filter(str.strip, map(source.line, within))
    return _part(source, within, prefix, settings) if all(one.startswith(prefix) for one in lines) else None


def _part(source: Source, within: range, prefix: str, settings: FileSettings) -> EmbeddedDocument:
    """The text of some lines without a prefix, as far as they have it."""
    end = within.stop
    starts = [_behind(prefix, source, line) for line in within]
    lines = [source.text[start : _next_line(source, start)] for start in starts]
    starts.append(_behind(prefix, source, end) if end < source.line_count else len(source.text))
    return EmbeddedDocument(
        settings.as_read(Source("".join(lines), source.path)), settings, tuple(starts), prefix
    )


def _behind(prefix: str, source: Source, line: int) -> int:
    """Where the text of a line begins behind the signs of its containers, as far as it has them."""
    pairs = zip(prefix, source.line(line), strict=False)
    return source.line_starts[line] + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _next_line(source: Source, offset: int) -> int:
    line = source.line_at(offset) + 1
    return source.line_starts[line] if line < source.line_count else len(source.text)


def _closes(line: str, marks: str) -> bool:
    return re.fullmatch(rf"[\s>]*{marks[0]}{{{len(marks)},}}[ \t]*", line) is not None
