"""Russian words and phrases found in every form, by the dictionary form of each of their words.

Owns the look for candidates without the dictionary and the index of forms; it must not know what the
phrases are listed for.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from proselint_t.language.word_lists import folded
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_YO = "[её]"
_VOWELS = "аеиоуыэюяёйь"


class Phrases:
    """Listed words and phrases; each word of a phrase may be inflected."""

    def __init__(self, keys: Collection[str]) -> None:
        self._keys = tuple(keys)
        stems = sorted({_stem(key.split()[0]) for key in self._keys})
        # Cheap, and without the dictionary: only words that begin like a listed one are looked up.
        self.beginnings = tuple(one for stem in stems for one in _spellings(stem))
        """One of them stands in every text with a candidate."""
        self._candidate = pattern(rf"(?<![\w])(?:{'|'.join(stems)})\w*", re.IGNORECASE)

    def candidates(self, text: str) -> Iterator[re.Match[str]]:
        """The words of a text that may begin a listed phrase."""
        return self._candidate.finditer(text)

    def found(self, text: str, match: re.Match[str]) -> tuple[str, int] | None:
        """The longest listed word or phrase that begins at a match, and where it ends."""
        for first, key in self._keys_of(match.group()):
            if not first:
                return key, match.end()
            behind = re.compile(r"\s+(\w+)" * len(first)).match(text, match.end())
            if behind and all(
                folded(word) in forms for word, forms in zip(behind.groups(), first, strict=True)
            ):
                return key, behind.end()
        return None

    def _keys_of(self, word: str) -> Sequence[tuple[list[frozenset[str]], str]]:
        """Keys that begin with a word: by their known forms, else by the likeliest reading of the word."""
        from proselint_t.language.morphology import parses  # noqa: PLC0415 - only when a candidate is met

        written = folded(word)
        if written in self._phrases:
            return self._phrases[written]
        likeliest = parses(word.lower())[0]
        return () if likeliest.is_command else self._phrases.get(folded(likeliest.lemma), ())

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[list[frozenset[str]], str]]]:
        """First form → the forms of the words that must follow and the key; longest phrase first."""
        from proselint_t.language.morphology import forms  # noqa: PLC0415 - only when a candidate is met

        index: dict[str, list[tuple[list[frozenset[str]], str]]] = {}
        for key in sorted(self._keys, key=lambda key: -len(key.split())):
            first, *rest = key.split()
            following = [frozenset(map(folded, forms(word))) for word in rest]
            for form in {folded(form) for form in forms(first)}:
                index.setdefault(form, []).append((following, key))
        return index


def _spellings(stem: str) -> Iterator[str]:
    return map("".join, product(*("её" if part == _YO else (part,) for part in re.split(r"(\[её\])", stem))))


def _stem(word: str) -> str:
    """What every form of a word begins with."""
    stem = word.removesuffix("ся").removesuffix("ть")
    stem = stem.rstrip(_VOWELS) if len(stem) > 3 else stem
    return stem.replace("ё", "е").replace("е", _YO) if len(stem) > 2 else word
