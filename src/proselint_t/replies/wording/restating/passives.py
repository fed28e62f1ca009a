"""A passive with its agent is the active: `The job rebuilds the index`, `The index is rebuilt by the job`.

Owns how one becomes the other in both languages. Where something is denied or limited, who does it to whom is
not all that changes, so these are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.language.inflection_en import stem
from proselint_t.replies.wording.restating.terms import ACCUSATIVES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.replies.wording.restating.terms import Proposition, Readings, Term

_PARTICIPLE = re.compile(r"\w{3,}(?:ed|en|wn)\Z")
_REFLEXIVE = ("ся", "сь")
_SUBJECT, _AGENT = "nomn", "ablt"


def active(gist: Proposition) -> Iterator[Sequence[Term]]:
    """The terms of the active, if the sentence is a passive of one clause."""
    terms = gist.terms
    if (
        terms
        and not terms[0].markers
        and not any("not" in term.markers or term.is_in("limits") for term in terms)
    ):
        yield from _english(terms)
        yield from _russian(terms)


def _english(terms: Sequence[Term]) -> Iterator[Sequence[Term]]:
    verbs = [at for at, term in enumerate(terms) if "be" in term.markers]
    agents = [at for at, term in enumerate(terms) if "by" in term.markers]
    if len(verbs) != 1 or len(agents) != 1 or not 0 < verbs[0] < agents[0]:
        return
    (verb,), (agent,) = verbs, agents
    if terms[agent].markers != ("by",) or not _is_done(terms[verb]):
        return
    end = next(
        (at for at in range(agent + 1, len(terms)) if terms[at].markers not in {(), ("of",)}), len(terms)
    )
    doer = (terms[agent]._replace(markers=()), *terms[agent + 1 : end])
    yield (*doer, terms[verb].without("be"), *terms[:verb], *terms[verb + 1 : agent], *terms[end:])


def _end(terms: Sequence[Term], agent: int) -> int:
    """Where what stands behind the agent begins."""
    return next(
        (at for at in range(agent + 1, len(terms)) if terms[at].markers not in {(), ("of",)}), len(terms)
    )


def _is_done(term: Term) -> bool:
    return bool(_PARTICIPLE.fullmatch(term.word)) or not term.word.startswith(stem(term.word))


def _russian(terms: Sequence[Term]) -> Iterator[Sequence[Term]]:
    """«Индекс перестраивается задачей»: the agent stands in the instrumental, right behind the only verb."""
    verbs = [
        at for at, term in enumerate(terms) if term.is_russian and {case for _, case in term.readings} == {""}
    ]
    if len(verbs) != 1 or not 0 < verbs[0] < len(terms) - 1:
        return
    (at,) = verbs
    end = _end(terms, at + 1)
    subject, agent = terms[:at], terms[at + 1 : end]
    if terms[at].markers or agent[0].markers or not _has(subject[0], _SUBJECT) or not _has(agent[0], _AGENT):
        return
    if terms[at].is_in("governing") or any(term.is_in("times") for term in agent):
        return
    verb = terms[at]._replace(readings=_not_reflexive(terms[at].readings))
    yield (
        *(_turned(term, _AGENT, (_SUBJECT,)) for term in agent),
        verb,
        *(_turned(term, _SUBJECT, ACCUSATIVES) for term in subject),
        *terms[end:],
    )


def _has(term: Term, case: str) -> bool:
    return any(one == case for _, one in term.readings)


def _turned(term: Term, case: str, cases: tuple[str, ...]) -> Term:
    """The term in other cases, if it can stand in the first; else it hangs on one that does."""
    if term.markers or not _has(term, case):
        return term
    return term._replace(
        readings=frozenset((lemma, other) for lemma, one in term.readings if one == case for other in cases)
    )


def _not_reflexive(readings: Readings) -> Readings:
    return frozenset((lemma[:-2] if lemma.endswith(_REFLEXIVE) else lemma, case) for lemma, case in readings)
