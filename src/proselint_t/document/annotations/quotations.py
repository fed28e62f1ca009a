"""Quotations: text between a recognised pair of quotation marks of any glyph.

Owns what is a mark, an apostrophe or a measure, and which marks belong together; it must not know what
a rule makes of them. A pair is recognised the same way whether or not it is already written as «» or „“,
so the order in which rules run does not matter. Every step is linear in the length of the text.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from proselint_t.document.model import Quotation
from proselint_t.text.marks import DOUBLE_QUOTES, QUOTES, SINGLE_QUOTES
from proselint_t.text.patterns import pattern
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

_MARK = pattern(f"[{QUOTES}]")
_ALIKE = {"»": "«", "›": "‹", "”": "“„‟", "“": "„", '"': '"', "’": "‘‚", "‘": "‚", "'": "'"}
"""Closing mark → the opening marks that it properly closes."""

_FAMILY = {mark: family for family in (SINGLE_QUOTES, DOUBLE_QUOTES) for mark in family}
_BARRIERS = "«„"
"""What «» and „“ hold is closed inside them: no other pair reaches across such an opening mark."""

_NEVER_OPEN = "»›’"
_NEVER_CLOSE = "«‹„‟‚"

_WORD_BEFORE = rf"[^\s(\[{{<{QUOTES}]"
_APOSTROPHE = pattern(
    rf"""['’‘](?:(?<=[\w{MASK}].)(?=[\w{MASK}])               # don't
       | (?<!‘)(?:(?<={_WORD_BEFORE}.)|(?<={_WORD_BEFORE}[{QUOTES}].))
         (?=(?:s|d|m|t|ll|re|ve)\b))                        # C++'s, «A»'s
    """,
    re.VERBOSE,
)
_AND = pattern(
    r"""\b(?!(?:the|an?|this|that|or|and|as|of|is|to|by|for|with|first|last|next|than|letters?|characters?|keys?|named|called)\s)
        [a-z]+\s(?P<and>['’‘]n['’])\s(?!(?:is|was|or|and|in|to|for|as|with)\b)[a-z]""",
    re.VERBOSE | re.IGNORECASE,
)
"""`rock 'n' roll`, but not the letter in `the 'n' first`."""
_N = pattern(r"['’‘][nN]['’]\s")
_ELISION = pattern(
    r"['‘](?:\d\ds?|tis|twas|twere|twill|em|cause|til|till|bout|round|neath)\b(?!['’])", re.IGNORECASE
)
_POSSESSIVE_END = pattern(r"['’](?<=[sS].)(?=\s+\w)")
_AFTER_DIGIT = pattern(r"[\"'”’](?<=\d.)")
_MEASURE = pattern(rf"{_AFTER_DIGIT.pattern}(?=[\s-]+\w|[x×]\d|[NSEW\d])")
_SHOWN = pattern(rf"[{QUOTES}](?<![^\s(\[{{/=—–-].)[{QUOTES}]+(?=[)\]}},.;:!?]*(?:\s|$))")
"""Marks that show themselves (`«“”»`, `""`): nothing but marks, free on both sides."""


class _Side(Enum):
    """What stands beside a mark, other marks skipped."""

    SPACE = 0
    OPENING = 1
    CLOSING = 2
    NEUTRAL = 3
    WORD = 4


class _Place(Enum):
    """What the neighbours of a mark make of it."""

    OPENS = 0
    CLOSES = 1
    UNSURE = 2


class Mark(NamedTuple):
    """A quotation mark without a partner, in prose offsets."""

    at: int
    glyph: str


class _Candidate(NamedTuple):
    """A mark with its neighbours.

    ``weak``: it may as well be an apostrophe or a measure; ``idle``: without a partner it is one.
    """

    at: int
    glyph: str
    left: _Side
    right: _Side
    weak: bool
    idle: bool

    @property
    def place(self) -> _Place:
        return _place(self.left, self.right)

    @property
    def spaced(self) -> bool:
        return self.left is _Side.SPACE and self.right is _Side.SPACE


def find_quotations(text: str) -> tuple[tuple[Quotation, ...], tuple[Mark, ...]]:
    """Pairs (outer before inner) and lone marks of a masked text."""
    if not _MARK.search(text):
        return (), ()
    pairing = _Pairing(_candidates(text))
    pairing.run()
    lone = sorted(
        (mark for mark in pairing.lone if mark.glyph not in SINGLE_QUOTES), key=lambda mark: mark.at
    )
    return tuple(_with_depth(pairing.pairs)), tuple(Mark(mark.at, mark.glyph) for mark in lone)


def _candidates(text: str) -> list[_Candidate]:
    no_marks = {at for match in _SHOWN.finditer(text) for at in range(*match.span())}
    no_marks.update(match.start() for match in _APOSTROPHE.finditer(text))
    if _N.search(text):
        no_marks.update(
            at for match in _AND.finditer(text) for at in (match.start("and"), match.end("and") - 1)
        )
    places = [match.start() for match in _MARK.finditer(text) if match.start() not in no_marks]
    if not places:
        return []
    unsure = (_ELISION, _POSSESSIVE_END, _MEASURE)
    weak = {match.start() for pattern in unsure for match in pattern.finditer(text)}
    idle = {match.start() for match in _AFTER_DIGIT.finditer(text)}
    lefts, rights = _sides(text, places, -1), _sides(text, places[::-1], 1)
    return [
        _Candidate(at, text[at], left, right, at in weak, at in idle)
        for at, left, right in zip(places, lefts, reversed(rights), strict=True)
    ]


def _sides(text: str, places: list[int], step: int) -> list[_Side]:
    """What stands beside each mark, ``step`` away; the neighbour of a mark counts for the next one too."""
    sides: list[_Side] = []
    previous = None
    for at in places:
        beside = at + step
        if beside == previous:
            sides.append(sides[-1])
        else:
            sides.append(_side(text[beside] if 0 <= beside < len(text) else " "))
        previous = at
    return sides


def _side(character: str) -> _Side:
    if character.isspace():
        return _Side.SPACE
    if character in "([{<":
        return _Side.OPENING
    if character in ")]}>.,;:!?…":
        return _Side.CLOSING
    return _Side.NEUTRAL if character in "-–—/\\=|+*~" else _Side.WORD


def _place(left: _Side, right: _Side) -> _Place:
    if left in {_Side.SPACE, _Side.OPENING} and right is not _Side.SPACE:
        return _Place.OPENS
    if left is _Side.SPACE:
        return _Place.UNSURE
    if right in {_Side.SPACE, _Side.CLOSING}:
        return _Place.CLOSES
    if left is _Side.NEUTRAL:
        return _Place.UNSURE if right is _Side.NEUTRAL else _Place.OPENS
    return _Place.UNSURE if right is _Side.WORD else _Place.CLOSES


class _Pairing:
    """Reads the marks once. ``opened`` knows where in the stack each glyph stands, so nothing is searched."""

    def __init__(self, marks: list[_Candidate]) -> None:
        self.marks = marks
        self.stack: list[_Candidate] = []
        self.opened: dict[str, list[int]] = {glyph: [-1] for glyph in QUOTES}
        self.pairs: list[tuple[_Candidate, _Candidate]] = []
        self.lone: list[_Candidate] = []

    def run(self) -> None:
        for index, mark in enumerate(self.marks):
            self._take(mark, self.marks[index + 1] if index + 1 < len(self.marks) else None)
        self._drop(0)

    def _take(self, mark: _Candidate, following: _Candidate | None) -> None:
        surely_closed = following is not None and _surely_closes(following, mark.glyph)
        partner = self._partner(mark)
        if mark.weak and (surely_closed or partner != len(self.stack) - 1):
            partner = -1
        if partner >= 0:
            self._drop(partner + 1)
            self.pairs.append((self.stack[partner], mark))
            self._pop()
        elif _may_open(mark) and (surely_closed or not mark.weak):
            self.opened[mark.glyph].append(len(self.stack))
            self.stack.append(mark)
        else:
            self._leave(mark)

    def _leave(self, mark: _Candidate) -> None:
        """A mark that neither opens nor closes. A spaced » divides (`File » Save`), a weak mark is none."""
        if mark.weak or mark.idle or (mark.spaced and mark.glyph in "»›"):
            return
        if mark.glyph == "»":
            self._drop(0)
        self.lone.append(mark)

    def _partner(self, mark: _Candidate) -> int:
        """Where in the stack the mark's partner stands; -1 where it closes nothing."""
        if not _may_close(mark):
            return -1
        barrier = self._last(_BARRIERS) if mark.glyph != "»" else -1
        partner = self._last(_ALIKE[mark.glyph])
        if partner < max(barrier, 0) and mark.place is _Place.CLOSES:
            partner = self._last(_FAMILY.get(mark.glyph, "").replace("„", ""))
        if partner < max(barrier, 0) or (mark.spaced and self.stack[partner].right is not _Side.SPACE):
            return -1
        return partner

    def _last(self, glyphs: str) -> int:
        return max((self.opened[glyph][-1] for glyph in glyphs), default=-1)

    def _drop(self, size: int) -> None:
        """Cut the stack; what was open above never closes."""
        while len(self.stack) > size:
            self.lone.append(self._pop())

    def _pop(self) -> _Candidate:
        mark = self.stack.pop()
        self.opened[mark.glyph].pop()
        return mark


def _may_open(mark: _Candidate) -> bool:
    if mark.glyph in _NEVER_OPEN or (mark.spaced and mark.glyph in SINGLE_QUOTES):
        return False
    return mark.place is not _Place.CLOSES


def _may_close(mark: _Candidate) -> bool:
    """»“‘ also close behind a space, before a comma, where other marks would open."""
    if mark.glyph in _NEVER_CLOSE or (mark.spaced and mark.glyph in SINGLE_QUOTES):
        return False
    if mark.glyph in "»›“‘" and mark.right is _Side.CLOSING:
        return True
    return mark.place is not _Place.OPENS


def _surely_closes(mark: _Candidate, glyph: str) -> bool:
    """Whether a mark can only close what a mark of the same family opened."""
    same = mark.glyph in _FAMILY.get(glyph, "") and mark.glyph not in _NEVER_CLOSE
    return same and mark.place is _Place.CLOSES and not mark.weak


def _with_depth(pairs: list[tuple[_Candidate, _Candidate]]) -> list[Quotation]:
    open_ends: list[int] = []
    quotations = []
    for first, last in sorted(pairs):
        while open_ends and open_ends[-1] <= first.at:
            open_ends.pop()
        quotations.append(Quotation(Span(first.at, last.at + 1), first.glyph, last.glyph, len(open_ends)))
        open_ends.append(last.at + 1)
    return quotations
