"""References to points by number: `point 1.2`, «в пункте 3.2», `§2.3`, `described in 3.2`.

Owns what counts as one; what stands at the number, its reader knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.points import DEEP, GROUP, LETTER, NUMBER, normal_number
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.text.prose import Prose

_LETTERED = rf"(?:\.{LETTER}\b|\({LETTER}\))?"
_NUMBER = rf"(?:(?-i:{GROUP})\.)?{NUMBER}{_LETTERED}"
_DEEP = rf"(?:(?-i:{GROUP})\.{NUMBER}|{DEEP}){_LETTERED}"
_NOUNS = r"points?|items?|sub-?points?|sub-?items?|sections?|clauses?|п{1,2}\.|(?:под)?пункт\w*|раздел\w*"
_CUES = r"in|see|under|from|per|by|cf\.|в|во|из|см\.|по|согласно"
_REFERENCE = re.compile(
    rf"(?:§{{1,2}}\s*|\b(?:{_NOUNS})\s+)(?P<named>{_NUMBER})|\b(?:{_CUES})\s+(?P<bare>{_DEEP})(?![\w%])",
    re.IGNORECASE,
)
_FURTHER = re.compile(rf"\s*(?:,|;|and|or|to|и|или|по|[–—-])\s*(?:§\s*)?(?P<number>{_NUMBER})", re.IGNORECASE)
"""More numbers behind a first one: «points 1.2, 1.4 and 2»."""

_OTHER_DOCUMENT = re.compile(rf"{MASK}[»\"`]?,? ?\Z")
"""The name of a file in front of `§2.3`."""


class PointReference(NamedTuple):
    """A number that a text names; ``span`` holds the number alone, in offsets of the prose.

    ``number`` is in the normal form (`2.1(a)` is `2.1.a`). ``cue`` is the word in front, in lower case; it is
    `§` or a noun where ``named``, and `in`, `see` and the like otherwise.
    """

    number: str
    span: Span
    cue: str
    named: bool


def point_references(prose: Prose) -> Iterator[PointReference]:
    """The references of a text, in order; whether there is such a point is not asked."""
    text = prose.masked
    for match in _REFERENCE.finditer(text):
        if text[match.start()] == "§" and _OTHER_DOCUMENT.search(
            text[max(0, match.start() - 4) : match.start()]
        ):
            continue  # a section of another document: `notes.md §2.3`
        group = "named" if match["named"] else "bare"
        cue = text[match.start() : match.start(group)].strip().lower()
        yield PointReference(_normal(match[group]), Span(*match.span(group)), cue, group == "named")
        further = _FURTHER.match(text, match.end())
        while further and match["named"]:
            yield PointReference(_normal(further["number"]), Span(*further.span("number")), cue, named=True)
            further = _FURTHER.match(text, further.end())


def _normal(number: str) -> str:
    return normal_number(number) or number
