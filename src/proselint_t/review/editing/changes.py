"""What one edit does to the text of an answer: which stretch it takes, and what it puts there.

Insertions go by whole lines, a label stays where its point begins, lines inside lists and block quotations
keep their markers. It must not know whether the edit is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.points import label_candidate
from proselint_t.prose import Prose, ProseBuilder
from proselint_t.review.editing.deletions import deletion
from proselint_t.review.editing.layout import Anchor, Change, is_heading, prefix, takes_label
from proselint_t.review.reply.model import Action
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.review.answer import Answer, AnswerPoint
    from proselint_t.review.reply.model import PointEdit
    from proselint_t.source import Source


def change_of(answer: Answer, anchor: Anchor, edit: PointEdit) -> Change:
    """The change that an edit makes at its anchor."""
    new = edit.new or Prose("")
    return _ACTIONS[edit.action](answer, anchor, new)


def _replacement(answer: Answer, anchor: Anchor, new: Prose) -> Change:
    point, span = anchor
    source = answer.source
    if span is None:
        span, first = _own_text(source, point), _without_label(new.text, point)
        space = " " if span.empty and not source.text[: span.start].endswith((" ", "\t", "\n", "\r")) else ""
    else:
        first, space = 0, ""
    between = source.newline + prefix(source, span.start, "", point)
    return Change(span, span, _written(new.text, _Frame(between, space), first), point.span.start)


def _own_text(source: Source, point: AnswerPoint) -> Span:
    """The text of a point; below a heading the title stays, like the label."""
    if len(point.lines) > 1 and is_heading(source, point):
        return Span(point.lines[1].start, point.body.end)
    return point.body


def _without_label(new: str, point: AnswerPoint) -> int:
    """Where the text begins behind a label that repeats the one that stays."""
    label = label_candidate(new, 0) if point.label else None
    if label is None or label.number != point.number:
        return 0
    return len(new) - len(new[label.span.end :].lstrip())


def _insertion_after(answer: Answer, anchor: Anchor, new: Prose) -> Change:
    source, point = answer.source, anchor.point
    end = anchor.span.end if anchor.span else max(point.body.end, point.span.start + len(point.label))
    line = source.line_at(end)
    indent = prefix(source, end, new.text, point)
    forward = anchor.span is not None
    if line + 1 < source.line_count:
        at = source.line_starts[line + 1]
        frame = _Frame(source.newline + indent, indent, source.newline)
    else:
        at = len(source.text)
        frame = _Frame(source.newline + indent, source.newline + indent)
    return Change(
        Span(at, at), Span(at, at), _written(new.text, frame), point.span.start, inserts=True, forward=forward
    )


def _insertion_before(answer: Answer, anchor: Anchor, new: Prose) -> Change:
    source, point = answer.source, anchor.point
    start = anchor.span.start if anchor.span else point.body.start
    indent = prefix(source, start, new.text, point)
    if takes_label(source, point, start) and not _begins_point(new.text):
        if is_heading(source, point):
            return _insertion_after(answer, Anchor(point, Span(start, start)), new)
        at, frame = point.body.start, _Frame(source.newline + indent, "", source.newline + indent)
        forward = anchor.span is None
    else:
        forward = False
        at = source.line_starts[source.line_at(start)]
        frame = _Frame(source.newline + indent, indent, source.newline)
    return Change(
        Span(at, at), Span(at, at), _written(new.text, frame), point.span.start, inserts=True, forward=forward
    )


def _begins_point(new: str) -> bool:
    return label_candidate(new, 0) is not None or new.startswith("#")


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
