"""What one edit does to the text of an answer: which stretch it takes, and what it puts there.

Insertions go by whole lines, a label stays where its point begins, lines inside lists and block quotations
keep their markers. It must not know whether the edit is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.points import heading_label, label_candidate
from proselint_t.replies.editing.deletions import deletion, subtree
from proselint_t.replies.editing.layout import (
    Anchor,
    Change,
    begins_point,
    is_heading,
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
    return Span(own.start, subtree(answer, point).end) if brought.intersection(children) else own


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
        end = subtree(answer, point).end
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


_ACTIONS: dict[Action, Callable[[Answer, Anchor, Prose], Change]] = {
    Action.REPLACE: _replacement,
    Action.INSERT_AFTER: _insertion_after,
    Action.INSERT_BEFORE: _insertion_before,
    Action.DELETE: deletion,
}
