"""A long text in portions that are read one after the other: no more than one of them need be held."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.chunks.chunk import Frame
from proselint_t.document.chunks.entry import BETWEEN_BLOCKS, Entry
from proselint_t.document.markdown.blocks import references_of
from proselint_t.language.recognition import front_matter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from proselint_t.document import Document
    from proselint_t.document.chunks.chunk import ReadChunks
    from proselint_t.text.source import Source

_BESIDE = {BETWEEN_BLOCKS: (3, 3), f"{BETWEEN_BLOCKS}>": (1, 1)}
"""How many outermost blocks, and blocks inside of a quotation, are read before and behind where a portion
ends, beside the last one, which need not be whole: what is said of a block depends on the next."""
_BESIDE_ROW = (1, 0)
"""How many rows of a table, of which the last one that is read is whole."""


class Portion(NamedTuple):
    """A portion of a text from ``start`` to ``end``, and how it is read: from ``begin`` on, with an entry."""

    start: int
    end: int
    begin: int
    entry: Entry
    behind: int
    """The end of what is read."""

    @property
    def by(self) -> int:
        """What is to be added to places of the reading to have those of the text."""
        return self.begin - len(self.entry.lead)

    def holds(self, at: int) -> bool:
        """Whether a place of the text is its own: each place is that of one portion, the end of the last."""
        return self.start <= at < self.end or at == self.end == self.behind


def _beside(seam: tuple[int, Entry]) -> tuple[int, int]:
    return _BESIDE.get(seam[1].lead[:2], _BESIDE_ROW)


class Portions:
    """A text cut between outermost blocks, into portions of ``size`` characters or longer blocks.

    ``may_begin`` says of a place in a reading, and what is to be added to have it in the text, whether a
    portion may begin there.
    """

    def __init__(
        self,
        source: Source,
        language: str | None,
        size: int,
        may_begin: Callable[[ReadChunks, int, int], bool],
    ) -> None:
        frame = Frame("", "\n", {}, language).of(source)
        self.frame = replace(frame, references=references_of(source))
        self.source, self.size, self.may_begin = source, size, may_begin
        self.known: list[Portion] = []
        self._last_ends: dict[str, int] = {}
        self._seam = 0, Entry()
        """Where the reading of the next one begins."""
        self._last: tuple[Portion, Document] | None = None

    def _known_up_to(self, reading: ReadChunks, behind: int) -> int:
        """Up to where a reading, which ends at ``behind``, is that of the whole text."""
        may_end = (
            at for at, ends in reading.far.items() if any(self._last_of(end) >= behind for end in ends)
        )
        return next(may_end, len(reading.reader.source.text))

    def _last_of(self, end: str) -> int:
        """Where what ends a block stands last in the text."""
        if end not in self._last_ends:
            self._last_ends[end] = self.source.text.rfind(end)
        return self._last_ends[end]

    def read(self) -> Iterator[tuple[Portion, Document]]:
        """Each portion with the document that was read of it and beside it."""
        while not self.known or self.known[-1].end < len(self.source.text):
            yield self._next()  # which no name holds while it is checked

    def _next(self) -> tuple[Portion, Document]:
        """The portion behind those that are known."""
        start, (begin, entry) = self.known[-1].end if self.known else 0, self._seam
        text, by = self.source.text, begin - len(entry.lead)
        front = front_matter(text) if not start else None
        size = max(self.size, front.end if front else 0) + len(entry.lead) // 2
        while True:
            behind = self._line_end(start + size)
            reading = self.frame.read(text[begin:behind], entry)
            if behind == len(text):
                return self._read(Portion(start, behind, begin, entry, behind), reading)
            known = self._known_up_to(reading, behind)
            seams = [(by + at, following) for at, following in reading.block_seams() if at < known]
            ends = (at for at in reversed(range(len(seams))) if at + _beside(seams[at])[1] < len(seams))
            at = next((at for at in ends if self.may_begin(reading, seams[at][0] - by, by)), -1)
            if at >= 0 and seams[at][0] > start:
                end, before = seams[at][0], seams[: max(at - _beside(seams[at])[0] + 1, 0)]
                prose = [one.prose.origin(0) + by for one in reading.reader.texts]
                self._seam = self._begin_of_next(end, before, prose) or self._seam
                return self._read(Portion(start, end, begin, entry, behind), reading)
            del reading  # which is read again, with more
            size *= 2

    def _read(self, portion: Portion, reading: ReadChunks) -> tuple[Portion, Document]:
        self.known.append(portion)
        return portion, self._document(portion, reading)

    def _begin_of_next(
        self, end: int, seams: Sequence[tuple[int, Entry]], texts: Sequence[int]
    ) -> tuple[int, Entry] | None:
        """Where to read from for the portion behind ``end``: with the last prose before it, if that is near.

        ``texts`` are the places where prose begins.
        """
        index = bisect_left(texts, end) - 1
        prose = texts[index] if index >= 0 and texts[index] > end - self.size else end
        return next((seam for seam in reversed(seams) if seam[0] <= prose), None)

    def _line_end(self, at: int) -> int:
        end = self.source.text.find("\n", at)
        return end + 1 if end >= 0 else len(self.source.text)

    def document(self, portion: Portion) -> Document:
        """A portion as it is read, once more."""
        if self._last is None or self._last[0] is not portion:
            text = self.source.text[portion.begin : portion.behind]
            self._last = portion, self._document(portion, self.frame.read(text, portion.entry))
        return self._last[1]

    def _document(self, portion: Portion, reading: ReadChunks) -> Document:
        """What was read for a portion; where that is the whole text, nothing stands outside of it."""
        is_whole = portion.begin == 0 and portion.behind == len(self.source.text)
        return replace(reading.document, is_part=not is_whole)

    def at(self, offset: int) -> Portion:
        """The portion that a place of the text is in."""
        index = bisect_right(self.known, offset, key=lambda one: one.start) - 1
        return self.known[max(index, 0)]
