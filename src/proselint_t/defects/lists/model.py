"""A reported defect and a list of them, as values. They do not know the form in which they were written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.records.model import Problem
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.text.span import Span

FIELDS = ("number", "point", "quote", "remark", "confidence")


class Part(NamedTuple):
    """A `sentence` or `paragraph` of a point, counted from 1; -1 is the last."""

    unit: str
    number: int

    @property
    def in_words(self) -> str:
        if self.unit == "sentence":
            return translated("the last sentence" if self.number < 0 else "sentence %s", self.number)
        return translated("the last paragraph" if self.number < 0 else "paragraph %s", self.number)


@dataclass(frozen=True, slots=True)
class Defect:
    """One remark of a reviewer.

    ``line`` is where it is written, from 1. ``point`` is in normal form; ``quote`` is without its outer
    marks; ``confidence`` is in percent. ``span`` is the place in the answer where a tool reported it, and
    stands for a quote. ``proposal`` is the text that the reviewer would write instead. ``also`` are further
    points that it names, ``quotes`` are its quotes where it has several, ``mentions`` those of its remark,
    which may be of the answer or of something else, and ``part`` is the sentence or paragraph of the point
    that it names in words. ``document`` is the file that it names.
    """

    number: int
    line: int | None = None
    point: str | None = None
    quote: str | None = None
    remark: str = ""
    confidence: float | None = None
    span: Span | None = None
    proposal: str = ""
    also: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    part: Part | None = None
    document: str = ""

    @property
    def weight(self) -> float:
        """How much it counts: 1 where no confidence is stated."""
        return 1.0 if self.confidence is None else self.confidence / 100


@dataclass(frozen=True, slots=True)
class DefectList:
    """What was read. ``left_out`` counts what is about other files."""

    path: str
    defects: tuple[Defect, ...]
    problems: tuple[Problem, ...] = ()
    left_out: int = 0


def without_repeats(path: str, defects: Sequence[Defect], problems: Sequence[Problem]) -> DefectList:
    """A list in which each number is used once; the first defect that bears it keeps it."""
    kept: dict[int, Defect] = {}
    repeats = []
    for defect in defects:
        first = kept.setdefault(defect.number, defect)
        if first is not defect:
            where = translated(" (first in line %s)", first.line) if first.line else ""
            repeats.append(
                Problem(
                    path,
                    defect.line,
                    "number",
                    translated("there is a defect %s already%s", defect.number, where),
                )
            )
    sure, doubts = _in_percent(path, list(kept.values()))
    ordered = sorted([*problems, *repeats, *doubts], key=lambda problem: problem.line or 0)
    return DefectList(path, tuple(sure), tuple(ordered))


def _in_percent(path: str, defects: Sequence[Defect]) -> tuple[Sequence[Defect], Sequence[Problem]]:
    """Shares of 1 are percents where a list has nothing else; beside percents they may be either."""
    stated = [defect.confidence for defect in defects if defect.confidence is not None]
    shares = [value for value in stated if 0 < value < 1]
    if not shares:
        return defects, ()
    if max(stated) <= 1:
        return [
            defect if defect.confidence is None else replace(defect, confidence=100 * defect.confidence)
            for defect in defects
        ], ()
    message = translated("this may be a share of 1 or a percentage: others of the list are above 1")
    doubts = [
        Problem(path, defect.line, "confidence", message) for defect in defects if defect.confidence in shares
    ]
    return [defect for defect in defects if defect.confidence not in shares], doubts
