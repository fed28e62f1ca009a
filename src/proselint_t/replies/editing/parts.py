"""The part of a point that an edit means and does not quote: «the 2nd paragraph», or one like its new text.

What is counted is exact. What is only alike is offered: its author has to confirm it by quoting it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from proselint_t.defects.quotes.locating import MAPPED, MappedDefect, Outcome
from proselint_t.defects.quotes.parts import part_span
from proselint_t.defects.quotes.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proselint_t.defects.answer import Answer
    from proselint_t.replies.reading.model import PointEdit
    from proselint_t.text.span import Span

_ALIKE = 0.4
"""Two texts of which one is to take the place of the other share so much of their words, in their order."""
_AHEAD = 0.15
"""How much more alike the one that is offered is than every other."""


def part_located(answer: Answer, located: MappedDefect, edit: PointEdit) -> MappedDefect:
    """The place of a part; ``located`` is that of its point, and stays where there is no such part.

    The outcome is ``point-only`` for a counted part, ``fuzzy`` for one that is offered, and
    ``missing-quote`` where there is none.
    """
    at = located.at
    if not (edit.part or edit.alike) or located.outcome not in {*MAPPED, Outcome.AMBIGUOUS}:
        return located
    if edit.part:
        place = None if at is None else part_span(answer, at, edit.part)
        return replace(located, pieces=(place,)) if place else _missing(located)
    stated = [place.point for place in located.candidates] or ([] if at is None else [at])
    found = _alike(answer, stated or range(len(answer.points)), edit.new.text if edit.new else "")
    if found is None:
        return _missing(located)
    score, at, place = found
    number = answer.points[at].number
    return MappedDefect(located.defect, Outcome.FUZZY, number, at, pieces=(place,), score=score)


def _missing(located: MappedDefect) -> MappedDefect:
    return replace(located, outcome=Outcome.MISSING_QUOTE, at=None, pieces=())


def _alike(answer: Answer, points: Iterable[int], new: str) -> tuple[float, int, Span] | None:
    """The paragraph that is most like a text, or the whole point where the text has several lines."""
    words = [word for word, _ in words_of(new)]
    scores: list[tuple[float, int, Span]] = []
    for index in points:
        point = answer.points[index]
        whole = (point.body,) if "\n" in new and len(point.lines) > 1 else ()
        for place in (*point.lines, *whole):
            own = [word for word, _ in words_of(answer.source.text[slice(*place)])]
            scores.append((Indel.normalized_similarity(words, own), index, place))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < _ALIKE or (len(scores) > 1 and scores[0][0] - scores[1][0] < _AHEAD):
        return None
    return scores[0]
