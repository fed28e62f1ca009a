"""Scripts of letters: which alphabet a character belongs to, and which letters look alike across two.

Owns Latin and Cyrillic alone; every other letter has no script here. It must not know words or languages.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache


class Script(Enum):
    LATIN = "LATIN"
    CYRILLIC = "CYRILLIC"


_LATIN_OF = dict(zip("АВЕКМНОРСТХУІЈЅаеорсухіјѕ", "ABEKMHOPCTXYIJSaeopcyxijs", strict=True))
_CYRILLIC_OF = {latin: cyrillic for cyrillic, latin in _LATIN_OF.items()}
_LOOK_ALIKES = {Script.LATIN: _CYRILLIC_OF, Script.CYRILLIC: _LATIN_OF}
_MIXTURE = re.compile(r"[A-Za-zÀ-ɏ](?=[^\W\d_]*[Ѐ-ӿ])|[Ѐ-ӿ](?=[^\W\d_]*[A-Za-zÀ-ɏ])")


@lru_cache(maxsize=4096)
def script_of(character: str) -> Script | None:
    """The script of one character; ``None`` for digits, signs and the letters of other alphabets."""
    name = unicodedata.name(character, "")
    return next((script for script in Script if name.startswith(f"{script.value} ")), None)


def scripts(word: str) -> frozenset[Script]:
    """The scripts that a word is written in."""
    return frozenset(script for script in map(script_of, word) if script)


def may_mix_scripts(text: str) -> bool:
    """A quick look for a run of letters that holds both scripts."""
    return bool(_MIXTURE.search(text))


def in_one_script(word: str) -> str | None:
    """The word with its look-alikes replaced by letters of the other script.

    ``None`` unless the word is mixed, all its letters of one script have a look-alike, and the other script
    has a letter of its own there: only then is it clear which letters are the intruders.
    """
    if len(scripts(word)) < 2:
        return None
    intruders = [script for script in Script if _all_look_alike(word, script)]
    if len(intruders) != 1:
        return None
    table = _LOOK_ALIKES[intruders[0]]
    return "".join(table.get(character, character) for character in word)


def _all_look_alike(word: str, script: Script) -> bool:
    table = _LOOK_ALIKES[script]
    return all(character in table for character in word if script_of(character) is script)
