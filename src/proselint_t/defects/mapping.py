"""A whole list of defects on an answer: where each belongs, and what that says of the points.

Owns the summary; how one defect is placed, `locating` says. No defect is left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import read_answer
from proselint_t.defects.links import ReferredDocuments, links_of
from proselint_t.defects.lists import Problem, read_defects
from proselint_t.defects.quotes.locating import Locator
from proselint_t.defects.status import read_statuses
from proselint_t.document.numbering import numbering_faults
from proselint_t.text.messages import translated
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.lists import DefectList
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.defects.status import Statuses
    from proselint_t.text.span import Span


@dataclass(frozen=True)
class Mapping:
    """The defects of a list in its order, each with its place in the answer."""

    answer: Answer
    reported: DefectList
    defects: tuple[MappedDefect, ...]
    statuses: Statuses = field(default_factory=dict)

    @property
    def open(self) -> tuple[MappedDefect, ...]:
        """Those that are not answered, rejected or gone."""
        settled = {number for number, status in self.statuses.items() if status.settled}
        return tuple(mapped for mapped in self.defects if mapped.defect.number not in settled)

    @cached_property
    def by_point(self) -> dict[int, list[MappedDefect]]:
        """Index of a point → the defects that were found there."""
        found: dict[int, list[MappedDefect]] = defaultdict(list)
        for mapped in self.defects:
            if mapped.at is not None:
                found[mapped.at].append(mapped)
        return dict(found)

    def weight(self, point: int) -> float:
        """The number of defects found at a point, each counted by its confidence."""
        return sum(mapped.defect.weight for mapped in self.by_point.get(point, ()))

    @cached_property
    def points_without_defects(self) -> tuple[str, ...]:
        """Their numbers, in the order of the answer."""
        return tuple(
            point.number for index, point in enumerate(self.answer.points) if index not in self.by_point
        )

    @cached_property
    def overlaps(self) -> tuple[tuple[int, int], ...]:
        """Numbers of defects whose quotes share a character."""
        quoted = [
            mapped
            for mapped in self.defects
            if mapped.defect.quote or mapped.defect.quotes or mapped.defect.span
        ]
        found: set[tuple[int, int]] = set()
        begun: list[tuple[Span, int]] = []
        for span, number in sorted((piece, one.defect.number) for one in quoted for piece in one.pieces):
            begun = [one for one in begun if one[0].end > span.start]
            found.update(
                (min(number, other), max(number, other))
                for before, other in begun
                if other != number and before.overlaps(span)
            )
            begun.append((span, number))
        return tuple(sorted(found))

    @cached_property
    def numbering(self) -> tuple[Problem, ...]:
        """What is wrong with the numbers of the points."""
        source = self.answer.source
        return tuple(
            Problem(source.path, source.position(fault.span.start).line, "label", fault.message)
            for fault in numbering_faults(self.answer.document.points)
        )

    @cached_property
    def unsure(self) -> tuple[Problem, ...]:
        """The defects that state no confidence."""
        path, told = self.reported.path, "defect %s states no confidence"
        return tuple(
            Problem(path, defect.line, "confidence", translated(told, defect.number))
            for defect in (mapped.defect for mapped in self.defects)
            if defect.confidence is None
        )

    @property
    def sound(self) -> bool:
        """Whether all numbers are right: those of the points and those that remarks refer to."""
        return not self.numbering and not any(mapped.links.unresolved for mapped in self.open)


class Reported(NamedTuple):
    """An answer, the defects that were reported of it, and what became of these."""

    answer: Answer
    list: DefectList
    statuses: Statuses

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(defect.number for defect in self.list.defects)


def read_reported(answer: Source, defects: Source, status: Source | None) -> Reported:
    """Read the documents of a review, each once. What is malformed becomes a problem of the list."""
    read = read_answer(answer)
    return Reported(read, *read_statuses(status, read_defects(defects, read)))


def map_defects(
    answer: Source | str,
    defects: Source | str,
    sources: Iterable[Source] = (),
    status: Source | None = None,
) -> Mapping:
    """Say of each reported defect to which point of the answer it belongs, and where.

    ``defects`` is a list in any of the forms of ``docs/review.md``; the ending of its path tells which.
    ``sources`` are the documents that remarks may refer to, ``status`` says what became of the defects. What
    is malformed becomes a problem of the result and is no error.
    """
    read = read_reported(Source.given(answer), Source.given(defects), status)
    return map_list(read.answer, read.list, sources, read.statuses)


def map_list(
    answer: Answer, reported: DefectList, sources: Iterable[Source] = (), statuses: Statuses | None = None
) -> Mapping:
    """The same for what has been read already, with what became of the defects."""
    locator, bundle = Locator(answer), ReferredDocuments(sources)
    numbers = frozenset(defect.number for defect in reported.defects)
    mapped = (
        replace(locator.locate(defect), links=links_of(defect, numbers, bundle))
        for defect in reported.defects
    )
    return Mapping(answer, reported, tuple(mapped), statuses or {})
