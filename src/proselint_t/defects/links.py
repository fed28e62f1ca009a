"""Defects that a text names by number; what a remark refers to: these, and sections of other documents."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document import parse
from proselint_t.document.points import NUMBER
from proselint_t.language.word_lists import function_words
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from proselint_t.defects.lists import Defect
    from proselint_t.text.source import Source

_SECTION = re.compile(
    rf"(?<![\w./-])([\w./-]*\w\.(?:md|markdown))[`»\"”*]*,?\s*§+\s*({NUMBER})", re.IGNORECASE
)


class Links(NamedTuple):
    """``refers_to`` are numbers of other defects; ``unresolved`` is what refers to nothing, or to itself."""

    refers_to: tuple[int, ...]
    unresolved: tuple[str, ...]


NO_LINKS = Links((), ())


class ReferredDocuments:
    """The documents that remarks may refer to, by name; none: references to them are not held against it."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sections: dict[str, Collection[str]] = {}
        for source in sources:
            name = PurePath(source.path).name.lower()
            self._sections[name] = frozenset(point.number for point in parse(source).points)

    def unresolved(self, text: str) -> Iterator[str]:
        """References such as `notes.md §2.3` to what no document has."""
        for match in _SECTION.finditer(text) if self._sections else ():
            if match[2] not in self._sections.get(PurePath(match[1]).name.lower(), ()):
                yield match[0]


def links_of(defect: Defect, numbers: Collection[int], bundle: ReferredDocuments) -> Links:
    """The links in the remark of a defect; ``numbers`` are those of all defects."""
    found: dict[int, str] = {}
    for mention in numbered(defect.remark):
        for number in mention.numbers:
            found.setdefault(number, f"{mention.noun} {number}")
    good = tuple(number for number in found if number in numbers and number != defect.number)
    dangling = tuple(text for number, text in found.items() if number not in good)
    return Links(good, (*dangling, *bundle.unresolved(defect.remark)))


_NUMBERS = r"\d{1,9}(?:\s*(?:,|and|&|и|[–—-]|,\s*(?:and|и))\s*\d{1,9})*"
_SIGN = r"(?:№+\s*|#|nos?\.\s*|numbers?\s+|(?:под\s+)?номер\w*\s+)?"
_NUMBERED = re.compile(
    rf"\b(?P<noun>defects?|remarks?|замечани[а-я]+|недостат[а-я]+|дефект[а-я]*)\s+{_SIGN}(?P<numbers>{_NUMBERS})"
    r"(?![\w%‰°$€£₽]|[.,]\d|\s*(?:%|‰|°))",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"[ \t\u00a0]*+\n?[ \t\u00a0]*+([^\W\d_]+)")
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
