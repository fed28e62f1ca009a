"""Sentences that say the same in another order because of their grammar.

Owns two turns: what is the most or the only one may be named first or last; in Russian a phrase and the
subject may change sides of the verb. `passives` knows a third, `exchanges` the conjunctions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.language.word_lists import function_words
from proselint_t.replies.wording.restating.passives import active

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.replies.wording.restating.terms import Proposition, Term

_MOST = re.compile(r"\w{3,}est\Z|\w{3,}(?:[еа]йш)[а-я]{2,3}\Z")
_SINGLE = re.compile(r"(?:сам|единственн)(?:ый|ая|ое)\Z")


def turned(one: Proposition, other: Proposition) -> Iterator[Sequence[Term]]:
    """The orders of terms in which the first sentence may be said, looking at the second for the places."""
    if one.joints == other.joints:
        yield from _equation(one, other)
        if not one.joints:
            yield from active(one)
            yield from _inverted(one)


def _equation(one: Proposition, other: Proposition) -> Iterator[Sequence[Term]]:
    """`The fastest library is Flowbite` → `Flowbite is the fastest library`."""
    if not one.copula or not other.copula or one.copula + other.copula != len(one.terms):
        return
    first, second = one.terms[: one.copula], one.terms[one.copula :]
    be = second[0].markers
    if be not in {("be",), ()} or first[0].markers or other.terms[other.copula].markers != be:
        return
    second = (second[0]._replace(markers=()), *second[1:])
    for definite, named in ((first, second), (second, first)):
        if _is_definite(definite) and _is_named(named, one, definite):
            yield (*second, first[0]._replace(markers=be), *first[1:])


def _is_definite(side: Sequence[Term]) -> bool:
    """Whether a side means the whole of what is the most or the only one: «the 2 most popular»."""
    first = side[1] if side[0].word.isdigit() and len(side) > 1 else side[0]
    if first.markers or not (first.is_in("superlatives") or _is_most(first)):
        return False
    return side[0].determiner not in {"", "a", "an"} or _is_russian(side)


def _is_russian(side: Sequence[Term]) -> bool:
    return any(term.is_russian for term in side)


def _is_most(term: Term) -> bool:
    return bool(_MOST.fullmatch(term.word)) and term.word not in function_words("no_superlatives")


def _is_named(side: Sequence[Term], gist: Proposition, definite: Sequence[Term]) -> bool:
    """Whether a side is names, or one thing: «the cheapest plans are monthly plans» cannot be turned."""
    if any(term.is_in("quantifiers") for term in side):
        return False
    if all(term.is_name for term in side):
        return True
    if _is_russian(definite):
        return any(_SINGLE.fullmatch(term.word) for term in definite)
    return not gist.is_plural and not definite[0].word.isdigit()


def _inverted(gist: Proposition) -> Iterator[Sequence[Term]]:
    """«После оплаты приходит чек» → «Чек приходит после оплаты»."""
    terms = gist.terms
    verbs = [at for at, term in enumerate(terms) if _is_predicate(term)]
    if len(verbs) == 1 and 0 < verbs[0] < len(terms) - 1:
        (at,) = verbs
        first, second = terms[:at], terms[at + 1 :]
        if first[0].opens("phrases") and not second[0].markers:
            yield (*second, terms[at], *first)


def _is_predicate(term: Term) -> bool:
    return term.is_russian and not term.is_adverb and all(case == "" for _, case in term.readings)
