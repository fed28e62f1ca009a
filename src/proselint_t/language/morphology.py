"""Russian word forms: a thin, cached front of pymorphy3.

Owns when the dictionary is loaded (at the first word asked for: 0.1 s) and what a parse looks like here.
It must not know rules or texts.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

_MEMORY = 20_000
"""Words remembered: enough for a large corpus, and a bound for a server that never stops."""


class Parse(NamedTuple):
    """One reading of a word form, in the terms of OpenCorpora (``NOUN``, ``masc``, ``sing``, ``gent`` …)."""

    lemma: str
    part_of_speech: str
    gender: str
    number: str
    case: str
    mood: str
    score: float

    @property
    def is_command(self) -> bool:
        """An imperative of the singular: it looks like a noun («пуши»), and answers are written to «вы»."""
        return self.mood == "impr" and self.number == "sing"


@lru_cache(maxsize=_MEMORY)
def parses(word: str) -> tuple[Parse, ...]:
    """All readings, the likeliest first; words that no dictionary holds are guessed by their ending."""
    return tuple(
        Parse(
            lemma=parse.normal_form,
            part_of_speech=parse.tag.POS or "",
            gender=parse.tag.gender or "",
            number=parse.tag.number or "",
            case=parse.tag.case or "",
            mood=parse.tag.mood or "",
            score=parse.score,
        )
        for parse in _analyzer().parse(word)
    )


_GENDERS = frozenset({"masc", "femn", "neut"})
_INFLECTED = _GENDERS | {
    *("nomn", "gent", "datv", "accs", "ablt", "loct", "gen2", "loc2", "sing", "plur"),
    *("1per", "2per", "3per", "pres", "past", "futr", "indc", "impr", "excl", "INFN"),
}
"""Grammemes in which forms of one word differ, by OpenCorpora's names."""
_MODELS = {"й": "случай"}
"""How a noun that no dictionary holds is declined, by its last letter («деплой»); others like «стол»."""
_COMMAND = frozenset({"impr", "sing"})


class _Tag(Protocol):
    grammemes: frozenset[str]
    POS: str | None
    gender: str | None
    number: str | None
    case: str | None
    mood: str | None


class _Reading(Protocol):
    word: str
    normal_form: str
    tag: _Tag
    score: float
    lexeme: list[_Reading]

    def inflect(self, grammemes: set[str]) -> _Reading | None: ...


class _Analyzer(Protocol):
    def parse(self, word: str) -> Iterable[_Reading]: ...


@cache
def _analyzer() -> _Analyzer:
    import pymorphy3  # noqa: PLC0415 - start-up: only texts with Russian forms in question need it

    return cast("_Analyzer", pymorphy3.MorphAnalyzer(lang="ru"))


def _readings(lemma: str) -> list[_Reading]:
    return [reading for reading in _analyzer().parse(lemma) if reading.normal_form == lemma]


@cache
def _declined(lemma: str) -> dict[str, _Reading]:
    """The forms of an unknown noun, each with the form of its model that it follows."""
    model = _MODELS.get(lemma[-1:], "стол")
    stem = lemma.removesuffix("й")
    cut = len(model.removesuffix("й"))
    found: dict[str, _Reading] = {}
    for form in _readings(model)[0].lexeme:
        found.setdefault(stem + form.word[cut:], form)
    return found


@cache
def forms(lemma: str) -> frozenset[str]:
    """Every inflected form of a word, itself included, in lower case, but for singular imperatives.

    For a word that no dictionary holds the paradigms of the most similar words are taken.
    """
    lexemes = [form for reading in _readings(lemma) for form in reading.lexeme]
    known = {form.word for form in lexemes if not form.tag.grammemes >= _COMMAND}
    return frozenset({lemma, *(known if len(known) > 1 else _declined(lemma))})


def inflect(word: str, lemma: str, form: str) -> str | None:
    """``word`` in the grammatical form that ``form`` is of ``lemma``; ``None`` where it has none.

    Of an ambiguous form the first reading in the paradigm counts.
    """
    lexemes = (one for reading in _readings(lemma) for one in reading.lexeme if one.word == form)
    guesses = (one for one in _analyzer().parse(form) if one.normal_form == lemma)
    model = next(lexemes, None) or next(guesses, None) or _declined(lemma).get(form)
    target = next(iter(_analyzer().parse(word)), None)
    if model is None or target is None:
        return None
    wanted = set(_INFLECTED & model.tag.grammemes) - set(target.tag.grammemes)
    if target.tag.POS == "NOUN":
        wanted -= _GENDERS
    inflected = target.inflect(wanted) if wanted else target
    return inflected.word if inflected is not None else None
