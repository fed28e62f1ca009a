"""What one edit does to the text of an answer: which stretch it takes, and what it puts there.

Insertions go by whole lines, a label stays where its point begins, lines inside lists and block quotations
keep their markers. It must not know whether the edit is right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.quotes.forms import with_markers
from proselint_t.document.points import heading_label, label_candidate
from proselint_t.replies.editing.layout import (
    NO_TEXT,
    Anchor,
    Change,
    begins_point,
    is_heading,
    marker_end,
    prefix,
    takes_label,
)
from proselint_t.replies.reading.model import Action
from proselint_t.text.prose import Prose, ProseBuilder
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.defects.answer import Answer, AnswerPoint
    from proselint_t.document.model import Label
    from proselint_t.replies.reading.model import PointEdit
    from proselint_t.text.source import Source


def change_of(answer: Answer, anchor: Anchor, edit: PointEdit) -> Change:
    """The change that an edit makes at its anchor."""
    new = edit.new or Prose("")
    return _ACTIONS[edit.action](answer, anchor, new)


def _replacement(answer: Answer, anchor: Anchor, new: Prose) -> Change:
    point, span = anchor
    source = answer.source
    span = span or _whole_text(answer, point, new.text)
    space = " " if span.empty and not source.text.endswith((" ", "\t", "\n", "\r"), 0, span.start) else ""
    first = without_label(new.text, point) if span.start == point.body.start else 0
    between = source.newline + prefix(source, span.start, "", point)
    return Change(span, span, _written(new.text, _Frame(between, space), first), point.span.start)


def _whole_text(answer: Answer, point: AnswerPoint, new: str) -> Span:
    """The text of a point; that of its children too where the new text brings their labels."""
    own = _own_text(answer.source, point)
    labels = (label_candidate(line, 0) for line in new.split("\n"))
    brought = {label.number for label in labels if label}
    if not brought:
        return own
    children = [one.number for one in answer.points if one.number.startswith(f"{point.number}.")]
    return Span(own.start, _subtree(answer, point).end) if brought.intersection(children) else own


def _own_text(source: Source, point: AnswerPoint) -> Span:
    """The text of a point; below a heading the title stays, like the label."""
    if len(point.lines) > 1 and is_heading(source, point):
        return Span(point.lines[1].start, point.body.end)
    return point.body


def without_label(new: str, point: AnswerPoint) -> int:
    """Where the text begins behind a label that repeats the one that stays."""
    start = len(new) - len(new.lstrip("#").lstrip())
    label = heading_label(new[start:], start, start) if start else label_candidate(new, 0)
    if label is None or not _repeats(label, point):
        return 0
    return len(new) - len(new[label.span.end :].lstrip())


def _repeats(label: Label, point: AnswerPoint) -> bool:
    """However it is written; but `1.` may begin a list in point `1)`."""
    return label.text == point.label or label.number == point.number != "1"


def _insertion_after(answer: Answer, anchor: Anchor, new: Prose) -> Change:
    source, point = answer.source, anchor.point
    is_next = anchor.span is None and begins_point(new.text) and not without_label(new.text, point)
    end = max(point.body.end, point.span.start + len(point.label))
    if anchor.span:
        end = anchor.span.end
    elif is_next and not _is_child(new.text, point):
        end = _subtree(answer, point).end
    line = source.line_at(end)
    indent = prefix(source, point.span.start if is_next else end, new.text, point)
    forward = anchor.span is not None or is_next
    if line + 1 < source.line_count:
        at = source.line_starts[line + 1]
        frame = _Frame(source.newline + indent, indent, source.newline)
    else:
        at = len(source.text)
        frame = _Frame(source.newline + indent, source.newline + indent)
    return _insertion(point, at, _written(new.text, frame), forward=forward)


def _is_child(new: str, point: AnswerPoint) -> bool:
    """Whether a new point is one in the point that it comes behind, and goes in front of its children."""
    label = label_candidate(new, 0)
    return label is None or label.number.startswith(f"{point.number}.")


def _insertion_before(answer: Answer, anchor: Anchor, new: Prose) -> Change:
    source, point = answer.source, anchor.point
    if point.body.empty:
        return _insertion_after(answer, anchor, new)
    start = anchor.span.start if anchor.span else point.body.start
    behind_label = takes_label(source, point, start) and not begins_point(new.text)
    below_title = behind_label and is_heading(source, point)
    if below_title:
        if len(point.lines) == 1:
            return _insertion_after(answer, Anchor(point, Span(start, start)), new)
        start = point.lines[1].start
    indent = prefix(source, start, new.text, point)
    if behind_label and not below_title:
        at, frame = point.body.start, _Frame(source.newline + indent, "", source.newline + indent)
        forward = anchor.span is None
    else:
        forward = below_title or (anchor.span is None and not begins_point(new.text))
        at = source.line_starts[source.line_at(start)]
        frame = _Frame(source.newline + indent, indent, source.newline)
    return _insertion(point, at, _written(new.text, frame), forward=forward)


def _insertion(point: AnswerPoint, at: int, text: Prose, *, forward: bool) -> Change:
    place = Span(at, at)
    return Change(place, place, text, point.span.start, inserts=True, forward=forward)


class _Frame(NamedTuple):
    """What the layout adds to the lines of a new text."""

    between: str
    before: str = ""
    behind: str = ""


def _written(new: str, frame: _Frame, start: int = 0) -> Prose:
    """The new text from ``start`` on, in the layout of the answer."""
    built = ProseBuilder()
    built.add(frame.before, start)
    for line in new[start:].split("\n"):
        if built.length > len(frame.before):
            built.add(frame.between, start - 1)
        built.add(line, start)
        start += len(line) + 1
    built.add(frame.behind, start - 1)
    return built.build()


_PAIRS = frozenset({"«»", "“”", "„“", "()"})
_BLANK = " \t"
_BLANK_END = re.compile(r"\s*\Z")
_NO_SPACE_BEFORE = ".,;:!?…)»"


def _deletion(answer: Answer, anchor: Anchor, _new: Prose) -> Change:
    source, (point, span) = answer.source, anchor
    if span is None:
        core = _subtree(answer, point)
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


def _subtree(answer: Answer, point: AnswerPoint) -> Span:
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


_ACTIONS: dict[Action, Callable[[Answer, Anchor, Prose], Change]] = {
    Action.REPLACE: _replacement,
    Action.INSERT_AFTER: _insertion_after,
    Action.INSERT_BEFORE: _insertion_before,
    Action.DELETE: _deletion,
}
