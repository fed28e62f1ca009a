"""Finds numbers written in words: what English and Russian have in common.

Owns the order of decisions and the look at the neighbourhood of a number. It must not know any word of a
language: a :class:`NumberWords` brings them. Which sentences are read, and what is masked or quoted, its
callers decide.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, cast

from proselint_t.language.number_phrases import (
    ARTICLE,
    HYPHENS,
    Number,
    NumberSettings,
    NumberWord,
    Numeral,
    Token,
    numbers,
)
from proselint_t.text.marks import DASHES, SENTENCE_ENDS
from proselint_t.text.patterns import pattern
from proselint_t.text.prose import MASK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from proselint_t.language.registry import Language

_GLUED_BEFORE = pattern(rf"(?:[{HYPHENS}{MASK}'’/\\@#$&%{{:]|\w\.)\Z")
_GLUED_AFTER = pattern(rf"([{HYPHENS}])(?!\1)|{MASK}|['’./\\]\w|[}}%=]")
_SENTENCE_START = pattern(rf"(?:\A|[{SENTENCE_ENDS}:;|•{DASHES}(\n])[^\w{MASK}]*\Z")
_TITLE = pattern(r"(?:\s+(?-i:[A-ZА-ЯЁ][a-zа-яё]+)){2}")
_DIGIT_BEFORE = pattern(r"\d\s+\Z")
_DIGIT_AFTER = pattern(r"\s+\d")
_DIGITS_BEFORE = pattern(r"(\d[\d,. \u00a0]*)\s*\(\Z")
_DIGITS_AFTER = pattern(r"\s*\((\d[\d,. \u00a0]{0,40})\)")


class NumberWords(NamedTuple):
    """The words of one language.

    ``key`` turns a word of the text into a key of ``numerals``. ``counted`` and ``idioms`` hold phrases in
    which a number word is, or is not, a number whatever else is said; the first win. In ``pairs`` (ranges and
    comparisons) *one* counts as surely as its partner: both are written in digits. ``article`` may stand
    for *one* before a multiplier. ``fraction`` and ``ordinal`` are tails: a number before them is a
    numerator, or a part of an ordinal number. ``one_counts`` decides on a bare *one* elsewhere,
    ``is_homonym`` on a word of another meaning («сорока летит»).
    """

    settings: NumberSettings
    numerals: Mapping[str, Numeral]
    key: Callable[[str], str]
    word: re.Pattern[str]
    row: re.Pattern[str]
    counted: re.Pattern[str]
    pairs: re.Pattern[str]
    idioms: re.Pattern[str]
    article: re.Pattern[str]
    fraction: re.Pattern[str]
    ordinal: re.Pattern[str]
    one_counts: Callable[[str, int, int], bool]
    is_homonym: Callable[[str, int, int], bool] = lambda _text, _start, _end: False


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words in any case; ё may be written as е.

    The first letters stand in front, outside the scope of the flag, so that the engine can skip by them.
    """
    ordered = sorted(words, key=lambda word: (word[0], -len(word), word))
    firsts = "".join(sorted({letter for word in ordered for letter in (word[0], word[0].upper())}))
    branches = [
        f"{first}(?:{'|'.join(word[1:] for word in group)})"
        for first, group in groupby(ordered, key=lambda word: word[0])
    ]
    return rf"\b(?=[{firsts}])(?i:{'|'.join(branches)})\b".replace("ё", "[её]")


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for phrases of whole words; a space in them stands for any white space."""
    return pattern(rf"(?<!\w)(?:{_one_of(phrases)})(?!\w)", re.IGNORECASE)


def tail_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """What may follow a number; to be matched at its end."""
    return pattern(rf"\s+(?:{_one_of(phrases)})(?![\w-])", re.IGNORECASE)


def _one_of(phrases: Iterable[str]) -> str:
    return "|".join(phrase.replace(" ", r"\s+") for phrase in phrases)


def find_numbers(text: str, language: Language, *, settings: NumberSettings) -> Iterator[NumberWord]:
    """Numbers of one language that should be written in digits, from the left.

    ``text`` is one segment; what no rule may read is :data:`proselint_t.text.prose.MASK` in it. A line feed
    is a soft line break.
    """
    if language.numbers is None:
        return
    vocabulary = _vocabulary(language.numbers, settings)
    if vocabulary.row.search(text):
        yield from _Reading(text, vocabulary).found()


@cache
def _vocabulary(module: str, settings: NumberSettings) -> NumberWords:
    """Imported when it is asked for: a text without Russian never reads the Russian lists."""
    return cast("NumberWords", import_module(f"proselint_t.language.{module}").vocabulary(settings))


class _Reading:
    """One text that holds number words."""

    def __init__(self, text: str, vocabulary: NumberWords) -> None:
        self.text = text
        self.vocabulary = vocabulary

    @cached_property
    def counted(self) -> list[tuple[int, int]]:
        return [match.span() for match in self.vocabulary.counted.finditer(self.text)]

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        return [match.span() for match in self.vocabulary.pairs.finditer(self.text)]

    @cached_property
    def idioms(self) -> list[tuple[int, int]]:
        return [match.span() for match in self.vocabulary.idioms.finditer(self.text)]

    def found(self) -> Iterator[NumberWord]:
        for row in self.vocabulary.row.finditer(self.text):
            for phrase in _phrases(numbers(self._tokens(*row.span()))):
                word = self._word(phrase)
                if word:
                    yield word

    def _tokens(self, start: int, end: int) -> list[Token]:
        tokens: list[Token] = []
        for match in self.vocabulary.word.finditer(self.text, start, end):
            numeral = self.vocabulary.numerals[self.vocabulary.key(match[0])]
            if not tokens and not numeral.opens:
                article = self.vocabulary.article.search(self.text, max(0, start - 5), start)
                tokens += [Token(article.start(), article.end(1), ARTICLE)] if article else []
            joint = self.text[tokens[-1].end : match.start()] if tokens else ""
            tokens.append(Token(*match.span(), numeral, joint))
        return tokens

    def _word(self, phrase: _Phrase) -> NumberWord | None:
        start, end = phrase.start, phrase.end
        if self._is_glued(start, end) or self._is_name(start, end):
            return None
        if self._repeats_digits(phrase):
            return None
        fraction = phrase.plain and self.vocabulary.fraction.match(self.text, end)
        if fraction:
            collective = self.vocabulary.settings.collective
            return NumberWord(start, fraction.end(), None, safe=False) if collective else None
        if phrase.plain and self.vocabulary.ordinal.match(self.text, end):
            return None
        return self._written(phrase) if self._counts(phrase) else None

    def _counts(self, phrase: _Phrase) -> bool:
        """The lists of phrases, each of which is looked for in all of the text, are asked last."""
        start, end = phrase.start, phrase.end
        may_count = not phrase.members[0].vague and not self.vocabulary.is_homonym(self.text, start, end)
        if may_count and phrase.is_one:
            may_count = self.vocabulary.one_counts(self.text, start, end)
        if may_count and not _within(self.idioms, start, end):
            return True
        return _within(self.counted, start, end) or _within(self.pairs, start, end)

    def _is_glued(self, start: int, end: int) -> bool:
        """Whether something sticks to the word: it is a part of a compound, of a name, or of code."""
        if _GLUED_BEFORE.search(self.text, max(0, start - 2), start):
            return True
        return bool(_GLUED_AFTER.match(self.text, end))

    def _is_name(self, start: int, end: int) -> bool:
        """Whether a capital tells a name: inside a sentence, or where more capitalised words follow."""
        word = self.text[start:end]
        if not word[0].isupper() or word.isupper():
            return False
        return not _SENTENCE_START.search(self._before(start)) or bool(_TITLE.match(self.text, end))

    def _repeats_digits(self, phrase: _Phrase) -> bool:
        """Whether a sum stands in digits and words: `30 (thirty) days`, `thirty (30) days`."""
        digits = _DIGITS_BEFORE.search(self._before(phrase.start)) or _DIGITS_AFTER.match(
            self.text, phrase.end
        )
        return digits is not None and int(re.sub(r"\D", "", digits[1])) == phrase.members[0].value

    def _before(self, start: int) -> str:
        """As much of the text before as matters: a bound, so that giant paragraphs cost no square."""
        return self.text[max(0, start - 40) : start]

    def _written(self, phrase: _Phrase) -> NumberWord:
        digits = [number.multiplier for number in phrase.members]
        start, end = digits[0].start, digits[-1].end
        if phrase.crowded:
            return NumberWord(start, end, None, safe=False)
        clear = not phrase.is_one or _within(self.pairs, phrase.start, phrase.end)
        sure = len(digits) == 1 and phrase.plain and clear and "\n" not in self.text[start:end]
        # «2 3D views» or «2 000» would read as one number.
        beside_digits = _DIGIT_BEFORE.search(self._before(start)) or _DIGIT_AFTER.match(self.text, end)
        replacement = "–".join(number.digits for number in digits)
        return NumberWord(start, end, replacement, safe=sure and not beside_digits)


@dataclass
class _Phrase:
    """A number, or two in an approximate pair («two-three»); ``crowded``: another stands right beside it."""

    members: list[Number]
    crowded: bool = False

    @property
    def start(self) -> int:
        return self.members[0].start

    @property
    def end(self) -> int:
        return self.members[-1].end

    @property
    def is_one(self) -> bool:
        return len(self.members) == 1 and self.members[0].value == 1 and self.plain

    @property
    def plain(self) -> bool:
        return self.members[-1].plain


def _phrases(row: Iterable[Number]) -> list[_Phrase]:
    phrases: list[_Phrase] = []
    for number in row:
        last = phrases[-1] if phrases else None
        if last is None or last.end + len(number.joint) != number.start:
            phrases.append(_Phrase([number]))
        elif (
            number.joint in HYPHENS
            and number.plain
            and len(last.members) == 1
            and last.members[0].value < number.value
        ):
            last.members.append(number)
        elif not (number.joint.isspace() and number.plain and last.plain):
            phrases.append(_Phrase([number]))
        elif number.value:
            last.crowded = True
            phrases.append(_Phrase([number], crowded=True))
        # else «two zeros»: the digit is what is counted
    return phrases


def _within(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the spans, sorted and without overlaps, covers this one."""
    index = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return index >= 0 and end <= spans[index][1]
