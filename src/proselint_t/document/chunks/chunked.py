"""The chunks of a text that is being written: after a change only what it touches is cut anew."""

from __future__ import annotations

import re
from collections import deque
from copy import copy
from dataclasses import replace
from functools import reduce
from itertools import accumulate, takewhile
from operator import or_
from typing import TYPE_CHECKING, Any

from proselint_t.document.chunks.chunk import Chunk, Entry, Frame
from proselint_t.document.chunks.open_markup import OpenMarkup
from proselint_t.document.markdown.blocks import parse_blocks
from proselint_t.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from proselint_t.document import Document
    from proselint_t.document.chunks.chunk import ReadChunks
    from proselint_t.text.edits import Edit
    from proselint_t.text.source import Source

_BEFORE = 2
"""Chunks in front of a change that are read again: the parser looks that far ahead before it decides."""
_MANY = 20
"""A change that replaces more chunks is a large one."""
_FRONT_MATTER = re.compile(r"---+[ \t]*\r?\n(?:.*\r?\n)*?(?:---+|\.\.\.)[ \t]*\r?\n")
_DEFINITION = "]:"


class ChunkedText:
    """The chunks of one text, whose chunks and frame hold from one update to the next."""

    def __init__(self, language: str | None = None) -> None:
        self.chunks: list[Chunk] = []
        self.former: list[Chunk] = []
        """What the last large change has replaced: half a pair of backticks is soon a whole one."""
        self.frame = Frame("", "\n", {}, language)
        self._whole: tuple[tuple[Chunk, ...], ReadChunks] | None = None
        self._text = ""
        self._before: tuple[str, list[Chunk], Frame] = "", self.chunks, self.frame
        """The version that the last large change has changed."""

    def update(self, source: Source) -> None:
        """Cut a new version of the text. Chunks that stay as they were stay the same objects."""
        text, former = source.text, self.former
        before, behind = self._kept(text)
        if before == len(self.chunks) and behind == 0 and self.chunks:
            return
        if self._came_back(source):
            return
        version = self._text, self.chunks, self.frame
        if not self.frame.fits(source) or not self._patched(text, before, behind):
            self._cut(source)
        if self.former is not former:
            self._before = version
        self._text = text

    def _came_back(self, source: Source) -> bool:
        """Whether a large change is taken back, as most are: nothing need be cut."""
        text, chunks, frame = self._before
        if text != source.text or not (chunks and frame.fits(source)):
            return False
        self._before, self.former = (self._text, self.chunks, self.frame), self.chunks
        self._text, self.chunks, self.frame = text, chunks, frame
        return True

    def read(self, chunks: tuple[Chunk, ...]) -> ReadChunks:
        """Read chunks that follow each other; all of a text that was just cut need not be read again."""
        whole, self._whole = self._whole, None
        return whole[1] if whole and whole[0] == chunks else self.frame.read_chunks(chunks)

    def edited(self, edits: Iterable[Edit]) -> tuple[Document, Document]:
        """What edits touch, as it is read before them and after. They change lines and add or take none."""
        text = "".join(chunk.text for chunk in self.chunks)
        new = copy(self)
        new.update(self.frame.source(apply_edits(text, edits)))
        first = _alike(self.chunks, new.chunks)
        behind = _alike(reversed(self.chunks[first:]), reversed(new.chunks[first:]))
        before, after = (
            one.frame.read_chunks(one.chunks[first : len(one.chunks) - behind]).document
            for one in (self, new)
        )
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
        references = parse_blocks(source).env if _DEFINITION in source.text else {}
        fits = self.frame.fits(source)
        same = fits and references == self.frame.references
        if not same:
            self.frame = replace(self.frame.of(source), references=references)
        reading = self.frame.read(source.text, Entry())
        new = list(reading.chunks())
        old = [*self.chunks, *self.former] if fits else []
        if not same:
            old = [chunk for chunk in old if "[" not in chunk.text]  # no reference is followed there
        self.former, self.chunks = self.chunks if same else [], _reused(new, old)
        self._whole = tuple(new), reading

    def _patched(self, text: str, before: int, behind: int) -> bool:
        """Cut what has changed; ``False`` where what stands elsewhere may be read otherwise for it."""
        first = max(0, before - _BEFORE)
        if not self.chunks or self.frame.masks or any(chunk.is_open for chunk in self.chunks):
            return False
        rest = self.chunks[len(self.chunks) - behind :]
        begin = sum(len(chunk.text) for chunk in self.chunks[:first])
        middle = text[begin : len(text) - sum(len(chunk.text) for chunk in rest)]
        if not self._is_front_matter_closed(text, first, middle):
            return False
        above = self._above(first)
        for ahead in _growing(len(rest)):
            new, kept = self._read_until(first, middle, rest[:ahead], final=ahead == len(rest))
            if not new or any(chunk.is_open for chunk in new) or _open_markup(above).meets(_open_below(new)):
                return False
            if kept is not None and not _open_at_end([*above, *new]).meets(_open_below(rest[kept:])):
                return self._replace(first, new, [*rest[kept:]])
        return False

    def _above(self, first: int) -> list[Chunk]:
        """The chunks of the paragraph that a chunk goes on, up to the chunk."""
        begin = first
        while begin and self.chunks[begin].entry.inside_paragraph:
            begin -= 1
        return self.chunks[begin:first]

    def _read_until(
        self, first: int, middle: str, ahead: Sequence[Chunk], *, final: bool
    ) -> tuple[list[Chunk], int | None]:
        """The chunks of a stretch, up to the first of ``ahead`` that comes out as it was, and which it is.

        No chunks where the stretch cannot be read apart; ``None`` where more must be read.
        """
        stretch = middle + "".join(chunk.text for chunk in ahead)
        reading = self.frame.read(stretch, self.chunks[first].entry)
        if not reading.sound:
            return [], None
        new = list(reading.chunks())
        starts = [0, *accumulate(len(chunk.text) for chunk in new)]
        at = dict(zip(starts, range(len(new)), strict=False))
        offset = len(middle)
        for index, chunk in enumerate(ahead):
            found = at.get(offset)
            if found is not None and new[found].entry == chunk.entry:
                return new[:found], index
            offset += len(chunk.text)
        return new, len(ahead) if final else None

    def _replace(self, first: int, new: list[Chunk], rest: list[Chunk]) -> bool:
        old = self.chunks[first : len(self.chunks) - len(rest)]
        if self._definitions(old) != self._definitions(new):
            return False
        reused = _reused(new, [*old, *self.former])
        if len(old) > _MANY:
            self.former = old
        self.chunks = [*self.chunks[:first], *reused, *rest]
        return True

    def _definitions(self, chunks: Sequence[Chunk]) -> dict[str, Any]:
        """The targets of references that stand in chunks which follow each other."""
        text = "".join(chunk.text for chunk in chunks)
        if _DEFINITION not in text:
            return {}
        return parse_blocks(self.frame.source(chunks[0].entry.lead + text)).env

    def _is_front_matter_closed(self, text: str, first: int, middle: str) -> bool:
        """Whether front matter, if there is any, ends before what stays as it is."""
        if not text.startswith("---"):
            return True
        return _FRONT_MATTER.match(self.chunks[0].text if first else middle) is not None


def _alike(chunks: Iterable[Chunk], others: Iterable[Chunk]) -> int:
    """How many chunks are the same from the first on."""
    pairs = zip(chunks, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs))


def _open_markup(chunks: Iterable[Chunk]) -> OpenMarkup:
    return reduce(or_, (chunk.open for chunk in chunks), OpenMarkup())


def _open_below(rest: Iterable[Chunk]) -> OpenMarkup:
    """What is open in the rest of the paragraph that goes on with the first of these chunks."""
    return _open_markup(takewhile(lambda chunk: chunk.entry.inside_paragraph, rest))


def _open_at_end(chunks: Sequence[Chunk]) -> OpenMarkup:
    """What is open in the paragraph that ends with the last of some chunks."""
    begin = len(chunks) - 1
    while begin > 0 and chunks[begin].entry.inside_paragraph:
        begin -= 1
    return _open_markup(chunks[begin:])


def _growing(limit: int) -> list[int]:
    """How many chunks to read ahead: few, then more, then all."""
    steps = [1]
    while steps[-1] < limit:
        steps.append(steps[-1] * 4)
    return [min(step, limit) for step in steps]


def _reused(new: list[Chunk], former: Sequence[Chunk]) -> list[Chunk]:
    """The new chunks, each the first old object like it that is not yet taken: it knows its neighbours."""
    known: dict[tuple[str, Entry], deque[Chunk]] = {}
    for chunk in dict.fromkeys(former):
        known.setdefault((chunk.text, chunk.entry), deque()).append(chunk)
    alike = (known.get((chunk.text, chunk.entry)) for chunk in new)
    return [old.popleft() if old else chunk for chunk, old in zip(new, alike, strict=True)]
