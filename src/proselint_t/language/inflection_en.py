"""English words up to inflection: `stores`, `stored` and `storing` have one stem.

Endings are taken off, and what they change is undone or done to every word: a final `e` and a final doubled
letter are left out everywhere. So `planed` and `planned` meet; derived words (`fast` and `faster`, `secure`
and `security`) never do.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from proselint_t.language.word_lists import table

_IES = re.compile(r"(?<=\w\w)(?:ies|ied)\Z")
_ES = re.compile(r"(?<=ss|sh|ch|.x|zz)es\Z")
_S = re.compile(r"(?<![sui])s\Z")
_ED_OR_ING = re.compile(r"(?:(?<!e)ed|ing)\Z")
_VOWEL = re.compile("[aeiouy]")
_DOUBLED = re.compile(r"([^aeiou\W])\1\Z")
_SHORTEST = 4


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What the forms of a word (in lower case) have in common."""
    word = _irregular().get(word, word)
    bare = _bare(word) if len(word) >= _SHORTEST else word
    return _DOUBLED.sub(r"\1", bare.removesuffix("e") if len(bare) > 2 else bare)


def _bare(word: str) -> str:
    for ending, instead in ((_IES, "y"), (_ES, ""), (_S, ""), (_ED_OR_ING, "")):
        shorter = ending.sub(instead, word)
        if shorter != word and _VOWEL.search(shorter):
            return shorter
    return word


@cache
def _irregular() -> dict[str, str]:
    return {form: word for word, forms in table("irregular-en", "forms").items() for form in forms.split()}
