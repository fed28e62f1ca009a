"""In which language a text is: Russian by its letters, English by its short words, another where it says so.

Which words are English, ``data/latin.yaml`` says.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.language import word_lists
from proselint_t.language.registry import ENGLISH, OTHER, RUSSIAN, TOLD, codes
from proselint_t.text.patterns import pattern, words_in

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = pattern(r"[^\W\d_]+")
_FENCED = pattern(r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1|\Z)", re.MULTILINE | re.DOTALL)
_CODE = pattern(r"`+[^`\n]*`+|<[^<>\n]*>|(?<![^\s`>])[^\s>]*(?:://|\w[.@]\w)\S*")
"""Code, tags and addresses of a source: `.com` and `.de` are words of no language.

An address begins with a word, or behind code or a tag: looking for it at every letter would be quadratic.
"""
_SAMPLE = 20_000
"""How many characters of a document are looked at: enough to tell its language, whatever its length."""
_ENOUGH = 2
"""Fewer words may be names, or the same in two languages: then the whole document decides."""
RUSSIAN_LETTER = pattern("[а-яё]", re.IGNORECASE)
_CYRILLIC = pattern(r"[\u0400-\u052f]")
_LATIN = pattern(r"[A-Za-z]")
_CYRILLIC_WORD = pattern(r"[\u0400-\u052f]{2,}")
_NOT_OF_RUSSIAN = r"[\u0450\u0452-\u052f]"
_LETTER_NOT_OF_RUSSIAN = pattern(_NOT_OF_RUSSIAN)
_NOT_RUSSIAN = pattern(rf"(?<![а-яё])[а-яё]*+{_NOT_OF_RUSSIAN}[\u0400-\u052f]+")
"""Words with letters that Russian has not, small ones: a capital may be a symbol."""
_SHARE = 6
"""One such word in so many is enough; a Russian text names fewer foreign places."""
_RUSSIAN_WORD = pattern(r"(?<![\w\ufffc])[а-яё]+(?![\w\ufffc])")
_FRONT_MATTER = pattern(r"(-{3,}+).*\n((?:.*\n)*?)(?: {0,3}\1-*|\.\.\.)[ \t]*\r?(?:\n|\Z)")
_SAID = pattern(r"^lang(?:uage)?:[ \t]*[\"']?([A-Za-z]{2,3})(?:[-_]\w[\w-]*)?[\"']?[ \t]*\r?$", re.MULTILINE)


class FrontMatter(NamedTuple):
    """The lines that a text has before all else between dashes, and where it ends."""

    text: str
    end: int


def front_matter(text: str) -> FrontMatter | None:
    """What the parser of Markdown takes for it; ``None`` where there is none, or none that ends."""
    found = _FRONT_MATTER.match(text) if text.startswith("---") else None
    return FrontMatter(found[2], found.end()) if found else None


def language_said(text: str) -> str | None:
    """The code that the front matter of a source gives its language: `lang: de`, `language: pt-BR`.

    ``None`` where it names none that spaCy knows, or one that is told by its sentences: a page in English may
    hold some Russian.
    """
    front = front_matter(text)
    said = _SAID.search(front.text) if front is not None else None
    code = said[1].lower() if said is not None else ""
    return code if code in codes() and code not in TOLD else None


def holds_cyrillic(text: str) -> bool:
    return _CYRILLIC.search(text) is not None


def only_language(text: str, own_words: Callable[[], str], latin: Callable[[], str]) -> str | None:
    """The language of every sentence of a text, where that can be told without splitting; else ``None``.

    ``own_words`` gives its words outside quotations; ``latin`` the language of Latin letters that do not
    tell by themselves.
    """
    if not holds_cyrillic(text):
        # What is quoted is looked for only where it can matter: most texts have no word of another language.
        few = _speaking_for_others(text) < _ENOUGH and latin() == ENGLISH.code
        return ENGLISH.code if few else _language_of_latin(own_words(), latin)
    return None if _LATIN.search(text) else _cyrillic_language(text)


def language_of_sentence(text: str, latin: Callable[[], str]) -> str:
    """The language of a sentence, by its own words; see :func:`only_language`."""
    if _RUSSIAN_WORD.search(text) or (_CYRILLIC.search(text) and not _LATIN.search(text)):
        return _cyrillic_language(text)
    return _language_of_latin(text, latin)


def _cyrillic_language(text: str) -> str:
    """Russian, unless words with letters that it has not are many: Ukrainian, Kazakh, Serbian."""
    theirs = len(_NOT_RUSSIAN.findall(text)) if _LETTER_NOT_OF_RUSSIAN.search(text) else 0
    others = theirs >= _ENOUGH and _SHARE * theirs >= len(_CYRILLIC_WORD.findall(text))
    return OTHER if others else RUSSIAN.code


def _language_of_latin(text: str, latin: Callable[[], str]) -> str:
    """The language of a stretch in Latin letters. Words of English count where they can matter."""
    theirs = _speaking_for_others(text)
    if theirs < _ENOUGH and latin() == ENGLISH.code:
        return ENGLISH.code
    return _told(_speaking_for_english(text), theirs) or latin()


def _speaking_for_english(text: str) -> int:
    """How many words of a text speak for English."""
    english, _ = _lists()
    return sum(sum(map(english.__contains__, map(str.lower, words))) for words in words_in(_WORD, text))


def _speaking_for_others(text: str) -> int:
    """How many words of a text speak for another language.

    A capital is no evidence: names of places and products begin so, `Los Angeles`, `São Paulo`.
    """
    _, others = _lists()
    found = 0
    for words in words_in(_WORD, text):
        if not others.isdisjoint(words):
            found += sum(map(others.__contains__, words))
        if not text.isascii():
            found += sum(word not in others and _is_foreign(word) for word in words if not word.isascii())
    return found


def _told(ours: int, theirs: int) -> str | None:
    if max(ours, theirs) < _ENOUGH or ours == theirs:
        return None
    return ENGLISH.code if ours > theirs else OTHER


def language_of_source(text: str) -> str:
    """What holds for the stretches of a Markdown source that do not tell by themselves."""
    return _language_of_sample(text[:_SAMPLE])


@lru_cache(maxsize=8)
def _language_of_sample(text: str) -> str:
    lines = _FENCED.sub("", text).split("\n")
    theirs = sum(map(_others_in_line, lines))
    if theirs < _ENOUGH:
        return ENGLISH.code
    ours = accumulate(map(_english_in_line, lines))
    return ENGLISH.code if any(found >= theirs for found in ours) else OTHER


@lru_cache(maxsize=1000)
def _others_in_line(line: str) -> int:
    """That of a line of a source without its code; kept, because a key in an editor changes one of them."""
    return _speaking_for_others(line) and _speaking_for_others(_CODE.sub(" ", line))


@lru_cache(maxsize=1000)
def _english_in_line(line: str) -> int:
    return _speaking_for_english(_CODE.sub(" ", line))


def _is_foreign(word: str) -> bool:
    """Whether a word that is not of ASCII has letters that English has not."""
    return "a" <= word[0] < "\u0250" and word not in _borrowed()


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    others = frozenset(word for line in word_lists.phrases("latin", "other") for word in line.split())
    return word_lists.words("latin", "english"), others


@cache
def _borrowed() -> frozenset[str]:
    return word_lists.words("latin", "borrowed")
