"""Records in CSV: the first row names the columns; a comma, a semicolon or a tab divides the cells."""

from __future__ import annotations

import csv
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, Protocol

from proselint_t.defects.records.model import Field, Record
from proselint_t.defects.records.tracing import trace_lines
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.records.model import Vocabulary
    from proselint_t.text.source import Source

    class _Rows(Protocol):
        """A reader of the module csv: its type has no public name."""

        line_num: int

        def __next__(self) -> list[str]: ...


_NOWHERE = Span(0, 0)


def read_table(source: Source, words: Vocabulary) -> Iterator[Record]:
    """A record for each row with text. Cells have no place of their own in the file, rows have a line."""
    head = source.line(0)
    delimiter = max(",;\t", key=head.count)
    rows = _cells(csv.reader(StringIO(source.text, newline=""), delimiter=delimiter, strict=True))
    _, names, problem = next(rows, (1, [], None))
    if problem is None and not any(words.key(name) for name in names):
        problem = f"no column has a known name: {words.expected}"
    if problem:
        yield Record(1, _NOWHERE, [], problem)
        return
    for line, cells, broken in rows:
        if broken or any(cell.strip() for cell in cells):
            yield _record(source, line, names, cells, broken)


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


def _record(source: Source, line: int, names: list[str], cells: list[str], broken: str | None) -> Record:
    if not broken and len(cells) > len(names):
        broken = f"expected {len(names)} cells, found {len(cells)}"
    start = source.line_starts[min(line, source.line_count) - 1]
    place = partial(trace_lines, source.text, Span(start, start))
    pairs = zip(names, cells, strict=False)
    return Record(line, _NOWHERE, [Field(name, line, cell, place) for name, cell in pairs], broken)
