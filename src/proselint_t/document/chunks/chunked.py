"""The chunks of a text that is being written: after a change only what it touches is cut anew."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.chunks.chunk import Frame
from proselint_t.document.chunks.entry import Entry
from proselint_t.document.chunks.patch import BEFORE, Patch, Stretch, reused, text_of
from proselint_t.document.markdown.blocks import joined_references, references_of, targets_of
from proselint_t.language.recognition import front_matter
from proselint_t.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from proselint_t.document import Document
    from proselint_t.document.chunks.chunk import Chunk, ReadChunks
    from proselint_t.document.chunks.entry import Placed
    from proselint_t.text.edits import Edit
    from proselint_t.text.source import Source

_MANY = 20
"""A change that replaces more chunks is a large one."""
_DEFINITION = "]:"
"""Stands in every definition of a link or a footnote."""


class _Version(NamedTuple):
    """A text, cut. The chunks, their entries and where they begin go in parallel; last is where all ends."""

    text: str
    chunks: list[Chunk]
    entries: list[Entry]
    starts: list[int]
    frame: Frame

    @property
    def placed(self) -> list[Placed]:
        return [*zip(self.entries, self.chunks, strict=True)]


class Read(NamedTuple):
    """Chunks as they were read, at once with others or not: from an index to another.

    ``starts`` are their places in ``reading``, and where that of the next chunk would be: behind the end of
    the text, where something may begin too.
    """

    first: int
    end: int
    reading: ReadChunks
    starts: list[int]


class ChunkedText:
    """The chunks of one text, whose chunks and frame hold from one update to the next."""

    def __init__(self, language: str | None = None) -> None:
        self._version = _Version("", [], [], [0], Frame("", "\n", {}, language))
        self._before = self._version
        """The version that the last large change has changed."""
        self._former: list[Placed] = []
        """What that change has replaced: half a pair of backticks is soon a whole one."""
        self._last: list[Placed] = []
        """What the last change has replaced, however small."""
        self._stretches: list[Stretch] = []

    @property
    def chunks(self) -> list[Chunk]:
        return self._version.chunks

    @property
    def entries(self) -> list[Entry]:
        """What each of the chunks must know of the text before it."""
        return self._version.entries

    @property
    def starts(self) -> list[int]:
        """Where each of the chunks begins, and where the last one ends."""
        return self._version.starts

    @property
    def frame(self) -> Frame:
        return self._version.frame

    @property
    def former(self) -> list[Chunk]:
        """Chunks that may soon be there again."""
        return [chunk for _, chunk in (*self._last, *self._former)]

    def update(self, source: Source) -> None:
        """Cut a new version of the text. Chunks that stay as they were stay the same objects."""
        self.forget_readings()
        before, behind = self._kept(source.text)
        if before == len(self.chunks) and behind == 0 and self.chunks:
            return
        if not self._came_back(source) and not self._patched(source, before, behind):
            self._cut(source)

    def _came_back(self, source: Source) -> bool:
        """Whether a large change is taken back, as most are: nothing need be cut."""
        there = self._before
        if there.text != source.text or not (there.chunks and there.frame.fits(source)):
            return False
        undone = self._version
        same = targets_of(undone.frame.references) == targets_of(there.frame.references)
        self._before, self._version, self._former = undone, there, undone.placed if same else []
        self._last = self._last if same else []
        return True

    def read(self, first: int, end: int) -> Read:
        """Read the chunks from one to another. What the update has read is not read again."""
        for stretch in self._stretches:
            last = stretch.end + stretch.has_next
            if stretch.first <= first and end <= last:
                return self._as_read(stretch.first, last, stretch.reading)
        return self._as_read(first, end, self.read_apart(first, end))

    def read_apart(self, first: int, end: int) -> ReadChunks:
        """Read the chunks from one to another by themselves."""
        text = self._version.text[self.starts[first] : self.starts[end]]
        return self.frame.read(text, self.entries[first])

    def _as_read(self, first: int, end: int, reading: ReadChunks) -> Read:
        by = reading.base - self.starts[first]
        starts = [start + by for start in self.starts[first : end + 1]]
        starts[-1] += starts[-1] == len(reading.reader.source.text)
        return Read(first, end, reading, starts)

    def forget_readings(self) -> None:
        """What the update has read is not wanted any more."""
        self._stretches = []

    def edited(self, edits: Iterable[Edit]) -> tuple[Document, Document]:
        """What edits touch, as it is read before them and after. They change lines and add or take none."""
        new = copy(self)
        new.update(self.frame.source(apply_edits(self._version.text, edits)))
        first = _alike(self.chunks, new.chunks)
        behind = _alike(reversed(self.chunks[first:]), reversed(new.chunks[first:]))
        before, after = (one.read_apart(first, len(one.chunks) - behind).document for one in (self, new))
        return before, after

    def _kept(self, text: str) -> tuple[int, int]:
        """How many chunks at the beginning and at the end of the old text the new one still has."""
        chunks, start, before = self.chunks, 0, 0
        while before < len(chunks) and text.startswith(chunks[before].text, start):
            start += len(chunks[before].text)
            before += 1
        if start < len(text) and before == len(chunks):
            before -= bool(chunks)  # text was added at the end
            start -= len(chunks[-1].text) if chunks else 0
        end, behind = len(text), 0
        while behind < len(chunks) - before:
            chunk = chunks[-1 - behind].text
            if end - len(chunk) < start or not text.startswith(chunk, end - len(chunk)):
                break
            end -= len(chunk)
            behind += 1
        return before, behind

    def _cut(self, source: Source) -> None:
        """Cut the whole text."""
        version, frame = self._version, self.frame
        references = references_of(source)
        fits = frame.fits(source)
        same = fits and targets_of(references) == targets_of(frame.references)
        if not same:
            frame = replace(frame.of(source), references=references)
        reading = frame.read(source.text, Entry())
        old = [*version.placed, *self._former] if fits else []
        if not same:
            old = [one for one in old if "[" not in one[1].text]  # no reference is followed there
        new = reused([*reading.chunks()], old)
        self._become(source.text, new, frame)
        self._before, self._former = version, version.placed if same else []
        self._last = self._last if same else []
        self._stretches = [Stretch(0, len(new), reading)]

    def _patched(self, source: Source, before: int, behind: int) -> bool:
        """Cut what has changed; ``False`` where what stands elsewhere may be read otherwise for it."""
        version, text, first = self._version, source.text, max(0, before - BEFORE)
        chunks, frame = version.chunks, version.frame
        if not chunks or not frame.fits(source) or frame.masks or self._may_end(first, text):
            return False
        at = len(chunks) - behind
        middle = text[version.starts[first] : len(text) - (version.starts[-1] - version.starts[at])]
        if not self._is_front_matter_closed(text, first, middle):
            return False
        patch = Patch(frame, version.placed)
        if not patch.read(first, middle, at):
            return False
        patch.reuse([*self._last, *self._former])
        if patch.redefines:
            return self._retargeted(text, patch.placed)
        self._become(text, patch.placed, frame)
        self._last = patch.replaced
        if len(patch.replaced) > _MANY or patch.has_carried:
            self._before, self._former = version, patch.replaced
        self._stretches = patch.stretches
        return True

    def _retargeted(self, text: str, placed: list[Placed]) -> bool:
        """Read again what may refer to targets that are others now; ``False`` where that is much."""
        version = self._version
        before, frame = version.frame.references, version.frame
        parts = (one for one in placed if _DEFINITION in one[1].text)
        found = [references_of(frame.source(entry.lead + chunk.text)) for entry, chunk in parts]
        frame = replace(frame, references=joined_references(found))
        changed = targets_of(before).items() ^ targets_of(frame.references).items()
        labels = [_alike_in_case(label).split() for label in {label for label, _ in changed}]
        stale = [index for index, (_, chunk) in enumerate(placed) if _may_refer(chunk, labels)]
        if len(stale) > _MANY:
            return False
        chunks = {placed[index][1] for index in stale}
        for index in reversed(stale):
            first, patch = max(0, index - BEFORE), Patch(frame, placed)
            if not patch.read(first, text_of(placed[first : index + 1]), index + 1):
                return False
            patch.reuse(but=chunks)
            placed = patch.placed
        self._become(text, placed, frame)
        self._before, self._former, self._last = version, [], []
        return True

    def _may_end(self, first: int, text: str) -> bool:
        """Whether a block that begins above a chunk and has no end may have one in a new text."""
        above = zip(self.chunks[:first], self.starts[1:], strict=False)
        return any(text.find(end, start) >= 0 for chunk, start in above if chunk.far for end in chunk.far)

    def _become(self, text: str, placed: Iterable[Placed], frame: Frame) -> None:
        entries, chunks = zip(*placed, strict=True)
        starts = [*accumulate((len(chunk.text) for chunk in chunks), initial=0)]
        self._version = _Version(text, [*chunks], [*entries], starts, frame)

    def _is_front_matter_closed(self, text: str, first: int, middle: str) -> bool:
        """Whether front matter, if there is any, ends before what stays as it is."""
        beginning = self.chunks[0].text if first else middle
        return not text.startswith("---") or front_matter(beginning) is not None


def _may_refer(chunk: Chunk, labels: Iterable[Sequence[str]]) -> bool:
    """Whether a chunk may hold one of some labels, each in words of capitals, or a part of one."""
    if "[" not in chunk.text and "]" not in chunk.text:
        return False
    text = _alike_in_case(chunk.text.replace("\0", "\ufffd"))
    is_part = "]" in chunk.open.opens | chunk.open.closes
    return any((any if is_part else all)(word in text for word in label) for label in labels)


def _alike_in_case(text: str) -> str:
    """As markdown-it compares labels."""
    return text.lower().upper()


def _alike(chunks: Iterable[Chunk], others: Iterable[Chunk]) -> int:
    """How many chunks are the same from the first on."""
    pairs = zip(chunks, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs))
