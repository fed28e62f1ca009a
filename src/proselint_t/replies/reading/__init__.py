"""Replies: lists of point edits, in whatever form they come."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from proselint_t.defects.exchange.github import is_review
from proselint_t.defects.records import data_in_fence, form_of
from proselint_t.defects.records.labelled import LabelledText
from proselint_t.defects.records.markdown_table import read_markdown_table
from proselint_t.defects.records.model import Problem
from proselint_t.defects.records.structured import READERS
from proselint_t.replies.reading.fields import WORDS
from proselint_t.replies.reading.model import Action, Deviation, PointEdit, Reply
from proselint_t.replies.reading.reading import EditReader
from proselint_t.replies.reading.suggestions import read_suggestions
from proselint_t.replies.reading.told import read_told
from proselint_t.replies.reading.undressing import IN_FENCE, IN_TABLE, undressed
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.records import Fenced
    from proselint_t.defects.records.model import Record

__all__ = ["Action", "PointEdit", "Reply", "read_reply"]


_TOLD = "expected a number alone on a line, and below it «Defect:», «Point:», «Action:», «Old:», «New:»"


def read_reply(source: Source, defects: Collection[int] | None = None, answer: Answer | None = None) -> Reply:
    """The edits of a reply. An edit of a defect whose number is not among ``defects`` is malformed.

    ``answer`` tells what is meant where words are read: its points, and what dress its own lines wear.
    """
    if not source.text.strip():
        return Reply(source, ())
    if form_of(source) != "labelled":
        return _structured(source, None, defects, answer)
    if fenced := data_in_fence(source):
        reply = _structured(source, fenced, defects, answer)
        if reply.edits or not fenced.around.strip():
            return reply
    text = answer.source if answer else None
    reply = _labelled(source, EditReader(source, defects, text, labelled=True))
    if reply.edits or reply.problems:
        return reply
    told = read_told(source, defects, answer.known if answer else ())
    if not told.edits:
        return reply
    return Reply(source, *told, deviations=tuple(_told_deviations(source, told.edits)), told=True)


def _structured(
    source: Source, fenced: Fenced | None, defects: Collection[int] | None, answer: Answer | None
) -> Reply:
    inner, form = (fenced.inner, fenced.form) if fenced else (source, form_of(source))
    if form == "csv":
        message = translated("a reply is not read from CSV: write it as labelled text, YAML or JSON")
        return Reply(source, (), problems=(Problem(source.path, 1, None, message),))
    if form == "json" and answer and is_review(inner):
        return read_suggestions(source, answer)
    reader = EditReader(source, defects, answer.source if answer else None, labelled=False)
    if fenced is None:
        return _reply(source, READERS[form](inner, WORDS), reader)
    around = Source(fenced.around)
    outside = [at for at in range(around.line_count) if around.line(at).strip()]
    fence = Deviation(Span(0, len(source.text.rstrip())), translated(IN_FENCE))
    return _reply(source, READERS[form](inner, WORDS), reader, outside, [fence])


def _labelled(source: Source, reader: EditReader) -> Reply:
    """Edits with named fields: below each other, or as the rows of a table."""
    if table := read_markdown_table(source, WORDS):
        in_table = [Deviation(record.span, translated(IN_TABLE)) for record in table.records]
        return _reply(source, table.records, reader, table.outside, in_table)
    plain, deviations = undressed(source)
    lines = LabelledText(plain, WORDS)
    return _reply(source, lines.records(), reader, lines.outside, deviations)


def _told_deviations(source: Source, edits: Iterable[PointEdit]) -> Iterator[Deviation]:
    """Each edit that is told in words, at its first line."""
    for at, edit in enumerate(edits):
        end = min(source.line_end(source.line_at(edit.span.start)), edit.span.end)
        yield Deviation(Span(edit.span.start, max(edit.span.start, end)), translated(_TOLD), at)


def _reply(
    source: Source,
    records: Iterable[Record],
    reader: EditReader,
    outside: Iterable[int] = (),
    deviations: Iterable[Deviation] = (),
) -> Reply:
    """``outside`` are lines; they are known when all records are read."""
    edits: list[PointEdit] = []
    failed: dict[int, tuple[Problem, ...]] = {}
    for place, record in enumerate(records, start=1):
        count = len(reader.problems)
        if edit := reader.edit(record, place):
            edits.append(edit)
        else:
            failed[reader.number(record, place)] = tuple(reader.problems[count:])
    problems = sorted(reader.problems, key=lambda problem: problem.line or 0)
    left = sorted((*_stretches(source, outside), *reader.outside))
    found = [*deviations, *(Deviation(span, message) for span, message in reader.deviations)]
    found.sort(key=lambda one: one.span)
    placed = tuple(one._replace(edit=_edit_at(edits, one.span.start)) for one in found)
    return Reply(source, tuple(edits), tuple(left), tuple(problems), placed, failed=failed)


def _edit_at(edits: Sequence[PointEdit], offset: int) -> int | None:
    found = (at for at, edit in enumerate(edits) if edit.span.start <= offset < edit.span.end)
    return next(found, None)


def _stretches(source: Source, lines: Iterable[int]) -> Iterator[Span]:
    """Consecutive lines as one span each, without the white space around it."""
    for _, group in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0]):
        consecutive = [line for _, line in group]
        start, end = source.line_starts[consecutive[0]], source.line_end(consecutive[-1])
        written = source.text[start:end]
        yield Span(end - len(written.lstrip()), start + len(written.rstrip()))
