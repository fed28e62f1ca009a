"""What a remark says of its place: the points that it names, and the quotes that may be of the answer.

A remark names laws, other documents and other answers too. So a number is a point only where the answer has
it, and a quote an anchor only where the answer has it: the latter is decided where quotes are located.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.review.answer import PREFACE
from proselint_t.review.records.model import FieldError
from proselint_t.review.records.values import point_numbers

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_NUMBER = r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}(?:\.\d{1,3})*)(?:\([a-z]\))?(?![\w(]|\.\d)"
_JOINT = r"\s*(?:[-–—,]|\bи\b|\band\b)\s*(?:(?:пункт\w*|п\.|points?|§+)\s*)?"
_NAMED = re.compile(
    r"(?:\b(?:(?:под)?пункт\w*|пп?\.|раздел\w*|points?|sections?)\s*[`«*]*|§+\s*)"
    rf"({_NUMBER}(?:{_JOINT}{_NUMBER})*)"
    r"(?!\.?[\s`»*]+(?:of\s+(?:the\s+)?(?-i:[A-Z])|стать|ст\.|закон|ГОСТ|GDPR|`?[\w-]+\.md))",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"(?:\.md[`»\"*]*[\s,(]*|\d+\s+(?:[A-Z]\w*\.\s?)+|\b[A-Z]{2,}\s+|\bCode\s+)\Z")
_OWNER = re.compile(r"\.?[ \t]+(?:[А-ЯЁ]|the\b)")
_PREFACE = re.compile(r"\b(?:введени[еяи]|вступлени[еяи]|introduction)\b", re.IGNORECASE)
_HEAD = re.compile(
    r"\s*[*_`#]*(?:(?:замечани\w+|remarks?|comments?)\s+)?(?:(?:к|по|to|on)\s+)?[*_`]*\Z", re.IGNORECASE
)


def points_of(text: str, known: Container[str]) -> tuple[str, ...]:
    """The points of an answer that a remark is about, each once; ``known`` are those that the answer has.

    A remark whose first words name points is about these alone, even where the answer lacks them; so is one
    that names none of the answer, unless the name of another document follows.
    """
    found: list[str] = []
    missing: tuple[str, ...] = ()
    for match in _NAMED.finditer(text):
        numbers = _numbers(match[1])
        if _ELSEWHERE.search(text, 0, match.start()):
            continue
        if _HEAD.match(text[: match.start()]) and numbers:
            return numbers
        found += (number for number in numbers if number in known)
        if match[0][:1] != "§" and not _OWNER.match(text, match.end()):
            missing = missing or numbers
    if not found and _PREFACE.search(text) and PREFACE in known:
        return (PREFACE,)
    return tuple(dict.fromkeys(found)) or missing


def _numbers(text: str) -> tuple[str, ...]:
    try:
        return point_numbers(re.sub(r"(?i)пункт\w*|п\.|points?|§+", "", text))
    except FieldError:
        return ()


def quotes_in(text: str) -> Iterator[str]:
    """What stands in marks, the marks left out, in order; each once."""
    quotes = ("".join(match).strip() for match in _IN_MARKS.findall(text))
    yield from dict.fromkeys(quote for quote in quotes if quote)


_IN_MARKS = re.compile(r"«((?:[^«»]|«[^«»]*»)+)»|“([^“”]+)”|\"([^\"\n]+)\"|`([^`\n]+)`")
