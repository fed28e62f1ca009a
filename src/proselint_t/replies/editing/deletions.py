"""What a deletion takes from an answer beside its anchor: line breaks, spaces, markers that would be left.

A label stays where its point begins, unless the point itself is deleted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.defects.quotes.forms import with_markers
from proselint_t.replies.editing.layout import (
    NO_TEXT,
    Anchor,
    Change,
    is_heading,
    marker_end,
    takes_label,
)
from proselint_t.text.prose import Prose
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from proselint_t.defects.answer import Answer, AnswerPoint
    from proselint_t.text.source import Source

_PAIRS = frozenset({"«»", "“”", "„“", "()"})
_BLANK = " \t"
_BLANK_END = re.compile(r"\s*\Z")
_NO_SPACE_BEFORE = ".,;:!?…)»"


def deletion(answer: Answer, anchor: Anchor, _new: Prose) -> Change:
    source, (point, span) = answer.source, anchor
    if span is None:
        core = subtree(answer, point)
        return Change(_lines(source, core), core, Prose(""), point.span.start)
    span = _with_marks(source.text, span)
    head = source.text[source.line_starts[source.line_at(span.start)] : span.start]
    tail = source.text[span.end : source.line_end(source.line_at(span.end))]
    labelled = takes_label(source, point, span.start)
    if labelled:
        head = head[head.index(point.label) + len(point.label) :]
    if head[marker_end(head) :].strip() or tail.strip(NO_TEXT):
        taken = _with_a_space(source.text, span, at_start=not head.strip())
    else:
        taken = _up_to_label(source, point, span) if labelled else _lines(source, span)
    return Change(taken, span, Prose(""), point.span.start)


def _with_marks(text: str, span: Span) -> Span:
    """Take in the marks around a stretch of which nothing but `****`, `«»` or `()` would be left."""
    span = with_markers(text, span)
    while text[span.start - 1 : span.start] + text[span.end : span.end + 1] in _PAIRS:
        span = with_markers(text, Span(span.start - 1, span.end + 1))
    return span


def subtree(answer: Answer, point: AnswerPoint) -> Span:
    """A point with its label and its children, without the white space at the end."""
    found = answer.document.point_at(point.span.start) if point.label else None
    if found is None:
        return point.span
    source, end = answer.source, found.subtree_end
    if end < len(source.text):
        end = source.line_starts[source.line_at(end)]  # the `##` of a heading belongs to the next point
    return Span(point.span.start, point.span.start + len(source.text[point.span.start : end].rstrip()))


def _lines(source: Source, span: Span) -> Span:
    """The lines of a stretch with their breaks, and the blank ones that would be too many then."""
    first, behind = source.line_at(span.start), source.line_at(span.end) + 1
    if _BLANK_END.match(source.text, span.end):
        while first > 0 and not source.line(first - 1).strip():
            first -= 1
    if behind == source.line_count:
        return Span(source.line_end(first - 1) if first else 0, len(source.text))
    if first == 0 or not source.line(first - 1).strip():
        while behind + 1 < source.line_count and not source.line(behind).strip():
            behind += 1
    return Span(source.line_starts[first], source.line_starts[behind])


def _up_to_label(source: Source, point: AnswerPoint, span: Span) -> Span:
    """The first line of a point; the next one moves up to the label."""
    below = next((line for line in point.lines if line.start >= span.end), None)
    if below is None or is_heading(source, point):
        start = point.span.start + len(point.label)
        return Span(start, source.line_end(source.line_at(span.end)))
    line = source.line(source.line_at(below.start))
    return Span(span.start, below.start + len(line) - len(line.lstrip(_BLANK + ">")))


def _with_a_space(text: str, span: Span, *, at_start: bool) -> Span:
    """A stretch within a line with one of the spaces beside it, so that no two are left."""
    start, end = span
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _BLANK and before and after in _BLANK + "\r\n" + _NO_SPACE_BEFORE and not at_start:
        while start > 0 and text[start - 1] in _BLANK:
            start -= 1
    elif at_start:
        while text[end : end + 1] in {" ", "\t"}:
            end += 1
    return Span(start, end)
