"""The syllables of an English word, told from its letters.

The method of Greg Fast's Lingua::EN::Syllable with the exceptions of the ``syllables`` libraries derived
from it, as Vale uses it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from proselint_t.language.word_lists import table

if TYPE_CHECKING:
    from collections.abc import Callable

_KNOWN = {
    word: int(number) for number, known in table("vale-en", "syllables").items() for word in known.split()
}
_PREFIXES = tuple((int(number), parts.split()) for number, parts in table("vale-en", "prefixes").items())
_SUFFIXES = tuple((int(number), parts.split()) for number, parts in table("vale-en", "suffixes").items())
"""Endings by their number of syllables, as the beginnings."""
_ED = "b|c|ch|dg|f|g|gh|gn|k|l|lch|ll|lv|m|mm|n|nc|ng|nch|nn|p|r|rc|rn|rs|rv|s|sc|sk|sl|squ|ss|th|v|y|z"
_ES = "b|ch|d|f|gh|gn|k|l|lch|ll|lv|m|mm|n|nch|nn|p|r|rn|rs|rv|s|sc|sk|sl|squ|ss|st|t|th|v|y"
_E = "b|c|ch|d|dg|f|g|gh|gn|k|l|ll|lv|m|mm|n|nc|ng|nn|p|r|rc|rn|rs|rv|s|sc|sk|sl|squ|ss|st|t|th|v|y|z"
_VOWELS = re.compile("[aeiouy]+")
_LESS = tuple(
    map(
        re.compile,
        (
            (
                "cia(?:l|$)|tia|cius|cious|[^aeiou]giu|[aeiouy][^aeiouy]ion|iou|sia$|eous$|[oa]gue$|"
                ".[^aeiuoycgltdb]{2,}ed$|.ely$|^jua|uai|eau|^busi$|"
                f"(?:[aeiouy](?:{_ED})ed$)|(?:[aeiouy](?:{_ES})es$)"
            ),
            f"[aeiouy](?:{_E})e$",
        ),
    )
)
"""Letters that look like one syllable more than is spoken."""
_MORE = tuple(
    map(
        re.compile,
        (
            "(?:[^aeiouy]ie(?:r|st|t)|[aeiouym]bl|eo|ism|asm|thm|dnt|uity|dea|gean|oa|ua|eings?|[aeiouy]sh?e[rsd])$",
            "[^gq]ua[^auieo]|[aeiou]{3}|^(?:ia|mc|coa[dglx].)",
            "[^aeiou]y[ae]|[^l]lien|riet|dien|iu|io|ii|uen|real|iell|eo[^aeiou]|[aeiou]y[aeiou]",
            "[^s]ia",
        ),
    )
)
"""Letters that look like one syllable less than is spoken."""


@cache
def syllables(word: str) -> int:
    """At least 1 for any word of a letter or more."""
    if len(word) < 3:
        return min(len(word), 1)
    word = word.lower()
    if word in _KNOWN:
        return _KNOWN[word]
    word, front = _without(word, _PREFIXES, str.startswith, str.removeprefix)
    word, back = _without(word, _SUFFIXES, str.endswith, str.removesuffix)
    spoken = len(_VOWELS.findall(word)) - sum(len(one.findall(word)) for one in _LESS)
    return max(front + back + spoken + sum(len(one.findall(word)) for one in _MORE), 1)


def _without(
    word: str,
    parts: tuple[tuple[int, list[str]], ...],
    has: Callable[[str, str], bool],
    remove: Callable[[str, str], str],
) -> tuple[str, int]:
    """The word without the first part that it has, and the syllables of that part."""
    for number, options in parts:
        for part in options:
            if has(word, part):
                return remove(word, part), number
    return word, 0
