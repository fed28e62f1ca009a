"""Ranges that lie inside each other, such as quotations or markup: which of them hold a place.

Looked up in the logarithm of their number, since a paragraph can be a whole book.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proselint_t.text.span import Span

T = TypeVar("T")


class Nesting(Generic[T]):
    """Items whose ranges (``range_of``) never cross each other."""

    def __init__(self, items: Iterable[T], range_of: Callable[[T], Span]) -> None:
        pairs = sorted(
            ((range_of(item), item) for item in items), key=lambda pair: (pair[0].start, -pair[0].end)
        )
        self._items = [item for _, item in pairs]
        self._ranges = [span for span, _ in pairs]
        self._starts = [span.start for span in self._ranges]
        self._parents = list(self._find_parents())

    def _find_parents(self) -> Iterator[int]:
        """For each range the index of the one around it, -1 where there is none."""
        open_: list[int] = []
        for index, span in enumerate(self._ranges):
            while open_ and self._ranges[open_[-1]].end < span.end:
                open_.pop()
            yield open_[-1] if open_ else -1
            open_.append(index)

    def around(self, place: Span) -> Iterator[T]:
        """The items that hold a place, the innermost first."""
        for index in self._open_at(place.start):
            if self._ranges[index].contains(place):
                yield self._items[index]

    def crossing(self, place: Span) -> Iterator[T]:
        """The items that share a character with a place without holding it."""
        begun = bisect_right(self._starts, place.start)
        for index in (*self._open_at(place.start), *range(begun, bisect_left(self._starts, place.end))):
            if self._ranges[index].overlaps(place) and not self._ranges[index].contains(place):
                yield self._items[index]

    def _open_at(self, offset: int) -> Iterator[int]:
        index = bisect_right(self._starts, offset) - 1
        while index >= 0:
            yield index
            index = self._parents[index]
