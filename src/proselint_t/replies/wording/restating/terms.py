"""What a sentence is made of: the words that say something, with the function words in front of each.

Owns the terms and what is known of their sentence. How a text becomes terms, `propositions` knows; when two
sentences say the same, `alike`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from proselint_t.language.inflection_en import stem
from proselint_t.language.word_lists import function_words

if TYPE_CHECKING:
    from collections.abc import Sequence

Readings: TypeAlias = frozenset[tuple[str, str]]

ACCUSATIVES = ("accs of things", "accs of beings")
"""«сервер» and «сервера»: «клиент» may be either, and «клиента вызывает» is not «клиент вызывает»."""

PERSONS = {person: frozenset({(person, "")}) for person in ("i", "we", "you")}
YOU = PERSONS["you"]


class Term(NamedTuple):
    """A word that says something, and the function words in front of it.

    ``readings`` are what the word may be: pairs of what all its forms share and a case (empty: it has none).
    ``word`` is the form in lower case. ``is_name``: it has a capital or is code; ``determiner``: the
    article or possessive right in front; ``is_apart``: a comma stands there. ``owner`` is whose it is.
    """

    readings: Readings
    markers: tuple[str, ...] = ()
    word: str = ""
    is_name: bool = False
    determiner: str = ""
    is_apart: bool = False
    owner: str = ""

    def like(self, other: Term) -> bool:
        return self.markers == other.markers and not self.readings.isdisjoint(other.readings)

    def opens(self, kind: str) -> bool:
        """Whether the first function word is one of a list."""
        return bool(self.markers) and self.markers[0] in function_words(kind)

    @property
    def is_russian(self) -> bool:
        return any("а" <= letter <= "я" for letter in self.word)

    def is_in(self, kind: str) -> bool:
        return any(lemma in _lemmas(kind) for lemma, _ in self.readings)

    @property
    def is_adverb(self) -> bool:
        return not self.markers and self.is_in("adverbs")

    def without(self, kind: str) -> Term:
        """The term without the function words of a list."""
        known = function_words(kind)
        return self._replace(markers=tuple(marker for marker in self.markers if marker not in known))


@cache
def _lemmas(kind: str) -> frozenset[str]:
    return function_words(kind) | frozenset(stem(word) for word in function_words(kind) if word.isascii())


def alike(ours: Sequence[Term], theirs: Sequence[Term]) -> bool:
    """Whether two rows of terms are the same in the same order."""
    return len(ours) == len(theirs) and all(map(Term.like, ours, theirs)) and owners_agree(ours, theirs)


def owners_agree(ours: Sequence[Term], theirs: Sequence[Term]) -> bool:
    """Whether what is mine and yours is so in both rows; one of them may tell of nobody."""
    mine, yours = ([term.owner for term in row] for row in (ours, theirs))
    return mine == yours or not any(mine) or not any(yours)


@dataclass(frozen=True, slots=True)
class Proposition:
    """The terms of a sentence in order.

    ``joints`` counts the words that may join two sentences into one. ``conjunction`` is the place of the term
    behind the only «and» or «or»: none where there are more, or where a word says that the order counts;
    ``copula`` that behind the only `is`, `are` or dash. ``is_plural``: that is `are`.
    """

    terms: tuple[Term, ...]
    joints: int
    asks: bool
    conjunction: int | None = None
    copula: int | None = None
    is_plural: bool = False

    def of_any_person(self) -> Proposition:
        """Without regard to who speaks: `you` in an answer is `I` in the question."""
        return replace(self, terms=tuple(map(_of_any_person, self.terms)))


def _of_any_person(term: Term) -> Term:
    readings = YOU if term.readings in PERSONS.values() else term.readings
    return term._replace(readings=readings, owner="you" if term.owner in PERSONS else term.owner)
