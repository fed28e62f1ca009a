"""Replies: lists of point edits, in whatever form they come."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from proselint_t.review.records import form_of
from proselint_t.review.records.labelled import LabelledText
from proselint_t.review.records.model import Problem
from proselint_t.review.records.structured import READERS
from proselint_t.review.reply.dressed import read_dressed
from proselint_t.review.reply.fields import WORDS
from proselint_t.review.reply.model import Action, PointEdit, Reply
from proselint_t.review.reply.reading import EditReader
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from proselint_t.review.records.model import Record
    from proselint_t.source import Source

__all__ = ["Action", "PointEdit", "Reply", "read_reply"]


def read_reply(source: Source, defects: Collection[int] | None = None) -> Reply:
    """The edits of a reply. An edit of a defect whose number is not among ``defects`` is malformed."""
    form = form_of(source)
    if not source.text.strip():
        return Reply(source, ())
    if form == "csv":
        message = "a reply is not read from CSV: write it as labelled text, YAML or JSON"
        return Reply(source, (), problems=(Problem(source.path, 1, None, message),))
    if form != "labelled":
        return _reply(source, READERS[form](source, WORDS), EditReader(source.path, defects, labelled=False))
    text = LabelledText(source, WORDS)
    reply = _reply(source, text.records(), EditReader(source.path, defects, labelled=True), text.outside)
    if not reply.edits and not reply.problems and (dressed := read_dressed(source, defects)).edits:
        return Reply(source, *dressed, dressed=True)
    return reply


def _reply(
    source: Source, records: Iterable[Record], reader: EditReader, outside: Iterable[int] = ()
) -> Reply:
    """``outside`` are lines; they are known when all records are read."""
    edits = tuple(
        edit for place, record in enumerate(records, start=1) if (edit := reader.edit(record, place))
    )
    problems = sorted(reader.problems, key=lambda problem: problem.line or 0)
    return Reply(source, edits, tuple(_stretches(source, outside)), tuple(problems))


def _stretches(source: Source, lines: Iterable[int]) -> Iterator[Span]:
    """Consecutive lines as one span each, without the white space around it."""
    for _, group in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0]):
        consecutive = [line for _, line in group]
        start, end = source.line_starts[consecutive[0]], source.line_end(consecutive[-1])
        written = source.text[start:end]
        yield Span(end - len(written.lstrip()), start + len(written.rstrip()))
