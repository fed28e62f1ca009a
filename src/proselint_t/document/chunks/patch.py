"""What a change has touched of a text in chunks, read anew until all that follows stays as it was.

From a chunk on that comes out with the entry that it had, nothing is otherwise. Where chunks come out behind
other entries, those that are read alike there are carried over, and what stands between them is read.
"""

from __future__ import annotations

from collections import deque
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.document.chunks.entry import carried, closed_below, likeness, open_above
from proselint_t.document.markdown.blocks import references_of, targets_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from proselint_t.document.chunks.chunk import Chunk, Frame, ReadChunks
    from proselint_t.document.chunks.entry import Entry, Placed

BEFORE = 2
"""Chunks in front of a change that are read again: the parser looks that far ahead before it decides."""
_FEW = 20
"""Chunks for whose sake nothing is carried over: reading on costs less than to begin anew behind them."""


class Stretch(NamedTuple):
    """Chunks that were read at once, from an index to another, and whether the one behind them was too."""

    first: int
    end: int
    reading: ReadChunks
    has_next: bool = False


class Patch:
    """The chunks of a new version of a text in the making; ``old`` are those of the last version."""

    def __init__(self, frame: Frame, old: Sequence[Placed]) -> None:
        self.placed: list[Placed] = []
        self.replaced: list[Placed] = []
        """What stood where something was read."""
        self.stretches: list[Stretch] = []
        self.has_carried = False
        self.redefines = False
        """Whether what is read names other targets of references than what stood there."""
        self._frame = frame
        self._old = old

    def read(self, first: int, middle: str, at: int) -> bool:
        """Read the text between the old chunks before ``first`` and from ``at`` on, and what follows of it.

        ``False`` where what stands elsewhere may be read otherwise for it.
        """
        old = self._old
        self.placed = list(old[:first])
        entry, part = old[first][0], old[first:at]
        while (read := self._read_on(entry, middle, part, at)) is not None:
            end, entries, settled = read
            stop = end + len(entries)
            self.placed += zip(entries, (chunk for _, chunk in old[end:stop]), strict=True)
            if settled:
                self.placed += old[stop:]
                return True
            self.has_carried = True
            entry, at = self.placed[-BEFORE][0], stop + 1
            self.replaced += self.placed[-BEFORE:]
            del self.placed[-BEFORE:]
            part = old[stop - BEFORE : at]
            middle = text_of(part)
        return False

    def _read_on(
        self, entry: Entry, middle: str, part: Sequence[Placed], at: int
    ) -> tuple[int, list[Entry], bool] | None:
        """Read from an entry on, a text that stands for a part, until old chunks are read alike.

        The first of them and what :func:`carried` says of it; ``None`` where this cannot be read apart.
        """
        old, above = self._old, open_above(self.placed) if entry.inside_paragraph else set[str]()
        for ahead in _growing(len(old) - at):
            reading = self._frame.read(middle + text_of(old[at : at + ahead]), entry)
            new = list(reading.chunks())
            is_apart = reading.sound and not _may_end(new, old[at + ahead :])
            if not is_apart or not above.isdisjoint(closed_below(new, 0)):
                return None
            opens = list(_opens(new, above))
            found = _aligned(new, len(middle), old[: at + ahead], at)
            for count, index in chain(found, [(len(new), len(old))] if at + ahead == len(old) else []):
                goes_on = index < len(old)
                run, settled = carried(old, index, new[count][0], opens[count]) if goes_on else ([], True)
                if settled or len(run) >= _FEW:
                    stood = [*part, *old[at:index]]
                    self.redefines |= self._targets(stood) != self._targets(new[:count])
                    stays = goes_on and (settled or len(run) > BEFORE)
                    self._put(new[:count], reading, stays and new[count][1].text == old[index][1].text)
                    self.replaced += stood
                    return index, run, settled
        raise AssertionError("a text without end")  # pragma: no cover - at the end of the text all is settled

    def _put(self, new: list[Placed], reading: ReadChunks, has_next: bool) -> None:
        first = len(self.placed)
        self.stretches.append(Stretch(first, first + len(new), reading, has_next))
        self.placed += new

    def _targets(self, placed: Sequence[Placed]) -> dict[str, Any]:
        """The targets of references that stand in chunks which follow each other."""
        lead = placed[0][0].lead if placed else ""
        return targets_of(references_of(self._frame.source(lead + text_of(placed))))

    def reuse(self, former: Iterable[Placed] = (), but: AbstractSet[Chunk] = frozenset()) -> None:
        """Take, for what was read, old chunks that say the same: it is known what is found in them."""
        old = [one for one in (*self.replaced, *former) if one[1] not in but]
        for first, end, *_ in self.stretches:
            self.placed[first:end] = reused(self.placed[first:end], old)


def reused(new: Sequence[Placed], old: Iterable[Placed]) -> list[Placed]:
    """The new chunks, each the first old one like it that is not yet taken: it knows its neighbours."""
    known: dict[Hashable, deque[Chunk]] = {}
    texts = {chunk.text for _, chunk in new}
    for chunk, entry in {chunk: entry for entry, chunk in old if chunk.text in texts}.items():
        known.setdefault(likeness(chunk, entry), deque()).append(chunk)
    alike = (known.get(likeness(chunk, entry)) for entry, chunk in new)
    return [
        (entry, same.popleft() if same else chunk) for (entry, chunk), same in zip(new, alike, strict=True)
    ]


def text_of(placed: Iterable[Placed]) -> str:
    return "".join(chunk.text for _, chunk in placed)


def _may_end(new: Iterable[Placed], behind: Sequence[Placed]) -> bool:
    """Whether a block that begins in new chunks and has no end there may have one behind them."""
    ends = set[str]().union(*(chunk.far for _, chunk in new))
    return any(end in chunk.text for end in ends for _, chunk in behind)


def _opens(new: Sequence[Placed], above: AbstractSet[str]) -> Iterator[AbstractSet[str]]:
    """What inline markup is open in front of each chunk, and behind the last."""
    found = above
    for entry, chunk in new:
        if not entry.inside_paragraph:
            found = frozenset()
        yield found
        found = found | chunk.open.opens if chunk.open.opens else found
    yield found


def _aligned(new: Sequence[Placed], offset: int, old: Sequence[Placed], at: int) -> Iterator[tuple[int, int]]:
    """Where new chunks begin with old ones: how many new ones stand before, and which old one it is.

    The old chunk ``at`` stands at ``offset``.
    """
    starts = accumulate((len(chunk.text) for _, chunk in new), initial=0)
    by_start = dict(zip(starts, range(len(new)), strict=False))
    for index in range(at, len(old)):
        if offset in by_start:
            yield by_start[offset], index
        offset += len(old[index][1].text)


def _growing(limit: int) -> list[int]:
    """How many chunks to read ahead: few, then more, then all."""
    steps = [1]
    while steps[-1] < limit:
        steps.append(steps[-1] * 4)
    return [min(step, limit) for step in steps]
