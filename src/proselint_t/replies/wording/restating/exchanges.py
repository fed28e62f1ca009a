"""Whether two sentences differ in the order of what stands on the two sides of one «and» or «or».

Owns when the two parts can be told: each begins where a verb, a preposition or an article shows it, and no
adjective or phrase may belong to both in one order and to one in the other («failed payments and refunds»,
«failed refunds and payments»). What happens one after the other is never exchanged: verbs only where both are
denied or tell a state (`needs`, `supports`), clauses only where they do or say the same of two things.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.language.inflection_en import stem
from proselint_t.language.word_lists import function_words
from proselint_t.replies.wording.restating.terms import alike, owners_agree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.replies.wording.restating.terms import Proposition, Term

_PLURAL = re.compile(r"[a-z]{2,}(?<![sui])s\Z")
"""Names of several things, and verbs of one: never an adjective."""

_PARTICIPLE = re.compile(r"\w{2,}(?:ing|ed|en|wn)\Z")
_EITHER = ("or", "или")


class _Parts(NamedTuple):
    """What stands before, on both sides of, and behind a conjunction."""

    before: Sequence[Term]
    left: Sequence[Term]
    right: Sequence[Term]
    behind: Sequence[Term]
    follows_copula: bool

    @property
    def is_whole(self) -> bool:
        return not self.before and not self.behind


def are_exchanged(one: Proposition, other: Proposition) -> bool:
    """Whether the parts around the only conjunction changed places."""
    if not one.conjunction or not other.conjunction or len(one.terms) != len(other.terms):
        return False
    if _is_either(one) != _is_either(other):
        return False
    for start in range(min(one.conjunction, other.conjunction)):
        end = one.conjunction + other.conjunction - start
        ours, theirs = _parts(one, start, end), _parts(other, start, end)
        if not alike(ours.before, theirs.before):
            return False
        if end <= len(one.terms) and alike(ours.behind, theirs.behind) and _is_exchange(one, ours, theirs):
            swapped = (*ours.before, *ours.right, *ours.left, *ours.behind)
            return one.joints == other.joints and owners_agree(swapped, other.terms)
    return False


def _is_either(gist: Proposition) -> bool:
    at = gist.conjunction or 0
    return at < len(gist.terms) and gist.terms[at].markers[:1] != () and gist.terms[at].markers[0] in _EITHER


def _parts(gist: Proposition, start: int, end: int) -> _Parts:
    terms, cut = gist.terms, gist.conjunction or 0
    right = terms[cut:end]
    if _is_either(gist):
        right = (right[0]._replace(markers=right[0].markers[1:]), *right[1:])
    return _Parts(terms[:start], terms[start:cut], right, terms[end:], start == gist.copula)


def _is_exchange(one: Proposition, ours: _Parts, theirs: _Parts) -> bool:
    if alike(ours.left, ours.right):
        return False
    if not (alike(ours.left, theirs.right) and alike(ours.right, theirs.left)):
        return _share_a_marker(ours, theirs)
    if ours.is_whole:
        return one.joints == 1 and _are_parallel(ours)
    if all(map(_is_state, ours[1:3])) or all(map(_is_denied, ours[1:3])):
        return not ours.behind and _are_balanced(ours)
    return _are_things(ours, ()) and _are_things(theirs, ())


def _share_a_marker(ours: _Parts, theirs: _Parts) -> bool:
    """Whether a preposition is that of both parts, and stays in front: `from orders and refunds`."""
    shared = ours.left[0].markers
    if not shared or shared != theirs.left[0].markers or ours.right[0].markers or theirs.right[0].markers:
        return False
    is_exchange = alike(_bare(ours.left), theirs.right) and alike(ours.right, _bare(theirs.left))
    return is_exchange and _are_things(ours, shared) and _are_things(theirs, shared)


def _bare(part: Sequence[Term]) -> Sequence[Term]:
    return (part[0]._replace(markers=()), *part[1:])


def _is_denied(part: Sequence[Term]) -> bool:
    return part[0].markers in {("not",), ("не",)}


def _is_state(part: Sequence[Term]) -> bool:
    return not part[0].markers and part[0].is_in("states")


def _are_parallel(parts: _Parts) -> bool:
    """Two clauses that say the same of two things: `A keeps x and B keeps y`, `A is x and B is y`."""
    if any(part[0].markers or part[0].is_adverb or part[0].is_in("time_openers") for part in parts[1:3]):
        return False
    states = all(
        sum("be" in term.markers or term.is_in("states") for term in part[1:]) == 1 for part in parts[1:3]
    )
    done = any("be" in term.markers and _is_participle(term) for part in parts[1:3] for term in part)
    return states and not done and _are_balanced(parts)


def _are_balanced(parts: _Parts) -> bool:
    """Whether no time or place, which may be that of both parts, stands in only one."""
    counts = [
        sum(term.opens("scopes") or term.is_adverb or term.is_in("times") for term in part)
        for part in parts[1:3]
    ]
    return counts[0] == counts[1]


def _are_things(parts: _Parts, shared: tuple[str, ...]) -> bool:
    """Whether the parts are names of things or qualities, and sure to be the whole of what is joined."""
    left, right = parts.left, parts.right
    opened = right[0].markers or right[0].determiner
    if right[0].is_apart or (len(left) > 1 and not opened):
        return False
    if any(term.markers for term in (*left[1:], *right[1:])) or _denies_one(parts):
        return False
    if any(_is_verb(term) for term in (*left, *right)):
        return False
    return _begins(parts, shared) and _ends(parts) and _agree(left[0], right[0])


def _denies_one(parts: _Parts) -> bool:
    """Whether a negation stands before the first part, so that it may be that of both."""
    markers = parts.left[0].markers
    return markers != parts.right[0].markers and not function_words("denials").isdisjoint(markers)


def _begins(parts: _Parts, shared: tuple[str, ...]) -> bool:
    """Whether nothing in front of the first part may belong to both."""
    left, right = parts.left, parts.right
    if not parts.before:
        return len(left) == len(right) == 1 and bool(parts.behind) and not shared
    if left[0].determiner and not right[0].determiner:
        return _are_plain_things(left[-1], right[-1])
    if left[0].determiner or parts.follows_copula:
        return left[0].markers in {(), ("be",)} or left[0].opens("phrases")
    if left[0].markers:
        return left[0].opens("phrases") or (
            left[0].markers == ("to",) and left[0].is_name and right[0].is_name
        )
    return not left[0].is_apart and _takes_objects(parts.before, left[-1], right[-1])


def _are_plain_things(left: Term, right: Term) -> bool:
    """Names or plurals: no adjective, and no verb that goes on with the sentence."""
    return all(term.is_name or bool(_PLURAL.fullmatch(term.word)) for term in (left, right))


def _takes_objects(before: Sequence[Term], left: Term, right: Term) -> bool:
    last = before[-1]
    if last.is_russian:
        return _is_verb(last)
    if not _are_plain_things(left, right):
        return False
    if last.is_name or last.is_adverb or last.is_in("quantifiers"):
        return False
    return last.word in function_words("commands") or (len(before) > 1 and bool(_PLURAL.fullmatch(last.word)))


def _ends(parts: _Parts) -> bool:
    """Whether nothing behind the second part may belong to both."""
    if not parts.behind:
        return True
    first = parts.behind[0]
    if parts.before:
        return first.opens("clauses")
    is_verb = first.opens("auxiliaries") or first.opens("denials") or _is_state(parts.behind)
    return is_verb or (_is_verb(first) and first.is_russian)


def _agree(one: Term, other: Term) -> bool:
    """Russian parts stand in one case."""
    if not (one.is_russian and other.is_russian):
        return True
    cases = [{case for _, case in term.readings if case} for term in (one, other)]
    return not cases[0].isdisjoint(cases[1])


def _is_verb(term: Term) -> bool:
    """What may happen: a Russian word without a case, an English participle."""
    if term.is_russian:
        return all(not case for _, case in term.readings)
    return _is_participle(term)


def _is_participle(term: Term) -> bool:
    if term.is_name or term.is_russian or term.word.endswith("s"):
        return False
    return bool(_PARTICIPLE.fullmatch(term.word)) or not term.word.startswith(stem(term.word))
