"""Records become edits. All that is wrong with a record is reported, each fault at the line of its field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from proselint_t.defects.records.model import FieldError, Problem, add_field
from proselint_t.defects.records.values import point_number, whole_number
from proselint_t.replies.reading.entries import is_explanation
from proselint_t.replies.reading.fields import (
    WORDS,
    action_of,
    defect_numbers,
    in_fence,
    in_marks,
    is_loose,
    new_text,
    old_text,
    plain_text,
    source_text,
    without_signs,
)
from proselint_t.replies.reading.model import Action, PointEdit
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from proselint_t.defects.records.model import Field, Record
    from proselint_t.text.prose import Prose
    from proselint_t.text.source import Source
    from proselint_t.text.span import Span

Value = TypeVar("Value")

_ANY_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)
_LOOSE = "expected an action by its name: replace, insert-after, insert-before, delete"
_SIGNED = "expected the numbers of defects alone, such as «3, 4»"
_FENCED = "the new text stands below «New» as it is: leave the fence around it out"
_MARKED = "the new text stands below «New» as it is: leave the marks around it out"


class EditReader:
    """``known`` are the numbers of the defects; ``None`` when any will do.

    Beside the edits it collects what is wrong, where they leave their form, and what stands in a new text and
    is none. ``answer`` is what the text is to be a part of, as far as it is known.
    """

    def __init__(
        self, source: Source, known: Collection[int] | None, answer: Source | None, *, labelled: bool
    ) -> None:
        self.source = source
        self.known = known
        self.answer = answer.text if answer else ""
        self.labelled = labelled
        self.problems: list[Problem] = []
        self.deviations: list[tuple[Span, str]] = []
        self.outside: list[Span] = []

    def edit(self, record: Record, place: int) -> PointEdit | None:
        """The edit of a record, or nothing; ``place`` is its number where none is stated."""
        count = len(self.problems)
        if record.problem:
            self._report(record.line, None, record.problem)
        fields = self._fields(record)
        number = self._read_text(fields, "number", whole_number)
        defects = self._read(fields, "defect", self._defects)
        action = self._read_text(fields, "action", action_of)
        point = self._read_text(fields, "point", point_number)
        old = self._read(fields, "old", lambda field: old_text(field, labelled=self.labelled))
        new = self._read(fields, "new", self._new)
        source = self._read(fields, "source", source_text)
        if not action and old and new and len(self.problems) == count:
            action = Action.REPLACE
            self._deviates(record.span, translated("expected a field «Action: replace» above «Old»"))
        elif action and is_loose(str(fields["action"].value)):
            self._deviates(
                fields["action"].traced().span(0, len(str(fields["action"].value))), translated(_LOOSE)
            )
        if len(self.problems) == count:
            for key, message in _faults(defects, action, point or old, new):
                line = fields[key].line if key in fields else record.line
                self._report(line, key, message + (_hint(key, fields, new) if self.labelled else ""))
        if len(self.problems) > count or not defects or not action:
            return None
        number = place if number is None else number
        values = (number, record.line, record.span, defects, action, point, old, new)
        return PointEdit(*values, source=source)

    def number(self, record: Record, place: int) -> int:
        """The number of a record, whatever else is wrong with it."""
        fields = (field for field in record.fields if WORDS.key(field.name) == "number")
        try:
            return whole_number(str(next(fields).value).strip())
        except (FieldError, StopIteration):
            return place

    def _defects(self, field: Field) -> tuple[int, ...]:
        plain = without_signs(field)
        numbers = defect_numbers(plain, self.known)
        if plain.value != field.value:
            self._deviates(field.traced().span(0, len(field.value)), translated(_SIGNED))
        return numbers

    def _new(self, field: Field) -> Prose | None:
        """The new text without what is around it in the labelled form: fence, marks, explanation."""
        new = new_text(field)
        if new is None or not self.labelled:
            return new
        new = self._without_explanation(new)
        if (inner := in_fence(new)) and not _ANY_FENCE.search(self.answer):
            self._deviates(new.span(0, len(new.text)), translated(_FENCED))
            return inner
        beside = self.source.position(new.origin(0)).line == field.line
        if beside and (inner := in_marks(new)) and new.text not in self.answer:
            self._deviates(new.span(0, len(new.text)), translated(_MARKED))
            return inner
        return new

    def _without_explanation(self, new: Prose) -> Prose:
        """An explanation below a text is none of it, unless the answer has such lines itself."""
        at = new.text.find("\n")
        while at >= 0:
            head = is_explanation(new.text, at + 1)
            if head and not re.search(rf"^{re.escape(head)}", self.answer, re.MULTILINE):
                self.outside.append(new.span(at + 1, len(new.text)))
                return new.slice(0, at)
            at = new.text.find("\n", at + 1)
        return new

    def _deviates(self, span: Span, message: str) -> None:
        self.deviations.append((span, message))

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
        self.problems.append(Problem(self.source.path, line, field, message))


def _hint(key: str | None, fields: dict[str, Field], new: Prose | None) -> str:
    """How the labelled form treats a new text, where that may explain what is missing."""
    if new and any(WORDS.head.match(line) for line in new.text.split("\n")):
        return translated(" (lines below «New» are its text)")
    empty = key == "new" and key in fields and not new
    return translated(" (it begins right below «New» and ends at a blank line)") if empty else ""


def _faults(
    defects: tuple[int, ...] | None, action: Action | None, place: str | Prose | None, new: Prose | None
) -> Iterator[tuple[str | None, str]]:
    """What fields lack that can be read, or have too much."""
    if not defects:
        yield "defect", translated("expected the number of the defect that the edit answers")
    if not action:
        yield "action", translated("expected one of %s", ", ".join(Action))
    if not place:
        yield None, translated("expected a point or the old text")
    if action is Action.DELETE and new:
        yield "new", translated("expected no new text: the action is to delete")
    elif action is not Action.DELETE and not new:
        yield "new", translated("expected the new text")
