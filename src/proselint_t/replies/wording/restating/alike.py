"""Whether two sentences say the same, so far as it can be told without a grammar.

Owns which orders of the same terms are one statement. Words in another order are another sentence (`A calls
B`, `B calls A`), unless one phrase moved from one end of the sentence to the other, or a rule of `exchanges`
or `turns` tells how they hang together. Where it cannot be told, sentences differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.replies.wording.restating.exchanges import are_exchanged
from proselint_t.replies.wording.restating.terms import alike
from proselint_t.replies.wording.restating.turns import turned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.replies.wording.restating.terms import Proposition, Term


def say_the_same(one: Proposition, other: Proposition) -> bool:
    """Whether two sentences differ in nothing that counts."""
    if one.asks != other.asks or len(one.terms) != len(other.terms):
        return False
    return (
        alike(one.terms, other.terms)
        or any(alike(one.terms, order) for order in _moved(one, other))
        or are_exchanged(one, other)
        or any(alike(one.terms, order) for order in turned(other, one))
        or any(alike(other.terms, order) for order in turned(one, other))
    )


def _moved(one: Proposition, other: Proposition) -> Iterator[Sequence[Term]]:
    """The terms of the other sentence with one phrase moved to where it may stand in the first.

    In a sentence of one clause that is an adverb or a phrase with a preposition, in one of two the clause.
    """
    joints = max(one.joints, other.joints)
    ours, theirs = one.terms, other.terms
    start, end = 0, len(ours)
    while start < end and ours[start].like(theirs[start]):
        start += 1
    while end > start and ours[end - 1].like(theirs[end - 1]):
        end -= 1
    whole = end - start == len(ours)
    for cut in range(start + 1, end) if joints <= 1 else ():
        first, second = theirs[start:cut], theirs[cut:end]
        behind = theirs[end : end + 1]
        lone = _is_adverbial(first, second, behind) or _is_adverbial(second, first, behind)
        kind = "clauses" if joints else "phrases"
        if (lone and not joints) or (whole and (first[0].opens(kind) or second[0].opens(kind))):
            yield (*theirs[:start], *second, *first, *theirs[end:])


def _is_adverbial(block: Sequence[Term], *followed_by: Sequence[Term]) -> bool:
    """An adverb, or a time without a preposition: `every night`, «каждые 5 минут».

    In neither order may the time be of something: «каждый день распродажи».
    """
    if len(block) == 1:
        return block[0].is_adverb
    return (
        block[0].is_in("time_openers")
        and block[-1].is_in("times")
        and not any(term.markers for term in block)
        and all(term.word[0].isdigit() for term in block[1:-1])
        and not any(row and _is_genitive(row[0]) for row in followed_by)
    )


def _is_genitive(term: Term) -> bool:
    return not term.markers and any(case == "gent" for _, case in term.readings)
