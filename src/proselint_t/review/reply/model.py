"""A reply to a review as values: edits of points. They do not know the form in which they were written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proselint_t.prose import Prose
    from proselint_t.review.records.model import Problem
    from proselint_t.source import Source
    from proselint_t.span import Span

FIELDS = ("number", "defect", "point", "action", "old", "new")


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
    """

    number: int
    line: int
    span: Span
    defects: tuple[int, ...]
    action: Action
    point: str | None = None
    old: Prose | None = None
    new: Prose | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What was read. ``outside`` are stretches of text that belong to no edit.

    ``dressed`` tells that its edits are told in words, and not in the fields of a form.
    """

    source: Source
    edits: tuple[PointEdit, ...]
    outside: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()
    dressed: bool = False
