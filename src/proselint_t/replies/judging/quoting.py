"""Whether what an edit puts between « and » is an exact quotation: of the answer or of one of the sources.

Owns what counts as exact. The typography of a quotation is folded as in mapping, its words are not, and no
gap may leave out what turns a passage into its opposite. Names of interface elements, abbreviations and HTTP
status lines need no source.
"""

from __future__ import annotations

import re
from functools import cached_property
from http import HTTPStatus
from itertools import pairwise
from typing import TYPE_CHECKING

from proselint_t.defects.quotes.folding import fold
from proselint_t.defects.quotes.forms import folded_form, pieces_of
from proselint_t.defects.quotes.meaning import negations
from proselint_t.defects.quotes.resemblance import most_alike, point_named
from proselint_t.document.annotations.interface_names import is_name_pointed_at
from proselint_t.document.annotations.path_steps import find_joints
from proselint_t.language.interface_mentions import are_names, is_whole_path
from proselint_t.language.interface_words import is_irony, starts_like_name
from proselint_t.rules.review import TextFault
from proselint_t.text.messages import translated
from proselint_t.text.printable import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.quotes.forms import Form, QuotePlace
    from proselint_t.document import Document, Segment
    from proselint_t.document.model import Quotation

_WORD = re.compile(r"\w")
_STOP = re.compile(r"(?<![.,])[.,](?=[*_`~]*\s*\Z)")
"""A full stop or comma that the sentence around a quotation may have put in it."""

_CLAUSE_END = re.compile(r"[.,;:!?](?=\s|\Z)|[()]|\s-+\s")
_DENIES = re.compile(r"\b(?:non|not|no|un|anti|не|без|анти)[-‐‑]\Z", re.IGNORECASE)
_DENIES_BEHIND = re.compile(r"[-‐‑](?:free|less)\b", re.IGNORECASE)
"""Parts of a compound without which the rest says the opposite."""
_LOOK_BACK = 8
"""Characters in front of a piece in which such a part is looked for."""
_SHOWN = 80


_ABBREVIATION = re.compile(r"[A-ZА-ЯЁ]{1,5}(?:[/_-][A-ZА-ЯЁ]{1,5})*")
"""`EAN`, «И/ИЛИ»: codes and operators, words of nobody."""
_STATUS_LINE = re.compile(r"(HTTP(?:/\d(?:\.\d)?)? )?(\d{3})(?: (\D.*?))?[.,]?")
_OTHER_PHRASES = {
    302: ("Moved Temporarily",),
    413: ("Content Too Large", "Payload Too Large", "Request Entity Too Large"),
    414: ("URI Too Long", "Request-URI Too Long"),
    416: ("Range Not Satisfiable", "Requested Range Not Satisfiable"),
    422: ("Unprocessable Content", "Unprocessable Entity"),
}
"""Phrases of RFC 9110 and older ones: the standard library knows one of each, not always the same."""


def mentions(segment: Segment, quotations: Sequence[Quotation]) -> list[bool]:
    """For each quotation of a segment whether it is such a name or line."""
    prose = segment.prose
    steps = {
        step.place
        for joint in find_joints(segment)
        if joint.glyph != "/"
        for step in (joint.left, joint.right)
        if starts_like_name(step.label) and not is_irony(step.label)
    }
    named = are_names(prose.text, [quotation.span for quotation in quotations])
    sure = [quotation.span.start for name, quotation in zip(named, quotations, strict=True) if name]
    return [
        name
        or _is_pointed_at(segment, quotation, sure)
        or prose.span(*quotation.span) in steps
        or _is_nobodys(" ".join(prose.text[slice(*quotation.inner)].split()))
        for name, quotation in zip(named, quotations, strict=True)
    ]


def _is_pointed_at(segment: Segment, quotation: Quotation, sure: Sequence[int]) -> bool:
    """Whether a name is told of beside others: «Under «Advanced», click «Save»»."""
    text = segment.prose.text
    label = text[slice(*quotation.inner)]
    may_be_name = starts_like_name(label) and not is_irony(label)
    return may_be_name and is_name_pointed_at(segment, text, quotation.span.start, sure)


def _is_nobodys(text: str) -> bool:
    return is_whole_path(text) or _is_status_line(text) or _ABBREVIATION.fullmatch(text) is not None


def _is_status_line(text: str) -> bool:
    """`404 Not Found`, `HTTP/1.1 502 Bad Gateway`, `HTTP/2 200`: a code with its phrase or with a version."""
    match = _STATUS_LINE.fullmatch(text)
    if match is None or int(match[2]) not in {int(status) for status in HTTPStatus}:
        return False
    if match[3] is None:
        return match[1] is not None
    phrases = (HTTPStatus(int(match[2])).phrase, *_OTHER_PHRASES.get(int(match[2]), ()))
    return match[3].replace("’", "'").casefold() in map(str.casefold, phrases)


class Quotable:
    """The texts that an edit may quote: the answer with its questions, and the sources.

    The form of the answer is given; those of the sources are made when the first quotation is not in it.
    """

    def __init__(self, answer: Form, sources: Sequence[Answer]) -> None:
        self._answer = answer
        self._sources = sources

    @cached_property
    def _others(self) -> list[Form]:
        return [folded_form(source) for source in self._sources]

    @property
    def _forms(self) -> Iterator[Form]:
        yield self._answer
        yield from self._others

    def faults(self, text: Document) -> Iterator[TextFault]:
        """The quotations of a text that are none, marks included."""
        for segment in text.segments:
            quotations = _outermost(segment)
            spans = [segment.prose.span(*quotation.span) for quotation in quotations]
            quotes = [  # as they are written, with all markup
                text.source.text[segment.prose.origin_end(start) : segment.prose.origin(end)]
                for start, end in (quotation.inner for quotation in quotations)
            ]
            known = [self._holds(quote) for quote in quotes]
            if all(known):
                continue
            named = mentions(segment, quotations)
            for span, quote, *passes in zip(spans, quotes, known, named, strict=True):
                if not any(passes):
                    yield TextFault(span, self._why(quote))

    def _holds(self, quote: str) -> bool:
        is_of_signs = not any(map(_WORD.search, pieces_of(quote)))  # they are no words of anybody
        return is_of_signs or any(not _left_out(*found) for found in self._places(quote))

    def _places(self, quote: str) -> Iterator[tuple[Form, QuotePlace]]:
        """Where a quotation stands: as one text or in pieces, with its last stop or without."""
        bare = _STOP.sub("", quote)
        readings = dict.fromkeys([(quote.strip(),), pieces_of(quote), (bare.strip(),), pieces_of(bare)])
        for form in self._forms:
            yield from ((form, place) for pieces in readings for place in form.places(pieces))

    def _why(self, quote: str) -> str:
        """What is told of a text that does not hold."""
        shown = f"«{shortened(quote, _SHOWN)}»"
        found = next(self._places(quote), None)
        if found:
            form, place = found
            words = "», «".join(_left_out(form, place))
            return translated("%s leaves out «%s» of %s", shown, words, point_named(form, place.point))
        stray = next((piece for piece in pieces_of(quote) if not self._occurs(piece)), None)
        if stray is None:
            return translated(
                "%s joins what stands in different places: quote one point, in its own order", shown
            )
        likeness = most_alike(self._forms, stray)
        if likeness is None:
            return translated("%s stands in none of the sources: quote exactly, or drop the marks", shown)
        closest_text = f"{likeness.place}: «{shortened(likeness.text, _SHOWN)}»"
        return translated("%s is no quotation: closest is %s (%s)", shown, closest_text, likeness.differences)

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


def _left_out(form: Form, place: QuotePlace) -> list[str]:
    """Negations: those in a gap whose clause is kept in part, and those of a compound that is cut."""
    text, negated = form.answer.source.text, []
    for start, end in place.pieces:
        parts = (_DENIES.search(text, max(start - _LOOK_BACK, 0), start), _DENIES_BEHIND.match(text, end))
        negated += [part[0] for part in parts if part]
    for one, other in pairwise(place.pieces):
        clauses = _CLAUSE_END.split(fold(text[one.end : other.start]).text)
        kept = dict.fromkeys((clauses[0], clauses[-1]))
        negated += [negation for clause in kept for negation in negations(clause)]
    return negated
