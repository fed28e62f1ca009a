"""References to points by number: `point 1.2`, «в пункте 3.2», `§2.3`, `described in 3.2`.

Owns what counts as one; what stands at the number, its reader knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.prose import Prose

_NUMBER = r"\d{1,4}(?:\.\d{1,4})*(?:\.[a-zа-я]\b|\([a-zа-я]\))?"
_DEEP = r"\d{1,4}(?:\.\d{1,4})+(?:\.[a-zа-я]\b|\([a-zа-я]\))?"
_NOUNS = r"points?|items?|sub-?points?|sub-?items?|sections?|clauses?|п{1,2}\.|(?:под)?пункт\w*|раздел\w*"
_CUES = r"in|see|under|from|per|by|cf\.|в|во|из|см\.|по|согласно"
_REFERENCE = re.compile(
    rf"(?:§{{1,2}}\s*|\b(?:{_NOUNS})\s+)(?P<named>{_NUMBER})|\b(?:{_CUES})\s+(?P<bare>{_DEEP})(?![\w%])",
    re.IGNORECASE,
)
_FURTHER = re.compile(rf"\s*(?:,|;|and|or|to|и|или|по|[–—-])\s*(?:§\s*)?(?P<number>{_NUMBER})", re.IGNORECASE)
"""More numbers behind a first one: «points 1.2, 1.4 and 2»."""


def point_numbers(prose: Prose) -> Iterator[tuple[str, Span]]:
    """The numbers of points that a text names, in the normal form (`2.1(a)` is `2.1.a`), with their places."""
    text = prose.masked
    for match in _REFERENCE.finditer(text):
        group = "named" if match["named"] else "bare"
        yield _normal(match[group]), Span(*match.span(group))
        further = _FURTHER.match(text, match.end())
        while further and match["named"]:
            yield _normal(further["number"]), Span(*further.span("number"))
            further = _FURTHER.match(text, further.end())


def _normal(number: str) -> str:
    return number.replace("(", ".").rstrip(")").lower()
