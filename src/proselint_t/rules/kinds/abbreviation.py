"""Kind ``abbreviation``: a phrase is written as its abbreviation, with a capital where a sentence starts."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.rules.matching.finder import CONDITIONS, Finder
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, RuleMeta, Violation
from proselint_t.text.edits import Applicability
from proselint_t.text.marks import CLOSING_QUOTES, DASHES, OPENING_QUOTES, SENTENCE_ENDS
from proselint_t.text.prose import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment
    from proselint_t.rules.matching.finder import Hit

_OPENING = frozenset("([")
_CLOSING = f")]}}*_{CLOSING_QUOTES}"
_BULLETS = " \t\n•·▪‣◦*+>-" + DASHES
_WINDOW = 1_000
"""How many characters around a match tell where in its sentence it stands."""
_BESIDE = f",:;()-{DASHES}"


class _Place(Enum):
    START = auto()
    INSIDE = auto()
    EITHER = auto()
    """Cannot be told: the capitals of the match are kept."""


class Abbreviation(BaseRule):
    """Each spelt-out phrase and each wrong form of its abbreviation.

    A phrase at the end of a sentence has a fix to look at only, since the full stop would be written twice;
    one without any mark beside it has an unsafe fix (`for example code`).
    """

    fields: ClassVar[tuple[Field, ...]] = (
        Field("phrases", FieldType.TEXTS, "Patterns of the phrase that is abbreviated.", required=True),
        Field("abbreviation", FieldType.TEXT, "The abbreviation inside a sentence.", required=True),
        Field("forms", FieldType.TEXTS, "Patterns of the abbreviation, right and wrong.", ()),
        Field("not_final", FieldType.TEXTS, "Words with a full stop that do not end a sentence.", ()),
        *CONDITIONS,
    )

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        phrases, forms = "|".join(options["phrases"]), "|".join(options["forms"])
        pattern = rf"(?<![\w.-])(?:(?P<phrase>{phrases})|{forms})(?![\w-])"
        self._finder = Finder(meta, pattern, {**options, "ignorecase": True}, key="phrases")
        self._inside: str = options["abbreviation"]
        self._start = self._inside[:1].upper() + self._inside[1:]
        self._not_final = frozenset(options["not_final"])

    def literals_for(self, _settings: Mapping[str, Any]) -> tuple[str, ...]:
        return self._finder.literals

    def check(self, segment: Segment, _context: Context) -> Iterator[Violation]:
        for hit in self._finder.hits(segment):
            text = self._form(hit)
            if text != hit.text:
                fix = self.replacement(segment, hit.span, text, self._certainty(hit))
                yield self.violation_in(segment, hit.span, fix, words=(text, hit.shown))

    def _form(self, hit: Hit) -> str:
        capital = hit.text[:1].isupper()
        place = self._place(hit.segment.prose.masked, hit.span.start, capital=capital)
        starts = capital if place is _Place.EITHER else place is _Place.START
        return self._start if starts else self._inside

    def _certainty(self, hit: Hit) -> Applicability:
        if not hit.match["phrase"]:
            return self.meta.fix
        text, (start, end) = hit.segment.prose.masked, hit.span
        before = text[max(0, start - _WINDOW) : start].rstrip(" \t")
        behind = text[end : end + _WINDOW]
        if not behind.strip() or behind[0] in SENTENCE_ENDS + _CLOSING:
            return Applicability.DISPLAY
        beside = before[-1:] + behind.lstrip(" \t")[0]
        if beside[0].isalnum() and beside[-1] in f"-{DASHES}":  # it closes what stands before the dash
            return Applicability.DISPLAY
        marked = behind[0] == "\n" or any(mark in _BESIDE or mark.isdigit() for mark in beside)
        return self.meta.fix if marked else Applicability.UNSAFE

    def _place(self, text: str, start: int, *, capital: bool) -> _Place:
        """Where in its sentence an offset lies, told from the marks before it."""
        before = text[max(0, start - _WINDOW) : start]
        head = before.rstrip()
        gap = before[len(head) :]
        if not head.strip(_BULLETS) or text[start - 1] in OPENING_QUOTES:
            return _Place.START
        if head[-1] in _OPENING:
            return self._place_in_brackets(text, start - len(gap) - 1)
        bare = head.rstrip(_CLOSING)
        if bare[-1:] and bare[-1] in SENTENCE_ENDS:
            listed = bare.split()[-1].lower() in self._not_final
            return _Place.INSIDE if listed and not capital else _Place.START
        breaks = head[-1] == MASK or "\n" in gap
        return _Place.EITHER if head[-1] == ":" or (capital and breaks) else _Place.INSIDE

    def _place_in_brackets(self, text: str, opening: int) -> _Place:
        """Brackets are a sentence of their own when they stand between sentences and end one."""
        openings = [opening]
        while (bracket := text[max(0, opening - _WINDOW) : opening].rstrip()[-1:]) in _OPENING:
            opening = text.rindex(bracket, 0, opening)
            openings.append(opening)
        place = self._place(text, opening, capital=True)
        for one in reversed(openings):
            if place is _Place.INSIDE:
                break
            closing = _closing_bracket(text, one)
            if text[one + 1 : closing].rstrip()[-1:] not in tuple(SENTENCE_ENDS):
                rest = text[closing + 1 : closing + _WINDOW].strip(SENTENCE_ENDS + _CLOSING + " \t\n")
                place = _Place.INSIDE if rest[:1].islower() else _Place.EITHER
        return place


def _closing_bracket(text: str, opening: int) -> int:
    depth = 0
    for offset in range(opening, min(opening + _WINDOW, len(text))):
        depth += (text[offset] in _OPENING) - (text[offset] in ")]")
        if depth == 0:
            return offset
    return len(text)
