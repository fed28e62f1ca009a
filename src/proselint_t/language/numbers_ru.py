"""Russian number words: every case form of the cardinals, and when «один» counts.

The forms and phrases are data (``data/numbers-ru.yaml``).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from proselint_t.language import morphology, word_lists
from proselint_t.language.number_finder import NumberWords, any_of, phrase_pattern, tail_pattern
from proselint_t.language.number_phrases import NumberSettings, Numeral, Role
from proselint_t.language.word_lists import folded
from proselint_t.text.patterns import pattern
from proselint_t.text.prose import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_JOINT = r"(?:\s+|[-‑])"
_NEXT_WORD = pattern(rf"\s+(?:{MASK}+|\W?[A-Za-z]|(?P<word>[а-яё]+(?:[-‑][а-яё]+)*))", re.IGNORECASE)
_CLAUSE_START = pattern(r"(?:\A|[^\w\s])\s*\Z")
_NO_NOUN = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
_NOUNS = frozenset({"NOUN"})
_MODIFIERS = frozenset({"ADJF", "PRTF"})
_OTHER = pattern(
    r"[^.!?\n]{0,150}\b(?:друг(?:ой|ая|ое|ие|ого|ую|ому|им|ом)|втор(?:ой|ая|ое|ого|ую|ому|ым|ом))\b"
)


@cache
def vocabulary(settings: NumberSettings) -> NumberWords:
    numerals = dict(chain(_ones(), _cardinals(), _scales()))
    names = {"one": "|".join(word_lists.table("numbers-ru", "one")), "number": rf"\d+|{any_of(numerals)}"}
    if settings.ordinals:
        numerals |= dict(_ordinals())
    if settings.collective:
        numerals |= dict(_collectives())
    word = any_of(numerals)
    return NumberWords(
        settings=settings,
        numerals={folded(form): numeral for form, numeral in numerals.items()},
        key=folded,
        word=pattern(word),
        row=pattern(rf"{word}(?:{_JOINT}{word})*"),
        counted=phrase_pattern(_phrases("counted", names)),
        pairs=phrase_pattern(_phrases("pairs", names)),
        idioms=phrase_pattern(_phrases("set_phrases", names)),
        article=pattern(r"(?!)"),  # Russian has none
        fraction=tail_pattern(word_lists.phrases("numbers-ru", "fractions")),
        ordinal=tail_pattern(word_lists.phrases("numbers-ru", "ordinal_tails")),
        one_counts=_one_counts,
        is_homonym=_is_other_word,
    )


def _phrases(key: str, names: dict[str, str]) -> Iterator[str]:
    for phrase in word_lists.phrases("numbers-ru", key):
        yield re.sub(r"<(one|number)>", lambda name: f"(?:{names[name[1]]})", phrase)


def _cardinals() -> Iterator[tuple[str, Numeral]]:
    for value, row in word_lists.table("numbers-ru", "cardinals").items():
        columns = [column.split("/") for column in row.split()]
        for form in {form for column in columns for form in column}:
            cases = sum(1 << index for index, column in enumerate(columns) if form in column)
            yield form, Numeral(int(value), cases=cases)


def _ones() -> Iterator[tuple[str, Numeral]]:
    for form, features in word_lists.table("numbers-ru", "one").items():
        cases = sum(1 << _CASES.index(case) for case in features.split() if case in _CASES)
        yield form, Numeral(1, cases=cases)


def _scales() -> Iterator[tuple[str, Numeral]]:
    opening = word_lists.words("numbers-ru", "opening_scales")
    for value, forms in word_lists.table("numbers-ru", "scales").items():
        for form in forms.split():
            yield form, Numeral(int(value), Role.SCALE, opens=form in opening)


def _ordinals() -> Iterator[tuple[str, Numeral]]:
    endings = word_lists.table("numbers-ru", "ordinal_endings")
    for stem, value in word_lists.table("numbers-ru", "ordinal_stems").items():
        for ending in endings["third" if stem == "трет" else "other"].split():
            yield stem + ending, Numeral(int(value), suffix=f"-{_increment(stem + ending)}")


def _increment(form: str) -> str:
    """What stands after the digits: one letter after a vowel («5-й»), else two («5-го»)."""
    return form[-1] if form[-2] in "аеёиоуыэюяь" else form[-2:]


def _collectives() -> Iterator[tuple[str, Numeral]]:
    for value, forms in word_lists.table("numbers-ru", "collectives").items():
        for form in forms.split():
            yield form, Numeral(int(value), collective=True)
    for form in word_lists.words("numbers-ru", "one_and_a_half"):
        yield form, Numeral(1, digits="1,5")


def _one_counts(text: str, start: int, end: int) -> bool:
    """Whether a noun follows in the same case; «один X … другой» tells things apart and counts nothing."""
    features = frozenset(word_lists.table("numbers-ru", "one")[folded(text[start:end])].split())
    return _noun_follows(text, end, features) and not _OTHER.match(text, end)


def _is_other_word(text: str, start: int, end: int) -> bool:
    """«Сорока летит»: a bird does something. «Ноль смысла»: there is none of what nobody counts."""
    key = folded(text[start:end])
    if key not in {"сорока", "ноль"}:
        return False
    match = _NEXT_WORD.match(text, end)
    word = match and match["word"]
    if not word:
        return False
    first = morphology.parses(word.lower())[0]
    if key == "ноль":
        return (first.part_of_speech, first.case, first.number) == ("NOUN", "gent", "sing")
    return first.part_of_speech == "VERB" and bool(_CLAUSE_START.search(text, max(0, start - 5), start))


def _noun_follows(text: str, position: int, features: frozenset[str]) -> bool:
    """Whether a noun stands here, after at most 3 modifiers that agree with it."""
    for _ in range(4):
        match = _NEXT_WORD.match(text, position)
        if not match:
            return False
        word = match["word"]
        if word is None:
            return True  # code, or a name in Latin letters: «один `div`», «один HTML-элемент»
        if _reads_as(word, features, _NOUNS):
            return True
        if not _reads_as(word, features, _MODIFIERS):
            return False
        position = match.end()
    return False


def _reads_as(word: str, features: frozenset[str], parts: frozenset[str]) -> bool:
    readings = morphology.parses(re.split("[-‑]", word.lower())[-1])
    if readings[0].part_of_speech in _NO_NOUN:
        return False
    if parts is _MODIFIERS and readings[0].part_of_speech == "ADVB":
        return True  # «один повторно используемый модуль»
    return any(
        reading.part_of_speech in parts and reading.case in features and reading.gender in features
        for reading in readings
    )
