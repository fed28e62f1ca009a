"""Records become edits. All that is wrong with a record is reported, each fault at the line of its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from proselint_t.review.records.model import FieldError, Problem, add_field
from proselint_t.review.records.values import point_number, whole_number
from proselint_t.review.reply.fields import WORDS, action_of, defect_numbers, new_text, old_text, plain_text
from proselint_t.review.reply.model import Action, PointEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from proselint_t.prose import Prose
    from proselint_t.review.records.model import Field, Record

Value = TypeVar("Value")


class EditReader:
    """``known`` are the numbers of the defects; ``None`` when any will do."""

    def __init__(self, path: str, known: Collection[int] | None, *, labelled: bool) -> None:
        self.path = path
        self.known = known
        self.labelled = labelled
        self.problems: list[Problem] = []

    def edit(self, record: Record, place: int) -> PointEdit | None:
        """The edit of a record, or nothing; ``place`` is its number where none is stated."""
        count = len(self.problems)
        if record.problem:
            self._report(record.line, None, record.problem)
        fields = self._fields(record)
        number = self._read_text(fields, "number", whole_number)
        defects = self._read(fields, "defect", lambda field: defect_numbers(field, self.known))
        action = self._read_text(fields, "action", action_of)
        point = self._read_text(fields, "point", point_number)
        old = self._read(fields, "old", lambda field: old_text(field, labelled=self.labelled))
        new = self._read(fields, "new", new_text)
        if len(self.problems) == count:
            for key, message in _faults(defects, action, point or old, new):
                line = fields[key].line if key in fields else record.line
                self._report(line, key, message + (_hint(key, fields, new) if self.labelled else ""))
        if len(self.problems) > count or not defects or not action:
            return None
        number = place if number is None else number
        return PointEdit(number, record.line, record.span, defects, action, point, old, new)

    def _fields(self, record: Record) -> dict[str, Field]:
        fields: dict[str, Field] = {}
        for field in record.fields:
            try:
                add_field(fields, WORDS.require(field.name), field)
            except FieldError as error:
                self._report(field.line, error.field, error.message)
        return fields

    def _read(self, fields: dict[str, Field], key: str, read: Callable[[Field], Value]) -> Value | None:
        if key not in fields:
            return None
        try:
            return read(fields[key])
        except FieldError as error:
            self._report(fields[key].line, error.field, error.message)
            return None

    def _read_text(self, fields: dict[str, Field], key: str, read: Callable[[str], Value]) -> Value | None:
        """An empty text is an absent field."""
        return self._read(fields, key, lambda field: read(text) if (text := plain_text(key, field)) else None)

    def _report(self, line: int, field: str | None, message: str) -> None:
        self.problems.append(Problem(self.path, line, field, message))


def _hint(key: str | None, fields: dict[str, Field], new: Prose | None) -> str:
    """How the labelled form treats a new text, where that may explain what is missing."""
    if new and any(WORDS.head.match(line) for line in new.text.split("\n")):
        return " (lines below «New» are its text)"
    empty = key == "new" and key in fields and not new
    return " (it begins right below «New» and ends at a blank line)" if empty else ""


def _faults(
    defects: tuple[int, ...] | None, action: Action | None, place: str | Prose | None, new: Prose | None
) -> Iterator[tuple[str | None, str]]:
    """What fields lack that can be read, or have too much."""
    if not defects:
        yield "defect", "expected the number of the defect that the edit answers"
    if not action:
        yield "action", f"expected one of {', '.join(Action)}"
    if not place:
        yield None, "expected a point or the old text"
    if action is Action.DELETE and new:
        yield "new", "expected no new text: the action is to delete"
    elif action is not Action.DELETE and not new:
        yield "new", "expected the new text"
