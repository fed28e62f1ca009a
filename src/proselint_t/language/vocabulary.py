"""A vocabulary: spellings and the official names that they mean.

Owns the index of spellings and the refusal of two names for one; it must not know where names may stand.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.literals import longest_run
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FIRST = pattern(r"[A-Za-z][A-Za-z0-9+#]*")

Spellings = tuple[tuple[str, str], ...]
"""Pairs of a spelling in lower case and the official name that it means."""


def spellings(terms: Mapping[str, Sequence[str]]) -> Spellings:
    """Every spelling with its official name; raises when one spelling has two."""
    found: dict[str, str] = {}
    for official, others in terms.items():
        for spelling in (official, *others):
            other = found.setdefault(spelling.lower(), official)
            if other != official:
                raise ConfigError(
                    translated(
                        "the terms «%s» and «%s» fight over the spelling «%s»", other, official, spelling
                    ),
                    Place(key="terms"),
                    hint=translated("leave the spelling to one of them"),
                )
    return tuple(found.items())


@lru_cache(maxsize=16)
def vocabulary(bundled: Spellings, own: Spellings) -> dict[str, list[tuple[str, str]]]:
    """First word of a spelling → spellings, longest first. The user's own names beat the bundled ones."""
    index: dict[str, list[tuple[str, str]]] = {}
    for spelling, official in {**dict(bundled), **dict(own)}.items():
        match = _FIRST.match(spelling)
        if match is not None:
            index.setdefault(match.group(), []).append((spelling, official))
    for candidates in index.values():
        candidates.sort(key=lambda pair: -len(pair[0]))
    return index


@lru_cache(maxsize=16)
def first_words(bundled: Spellings, own: Spellings) -> frozenset[str]:
    """Of which a text holds one that holds a spelling: the first word of each, or its letters."""
    return frozenset(map(longest_run, vocabulary(bundled, own)))


def may_differ(text: str, lowered: str, candidates: list[tuple[str, str]]) -> bool:
    """Whether a text, here in small letters too, may hold a spelling that is not its official name."""
    if "\n" in text:
        text, lowered = text.replace("\n", " "), lowered.replace("\n", " ")
    return any(
        (found := lowered.count(spelling)) > 0
        and (" " in spelling or official.lower() != spelling or found != text.count(official))
        for spelling, official in candidates
    )


def longest(text: str, start: int, candidates: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The longest spelling that stands at a place of a text, and the official name that it means."""
    for spelling, official in candidates:
        end = start + len(spelling)
        if text[start:end].replace("\n", " ").lower() == spelling and not text[end : end + 1].isalnum():
            return spelling, official
    return None
