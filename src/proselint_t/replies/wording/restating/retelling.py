"""What introduces a sentence and says nothing of its own, and questions that are told again.

Owns fillers (`of course`, «обратите внимание, что»), the openings by which someone is told what he asked
(`You asked how …`), and when a question in its own form and one in another sentence are the same. The phrases
are in ``language/data/retelling.yaml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.language import word_lists
from proselint_t.language.word_lists import function_words
from proselint_t.replies.wording.restating.terms import YOU, alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.replies.wording.restating.terms import Proposition, Term

_HOW = ("how", "как")


def without_fillers(text: str) -> str:
    """The text with spaces in the places of what says nothing of its own."""
    return _fillers().sub(_blank, text) if _fillers().search(text) else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def opening(text: str) -> tuple[int, bool]:
    """Where a sentence begins behind `You asked` or `You write that`, and whether that tells a question."""
    for name, asks in (("questions", True), ("statements", False)):
        match = _openings(name).match(text)
        if match:
            return match.end(), asks
    return 0, False


@cache
def _fillers() -> re.Pattern[str]:
    fillers, notes = ("|".join(word_lists.phrases("retelling", name)) for name in ("fillers", "notes"))
    return re.compile(
        rf"(?:(?<=\A)|(?<=[,;:(—–] ))(?:{fillers})(?!\w)[,:]?|(?<!\w)(?:{fillers})(?=\s*(?:[,;)—–]|[.!?]*\Z))"
        rf"|\A(?:{notes})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _openings(name: str) -> re.Pattern[str]:
    phrases = "|".join(word_lists.phrases("retelling", name))
    return re.compile(
        rf"\W*(?:(?:so|well|итак|и)\b,? )?(?:{phrases})(?!\w)[\s,:—–-]*(?:(?:whether|if)\s+)?", re.IGNORECASE
    )


def asks_the_same(ours: Proposition, asked: Proposition, *, is_told: bool) -> bool:
    """Whether a sentence puts a question of somebody else again.

    ``is_told``: an opening said that it does. Whoever asks, and where the verbs of the question stand, does
    not count.
    """
    if not asked.asks or not (ours.asks or is_told or _begins(ours)):
        return False
    mine, theirs = (_frame(gist.of_any_person().terms) for gist in (ours, asked))
    return mine.verbs == theirs.verbs and any(alike(mine.terms, order) for order in theirs.denied())


def _begins(gist: Proposition) -> bool:
    return bool(gist.terms) and (gist.terms[0].is_in("asking") or gist.terms[0].opens("asking"))


class _Frame(NamedTuple):
    """The auxiliary verbs of a question, which stand here or there, and its other words."""

    verbs: list[str]
    terms: Sequence[Term]

    def denied(self) -> Iterator[Sequence[Term]]:
        """The terms as they are, and for `why doesn't the page load` with the «not» at another word."""
        terms = self.terms
        yield terms
        if len(terms) > 1 and terms[1].markers == ("not",):
            for at in range(2, len(terms)):
                moved = terms[at]._replace(markers=("not", *terms[at].markers))
                yield (terms[0], terms[1]._replace(markers=()), *terms[2:at], moved, *terms[at + 1 :])


def _frame(terms: Sequence[Term]) -> _Frame:
    """Take the one who asks and the verbs out of the terms.

    How something can, could or should be done is one question. Else only `what to do` is `what I should do`.
    """
    terms, by_asker = _without_asker(_with_asking_word(terms))
    if terms and terms[0].word in _HOW:
        terms, by_asker = [term for term in terms if not term.is_in("possible")], []
    verbs = [marker for term in terms for marker in term.markers if marker in function_words("auxiliaries")]
    bare = [term.without("auxiliaries") for term in terms]
    if bare and not bare[-1].word and not bare[-1].markers:
        bare.pop()
    return _Frame(sorted([*verbs, *by_asker]), bare)


def _with_asking_word(terms: Sequence[Term]) -> Sequence[Term]:
    """The terms with a word of their own for `where` or «как» in front of the first."""
    if not terms or not terms[0].opens("asking"):
        return terms
    word, *markers = terms[0].markers
    asking = terms[0]._replace(readings=frozenset({(word, "")}), markers=(), word=word)
    return (asking, terms[0]._replace(markers=tuple(markers)), *terms[1:])


def _without_asker(terms: Sequence[Term]) -> tuple[list[Term], list[str]]:
    """The terms without the one who asks, and the verbs at that place."""
    asker = next((at for at, term in enumerate(terms) if term.readings == YOU and _is_plain(term)), None)
    start, end = (1, 2) if asker is None else (asker, asker + 2)
    front = terms[start:end]
    verbs = [marker for term in front for marker in term.markers if marker in function_words("of_askers")]
    rest = [term.without("of_askers") for term in (front if asker is None else front[1:])]
    return [*terms[:start], *rest, *terms[end:]], ["should" if verb == "to" else verb for verb in verbs]


def _is_plain(term: Term) -> bool:
    return all(marker in function_words("auxiliaries") for marker in term.markers)
