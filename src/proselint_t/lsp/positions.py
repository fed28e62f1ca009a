"""Offsets of the linter ↔ positions of the protocol, in the encoding that was agreed with the client.

A line ends where CommonMark and the protocol say, which is where :class:`Source` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.text.source import Source

UTF8, UTF16 = types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16


def _width(encoding: str) -> Callable[[str], int]:
    """How many units of an encoding a text takes."""
    if encoding == UTF8:
        return lambda text: len(text.encode("utf-8"))
    if encoding == UTF16:
        return lambda text: len(text) + sum(character > "\uffff" for character in text)
    return len


@dataclass(frozen=True, slots=True)
class Positions:
    """The places of one text in one encoding."""

    source: Source
    encoding: str = UTF16

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 0."""
        source = self.source
        line = source.line_at(offset)
        before = source.text[source.line_starts[line] : offset]
        return line, len(before) if before.isascii() else _width(self.encoding)(before)

    def position(self, offset: int) -> types.Position:
        return types.Position(*self.place(offset))

    def range(self, span: Span) -> types.Range:
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The offset of a position; one beyond the end of its line or of the text is taken back to it."""
        source = self.source
        if position.line >= source.line_count:
            return len(source.text)
        start = source.line_starts[position.line]
        text = source.line(position.line)
        if text.isascii() or self.encoding not in {UTF8, UTF16}:
            return start + min(position.character, len(text))
        return start + self._column(text, position.character)

    def _column(self, text: str, units: int) -> int:
        width = _width(self.encoding)
        for column, character in enumerate(text):
            if units <= 0:
                return column
            units -= width(character)
        return len(text)

    def span(self, place: types.Range) -> Span:
        start = self.offset(place.start)
        return Span(start, max(start, self.offset(place.end)))
