"""Which lines of an old and a new text are the same: what `difflib` says, in time that grows as they do."""

from __future__ import annotations

from bisect import bisect_right, insort
from difflib import Match, SequenceMatcher
from heapq import heapify, heappop, heappush
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_PLACES = 100
"""A line that the new text has more often tells nothing, as `difflib` has it where it is one of a hundred."""
_Run = tuple[int, int, int]
"""Lines that are the same in a row: how many, below 0, and where they begin in the old text and the new."""


def unified(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """The hunks of a unified diff of lines."""
    for hunk in LineMatcher(None, old, new).get_grouped_opcodes():
        (_, first, _, new_first, _), (_, _, end, _, new_end) = hunk[0], hunk[-1]
        yield f"@@ -{_stretch(first, end)} +{_stretch(new_first, new_end)} @@\n"
        for tag, start, stop, new_start, new_stop in hunk:
            if tag == "equal":
                yield from (f" {old[at]}" for at in range(start, stop))
            else:
                yield from (f"-{old[at]}" for at in range(start, stop))
                yield from (f"+{new[at]}" for at in range(new_start, new_stop))


def _stretch(start: int, end: int) -> str:
    """Lines as a hunk names them: where they begin and how many; where there are none, the line before."""
    if end - start == 1:
        return str(end)
    return f"{start + 1 if start < end else start},{end - start}"


class LineMatcher(SequenceMatcher[str]):
    """The blocks of `difflib`, the longest first and within what is left beside them.

    It looks through all that is left for each block; here what may be a block is found once. The same but for
    lines that stand in more than a hundred places.
    """

    a: Sequence[str]
    b: Sequence[str]
    b2j: dict[str, list[int]]

    def get_matching_blocks(self) -> list[Match]:
        """As `difflib` has it: in order, apart from each other, an empty one at the end."""
        self._blocks = [Match(-1, -1, 1), Match(len(self.a), len(self.b), 0)]
        runs = [*self._runs()]
        heapify(runs)
        while runs:
            run = heappop(runs)
            free = [*self._free(run)]
            if free == [run]:
                self._take(run)
            else:
                for part in free:
                    heappush(runs, part)
        if min(self._blocks[1][:2]) > 0:
            self._take((0, 0, 0))  # lines that tell nothing, at the start of both
        return [*_joined(self._blocks[1:])]

    def _runs(self) -> Iterator[_Run]:
        """What is the same in a row, as far as it goes; of lines that tell something."""
        ending: dict[int, int] = {}
        for at, line in enumerate(chain(self.a, (None,))):
            places = self.b2j.get(line, ()) if line is not None else ()
            if len(places) > _MOST_PLACES:
                places = ()
            longer = {place: ending.get(place - 1, 0) + 1 for place in places}
            for place, length in ending.items():
                if place + 1 not in longer:
                    yield -length, at - length, place + 1 - length
            ending = longer

    def _free(self, run: _Run) -> Iterator[_Run]:
        """The parts of a run that lie between the same blocks in both texts."""
        length, old, new = -run[0], run[1], run[2]
        before, behind = self._around(old)
        skipped = max(before.a + before.size - old, before.b + before.size - new, 0)
        end = min(length, behind.a - old, behind.b - new)
        if skipped < end:
            yield skipped - end, old + skipped, new + skipped
        if behind.a < old + length:
            rest = behind.a - old
            yield rest - length, behind.a, new + rest

    def _take(self, run: _Run) -> None:
        """Make a block of a run, and of all that is the same before and behind it."""
        length, old, new = -run[0], run[1], run[2]
        before, behind = self._around(old)
        while (
            old > before.a + before.size
            and new > before.b + before.size
            and self.a[old - 1] == self.b[new - 1]
        ):
            old, new, length = old - 1, new - 1, length + 1
        while (
            old + length < behind.a
            and new + length < behind.b
            and self.a[old + length] == self.b[new + length]
        ):
            length += 1
        if length:
            insort(self._blocks, Match(old, new, length))

    def _around(self, old: int) -> Sequence[Match]:
        """The block that begins at a line of the old text or before it, and the next one."""
        at = bisect_right(self._blocks, old, key=lambda block: block.a, hi=len(self._blocks) - 1)
        return self._blocks[at - 1 : at + 1]


def _joined(blocks: Sequence[Match]) -> Iterator[Match]:
    """Blocks in order, those that touch in both texts as one; the last is empty."""
    first = blocks[0]
    for block in blocks[1:]:
        if block.size and (first.a + first.size, first.b + first.size) == (block.a, block.b):
            first = Match(first.a, first.b, first.size + block.size)
            continue
        if first.size:
            yield first
        first = block
    yield first
