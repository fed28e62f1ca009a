"""A long text in portions that are read one after the other: no more than one of them need be held."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.chunks.chunk import Frame
from proselint_t.document.chunks.entry import BETWEEN_BLOCKS, Entry
from proselint_t.document.markdown.blocks import references_of
from proselint_t.language.recognition import front_matter
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.document import Document
    from proselint_t.document.chunks.chunk import ReadChunks
    from proselint_t.document.reader import InlineMemo
    from proselint_t.text.source import Source
    from proselint_t.text.span import Inner

_BESIDE = {BETWEEN_BLOCKS: (3, 3), f"{BETWEEN_BLOCKS}>": (1, 1)}
"""How many outermost blocks, and blocks inside of a quotation, are read before and behind where a portion
ends, beside the last one, which need not be whole: what is said of a block depends on the next."""
_BESIDE_ROW = (1, 0)
"""How many rows of a table, of which the last one that is read is whole."""
_PART_SEEN = 50
"""That part of a portion is read before the next one that begins inside of a paragraph."""
_GAP = pattern(r"\n[ \t]*\r?\n(?=\S)")


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

    None begins in ``sealed``. ``sight`` is how many characters beside a portion are read at least.
    """

    def __init__(
        self,
        source: Source,
        language: str | None,
        size: int,
        sealed: Inner,
        sight: int = 0,
    ) -> None:
        frame = Frame("", "\n", {}, language).of(source)
        self.frame = replace(frame, references=references_of(source))
        self.source, self.size, self.sealed, self.sight = source, size, sealed, sight
        self.known: list[Portion] = []
        self._last_ends: dict[str, int] = {}
        self._seam = 0, Entry()
        """Where the reading of the next one begins."""
        self._least = 0
        """How many characters the next one is read with at least, where the last one has come to no end."""
        self._length = len(source.text)
        self._reread: ReadChunks | None = None
        """The last portion with the text that it is to have."""
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
        while not self.known or self.start < len(self.source.text):
            yield self._next()  # which no name holds while it is checked

    @property
    def start(self) -> int:
        """Where the portion behind those that are known begins."""
        return self.known[-1].end if self.known else 0

    def _next(self) -> tuple[Portion, Document]:
        """The portion behind those that are known."""
        start, (begin, entry) = self.start, self._seam
        text, by = self.source.text, begin - len(entry.lead)
        front = front_matter(text) if not start else None
        size = max(self.size, self._least, front.end if front else 0) + len(entry.lead) // 2
        self._least = 0
        is_guess = False
        while True:
            behind = self._line_end(start + size)
            reading = self.frame.read(text[begin:behind], entry)
            if behind == len(text):
                self.known.append(Portion(start, behind, begin, entry, behind))
                return self.known[-1], self._document(self.known[-1], reading)
            known = self._known_up_to(reading, behind)
            seams = [(by + at, following) for at, following in reading.block_seams() if at < known]
            moved = self._length - len(text)
            ends = (
                at
                for at in reversed(range(len(seams)))
                if at + _beside(seams[at])[1] < len(seams)
                and seams[at][0] + self.sight <= behind
                and seams[at][0] + moved not in self.sealed
            )
            if self._ends(Portion(start, start, begin, entry, behind), reading, seams, ends):
                return self.known[-1], self._document(self.known[-1], reading)
            del reading  # which is read again, with more: up to where a block seems to end, if that is near
            near = self._gap(behind) + self.size - start
            is_guess = not is_guess and near < 2 * size
            size = near if is_guess else 2 * size

    def _ends(
        self, portion: Portion, reading: ReadChunks, seams: Sequence[tuple[int, Entry]], ends: Iterator[int]
    ) -> bool:
        """Whether a portion ends at the first of these seams, behind its start; then it is known."""
        at = next(ends, -1)
        if at < 0 or seams[at][0] <= portion.start:
            return False
        self.known.append(portion._replace(end=seams[at][0]))
        self._seam = self._begin_of_next(seams, at, reading, portion.by)
        return True

    def _ends_inside(self, portion: Portion, reading: ReadChunks, line: int, sealed: Inner) -> bool:
        """Whether a portion ends inside of a paragraph, behind its start; then it is known."""
        seam = reading.line_seam(line, max(self.sight, self.size // _PART_SEEN))
        if seam is None or seam[0] + portion.by <= portion.start or seam[1] in sealed:
            return False
        end, begin, entry = seam
        self.known.append(portion._replace(end=end + portion.by))
        self._seam = begin + portion.by, entry
        return True

    def _begin_of_next(
        self, seams: Sequence[tuple[int, Entry]], at: int, reading: ReadChunks, by: int
    ) -> tuple[int, Entry]:
        """Where to read from behind a seam: with the last prose before it, if that is near."""
        end = seams[at][0]
        texts = [one.prose.origin(0) + by for one in reading.reader.texts]
        index = bisect_left(texts, end) - 1
        prose = texts[index] if index >= 0 and texts[index] > end - self.size else end
        before = seams[: max(at - _beside(seams[at])[0] + 1, 0)]
        near = min(prose, end - self.sight)
        return next((seam for seam in reversed(before) if seam[0] <= near), self._seam)

    def reread(self, text: str, inlines: InlineMemo) -> Document:
        """The last portion that was read with another text in the place of all that was read of it."""
        portion = self.known[-1]
        text = text.removeprefix(portion.entry.lead)
        self._reread = self.frame.read(text, portion.entry, inlines)
        return self._document(portion, self._reread)

    def put(self, text: str, end: int, line: int, sealed: Inner) -> None:
        """Put the text that was reread, or the same, in the place of all that was read for the last portion.

        It then ends between blocks at ``end`` of this text or before, or inside of a paragraph at ``line`` or
        before, but not in ``sealed``, where another may begin; if that is nowhere behind its start, it is no
        portion any more, and more is read the next time.
        """
        portion = self.known.pop()
        begin, entry, by = portion.begin, portion.entry, portion.by
        text = text.removeprefix(entry.lead)
        whole = self.source.text
        self.source = replace(self.source, text=whole[:begin] + text + whole[portion.behind :])
        self._last_ends.clear()
        reading, self._reread = self._reread, None
        behind = begin + len(text)
        if portion.behind == len(whole):
            self.known.append(portion._replace(end=behind, behind=behind))
            return
        reading = reading or self.frame.read(text, entry)
        self._seam = begin, entry
        seams = [(by + at, following) for at, following in reading.block_seams() if at <= end]
        ends = (at for at in reversed(range(len(seams))) if seams[at][0] - by not in sealed)
        portion = portion._replace(behind=behind)
        if self._ends(portion, reading, seams, ends) or self._ends_inside(portion, reading, line, sealed):
            return
        self._least = len(text) + max(self.size, len(text) // 2)

    def _gap(self, at: int) -> int:
        """Where the first line behind a blank one begins that is not indented, at or behind a place."""
        found = _GAP.search(self.source.text, max(at - 1, 0))
        return found.end() if found else len(self.source.text)

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
