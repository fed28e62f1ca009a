"""The labelled text form: a number on a line of its own, then `Point: …`, `Quote: «…»`, and so on.

Names are Russian or English, in any order; values may run over several lines. A number alone on a line begins
a record only where a field follows, and inside the marks of a quote nothing is a field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from proselint_t.defects.records.model import Record, RecordField
from proselint_t.defects.records.tracing import trace_lines
from proselint_t.text.marks import PAIRS
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from proselint_t.defects.records.model import Vocabulary
    from proselint_t.text.source import Source

_NUMBER = re.compile(r"[ \t]*(\d{1,9})[.)]?[ \t]*")
_NUMBER_AND_TEXT = re.compile(r"(\d{1,9})[.)][ \t]+(?=\S)")
_OTHER = re.compile(r"([^\W\d_]+(?: [^\W\d_]+)?)[ \t]*:(?=\s|$)[ \t]*")
_NOTE = re.compile(r"\s*\([^()]*\)\.?\s*\Z")
_MARKS = {mark: PAIRS[mark] for mark in '«“„"'}


@dataclass(slots=True)
class _Value:
    """``start`` and ``end`` are the stretch of the file that the value takes, as far as it is read.

    ``quoted`` tells that it may stand in marks; ``marks`` are those that close it where it begins with one,
    and it is ``open`` until one of them ends a line.
    """

    name: str
    key: str | None
    line: int
    start: int
    end: int
    quoted: bool = False
    marks: tuple[str, ...] = ()
    open: bool = False

    def take(self, text: str, start: int) -> None:
        """Go on with a text that is not blank."""
        body = text
        if self.start == self.end:
            self.start = start
            body = text.lstrip()
            if self.quoted and body[0] in _MARKS:
                self.marks, body = tuple(_MARKS[body[0]]), body[1:]
        self.end = start + len(text)
        if self.marks:
            body = _NOTE.sub("", body) if ")" in body else body
            self.open = body.rstrip().removesuffix(".")[-1:] not in self.marks


@dataclass(slots=True)
class _Record:
    """``apart``: a blank line has just ended a value. ``closed``: nothing more belongs here.

    ``bare``: its number does not stand alone.
    """

    number: _Value
    values: list[_Value] = field(default_factory=list)
    apart: bool = False
    closed: bool = False
    bare: bool = False

    @property
    def last(self) -> _Value | None:
        return self.values[-1] if self.values else None


class LabelledText:
    """A text whose records are read one by one, with the words of its kind of list.

    ``beginnings`` are the lines, counted from 0, at which a number with a text behind it may begin a record;
    ``outside`` are those that belong to no record, ``first`` is the one at which the first record begins.
    Both are told as records are read.
    """

    def __init__(self, source: Source, words: Vocabulary, beginnings: Container[int] = ()) -> None:
        self.source = source
        self._lines = source.lines
        self.beginnings = beginnings
        self.words = words
        self.outside: list[int] = []
        self.first: int | None = None

    def records(self) -> Iterator[Record]:
        record: _Record | None = None
        for line, text in enumerate(self._lines):
            if begun := self._begun(line, text, record):
                if record:
                    yield self._done(record)
                else:
                    self.first = line
                record = begun
            elif not (record and self._take(record, line, text)) and text.strip():
                self.outside.append(line)
        if record:
            yield self._done(record)

    def _begun(self, line: int, text: str, before: _Record | None) -> _Record | None:
        """The record that begins at a line, with the text behind its number where there may be one."""
        at = self.source.line_starts[line]
        if text[:1].isalpha():  # as most lines: a field, or words that go on
            return None
        number = _NUMBER.fullmatch(text)
        if number and self._field_follows(line, exactly=bool(before and self._in_text(before))):
            return _Record(self._number(number, line))
        number = _NUMBER_AND_TEXT.match(text) if line in self.beginnings else None
        if number is None:
            return None
        if before and (not before.bare or (before.last and before.last.open)):
            return None  # below a number alone, a number and a text are a remark
        record = _Record(self._number(number, line), bare=True)
        if head := self.words.head.match(text, number.end()):
            record.values.append(self._begin(head, line))
        else:
            value = _Value(self.words.bare, self.words.bare, line, at + number.end(), at + number.end())
            value.take(text[number.end() :], at + number.end())
            record.values.append(value)
        return record

    def _number(self, number: re.Match[str], line: int) -> _Value:
        at = self.source.line_starts[line]
        return _Value("number", "number", line, at + number.start(1), at + number.end(1))

    def _field_follows(self, line: int, *, exactly: bool) -> bool:
        for below in range(line + 1, self.source.line_count):
            text = self._lines[below]
            if text.strip():
                return bool(self.words.head.match(text)) or (not exactly and self._is_misspelt(text))
        return False

    def _in_text(self, record: _Record) -> bool:
        """Whether a line would belong to a text that is not searched for fields."""
        last = record.last
        return last is not None and last.key == self.words.text and not record.apart and not record.closed

    def _take(self, record: _Record, line: int, text: str) -> bool:
        """Begin a field, or let the last one go on; whether the line belongs to the record."""
        start, last = self.source.line_starts[line], record.last
        if record.closed:
            return False
        if not text.strip():
            record.apart = bool(self.words.text and last)
            return True
        if last and (last.open or self._in_text(record)):
            last.take(text, start)
        elif head := self._head(record, text):
            record.values.append(self._begin(head, line))
        elif last and not record.apart:
            last.take(text, start)
        else:
            record.closed = True
        record.apart = False
        return not record.closed

    def _head(self, record: _Record, text: str) -> re.Match[str] | None:
        """The head of a field; of one that nobody knows it is one capital word, or nearly a known name."""
        if record.last and record.last.key == self.words.text:
            return None
        head, other = self.words.head.match(text), _OTHER.match(text)
        if head or record.apart or not other:
            return head
        is_name = other[1][0].isupper() and " " not in other[1]
        return other if is_name or self._is_misspelt(text) else None

    def _is_misspelt(self, text: str) -> bool:
        other = _OTHER.match(text)
        return other is not None and self.words.nearest(other[1]) is not None

    def _begin(self, head: re.Match[str], line: int) -> _Value:
        text, at = self._lines[line][head.end() :], self.source.line_starts[line] + head.end()
        key = self.words.key(head[1])
        value = _Value(head[1], key, line, at, at, quoted=key == self.words.quoted)
        if text.strip():
            value.take(text, at)
        return value

    def _done(self, record: _Record) -> Record:
        text, above = self.source.text, self.source.first_line + 1
        values = [record.number, *record.values]
        fields = []
        for value in values:
            span = Span(value.start, value.end)
            written = text[slice(*span)].strip()
            fields.append(
                RecordField(value.name, above + value.line, written, partial(trace_lines, text, span))
            )
        line = record.number.line
        return Record(above + line, Span(self.source.line_starts[line], values[-1].end), fields)
