"""The labelled text form: a number on a line of its own, then `Point: …`, `Quote: «…»`, and so on.

Names are Russian or English, in any order; values may run over several lines. A number alone on a line begins
a record only where a field follows, and inside the marks of a quote nothing is a field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from proselint_t.errors import nearest
from proselint_t.review.defects.fields import NAMES, FieldError, add_field, defect_of, field_key, quote_text
from proselint_t.review.defects.model import Problem, without_repeats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.review.defects.model import Defect, DefectList
    from proselint_t.source import Source

_NUMBER = re.compile(r"[ \t]*(\d{1,9})[.)]?[ \t]*")
_KNOWN = re.compile(rf"[ \t]*({'|'.join(sorted(NAMES, key=len, reverse=True))})[ \t]*:[ \t]*", re.IGNORECASE)
_OTHER = re.compile(r"([^\W\d_]+(?: [^\W\d_]+)?)[ \t]*:(?=\s|$)[ \t]*")
_MARKS = {"«": "»", "“": "”", "„": "“”", '"': '"'}


@dataclass(slots=True)
class _Field:
    """``start`` and ``end`` are the stretch of the file that the value takes, as far as it is read."""

    name: str
    line: int
    start: int
    end: int


@dataclass(slots=True)
class _Record:
    number: str
    line: int
    fields: list[_Field] = field(default_factory=list)


def read_labelled(source: Source) -> DefectList:
    """The defects of a text; what is malformed becomes a problem and costs its own record alone."""
    reader = _Reader(source)
    defects = [defect for record in reader.records() if (defect := reader.defect(record))]
    return without_repeats(source.path, defects, reader.problems)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def records(self) -> Iterator[_Record]:
        record: _Record | None = None
        for line in range(self.source.line_count):
            number = _NUMBER.fullmatch(self.source.line(line))
            if number and self._field_follows(line):
                if record:
                    yield record
                record = _Record(number[1], line)
            elif record:
                self._take(record, line)
            elif self.source.line(line).strip() and not self.problems:
                message = "expected a number alone on a line, and a field such as «Point: 1.3.» below it"
                self._report(line, None, message)
        if record:
            yield record

    def _field_follows(self, line: int) -> bool:
        for below in range(line + 1, self.source.line_count):
            text = self.source.line(below)
            if text.strip():
                other = _OTHER.match(text)
                return bool(_KNOWN.match(text) or (other and nearest(other[1].lower(), NAMES)))
        return False

    def _take(self, record: _Record, line: int) -> None:
        """Begin a field, or let the last one go on."""
        text, start = self.source.line(line), self.source.line_starts[line]
        last = record.fields[-1] if record.fields else None
        head = None if last and self._is_open(last) else _KNOWN.match(text) or _unknown(text)
        if head:
            record.fields.append(_Field(head[1], line, start + head.end(), start + len(text)))
        elif last:
            last.end = start + len(text)

    def _is_open(self, value: _Field) -> bool:
        """Whether the value begins with a mark that no line has closed at its end."""
        opening = self.source.text[value.start : value.start + 1]
        if opening not in _MARKS or NAMES.get(value.name.lower()) != "quote":
            return False
        written = self.source.text[value.start + 1 : value.end].rstrip().removesuffix(".")
        return written[-1:] not in tuple(_MARKS[opening])

    def defect(self, record: _Record) -> Defect | None:
        """The defect of a record, or nothing where one of its fields is wrong: all of these are reported."""
        count = len(self.problems)
        values = {"number": record.number}
        for written in record.fields:
            try:
                add_field(values, field_key(written.name), self._value(written))
            except FieldError as error:
                self._report(written.line, error.field, error.message)
        if len(self.problems) > count:
            return None
        try:
            return defect_of(values, record.line + 1, 0)
        except FieldError as error:
            lines = {NAMES[one.name.lower()]: one.line for one in record.fields}
            self._report(lines.get(error.field or "", record.line), error.field, error.message)
            return None

    def _value(self, written: _Field) -> str:
        text = self.source.text[written.start : written.end].strip()
        is_quote = NAMES.get(written.name.lower()) == "quote"
        return quote_text(text, labelled=True) if is_quote else text

    def _report(self, line: int, name: str | None, message: str) -> None:
        self.problems.append(Problem(self.source.path, line + 1, name, message))


def _unknown(text: str) -> re.Match[str] | None:
    """The head of a field that nobody knows: one word with a capital letter, or nearly a known name."""
    other = _OTHER.match(text)
    if other and (nearest(other[1].lower(), NAMES) or (other[1][0].isupper() and " " not in other[1])):
        return other
    return None
