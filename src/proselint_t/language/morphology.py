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
    *("actv", "pssv", "PRTF", "PRTS", "GRND"),
}
"""Grammemes in which forms of one word differ, by OpenCorpora's names."""
_MODELS = {"й": "случай"}
"""How a noun that no dictionary holds is declined, by its last letter («деплой»); others like «стол»."""
_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_AGREEING = _ADJECTIVES | {"ADJS", "PRTS", "VERB"}
_ASKING = frozenset({"NOUN", "PREP", "NUMR"})
"""Parts of speech that a genitive, or a case other than that of a subject, stands behind."""
_DENIALS = frozenset({"не", "нет", "ни"})
_ASKED_FOR = frozenset({"gent", "gen2"})
_GOVERNED = {
    **dict.fromkeys(
        ("для", "без", "из", "от", "до", "у", "около", "после", "кроме", "вместо", "ради"), "gent"
    ),
    **dict.fromkeys(("к", "ко"), "datv"),
    **dict.fromkeys(("над", "перед"), "ablt"),
    "при": "loct",
}
"""Prepositions of one case. A form that is of another is slang: «для фичей»."""
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


def load_words() -> None:
    """Load the words of Russian, for a program that soon asks for them and has time now."""
    _analyzer()


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


def inflect(word: str, lemma: str, form: str, before: str = "", after: str = "") -> str | None:
    """``word`` in the grammatical form that ``form`` is of ``lemma``; ``None`` where it has none.

    ``before`` and ``after`` are the words beside it: they tell which of the forms an ambiguous one is. It is
    ``None`` too where that stays open, and where a word beside it agrees with a gender that would change.
    """
    target = next(iter(_analyzer().parse(word)), None)
    if target is None:
        return None
    models = _models(lemma, form)
    if (
        models
        and models[0].tag.POS == "GRND"
        and any(one.tag.POS == "PREP" for one in _analyzer().parse(before))
    ):
        return None  # «после пуша»: a noun that looks like it
    if target.tag.POS == "NOUN":
        models = _fitting(models, before)
        if any(_tells_gender(one, target, beside) for one in models for beside in (before, after)):
            return None
    inflected = {_like(target, one) for one in models}
    return inflected.pop() if len(inflected) == 1 else None


def _models(lemma: str, form: str) -> list[_Reading]:
    """The readings of a form as one of a word."""
    lexemes = [one for reading in _readings(lemma) for one in reading.lexeme if one.word == form]
    guesses = [one for one in _analyzer().parse(form) if one.normal_form == lemma]
    declined = _declined(lemma).get(form)
    found = lexemes or guesses or ([declined] if declined else [])
    return found if found and found[0].tag.POS == "NOUN" else found[:1]


def _fitting(models: list[_Reading], before: str) -> list[_Reading]:
    """The readings that what stands in front agrees with; no genitive where no word asks for one."""
    if before in _GOVERNED:
        return [one for one in models if one.tag.case == _GOVERNED[before]]
    agreeing = [
        (one.tag.case, one.tag.number)
        for one in _analyzer().parse(before)
        if before and one.tag.POS in _ADJECTIVES
    ]
    if agreeing:
        return [one for one in models if (one.tag.case, one.tag.number) in agreeing] or models
    if any(one.tag.POS in _ASKING or one.normal_form in _DENIALS for one in _analyzer().parse(before)):
        return models
    return [one for one in models if one.tag.case not in _ASKED_FOR] or models


def _tells_gender(model: _Reading, target: _Reading, beside: str) -> bool:
    if not beside or model.tag.number != "sing" or model.tag.gender == target.tag.gender:
        return False
    return any(
        one.tag.POS in _AGREEING and one.tag.number == "sing" and one.tag.gender == model.tag.gender
        for one in _analyzer().parse(beside)
    )


def _like(target: _Reading, model: _Reading) -> str | None:
    wanted = set(_INFLECTED & model.tag.grammemes) - set(target.tag.grammemes)
    if target.tag.POS == "NOUN":
        wanted -= _GENDERS
    inflected = target.inflect(wanted) if wanted else target
    return inflected.word if inflected is not None else None
