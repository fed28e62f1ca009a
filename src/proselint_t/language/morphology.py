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
    score: float


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
            score=parse.score,
        )
        for parse in _analyzer().parse(word)
    )


def lemmas(word: str) -> frozenset[str]:
    """Dictionary forms, in lower case, of all readings."""
    return frozenset(parse.lemma for parse in parses(word))


def is_noun(word: str) -> bool:
    """Whether the likeliest reading is a noun."""
    return parses(word)[0].part_of_speech == "NOUN"


class _Tag(Protocol):
    POS: str | None
    gender: str | None
    number: str | None
    case: str | None


class _Reading(Protocol):
    normal_form: str
    tag: _Tag
    score: float


class _Analyzer(Protocol):
    def parse(self, word: str) -> Iterable[_Reading]: ...


@cache
def _analyzer() -> _Analyzer:
    import pymorphy3  # noqa: PLC0415 - start-up: only texts with Russian forms in question need it

    return cast("_Analyzer", pymorphy3.MorphAnalyzer(lang="ru"))
