"""Defects as records with named fields: YAML, JSON, JSON Lines and CSV."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from proselint_t.review.defects.fields import WORDS, defect_of, quote_text
from proselint_t.review.defects.model import FIELDS, without_repeats
from proselint_t.review.records.model import FieldError, Problem, add_field
from proselint_t.review.records.structured import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.review.defects.model import Defect, DefectList
    from proselint_t.source import Source

    class _Rows(Protocol):
        """A reader of the module csv: its type has no public name."""

        line_num: int

        def __next__(self) -> list[str]: ...


class _Row(NamedTuple):
    """The line where a record begins, and its fields as they are written; or what is wrong with it."""

    line: int
    fields: list[tuple[str, Any]]
    problem: str | None = None


def read_records(source: Source, form: str) -> DefectList:
    """The defects of a file in any form but the labelled one."""
    defects: list[Defect] = []
    problems: list[Problem] = []
    for index, row in enumerate(_csv(source) if form == "csv" else _rows(source, form), start=1):
        try:
            defects.append(_defect(row, index))
        except FieldError as error:
            problems.append(Problem(source.path, row.line, error.field, error.message))
    return without_repeats(source.path, defects, problems)


def _rows(source: Source, form: str) -> Iterator[_Row]:
    for record in READERS[form](source, WORDS):
        yield _Row(record.line, [(field.name, field.value) for field in record.fields], record.problem)


def _defect(row: _Row, index: int) -> Defect:
    if row.problem:
        raise FieldError(None, row.problem)
    values: dict[str, str] = {}
    for name, value in row.fields:
        key = WORDS.require(name)
        add_field(values, key, _text(key, value))
    if values.get("quote"):
        values["quote"] = quote_text(values["quote"], labelled=False)
    return defect_of(values, row.line, index)


def _text(key: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FieldError(key, f"expected text or a number, found {json.dumps(value, ensure_ascii=False)}")
    return value.strip()


def _csv(source: Source) -> Iterator[_Row]:
    """Columns are named by the first row; a comma, a semicolon or a tab divides the cells."""
    head = source.line(0)
    delimiter = max(",;\t", key=head.count)
    rows = _cells(csv.reader(StringIO(source.text, newline=""), delimiter=delimiter, strict=True))
    _, names, problem = next(rows, (1, [], None))
    if problem:
        yield _Row(1, [], problem)
    for name in names:
        if name.strip().lower() not in WORDS.names:
            yield _Row(1, [], f"unknown column «{name}»: expected {', '.join(FIELDS)}")
    for line, cells, problem in rows:
        if problem:
            yield _Row(line, [], problem)
        elif any(cell.strip() for cell in cells):
            yield _csv_row(line, names, cells)


def _cells(rows: _Rows) -> Iterator[tuple[int, list[str], str | None]]:
    """Each row with the line where it begins; a row that is broken costs itself alone."""
    while True:
        line = rows.line_num + 1
        try:
            yield line, next(rows), None
        except StopIteration:
            return
        except csv.Error as error:
            yield line, [], f"not valid CSV: {error}"


def _csv_row(line: int, names: list[str], cells: list[str]) -> _Row:
    if len(cells) > len(names):
        return _Row(line, [], f"expected {len(names)} cells, found {len(cells)}")
    return _Row(
        line, [pair for pair in zip(names, cells, strict=False) if pair[0].strip().lower() in WORDS.names]
    )
