"""Whether a sentence with figures or code in it says no more than what stands already, with a word changed.

Terms are compared one by one, as everywhere here, but a long sentence may have one of its own (`contains` for
`holds`), and one may stand elsewhere: the subject of one sentence and the figures of the next are said again
as well. Such a sentence has to be about the same figures: without them two are only alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.replies.wording.restating.terms import Proposition, Term

_FEWEST = 6
"""Terms of a sentence that is known again in this way."""
_TERMS_OF_ONE = 9
"""So many terms for one of its own."""
_IN_ORDER = 0.8


def is_contained(ours: Proposition, theirs: Proposition) -> bool:
    """Whether a sentence stands in one or two others."""
    mine = [term for term in ours.terms if term.word and not term.is_in("pronouns")]
    if len(mine) < _FEWEST or ours.asks or not any(map(_is_figure, mine)):
        return False
    rest = list(theirs.terms)
    matched: list[int] = []
    for at, term in enumerate(mine):
        found = next((other for other in rest if _is_like(term, other)), None)
        if found is not None:
            rest.remove(found)
            matched.append(at)
    own = [at for at in range(len(mine)) if at not in matched]
    if len(own) > len(mine) // _TERMS_OF_ONE or any(_is_fixed(mine, at) for at in own):
        return False
    return _in_order(mine, theirs.terms) >= _IN_ORDER * len(mine) and _denials(mine) == _denials(theirs.terms)


def _is_like(one: Term, other: Term) -> bool:
    """Whether two terms are one word, in whatever case: a subject may have been an object."""
    lemmas = ({lemma for lemma, _ in term.readings} for term in (one, other))
    return one.markers == other.markers and not set.isdisjoint(*lemmas)


def _is_figure(term: Term) -> bool:
    return term.is_name and any(letter.isdigit() or letter == "_" for letter in term.word)


def _is_fixed(terms: Sequence[Term], at: int) -> bool:
    """Whether a term may not be another one: a name, what a number counts, what has a function word."""
    term, before = terms[at], terms[at - 1] if at else None
    return term.is_name or bool(term.markers) or (before is not None and before.word[0].isdigit())


def _in_order(mine: Sequence[Term], theirs: Sequence[Term]) -> int:
    """How many terms stand in one order in both."""
    places = [next((at for at, other in enumerate(theirs) if _is_like(term, other)), -1) for term in mine]
    return int(LCSseq.similarity(places, range(len(theirs))))


def _denials(terms: Sequence[Term]) -> int:
    return sum("not" in term.markers or term.is_in("limits") for term in terms)
