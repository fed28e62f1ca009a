"""Where one quote stands in an answer, and what that makes of its defect.

Owns the outcomes and the order in which they are tried: the stated point before all others, the quote as one
text before its pieces, as it is written before folded. Nothing is chosen where several
places are equally good.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.links import NO_LINKS, Links
from proselint_t.defects.lists.prose import is_telling
from proselint_t.defects.quotes.closeness import near_places
from proselint_t.defects.quotes.forms import Form, QuotePlace, folded_form, pieces_of
from proselint_t.document.sentences.passages import cut, ends_sentence
from proselint_t.text.messages import translated
from proselint_t.text.prose import Prose
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.lists import Defect, Part


class Outcome(StrEnum):
    EXACT = "exact"
    NORMALISED = "normalised"
    FUZZY = "fuzzy"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    MISSING_QUOTE = "missing-quote"
    MISSING_POINT = "missing-point"
    POINT_ONLY = "point-only"


_ORDER = (Outcome.EXACT, Outcome.NORMALISED, Outcome.MOVED)
"""Outcomes of a quote in a remark that is of the answer, the surest first."""
_SURENESS = tuple(Outcome)
_TERM = re.compile(r"[^\W\d_]{4}|\w[\w.-]*(?-i:[A-ZА-ЯЁ_])|(?-i:[A-ZА-ЯЁ])\w")
"""What a term of the answer has: it is no number, no short word, and no symbol of one letter."""

_BEFORE_QUOTE = ' *_«“"`'
MAPPED = frozenset({Outcome.EXACT, Outcome.NORMALISED, Outcome.POINT_ONLY})
"""Outcomes that leave nothing to decide."""


@dataclass(frozen=True, slots=True)
class MappedDefect:
    """A defect with its outcome.

    ``point`` is the number that was stated, or else the one found; ``at`` is the index of the point where the
    place is, and ``moved_to`` its number where it is another one. ``pieces`` are spans of the answer, empty
    where no place was chosen; ``candidates`` are the places that were not. ``score`` is from 0 to 1, ``None``
    where no text was compared. ``note`` tells what the outcome alone does not.
    """

    defect: Defect
    outcome: Outcome
    point: str | None
    at: int | None = None
    moved_to: str | None = None
    pieces: tuple[Span, ...] = ()
    candidates: tuple[QuotePlace, ...] = ()
    score: float | None = None
    note: str = ""
    links: Links = NO_LINKS

    @property
    def span(self) -> Span | None:
        """From the first piece to the last."""
        return Span(self.pieces[0].start, self.pieces[-1].end) if self.pieces else None


class _Found(NamedTuple):
    """Places in the first reading of a quote that has any."""

    outcome: Outcome
    places: Sequence[QuotePlace]


class Locator:
    """Finds the places of defects in one answer; what it has searched in the whole answer it remembers."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self._verbatim = Form(answer, Prose(answer.source.text), folded=False)
        self.folded = folded_form(answer, self._verbatim)
        self._everywhere: dict[str, _Found] = {}
        self._near: dict[str, list[QuotePlace]] = {}

    def locate(self, defect: Defect) -> MappedDefect:
        if defect.span is not None:
            return self._reported_at(defect, defect.span)
        if defect.quotes:
            return self._quoted(defect)
        named = (defect.point, *defect.also) if defect.point else ()
        stated = tuple(at for number in named for at in self.answer.named(number)) or None
        if defect.quote is None:
            return self._mentioned(defect, stated) or self._whole_point(defect, stated or ())
        if defect.point is None:
            found = self._search_everywhere(defect.quote)
            if not found.places:
                near = self._near_places(defect.quote)
                found = _Found(Outcome.FUZZY if near else Outcome.MISSING_QUOTE, near)
            return self._decide(defect, found)
        if stated is None:
            candidates = tuple(self._search_everywhere(defect.quote).places)
            return MappedDefect(defect, Outcome.MISSING_POINT, defect.point, candidates=candidates)
        return self._stated(defect, defect.quote, stated)

    def _quoted(self, defect: Defect) -> MappedDefect:
        """A defect with the places of all its quotes, in whatever points; the surest decides of it."""
        placed = {one: self.locate(replace(defect, quote=one, quotes=())) for one in defect.quotes}
        best = min(placed.values(), key=lambda one: _SURENESS.index(one.outcome))
        pieces = {piece for place in placed.values() for piece in place.pieces}
        lost = ", ".join(f"«{quote}»" for quote, place in placed.items() if not place.pieces)
        note = translated("without a place: %s", lost) if lost and pieces else best.note
        return replace(best, defect=defect, pieces=tuple(sorted(pieces)), note=note)

    def _mentioned(self, defect: Defect, stated: Sequence[int] | None) -> MappedDefect | None:
        """Where the quotes in a remark stand that the answer has; the others are somebody else's.

        A quote that cannot be there by chance decides between the stated points and their children. A term
        counts in the first one only, and where no such quote is found; where no point is stated, two words
        with which the remark begins.
        """
        found = [place for quote in defect.mentions if (place := self._anchor(defect, quote, stated))]
        if not found:
            return None
        place = min(
            found, key=lambda one: (not is_telling(one.defect.quote or ""), _ORDER.index(one.outcome))
        )
        pieces = {piece for one in found if one.at == place.at for piece in one.pieces}
        others = sorted({one.at for one in found if one.at is not None} - {place.at})
        named = ", ".join(self.answer.points[at].number for at in others)
        note = translated("it quotes point %s too", named) if named else ""
        return replace(place, defect=defect, pieces=tuple(sorted(pieces)), note=note)

    def _anchor(self, defect: Defect, quote: str, stated: Sequence[int] | None) -> MappedDefect | None:
        telling = is_telling(quote)
        opens = len(quote.split()) > 1 and defect.remark.lstrip(_BEFORE_QUOTE).startswith(quote)
        if not telling and not (opens if stated is None else _TERM.search(quote)):
            return None
        also = defect.also if telling else ()
        place = self.locate(replace(defect, quote=quote, mentions=(), also=also))
        if place.outcome is Outcome.MOVED and telling:
            parents = tuple(f"{self.answer.points[at].number}." for at in stated or ())
            return place if (place.moved_to or "").startswith(parents) else None
        return place if place.outcome in {Outcome.EXACT, Outcome.NORMALISED} else None

    def _reported_at(self, defect: Defect, span: Span) -> MappedDefect:
        if span.start > span.end or span.end > len(self.answer.source.text):
            return MappedDefect(defect, Outcome.MISSING_QUOTE, None)
        at = self.answer.index_at(span.start)
        point = None if at is None else self.answer.points[at].number
        return MappedDefect(defect, Outcome.EXACT, point, at, pieces=(span,))

    def _whole_point(self, defect: Defect, stated: Sequence[int]) -> MappedDefect:
        places = tuple(QuotePlace(at, (self.answer.points[at].span,)) for at in stated)
        if defect.point is None:
            return MappedDefect(
                defect, Outcome.POINT_ONLY, None, note=translated("it is about the whole answer")
            )
        if not places:
            return MappedDefect(defect, Outcome.MISSING_POINT, defect.point)
        several = len({self.answer.points[at].number for at in stated}) == len(places)
        if len(places) > 1 and not (defect.also and several):
            return MappedDefect(defect, Outcome.AMBIGUOUS, defect.point, candidates=places)
        pieces = tuple(place.pieces[0] for place in places)
        note = translated("none of the quotes stands in the point") if defect.mentions else ""
        part = part_span(self.answer, stated[0], defect.part) if defect.part and len(places) == 1 else None
        if part and defect.part:
            pieces, note = (part,), defect.part.in_words
        number = self.answer.points[stated[0]].number
        return MappedDefect(defect, Outcome.POINT_ONLY, number, stated[0], pieces=pieces, note=note)

    def _stated(self, defect: Defect, quote: str, stated: Sequence[int]) -> MappedDefect:
        found = self._search(quote, stated)
        if found.places:
            return self._decide(defect, found)
        found = self._search_everywhere(quote)
        if found.places:
            return self._decide(defect, _Found(Outcome.MOVED, found.places))
        near = self._near_places(quote)
        inside = [place for place in near if place.point in stated]
        if not inside:
            return MappedDefect(defect, Outcome.MISSING_QUOTE, defect.point, candidates=tuple(near))
        best = max(place.score for place in inside)
        return self._decide(defect, _Found(Outcome.FUZZY, [one for one in near if one.score >= best]))

    def _decide(self, defect: Defect, found: _Found) -> MappedDefect:
        """One place is taken; several are listed."""
        outcome, places = found
        if not places:
            return MappedDefect(defect, outcome, defect.point)
        if len(places) > 1:
            return MappedDefect(defect, Outcome.AMBIGUOUS, defect.point, candidates=tuple(places))
        place = places[0]
        number = self.answer.points[place.point].number
        moved = number if outcome is Outcome.MOVED else None
        point = number if number in defect.also else defect.point or number
        return MappedDefect(defect, outcome, point, place.point, moved, place.pieces, score=place.score)

    def _search(self, quote: str, points: Iterable[int] | None) -> _Found:
        whole, parts = (quote.strip(),), pieces_of(quote)
        for pieces in (whole,) if parts == whole else (whole, parts):
            for form, outcome in ((self._verbatim, Outcome.EXACT), (self.folded, Outcome.NORMALISED)):
                places = list(form.places(pieces, points))
                if places:
                    return _Found(outcome, places)
        return _Found(Outcome.MISSING_QUOTE, ())

    def _search_everywhere(self, quote: str) -> _Found:
        if quote not in self._everywhere:
            self._everywhere[quote] = self._search(quote, None)
        return self._everywhere[quote]

    def _near_places(self, quote: str) -> list[QuotePlace]:
        """Nothing is close to a quote with gaps: they leave too much open already."""
        if quote not in self._near:
            parts = pieces_of(quote)
            self._near[quote] = near_places(self.folded, parts[0]) if len(parts) == 1 else []
        return self._near[quote]


def part_span(answer: Answer, at: int, part: Part) -> Span | None:
    """The span of a part of the point with an index; ``None`` where the point has it not.

    A first line that is a title or the question may be counted or not, so behind it only the last part is
    sure.
    """
    point, text = answer.points[at], answer.source.text
    lines = point.lines
    is_title = bool(lines) and (point.question is not None or not ends_sentence(text[slice(*lines[0])]))
    if not lines or (part.number > 0 and is_title):
        return None
    spans = list(lines)
    if part.unit == "sentence":
        spans = [one.shifted(line.start) for line in lines for one in cut(text[slice(*line)])]
    index = part.number - 1 if part.number > 0 else part.number
    return spans[index] if index < len(spans) else None
