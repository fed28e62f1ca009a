"""English number words: which of them are numbers, and when *one* counts.

The word lists are data (``data/numbers-en.yaml``, ``data/nouns-en.yaml``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from proselint_t.language import word_lists
from proselint_t.language.number_finder import NumberWords, any_of, phrase_pattern, tail_pattern
from proselint_t.language.number_phrases import NumberSettings, Numeral, Role
from proselint_t.text.patterns import pattern
from proselint_t.text.prose import MASK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_JOINT = r"(?:\s+(?:and\s+)?|[-‑])"
_NEXT_WORD = pattern(rf"\s+(?:({MASK}+)|([^\W\d_]+(?:-\w+)*))")
_DETERMINER = (
    r"\b(?:the|an?|this|that|your|its|their|our|my|his|her|each|every|any|some|no|another|which)\s+"
    r"(?:[\w-]+\s+)?"
)
_THING = pattern(r"[a-z]{4,}(?<!s)(?<!ly|ed)(?<!ing)(?<!wise|ward)")
_DETERMINED = pattern(rf"{_DETERMINER}\Z", re.IGNORECASE)
_PRONOUN = pattern(rf"{_DETERMINER}([\w-]+)\s+\Z", re.IGNORECASE)
_ANOTHER = pattern(r"[^.!?\n]{0,150}\b(?:another|the\s+(?:others?|next)|while|whereas)\b")


@cache
def vocabulary(settings: NumberSettings) -> NumberWords:
    numerals = dict(_cardinals())
    if settings.ordinals:
        numerals |= dict(_ordinals())
    word = any_of(numerals)
    return NumberWords(
        settings=settings,
        numerals=numerals,
        key=str.lower,
        word=pattern(word),
        row=pattern(rf"{word}(?:{_JOINT}{word})*"),
        counted=phrase_pattern(word_lists.phrases("numbers-en", "counted")),
        pairs=phrase_pattern(_phrases("pairs", numerals)),
        idioms=phrase_pattern(_phrases("set_phrases", numerals)),
        article=pattern(r"\b(a)\s+\Z", re.IGNORECASE),
        fraction=tail_pattern(word_lists.phrases("numbers-en", "fractions")),
        ordinal=tail_pattern(f"and {word}" for word in word_lists.table("numbers-en", "ordinals")),
        one_counts=_one_counts,
        is_homonym=_is_zero_of_term,
    )


def _phrases(key: str, numerals: Iterable[str]) -> Iterator[str]:
    for phrase in word_lists.phrases("numbers-en", key):
        yield phrase.replace("<number>", rf"(?:\d+|{any_of(numerals)})")


def _cardinals() -> Iterator[tuple[str, Numeral]]:
    roles = {"below_hundred": Role.PLAIN, "hundred": Role.HUNDRED, "scales": Role.SCALE}
    for key, role in roles.items():
        for word, value in word_lists.table("numbers-en", key).items():
            yield word, Numeral(int(value), role, opens=role is Role.PLAIN)


def _ordinals() -> Iterator[tuple[str, Numeral]]:
    suffixes = {"first": "st", "second": "nd", "third": "rd"}
    for word, value in word_lists.table("numbers-en", "ordinals").items():
        yield word, Numeral(int(value), suffix=suffixes.get(word, "th"))


def _one_counts(text: str, start: int, end: int) -> bool:
    """Whether a noun follows; «one X … another» tells things apart and counts nothing."""
    pronoun = _PRONOUN.search(text, max(0, start - 60), start)
    if pronoun and _nouns().is_modifier(pronoun[1].lower()):
        return False
    return _nouns().begin(text, end) and not _ANOTHER.match(text, end)


def _is_zero_of_term(text: str, start: int, end: int) -> bool:
    """Whether *zero* tells what a thing is (`the zero bucket`, `zero effort`): what it counts is plural."""
    if text[start:end].lower() != "zero":
        return False
    thing = _nouns().found(text, end) or _NEXT_WORD.match(text, end)
    if thing is None or not thing[2] or not (_nouns().is_singular(thing[2]) or _may_name_thing(thing[2])):
        return False
    behind = _NEXT_WORD.match(text, thing.end())
    counts_messages = behind is not None and _is_plural(behind[2] or "")  # zero error messages
    return not counts_messages or _DETERMINED.search(text, max(0, start - 60), start) is not None


def _may_name_thing(word: str) -> bool:
    """Whether a word that no list knows may be a noun: no function word, and no adverb by its ending."""
    functional = (word_lists.function_words(key) for key in ("dropped_en", "markers_en", "joints"))
    return (
        _THING.fullmatch(word) is not None
        and not _nouns().knows(word)
        and not any(word in words for words in functional)
    )


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


class _Nouns:
    """Tells noun phrases by word lists and endings; there is no tagger, so what is unknown is no noun."""

    def __init__(self) -> None:
        self._nouns = word_lists.words("nouns-en", "nouns")
        self._modifiers = word_lists.words("nouns-en", "adjectives") | word_lists.words(
            "nouns-en", "comparatives"
        )
        self._noun_endings = tuple(word_lists.words("nouns-en", "noun_endings"))
        self._adjective_endings = tuple(word_lists.words("nouns-en", "adjective_endings"))
        self._others = word_lists.words("nouns-en", "neither")

    def begin(self, text: str, position: int) -> bool:
        """Whether a noun stands here, after at most 3 modifiers."""
        return self.found(text, position) is not None

    def found(self, text: str, position: int) -> re.Match[str] | None:
        """That noun, or what is masked in its place."""
        for _ in range(4):
            match = _NEXT_WORD.match(text, position)
            if not match or match[1] or self._is_noun(match[2]):
                return match
            if not self.is_modifier(match[2].lower()):
                return None
            position = match.end()
        return None

    def is_singular(self, word: str) -> bool:
        """Whether a word is a noun of a thing, not of several, and not the conjunction `while`."""
        return self._is_noun(word) and not _is_plural(word) and word != "while"

    def _is_noun(self, word: str) -> bool:
        if len(word) > 1 and not word.islower():
            return True  # a name, an abbreviation: `one API`, `one Unicode character`
        if word in self._others or word in self._modifiers:
            return word in self._nouns
        return word in self._nouns or word.endswith(self._noun_endings)

    def knows(self, word: str) -> bool:
        return word in self._others or self.is_modifier(word)

    def is_modifier(self, word: str) -> bool:
        if word in self._others:
            return False
        return word in self._modifiers or "-" in word or word.endswith(self._adjective_endings)


_nouns = cache(_Nouns)
