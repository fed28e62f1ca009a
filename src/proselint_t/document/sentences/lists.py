"""The word lists of the splitter, read once from ``words.yaml``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property

from proselint_t.text.packaged import WordLists


@dataclass(frozen=True)
class SplitterWords:
    """Words in lower case, without their final full stop; what each group means stands in the file."""

    never_ends: frozenset[str]
    may_end: frozenset[str]
    before_number: frozenset[str]
    units: frozenset[str]
    measures: frozenset[str]
    also_words: frozenset[str]
    words_first: frozenset[str]
    starters: frozenset[str]
    labels: frozenset[str]
    numbered: frozenset[str]
    exclaiming: frozenset[str]
    citations: frozenset[str]
    citation_words: frozenset[str]
    behind_hours: frozenset[str]
    places: frozenset[str]
    languages: frozenset[str]
    prepositions: frozenset[str]
    small_names: frozenset[str]
    roman: frozenset[str]

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Whatever a full stop may follow without ending a sentence."""
        return self.never_ends | self.may_end | self.before_number | self.roman


@cache
def splitter_words() -> SplitterWords:
    """The lists of the package."""
    lists = WordLists(__file__, "words.yaml")
    return SplitterWords(**{field.name: lists.words(field.name) for field in fields(SplitterWords)})
