"""Places in a text: half-open offsets inside, lines and columns at the edges.

Owns the two ways of naming a place and nothing else; it must not know files, Markdown or rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code-point offsets, counted from 0 into ``Source.text``."""

    start: int
    end: int

    @property
    def empty(self) -> bool:
        return self.start >= self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character; touching or empty ranges do not."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by) if by else self


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Line and column, both from 1; the column counts Unicode code points."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"
