"""A reported defect and a list of them, as values. They do not know the form in which they were written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proselint_t.review.records.model import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.span import Span

FIELDS = ("number", "point", "quote", "remark", "confidence")


@dataclass(frozen=True, slots=True)
class Defect:
    """One remark of a reviewer.

    ``line`` is where it is written, from 1. ``point`` is in normal form; ``quote`` is without its outer
    marks; ``confidence`` is in percent. ``span`` is the place in the answer where a tool reported it, and
    stands for a quote. ``proposal`` is the text that the reviewer would write instead.
    """

    number: int
    line: int | None = None
    point: str | None = None
    quote: str | None = None
    remark: str = ""
    confidence: float | None = None
    span: Span | None = None
    proposal: str = ""

    @property
    def weight(self) -> float:
        """How much it counts: 1 where no confidence is stated."""
        return 1.0 if self.confidence is None else self.confidence / 100


@dataclass(frozen=True, slots=True)
class DefectList:
    """What was read. ``left_out`` counts the violations of other files."""

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
            where = f" (first in line {first.line})" if first.line else ""
            repeats.append(
                Problem(path, defect.line, "number", f"there is a defect {defect.number} already{where}")
            )
    ordered = sorted([*problems, *repeats], key=lambda problem: problem.line or 0)
    return DefectList(path, tuple(kept.values()), tuple(ordered))
