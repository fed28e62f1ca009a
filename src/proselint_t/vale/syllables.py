"""The syllables of an English word, told from its letters.

The method of Greg Fast's Lingua::EN::Syllable with the exceptions of the ``syllables`` libraries derived
from it, as Vale uses it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_KNOWN = {
    2: ("abed adieu cafe cafes chile chloe circe jesse jukebox maybe people shoreline daphne phoebe zoe "),
    3: (
        "abare acreage adame adobe apache coyote forever karate machete recipe sesame simile syncope "
        "tamale euterpe "
    ),
    4: (
        "abalone abruzzese abbruzzese anemone aphrodite apostrophe ariadne calliope catastrophe epitome "
        "facsimile gethsemane guacamole hyperbole yosemite eurydice hermione penelope persephone "
    ),
    5: ("aborigine aborigines "),
}
_KNOWN_SYLLABLES = {word: number for number, words in _KNOWN.items() for word in words.split()}
_PREFIXES = (
    [
        "above",
        "anti",
        "ante",
        "counter",
        "hyper",
        "afore",
        "agri",
        "infra",
        "intra",
        "inter",
        "over",
        "semi",
        "ultra",
        "under",
        "extra",
        "dia",
        "micro",
        "mega",
        "kilo",
        "pico",
        "nano",
        "macro",
    ],
    ["un", "fore", "ware", "none", "non", "out", "post", "sub", "pre", "pro", "dis", "side"],
)
"""Beginnings of two syllables, and of one."""
_SUFFIXES = (
    ["ology", "ologist", "onomy", "onomist"],
    ["fully", "berry", "woman", "women"],
    [
        "ly",
        "less",
        "some",
        "ful",
        "er",
        "ers",
        "ness",
        "cian",
        "cians",
        "ment",
        "ments",
        "ette",
        "ettes",
        "ville",
        "villes",
        "ships",
        "ship",
        "side",
        "sides",
        "port",
        "ports",
        "shire",
        "shires",
        "tion",
        "tioned",
    ],
)
"""Endings of three syllables, of two, and of one."""
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
    if word in _KNOWN_SYLLABLES:
        return _KNOWN_SYLLABLES[word]
    word, front = _without(word, _PREFIXES, str.startswith, str.removeprefix)
    word, back = _without(word, _SUFFIXES, str.endswith, str.removesuffix)
    spoken = len(_VOWELS.findall(word)) - sum(len(one.findall(word)) for one in _LESS)
    return max(front + back + spoken + sum(len(one.findall(word)) for one in _MORE), 1)


def _without(
    word: str,
    parts: tuple[list[str], ...],
    has: Callable[[str, str], bool],
    remove: Callable[[str, str], str],
) -> tuple[str, int]:
    """The word without the first part that it has, and the syllables of that part."""
    for number, options in enumerate(parts):
        for part in options:
            if has(word, part):
                return remove(word, part), len(parts) - number
    return word, 0
