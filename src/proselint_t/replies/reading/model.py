"""A reply to a review as values: edits of points. They do not know the form in which they were written."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proselint_t.defects.lists.model import Part
    from proselint_t.defects.records.model import Problem
    from proselint_t.text.prose import Prose
    from proselint_t.text.source import Source

FIELDS = ("number", "defect", "point", "action", "source", "old", "new")


class Action(StrEnum):
    REPLACE = "replace"
    INSERT_AFTER = "insert-after"
    INSERT_BEFORE = "insert-before"
    DELETE = "delete"

    @property
    def inserts(self) -> bool:
        return self in {Action.INSERT_AFTER, Action.INSERT_BEFORE}


@dataclass(frozen=True, slots=True)
class PointEdit:
    r"""One entry of a reply.

    ``span`` is the stretch of the reply that holds the entry and ``line`` its first line, from 1. ``point``
    is in normal form. ``old`` is the anchor without its outer marks, ``new`` the lines that it brings; both
    know where in the reply each of their characters is written. Lines of ``new`` are divided by ``\\n``.
    ``part`` stands for an anchor that is counted and not quoted, ``alike`` says that it is the text most like
    the new one; ``source`` is what the edit says it is taken from.
    """

    number: int
    line: int
    span: Span
    defects: tuple[int, ...]
    action: Action
    point: str | None = None
    old: Prose | None = None
    new: Prose | None = None
    part: Part | None = None
    alike: bool = False
    source: Prose | None = None

    def head(self, reply: Source) -> Span:
        """Its first line in the reply."""
        start, end = self.span
        return Span(start, max(start, min(reply.line_end(reply.line_at(start)), end)))

    def shifted(self, by: int) -> PointEdit:
        old, new, source = (
            prose and replace(prose, origins=tuple(origin + by for origin in prose.origins))
            for prose in (self.old, self.new, self.source)
        )
        return replace(self, span=self.span.shifted(by), old=old, new=new, source=source)


class Deviation(NamedTuple):
    """Where a reply leaves its form, and what to write instead.

    ``edit`` is the index of the edit that is not applied before that is done; ``None``: of none alone.
    """

    span: Span
    message: str
    edit: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What was read. ``outside`` are stretches of text that belong to no edit.

    ``told`` says that the edits are told in words, ``failed`` has the problems of the entries that could not
    be read, by their numbers. ``parts`` are the files that are joined in ``source``, where there are several.
    """

    source: Source
    edits: tuple[PointEdit, ...]
    outside: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    told: bool = False
    failed: Mapping[int, tuple[Problem, ...]] = field(default_factory=dict)
    parts: tuple[Source, ...] = ()

    def part_at(self, span: Span) -> tuple[int, Span]:
        """The index of the file in which a stretch of the source stands, and the stretch in it."""
        starts = list(accumulate((len(part.text) + 1 for part in self.parts[:-1]), initial=0))
        index = bisect_right(starts, span.start) - 1
        return index, span.shifted(-starts[index])

    def shifted(self, by: int) -> Reply:
        """The same at places that far behind in a text."""
        return replace(
            self,
            edits=tuple(edit.shifted(by) for edit in self.edits),
            outside=tuple(span.shifted(by) for span in self.outside),
            deviations=tuple(one._replace(span=one.span.shifted(by)) for one in self.deviations),
        )

    def over(self, first: Reply) -> Reply:
        """This reply over an earlier one: what the earlier says of its numbers does not count any more."""
        numbers = {edit.number for edit in self.edits} | set(self.failed)
        kept = [at for at, edit in enumerate(first.edits) if edit.number not in numbers]
        order = [*((first, at) for at in kept), *((self, at) for at in range(len(self.edits)))]
        known = [edit.number for edit in first.edits]
        if known == sorted(known):
            order.sort(key=lambda pair: pair[0].edits[pair[1]].number)
        index = {(id(reply), at): new for new, (reply, at) in enumerate(order)}
        deviations = [
            one._replace(edit=None if one.edit is None else index[id(reply), one.edit])
            for reply in (first, self)
            for one in reply.deviations
            if one.edit is None or (id(reply), one.edit) in index
        ]
        failed = {number: problems for number, problems in first.failed.items() if number not in numbers}
        settled = [one for number in numbers for one in first.failed.get(number, ())]
        problems = [one for one in first.problems if one not in settled]
        return replace(
            first,
            edits=tuple(reply.edits[at] for reply, at in order),
            outside=(*first.outside, *self.outside),
            problems=(*problems, *self.problems),
            deviations=tuple(deviations),
            told=first.told and self.told,
            failed={**failed, **self.failed},
        )
