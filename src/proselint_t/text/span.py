"""Places in a text: half-open offsets inside, lines and columns at the edges.

Owns the two ways of naming a place and nothing else; it must not know files, Markdown or rules.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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


def runs(numbers: Iterable[int]) -> Iterator[Span]:
    """The ranges of numbers that follow each other by one."""
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        found = [number for _, number in run]
        yield Span(found[0], found[-1] + 1)


class Inner:
    """The places inside of some spans, their ends left out."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts, self._ends = array("q"), array("q")
        for span in sorted(spans):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(span.end, self._ends[-1])
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def __contains__(self, offset: int) -> bool:
        at = bisect_left(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]


class Position(NamedTuple):
    """Line and column, both from 1; the column counts Unicode code points."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"
