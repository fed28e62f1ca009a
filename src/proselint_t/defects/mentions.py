"""Reported defects that a text names by number: «в замечании 3», `defect 3`.

Owns the difference between that and ordinary use of the same words («недостаток 3 мегабайт», `3 defects of
the roof`). Where it cannot be told, there is no reference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.language.word_lists import function_words
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = r"\d{1,9}(?:\s*(?:,|and|&|и|[–—-]|,\s*(?:and|и))\s*\d{1,9})*"
_SIGN = r"(?:№+\s*|#|nos?\.\s*|numbers?\s+|(?:под\s+)?номер\w*\s+)?"
_NUMBERED = re.compile(
    rf"\b(?P<noun>defects?|remarks?|замечани[а-я]+|недостат[а-я]+|дефект[а-я]*)\s+{_SIGN}(?P<numbers>{_NUMBERS})"
    r"(?![\w%‰°$€£₽]|[.,]\d|\s*(?:%|‰|°))",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"[ \t\u00a0]*\n?[ \t\u00a0]*([^\W\d_]+)")
_OF_ANOTHER_TEXT = re.compile(r"\s+(?:of|in|to|from)\s+(?:the\s+)?(?-i:[A-Z])")
_COUNTED = frozenset({"gent", "gen2", "datv", "loct", "ablt"})
"""Cases of a noun that a number before it counts."""


class Mention(NamedTuple):
    """A noun with the numbers of defects behind it; ``span`` holds both."""

    noun: str
    numbers: tuple[int, ...]
    span: Span


def numbered(text: str) -> Iterator[Mention]:
    """Defects that a text names by number."""
    for match in _NUMBERED.finditer(text):
        if not _counts(text, match):
            numbers = tuple(map(int, re.findall(r"\d+", match["numbers"])))
            yield Mention(match["noun"], numbers, Span(*match.span()))


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether the number counts what follows («недостаток 3 мегабайт»), or belongs to another text."""
    if _OF_ANOTHER_TEXT.match(text, match.end()):
        return True
    following = _NEXT_WORD.match(text, match.end())
    if following is None:
        return False
    word = following[1].lower()
    if word in function_words("units"):
        return True
    if word.isascii():
        return False
    from proselint_t.language.morphology import parses  # noqa: PLC0415 - only for a word behind a reference

    readings = parses(word)
    return readings[0].part_of_speech == "NOUN" and any(one.case in _COUNTED for one in readings)
