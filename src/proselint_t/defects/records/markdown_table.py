"""Records as the rows of a Markdown table whose head names their fields."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.records.model import Field, Record
from proselint_t.defects.records.tracing import trace_lines
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.records.model import Vocabulary
    from proselint_t.text.source import Source

_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_CELL = re.compile(r"\|((?:[^|\\\n]|\\.)*)(?=\|)")


class Table(NamedTuple):
    """The records of a table, and the lines of the text that are not of it, counted from 0."""

    records: tuple[Record, ...]
    outside: tuple[int, ...]


def read_markdown_table(source: Source, words: Vocabulary, *, further: bool = False) -> Table | None:
    """The first table of a text whose columns are fields; ``None`` where there is none.

    All of them are; with ``further`` one that is more than a number is enough.
    """
    if "|" not in source.text:
        return None
    for head in range(source.line_count - 1):
        if _ROW.fullmatch(source.line(head)) and _RULE.fullmatch(source.line(head + 1)):
            names = [source.text[slice(*cell)] for cell in _cells(source, head)]
            known = [words.key(name) for name in names]
            if {*known} - {None, "number"} if further else all(known):
                end = head + 2
                while end < source.line_count and _ROW.fullmatch(source.line(end)):
                    end += 1
                rows = tuple(_record(source, names, line) for line in range(head + 2, end))
                rest = (*range(head), *range(end, source.line_count))
                return Table(rows, tuple(line for line in rest if source.line(line).strip()))
    return None


def _cells(source: Source, line: int) -> Iterator[Span]:
    """The cells of a row without the blanks around them."""
    start = source.line_starts[line]
    for cell in _CELL.finditer(source.line(line)):
        at, end = cell.span(1)
        written = cell[1].strip()
        at = end if not written else at + cell[1].index(written)
        yield Span(start + at, start + at + len(written))


def _record(source: Source, names: list[str], line: int) -> Record:
    start = source.line_starts[line]
    fields = [
        Field(name, line + 1, source.text[slice(*cell)], partial(trace_lines, source.text, cell))
        for name, cell in zip(names, _cells(source, line), strict=False)
        if not cell.empty
    ]
    return Record(line + 1, Span(start, source.line_end(line)), fields)
