"""Replies: lists of point edits, in whatever form they come."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from proselint_t.defects.answer import stripped
from proselint_t.defects.lists.reported import is_review, lines_span, review_comments
from proselint_t.defects.records import FENCE, data_in_fence, form_of
from proselint_t.defects.records.labelled import LabelledText
from proselint_t.defects.records.model import Problem
from proselint_t.defects.records.rows import read_markdown_table
from proselint_t.defects.records.structured import READERS
from proselint_t.defects.records.tracing import somewhere, trace_json
from proselint_t.replies.reading.model import Action, Deviation, PointEdit, Reply
from proselint_t.replies.reading.records import WORDS, EditReader
from proselint_t.replies.reading.told import read_told
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.span import Span, runs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.lists.reported import ReviewComment
    from proselint_t.defects.records import Fenced
    from proselint_t.defects.records.model import Record


__all__ = ["Action", "PointEdit", "Reply", "read_reply"]


_BEFORE = r"[ \t>]*+(?:[-*•+][ \t]++)?(?:#{1,6}[ \t]++)?(?:\*\*|__)?[ \t]*+"
_LABEL = re.compile(
    rf"{_BEFORE}(?P<name>{WORDS.any_name})(?P<value>[ \t]+№?\d+)?[ \t]*+(?:\*\*|__)?"
    r"[ \t]*+[:—–][ \t]*(?:\*\*|__)?"
    r"(?=\s|$|[«„“\"`])",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"{_BEFORE}(?:(?:правка|изменение|edit|change)[ \t]*)?[№#]?(?P<number>\d{{1,9}})\\?[.):]?"
    r"(?:\*\*|__)?[.:]?[ \t]*",
    re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(r"[ \t]*\d{1,9}[.)]?[ \t]*")
_FENCE = re.compile(rf"{FENCE}[ \t]*+\w*[ \t]*")
_IN_FENCE = "the list of edits stands for itself: leave the fence around it out"
_IN_TABLE = "expected the edits below each other, each with its fields line by line, and no table"
_NO_NUMBER = "an edit begins with its number alone on a line: «1.»"
_NO_LABEL = "a field begins with its name and a colon, without markup: «Old: «…»»"
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
    deviations = (Deviation(edit.head(source), translated(_TOLD), at) for at, edit in enumerate(told.edits))
    return Reply(source, *told, deviations=tuple(deviations), told=True)


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
    fence = Deviation(Span(0, len(source.text.rstrip())), translated(_IN_FENCE))
    return _reply(source, READERS[form](inner, WORDS), reader, outside, [fence])


def _labelled(source: Source, reader: EditReader) -> Reply:
    """Edits with named fields: below each other, or as the rows of a table."""
    if table := read_markdown_table(source, WORDS):
        in_table = [Deviation(record.span, translated(_IN_TABLE)) for record in table.records]
        return _reply(source, table.records, reader, table.outside, in_table)
    plain, deviations = _undressed(source)
    lines = LabelledText(plain, WORDS)
    return _reply(source, lines.records(), reader, lines.outside, deviations)


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
    left = sorted((*_runs_of_lines(source, outside), *reader.outside))
    found = [*deviations, *(Deviation(span, message) for span, message in reader.deviations)]
    found.sort(key=lambda one: one.span)
    placed = (one._replace(edit=at) for one, at in zip(found, _holding(edits, found), strict=True))
    return Reply(source, tuple(edits), tuple(left), tuple(problems), tuple(placed), failed=failed)


def _holding(edits: Sequence[PointEdit], deviations: Iterable[Deviation]) -> Iterator[int | None]:
    """The index of the edit in which each deviation begins, if it does in one."""
    begun = sorted((edit.span.start, -at) for at, edit in enumerate(edits))
    for one in deviations:
        last = bisect_right(begun, (one.span.start, 0)) - 1
        at = -begun[last][1] if last >= 0 else 0
        yield at if last >= 0 and one.span.start < edits[at].span.end else None


def _runs_of_lines(source: Source, lines: Iterable[int]) -> Iterator[Span]:
    """Consecutive lines as one span each, without the white space around it."""
    for first, end in runs(lines):
        yield stripped(source.text, source.span_of(first, end - 1))


def _undressed(source: Source) -> tuple[Source, tuple[Deviation, ...]]:
    """The reply without the dress around its fields (bold names, headings, bullets), and what was taken off.

    What is dress becomes blanks, so that every character that is left stands where it stood; each kind of it
    is a deviation. Lines of a new text are never touched.
    """
    lines = source.lines
    changed = dict(_without_fence(lines))
    deviations = [Deviation(source.span_of(at), translated(_IN_FENCE)) for at in list(changed)[:1]]
    for at, plain, message in _plain_lines(lines):
        if at not in changed and plain != lines[at]:
            changed[at] = plain
            deviations.append(Deviation(source.span_of(at), message))
    if not changed:
        return source, ()
    text = list(source.text)
    for at, line in changed.items():
        start = source.line_starts[at]
        text[start : start + len(line)] = line
    return replace(source, text="".join(text)), tuple(deviations)


def _plain_lines(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Numbers and fields as they are to be, with what is said where they are not so."""
    in_text = False
    below: str | None = None
    followed = [False] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        followed[at] = below is not None and _LABEL.match(below) is not None
        below = lines[at] if lines[at].strip() else below
    for at, line in enumerate(lines):
        number = _NUMBER.fullmatch(line) if followed[at] else None
        label = _LABEL.match(line)
        if number:
            in_text = False
            yield (
                at,
                line if _PLAIN_NUMBER.fullmatch(line) else f"{number['number']}.".ljust(len(line)),
                translated(_NO_NUMBER),
            )
        elif label and not in_text:
            in_text = WORDS.key(label["name"]) == WORDS.text
            yield at, line if WORDS.head.match(line) else _plain_label(line, label), translated(_NO_LABEL)
        in_text = in_text and bool(line.strip())


def _without_fence(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The first and the last line, where they are a fence around all the others."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    if len(written) < 3 or not _FENCE.fullmatch(lines[written[0]]):
        return
    mark = lines[written[0]].strip()[:3]
    if lines[written[-1]].strip() == mark and _NUMBER.fullmatch(lines[written[1]]):
        yield from ((at, " " * len(lines[at])) for at in (written[0], written[-1]))


def _plain_label(line: str, label: re.Match[str]) -> str:
    """`**Defect 3**:` becomes `Defect: 3`, in as many characters."""
    value = (label["value"] or "").strip()
    behind = line[label.end() :]
    bold_value = line[: label.end()].count("**") == 1 and behind.rstrip().endswith("**")
    if bold_value:
        behind = behind.rstrip()[:-2]
    return (f"{label['name']}: {value}" if value else f"{label['name']}:").ljust(label.end()) + behind.ljust(
        len(line) - label.end()
    )


def read_replies(
    sources: Sequence[Source], defects: Collection[int] | None = None, answer: Answer | None = None
) -> Reply:
    """The edits of some files, the later ones over the earlier. Each file may have a form of its own.

    Places count in the source of the result, where the files stand one below the other: `part_at` leads back.
    """
    replies = [read_reply(source, defects, answer) for source in sources]
    merged, *later = replies
    starts = accumulate((len(source.text) + 1 for source in sources[:-1]), initial=0)
    joined = Source("\n".join(source.text for source in sources), sources[0].path)
    for start, reply in zip(list(starts)[1:], later, strict=True):
        merged = reply.shifted(start).over(merged)
    return replace(merged, source=joined, parts=tuple(sources)) if later else merged


def read_suggestions(source: Source, answer: Answer) -> Reply:
    """A reply of which each edit answers the comment that it stands in; comments without one are left out."""
    edits: list[PointEdit] = []
    problems: list[Problem] = []
    for comment in review_comments(source):
        span = lines_span(answer.source, comment.first, comment.last)
        if not comment.suggestions:
            continue
        if span is None or (at := answer.index_at(span.start)) is None:
            message = translated(
                "comment %s suggests a change of lines that the answer has not", comment.number
            )
            problems.append(Problem(source.path, comment.line, "line", message))
            continue
        anchor = Span(max(span.start, answer.points[at].body.start), span.end)
        edits += _edits(comment, source, answer, anchor, len(edits) + 1)
    return Reply(source, tuple(edits), problems=tuple(problems))


def _edits(
    comment: ReviewComment, source: Source, answer: Answer, anchor: Span, first: int
) -> Iterator[PointEdit]:
    body = trace_json(comment.body, source.text, comment.written)
    point = answer.points[answer.index_at(anchor.start) or 0].number
    for number, suggestion in enumerate(comment.suggestions, start=first):
        text = comment.body[slice(*suggestion)].rstrip("\n")
        action = Action.REPLACE if text.strip() else Action.DELETE
        new = body.slice(suggestion.start, suggestion.start + len(text)) if text.strip() else None
        old = somewhere(answer.source.text[slice(*anchor)].replace("\r\n", "\n"), comment.span)
        yield PointEdit(number, comment.line, comment.span, (comment.number,), action, point, old, new)
