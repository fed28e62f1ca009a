"""What may not differ between a quote and the text it is taken for: negations, numbers, names.

Owns the rule that a text which says something else is never close, however alike it looks. Where in doubt
the texts differ: a quote that is not found is seen by its reader, one that is put in a wrong place is not.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from proselint_t.defects.quotes.words import words_of
from proselint_t.language import numbers_en, numbers_ru
from proselint_t.language.number_phrases import NumberSettings, Token, numbers
from proselint_t.language.recognition import RUSSIAN_LETTER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from proselint_t.language.number_finder import NumberWords
    from proselint_t.text.span import Span

_NEGATION = re.compile(
    r"\b(?:(?:can)?not|no|non|none|nor|neither|never|nothing|nobody|nowhere|without|hardly|barely"
    r"|не|ни|нет|без|нельзя|никогда|никто|никого|никому|ничто|ничего|ничему|нигде|никак|никуда"
    r"|никак(?:ой|ого|ому|им|ом|ая|ую|ое|ие|их|ими)|вряд|едва)\b|n['’]t\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:un(?!der|it|i[oqv]|til)|non)\w{4,}|\w{3,}less(?:ly|ness)?|(?:не|без|бес)[а-я]{4,}", re.IGNORECASE
)
"""Words that say «not» in a part of their own."""

_PREFIX = re.compile(r"(?:un|in|im|ir|il|dis|mis|de|non|anti|a|не|без|бес|анти|а)(?=\w{3})", re.IGNORECASE)
_DIGITS = re.compile(
    r"((?:(?<!\w)-(?=\d))?(?:\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*))"
    r"(st\b|nd\b|rd\b|th\b|-[а-я]{1,3}\b)?",
    re.IGNORECASE,
)
_TIMES = {
    "half": "1/2", "halves": "1/2", "double": "2x", "twice": "2x", "triple": "3x", "thrice": "3x",
    "once": "1x", "both": "2", "dozen": "12", "couple": "2", "pair": "2",
    "половина": "1/2", "половину": "1/2", "половины": "1/2", "половине": "1/2", "вдвое": "2x", "дважды": "2x",
    "втрое": "3x", "трижды": "3x", "однажды": "1x", "оба": "2", "обе": "2", "обоих": "2", "обеих": "2",
    "обоим": "2", "обеим": "2", "дюжина": "12", "пара": "2", "пару": "2", "пары": "2",
}  # fmt: skip
_TIMES_WORD = re.compile(rf"\b(?:{'|'.join(_TIMES)})\b", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_STEM = 5
"""Letters by which a word is known again."""

_OPENING = 3
"""Letters of the shortest first word that is known in spite of a slip."""
_DOUBLED = re.compile(r"\b([^\W\d_]+)(?: \1\b)+")

_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[\d_]|(?<=\w)[A-ZА-ЯЁ]")
"""What a plain word has not: digits, underscores, capitals inside."""

_SENTENCE_START = re.compile(r"(?:\A|[.!?:;])[\s\"'(\[]*\Z")
_BEFORE = 8
"""Characters in front of a word that tell whether it begins a sentence."""


def says_the_same(quote: str, text: str, known: Collection[str], proper: Collection[str] = ()) -> bool:
    """Whether no negation, number or name was added, dropped or changed. Both texts are folded.

    ``known`` are the words that the answer writes in lower case: they are not names. ``proper`` are those
    that it writes with a capital inside a sentence. A word that was written twice counts once.
    """
    quote, text = (_DOUBLED.sub(r"\1", one) for one in (quote, text))
    if negations(quote) != negations(text) or values(quote) != values(text):
        return False
    ours, theirs = _differences(quote, text)
    one, other = (
        [side[slice(*span)].lower() for span in spans] for side, spans in ((quote, ours), (text, theirs))
    )
    if len([*filter(_NEGATED.fullmatch, one)]) != len([*filter(_NEGATED.fullmatch, other)]):
        return False
    if any(_denies(word, mine) or _denies(mine, word) for word in one for mine in other):
        return False
    if _is_misspelt_opening(quote, text, ours, theirs, proper):
        ours, theirs = ours[1:], theirs[1:]
    names = chain(
        (is_name(quote, span, known) for span in ours), (is_name(text, span, known) for span in theirs)
    )
    return not any(names)


def is_slip(word: str, other: str, shortest: int = 5) -> bool:
    """Whether one word is the other one with a letter lost or added, or with two that changed places.

    The first letter stays: in front of a word a letter may be a prefix. Another letter makes another word,
    and so may any change of a word with fewer letters than ``shortest``.
    """
    from rapidfuzz.distance import OSA, Indel  # noqa: PLC0415

    if word[:1] != other[:1] or min(len(word), len(other)) < shortest or not (word + other).isalpha():
        return False
    return Indel.distance(word, other, score_cutoff=1) == 1 or (
        OSA.distance(word, other, score_cutoff=1) == 1 and sorted(word) == sorted(other)
    )


class WordForms:
    """How words may be written in a text: as they are, misspelt, or as numbers with digits in groups."""

    def __init__(self, words: Sequence[str]) -> None:
        self._groups = frozenset(one for one, other in pairwise(words) if one.isdigit() and other.isdigit())
        self._like: dict[tuple[str, int], list[str]] = {}
        for word in filter(str.isalpha, set(words)):
            self._like.setdefault((word[0], len(word)), []).append(word)
        self._known: dict[str, frozenset[str]] = {}

    def of(self, word: str) -> frozenset[str]:
        """Words of which one stands wherever a word does."""
        if word not in self._known:
            self._known[word] = (self._groups if word.isdigit() else self._slips(word)) | {word}
        return self._known[word]

    def _slips(self, word: str) -> frozenset[str]:
        lengths = range(len(word) - 1, len(word) + 2)
        like = chain.from_iterable(self._like.get((word[0], length), ()) for length in lengths)
        return frozenset(other for other in like if is_slip(word, other))


def _is_misspelt_opening(
    quote: str, text: str, ours: list[Span], theirs: list[Span], proper: Collection[str]
) -> bool:
    """Whether the first words of both texts are one word, misspelt: its capital is that of a sentence."""
    if not (ours and theirs) or quote[: ours[0].start].strip() or text[: theirs[0].start].strip():
        return False
    words = (quote[slice(*ours[0])], text[slice(*theirs[0])])
    one, other = (word.lower() for word in words)
    return is_slip(one, other, _OPENING) and not any(
        word.isupper() or word.lower() in proper for word in words
    )


def _differences(quote: str, text: str) -> tuple[list[Span], list[Span]]:
    """The words on each side that the other does not have in the same order, without regard to case."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - most quotes are found as they stand

    ours, theirs = words_of(quote), words_of(text)
    one, other = [word for word, _ in ours], [word for word, _ in theirs]
    changed = [code for code in LCSseq.opcodes(one, other) if code.tag != "equal"]
    return (
        [span for code in changed for _, span in ours[code.src_start : code.src_end]],
        [span for code in changed for _, span in theirs[code.dest_start : code.dest_end]],
    )


def negations(text: str) -> list[str]:
    """The words that deny, in order."""
    return ["not" if word in {"n't", "cannot"} else word for word in _NEGATION.findall(text.lower())]


def _denies(word: str, other: str) -> bool:
    """Whether a word is the other one with a denying prefix: `invalid` and `valid`."""
    prefix = _PREFIX.match(word)
    if prefix is None or other.startswith(prefix[0]):
        return False
    stem = word[prefix.end() :]
    return other.endswith(stem) or other.startswith(stem[:_STEM])


def values(text: str) -> list[str]:
    """The numbers, in digits or words, in order; `4` and `four` are one value, `first` and `one` are two."""
    found = [value for words in _number_words() for value in _words_for(text, words)]
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"[, ](?=\d{3}(?!\d))", "", match[1]).replace(",", ".")
        found.append((match.start(), digits + ("." if match[2] else "")))
    found += ((match.start(), _TIMES[match[0].lower()]) for match in _TIMES_WORD.finditer(text))
    return [value for _, value in sorted(found)]


def _words_for(text: str, vocabulary: NumberWords) -> Iterator[tuple[int, str]]:
    for row in vocabulary.row.finditer(text):
        tokens: list[Token] = []
        for word in vocabulary.word.finditer(text, *row.span()):
            joint = text[tokens[-1].end : word.start()] if tokens else ""
            tokens.append(Token(*word.span(), vocabulary.numerals[vocabulary.key(word[0])], joint))
        read = list(numbers(tokens))
        if not read:
            yield row.start(), str(tokens[0].numeral.value)
        for number in read:
            yield number.start, f"{number.value}{'.' if number.tokens[-1].numeral.suffix else ''}"


@cache
def _number_words() -> tuple[NumberWords, ...]:
    settings = NumberSettings(ordinals=True, collective=True)
    return numbers_en.vocabulary(settings), numbers_ru.vocabulary(settings)


def is_name(text: str, span: Span, known: Collection[str]) -> bool:
    """Whether a word is a name: by its letters, or by a capital that neither its place nor habit explains."""
    word = text[slice(*span)]
    if _NUMBER.fullmatch(word):
        return False
    if _IDENTIFIER.search(word) or (_LATIN.match(word) and RUSSIAN_LETTER.search(text)):
        return True
    if not word[0].isupper():
        return False
    opens = _SENTENCE_START.search(text[max(0, span.start - _BEFORE) : span.start])
    return not opens or word.lower() not in known
