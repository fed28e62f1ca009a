"""Records in rows: tables of Markdown, and cells that a comma, a semicolon, a tab or a bar divides.

The first row names the columns. Where it does not, a kind of list may tell them by what stands in them.
"""

from __future__ import annotations

import csv
import re
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple, Protocol

from proselint_t.defects.records.model import Record, RecordField
from proselint_t.defects.records.tracing import trace_lines
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.defects.records.model import Vocabulary
    from proselint_t.text.source import Source

    class _Rows(Protocol):
        """A reader of the module csv: its type has no public name."""

        line_num: int

        def __next__(self) -> list[str]: ...

    _Row = tuple[int, list[str], str | None]

    """The line from 1, the cells, and what is wrong with them."""


_NOWHERE = Span(0, 0)
_DASHES = re.compile(r"\s*+:?-*:?\s*")


def read_table(source: Source, words: Vocabulary) -> Iterator[Record]:
    """A record for each row with text. Cells have no place of their own in the file, rows have a line."""
    head = source.line(0)
    delimiter = max(",;\t|", key=head.count)
    rows = _cells(csv.reader(StringIO(source.text, newline=""), delimiter=delimiter, strict=True))
    if delimiter == "|":
        rows = _inside_bars(rows)
    first = next(rows, (1, [], None))
    _, names, problem = first
    if problem is None and not any(words.key(name) for name in names):
        all_rows = [first, *rows]
        names, begin = _told(all_rows, words)
        rows = iter(all_rows[begin:])
        problem = None if names else translated("no column has a known name: %s", words.expected)
    if problem:
        yield Record(1, _NOWHERE, [], problem)
        return
    for line, cells, broken in rows:
        if broken or any(cell.strip() for cell in cells):
            yield _record(source, line, names, cells, broken)


def _told(rows: Sequence[_Row], words: Vocabulary) -> tuple[list[str], int]:
    """The names of columns without a head, or with one that nobody knows, and the row that they begin at."""
    for begin in (0, 1):
        cells = [row for _, row, broken in rows[begin:] if not broken and any(cell.strip() for cell in row)]
        if cells and len({len(row) for row in cells}) == 1 and (names := words.columns(cells)):
            return names, begin
    return [], 0


def _inside_bars(rows: Iterable[_Row]) -> Iterator[_Row]:
    """The rows of a table of Markdown: no cells outside its bars, no row of dashes."""
    for line, cells, broken in rows:
        inner = cells[not cells[0].strip() : len(cells) - (not cells[-1].strip())] if cells else cells
        if broken or not all(_DASHES.fullmatch(cell) for cell in inner):
            yield line, inner, broken


def _cells(rows: _Rows) -> Iterator[_Row]:
    """Each row with the line where it begins; a row that is broken costs itself alone."""
    while True:
        line = rows.line_num + 1
        try:
            yield line, next(rows), None
        except StopIteration:
            return
        except csv.Error as error:
            yield line, [], translated("not valid CSV: %s", error)


def _record(source: Source, line: int, names: list[str], cells: list[str], broken: str | None) -> Record:
    if not broken and len(cells) > len(names):
        broken = translated("expected %s cells, found %s", len(names), len(cells))
    start = source.line_starts[min(line, source.line_count) - 1]
    place = partial(trace_lines, source.text, Span(start, start))
    line += source.first_line
    pairs = zip(names, cells, strict=False)
    return Record(line, _NOWHERE, [RecordField(name, line, cell, place) for name, cell in pairs], broken)


_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_CELL = re.compile(r"\|((?:[^|\\\n]|\\.)*)(?=\|)")


class Table(NamedTuple):
    """The records of a table, and the lines of the text that are not of it, counted from 0."""

    records: tuple[Record, ...]
    outside: tuple[int, ...]


def read_markdown_table(source: Source, words: Vocabulary, *, further: bool = False) -> Table | None:
    """The tables of a text whose columns are fields; ``None`` where there is none.

    All of them are; with ``further`` one that is more than a number is enough.
    """
    if "|" not in source.text:
        return None
    records: list[Record] = []
    outside: list[int] = []
    at = found = 0
    while at < source.line_count:
        names = _names(source, at)
        known = [words.key(name) for name in names]
        if names and ({*known} - {None, "number"} if further else all(known)):
            found, begin = found + 1, at + 2
            at = next(
                (to for to in range(begin, source.line_count) if not _ROW.fullmatch(source.line(to))),
                source.line_count,
            )
            names = _better(source, names, range(begin, at), words)
            records += (_row(source, names, row) for row in range(begin, at))
        else:
            outside.append(at)
            at += 1
    rest = tuple(line for line in outside if source.line(line).strip())
    return Table(tuple(records), rest) if found else None


def _better(source: Source, names: list[str], rows: Iterable[int], words: Vocabulary) -> list[str]:
    """The names of columns; where few of them are known, what stands in the columns tells more."""
    if 2 * sum(words.key(name) is not None for name in names) >= len(names):
        return names
    cells = [[source.text[slice(*cell)] for cell in _cell_spans(source, row)] for row in rows]
    return (words.columns(cells) if {len(row) for row in cells} == {len(names)} else []) or names


def _names(source: Source, line: int) -> list[str]:
    """The names of the columns of a table that begins on a line; none where none does."""
    is_head = line + 1 < source.line_count and _RULE.fullmatch(source.line(line + 1))
    if not is_head or not _ROW.fullmatch(source.line(line)):
        return []
    return [source.text[slice(*cell)] for cell in _cell_spans(source, line)]


def _cell_spans(source: Source, line: int) -> Iterator[Span]:
    """The cells of a row without the blanks around them."""
    start = source.line_starts[line]
    for cell in _CELL.finditer(source.line(line)):
        at, end = cell.span(1)
        written = cell[1].strip()
        at = end if not written else at + cell[1].index(written)
        yield Span(start + at, start + at + len(written))


def _row(source: Source, names: list[str], line: int) -> Record:
    start, above = source.line_starts[line], source.first_line + 1
    fields = [
        RecordField(name, above + line, source.text[slice(*cell)], partial(trace_lines, source.text, cell))
        for name, cell in zip(names, _cell_spans(source, line), strict=False)
        if not cell.empty
    ]
    return Record(above + line, Span(start, source.line_end(line)), fields)
