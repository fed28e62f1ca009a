"""Letters of one script that stand in a word of the other: `сlick` with a Cyrillic «с».

Owns the pairs of letters that look the same in Latin and Cyrillic; it must not know where the words stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.text.patterns import pattern
from proselint_t.text.prose import COMBINING, FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator

_TO_LATIN = dict(zip("АВЕЁКМНОРСТУХаеёорсухІЈЅіјѕ", "ABEËKMHOPCTYXaeëopcyxIJSijs", strict=True))
_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in _TO_LATIN.items() if latin not in "IJSijs"}
"""Russian letters only: «ѕ» for an s would help nobody, so a Latin s belongs to a Latin word."""

_AMBIGUOUS = frozenset("Ii")
"""A word of another Cyrillic alphabet has «і»: a Latin i alone does not make a word Latin."""

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_CYRILLIC = "\u0400-\u0481\u048a-\u052f"
_IS_LATIN = pattern(rf"[{_LATIN}]")
_IS_CYRILLIC = pattern(rf"[{_CYRILLIC}]")
_ENTITY = pattern(r"&#?\w+;")
_BEHIND_MARKUP = pattern(rf"{_ENTITY.pattern}|[])>}}$%;][*_~\\]*[{_LATIN}{_CYRILLIC}]")
_VANISHES = rf"[][*_~`\\!<>(){{}}$%^|{FORMAT}{COMBINING}]*"
"""What may stand between two letters of a word: marks of Markdown, marks on letters, what nobody sees."""
_MEETING = pattern(rf"[{_LATIN}]{_VANISHES}[{_CYRILLIC}]|[{_CYRILLIC}]{_VANISHES}[{_LATIN}]")
_MIXED = pattern(
    rf"(?<![^\W\d_])(?:[{_LATIN}]+[{_CYRILLIC}]|[{_CYRILLIC}]+[{_LATIN}])[{_LATIN}{_CYRILLIC}]*(?![^\W\d_])"
)
_JOINT = pattern(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])|(?<=[A-Z]{2})(?=[а-яё])|(?<=[А-ЯЁ]{2})(?=[a-z])")
"""Where two whole words are joined: `getСвойство`, `PHPшный`."""


_NAME_AND_ENDING = pattern(r"(?:[A-Z]+[a-z]+){2,}(?:[аеоу]|о[вм]|ах|ам)")
"""A Latin name in camel case that is declined in Russian: «на GitHubе»."""


def mixed_words(text: str) -> Iterator[tuple[int, str, str]]:
    """Offset, spelling and repaired spelling of each word with letters of the wrong script.

    A word is a run of letters. Only words where it is clear which letters are the intruders are found: all
    letters of their script are look-alikes, and the other script has a letter of its own. A Russian ending
    behind a Latin name is none, nor are two letters beside a digit: «Сb5» is a move of the bishop.
    """
    for match in _MIXED.finditer(text):
        word = match.group()
        repaired = "".join(_in_one_script(part) for part in _JOINT.split(word))
        is_sign = len(word) == 2 and text[match.end() : match.end() + 1].isdigit()
        if repaired != word and not is_sign and not _NAME_AND_ENDING.fullmatch(word):
            yield match.start(), word, repaired


def may_hold_mixed_words(text: str) -> bool:
    """Whether words of a text in Markdown may hold both scripts: ``False`` is certain.

    Between two letters of a word stand marks only, or behind one of them stands a mark that ends markup.
    """
    if not _IS_CYRILLIC.search(text):
        return _ENTITY.search(text) is not None
    return _BEHIND_MARKUP.search(text) is not None or _MEETING.search(text) is not None


def _in_one_script(word: str) -> str:
    latin = [letter for letter in word if _IS_LATIN.match(letter)]
    cyrillic = [letter for letter in word if not _IS_LATIN.match(letter)]
    if not latin or not cyrillic:
        return word
    latin_word = any(letter not in _TO_CYRILLIC and letter not in _AMBIGUOUS for letter in latin)
    cyrillic_word = any(letter not in _TO_LATIN for letter in cyrillic)
    if latin_word == cyrillic_word:
        return word
    table = _TO_LATIN if latin_word else _TO_CYRILLIC
    if not latin_word and not all(letter in table for letter in latin):
        return word
    return "".join(table.get(letter, letter) for letter in word)


def in_latin(text: str) -> str:
    """The text with every Cyrillic letter that looks like a Latin one written as that one."""
    return text.translate(_SKELETON)


_SKELETON = str.maketrans(_TO_LATIN)
