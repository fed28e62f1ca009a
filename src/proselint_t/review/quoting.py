"""Whether what an edit puts between « and » is an exact quotation: of the answer or of one of the sources.

Owns what counts as exact. The typography of a quotation is folded as in mapping, its words are not, and no
gap may hide what turns a passage into its opposite. What needs no source, `mentions` says.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from proselint_t.review.answer import read_answer
from proselint_t.review.faults import TextFault
from proselint_t.review.forms import folded_form
from proselint_t.review.meaning import negations
from proselint_t.review.mentions import mentions
from proselint_t.review.quotes import pieces_of
from proselint_t.review.resemblance import closest, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.document import Document, Segment
    from proselint_t.document.model import Quotation
    from proselint_t.review.answer import Answer
    from proselint_t.review.forms import Form, Place
    from proselint_t.source import Source

_WORD = re.compile(r"\w")
_STOP = re.compile(r"(?<![.,])[.,](?=[*_`~]*\s*\Z)")
"""A full stop or comma that the sentence around a quotation may have put in it."""

_CLAUSE_END = re.compile(r"[.,;:!?()—–]|\s-+\s")
_SHOWN = 80


class Quotable:
    """The texts that an edit may quote: the answer with its questions, and the sources.

    ``folded`` is the form of the answer, where it has been made already. The sources are read when the first
    quotation is not in the answer.
    """

    def __init__(self, answer: Answer, sources: Sequence[Source], folded: Form | None = None) -> None:
        self._answer = folded or folded_form(answer)
        self._sources = sources

    @cached_property
    def _others(self) -> list[Form]:
        return [folded_form(read_answer(source)) for source in self._sources]

    @property
    def _forms(self) -> Iterator[Form]:
        yield self._answer
        yield from self._others

    def faults(self, text: Document) -> Iterator[TextFault]:
        """The quotations of a text that are none, marks included."""
        for segment in text.segments:
            for quotation in self._unknown(text, segment):
                source = segment.prose.span(*quotation.inner)
                message = self._why(text.source.text[slice(*source)])
                yield TextFault(segment.prose.span(*quotation.span), message)

    def _unknown(self, text: Document, segment: Segment) -> Iterator[Quotation]:
        quotations = _outermost(segment)
        quotes = [text.source.text[slice(*segment.prose.span(*quotation.inner))] for quotation in quotations]
        known = [self._holds(quote) for quote in quotes]
        if not all(known):
            named = mentions(segment, quotations)
            yield from (one for one, *found in zip(quotations, known, named, strict=True) if not any(found))

    def _holds(self, quote: str) -> bool:
        """Signs alone are no words of anybody."""
        if not any(map(_WORD.search, pieces_of(quote))):
            return True
        return any(not _hidden(form, place) for form in self._forms for place in _places(form, quote))

    def _why(self, quote: str) -> str:
        shown = f"«{_shortened(quote)}»"
        for form in self._forms:
            for place in _places(form, quote):
                words = "», «".join(_hidden(form, place))
                return f"{shown} leaves out «{words}» of {place_of(form, place.point)}"
        stray = next((piece for piece in pieces_of(quote) if not self._occurs(piece)), None)
        if stray is None:
            return f"{shown} joins what stands in different places: quote one point, in its own order"
        likeness = closest(self._forms, stray)
        if likeness is None:
            return f"{shown} stands in none of the sources: quote exactly, or drop the marks"
        closest_text = f"{likeness.place}: «{_shortened(likeness.text)}»"
        return f"{shown} is no quotation: closest is {closest_text} ({likeness.differences})"

    def _occurs(self, piece: str) -> bool:
        """Whether a piece stands anywhere, over the bounds of points too."""
        whole = _STOP.sub("", piece)
        return any(
            any(form.index.occurrences(form.variants(whole, first=True), form.whole)) for form in self._forms
        )


def _outermost(segment: Segment) -> list[Quotation]:
    """What stands between « and », without what stands inside of that."""
    found: list[Quotation] = []
    for quotation in segment.quotations:
        if quotation.opening == "«" and not (found and found[-1].span.contains(quotation.span)):
            found.append(quotation)
    return found


def _places(form: Form, quote: str) -> Iterator[Place]:
    """Where a quotation stands: as one text or in pieces, with its last stop or without."""
    bare = _STOP.sub("", quote)
    readings = [(quote.strip(),), pieces_of(quote), (bare.strip(),), pieces_of(bare)]
    for pieces in dict.fromkeys(readings):
        yield from form.places(pieces)


def _hidden(form: Form, place: Place) -> list[str]:
    """The negations that gaps leave out of a clause of which another part is kept."""
    text = form.answer.source.text
    hidden = []
    for one, other in pairwise(place.pieces):
        clauses = _CLAUSE_END.split(text[one.end : other.start])
        hidden += [negation for clause in {clauses[0], clauses[-1]} for negation in negations(clause)]
    return hidden


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
