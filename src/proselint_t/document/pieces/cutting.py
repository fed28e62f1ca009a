"""The pieces of a text that is being written: after a change only what it touches is cut anew."""

from __future__ import annotations

import re
from collections import deque
from copy import copy
from dataclasses import replace
from functools import reduce
from itertools import accumulate, takewhile
from operator import or_
from typing import TYPE_CHECKING, Any

from proselint_t.document.markdown.blocks import parse_blocks
from proselint_t.document.pieces.pieces import Entry, Frame, Piece
from proselint_t.document.pieces.stitches import Loose
from proselint_t.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from proselint_t.document import Document
    from proselint_t.document.pieces.pieces import Reading
    from proselint_t.text.edits import Edit
    from proselint_t.text.source import Source

_BEFORE = 2
"""Pieces in front of a change that are read again: the parser looks that far ahead before it decides."""
_MANY = 20
"""A change that replaces more pieces is a large one."""
_FRONT_MATTER = re.compile(r"---+[ \t]*\r?\n(?:.*\r?\n)*?(?:---+|\.\.\.)[ \t]*\r?\n")
_DEFINITION = "]:"


class Cutting:
    """The pieces of one text, whose pieces and frame hold from one update to the next."""

    def __init__(self, language: str | None = None) -> None:
        self.pieces: list[Piece] = []
        self.former: list[Piece] = []
        """What the last large change has replaced: half a pair of backticks is soon a whole one."""
        self.frame = Frame("", "\n", {}, language)
        self._whole: tuple[tuple[Piece, ...], Reading] | None = None
        self._text = ""
        self._before: tuple[str, list[Piece], Frame] = "", self.pieces, self.frame
        """The version that the last large change has changed."""

    def update(self, source: Source) -> None:
        """Cut a new version of the text. Pieces that stay as they were stay the same objects."""
        text, former = source.text, self.former
        before, behind = self._kept(text)
        if before == len(self.pieces) and behind == 0 and self.pieces:
            return
        if self._came_back(source):
            return
        version = self._text, self.pieces, self.frame
        if not self.frame.fits(source) or not self._patched(text, before, behind):
            self._cut(source)
        if self.former is not former:
            self._before = version
        self._text = text

    def _came_back(self, source: Source) -> bool:
        """Whether a large change is taken back, as most are: nothing need be cut."""
        text, pieces, frame = self._before
        if text != source.text or not (pieces and frame.fits(source)):
            return False
        self._before, self.former = (self._text, self.pieces, self.frame), self.pieces
        self._text, self.pieces, self.frame = text, pieces, frame
        return True

    def read(self, pieces: tuple[Piece, ...]) -> Reading:
        """Read pieces that follow each other; all of a text that was just cut need not be read again."""
        whole, self._whole = self._whole, None
        return whole[1] if whole and whole[0] == pieces else self.frame.read_pieces(pieces)

    def edited(self, edits: Iterable[Edit]) -> tuple[Document, Document]:
        """What edits touch, as it is read before them and after. They change lines and add or take none."""
        text = "".join(piece.text for piece in self.pieces)
        new = copy(self)
        new.update(self.frame.source(apply_edits(text, edits)))
        first = _alike(self.pieces, new.pieces)
        behind = _alike(reversed(self.pieces[first:]), reversed(new.pieces[first:]))
        before, after = (
            one.frame.read_pieces(one.pieces[first : len(one.pieces) - behind]).document
            for one in (self, new)
        )
        return before, after

    def _kept(self, text: str) -> tuple[int, int]:
        """How many pieces at the beginning and at the end of the old text the new one still has."""
        pieces, start, before = self.pieces, 0, 0
        while before < len(pieces) and text.startswith(pieces[before].text, start):
            start += len(pieces[before].text)
            before += 1
        if start < len(text) and before == len(pieces):
            before -= bool(pieces)  # text was added at the end
            start -= len(pieces[-1].text) if pieces else 0
        end, behind = len(text), 0
        while behind < len(pieces) - before:
            piece = pieces[-1 - behind].text
            if end - len(piece) < start or not text.startswith(piece, end - len(piece)):
                break
            end -= len(piece)
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
        new = list(reading.pieces())
        old = [*self.pieces, *self.former] if fits else []
        if not same:
            old = [piece for piece in old if "[" not in piece.text]  # no reference is followed there
        self.former, self.pieces = self.pieces if same else [], _reused(new, old)
        self._whole = tuple(new), reading

    def _patched(self, text: str, before: int, behind: int) -> bool:
        """Cut what has changed; ``False`` where what stands elsewhere may be read otherwise for it."""
        first = max(0, before - _BEFORE)
        if not self.pieces or self.frame.masks or any(piece.is_open for piece in self.pieces):
            return False
        rest = self.pieces[len(self.pieces) - behind :]
        begin = sum(len(piece.text) for piece in self.pieces[:first])
        middle = text[begin : len(text) - sum(len(piece.text) for piece in rest)]
        if not self._is_front_matter_closed(text, first, middle):
            return False
        above = self._above(first)
        for ahead in _growing(len(rest)):
            new, kept = self._read_until(first, middle, rest[:ahead], final=ahead == len(rest))
            if not new or any(piece.is_open for piece in new) or _loose(above).meets(_loose_below(new)):
                return False
            if kept is not None and not _loose_at_end([*above, *new]).meets(_loose_below(rest[kept:])):
                return self._replace(first, new, [*rest[kept:]])
        return False

    def _above(self, first: int) -> list[Piece]:
        """The pieces of the paragraph that a piece goes on, up to the piece."""
        begin = first
        while begin and self.pieces[begin].entry.inside_paragraph:
            begin -= 1
        return self.pieces[begin:first]

    def _read_until(
        self, first: int, middle: str, ahead: Sequence[Piece], *, final: bool
    ) -> tuple[list[Piece], int | None]:
        """The pieces of a stretch, up to the first of ``ahead`` that comes out as it was, and which it is.

        No pieces where the stretch cannot be read apart; ``None`` where more must be read.
        """
        stretch = middle + "".join(piece.text for piece in ahead)
        reading = self.frame.read(stretch, self.pieces[first].entry)
        if not reading.sound:
            return [], None
        new = list(reading.pieces())
        starts = [0, *accumulate(len(piece.text) for piece in new)]
        at = dict(zip(starts, range(len(new)), strict=False))
        offset = len(middle)
        for index, piece in enumerate(ahead):
            found = at.get(offset)
            if found is not None and new[found].entry == piece.entry:
                return new[:found], index
            offset += len(piece.text)
        return new, len(ahead) if final else None

    def _replace(self, first: int, new: list[Piece], rest: list[Piece]) -> bool:
        old = self.pieces[first : len(self.pieces) - len(rest)]
        if self._definitions(old) != self._definitions(new):
            return False
        reused = _reused(new, [*old, *self.former])
        if len(old) > _MANY:
            self.former = old
        self.pieces = [*self.pieces[:first], *reused, *rest]
        return True

    def _definitions(self, pieces: Sequence[Piece]) -> dict[str, Any]:
        """The targets of references that stand in pieces which follow each other."""
        text = "".join(piece.text for piece in pieces)
        if _DEFINITION not in text:
            return {}
        return parse_blocks(self.frame.source(pieces[0].entry.lead + text)).env

    def _is_front_matter_closed(self, text: str, first: int, middle: str) -> bool:
        """Whether front matter, if there is any, ends before what stays as it is."""
        if not text.startswith("---"):
            return True
        return _FRONT_MATTER.match(self.pieces[0].text if first else middle) is not None


def _alike(pieces: Iterable[Piece], others: Iterable[Piece]) -> int:
    """How many pieces are the same from the first on."""
    pairs = zip(pieces, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs))


def _loose(pieces: Iterable[Piece]) -> Loose:
    return reduce(or_, (piece.loose for piece in pieces), Loose())


def _loose_below(rest: Iterable[Piece]) -> Loose:
    """What is loose in the rest of the paragraph that goes on with the first of these pieces."""
    return _loose(takewhile(lambda piece: piece.entry.inside_paragraph, rest))


def _loose_at_end(pieces: Sequence[Piece]) -> Loose:
    """What is loose in the paragraph that ends with the last of some pieces."""
    begin = len(pieces) - 1
    while begin > 0 and pieces[begin].entry.inside_paragraph:
        begin -= 1
    return _loose(pieces[begin:])


def _growing(limit: int) -> list[int]:
    """How many pieces to read ahead: few, then more, then all."""
    steps = [1]
    while steps[-1] < limit:
        steps.append(steps[-1] * 4)
    return [min(step, limit) for step in steps]


def _reused(new: list[Piece], former: Sequence[Piece]) -> list[Piece]:
    """The new pieces, each the first old object like it that is not yet taken: it knows its neighbours."""
    known: dict[tuple[str, Entry], deque[Piece]] = {}
    for piece in dict.fromkeys(former):
        known.setdefault((piece.text, piece.entry), deque()).append(piece)
    alike = (known.get((piece.text, piece.entry)) for piece in new)
    return [old.popleft() if old else piece for piece, old in zip(new, alike, strict=True)]
