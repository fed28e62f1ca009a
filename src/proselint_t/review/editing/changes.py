"""What one edit does to the text of an answer: which stretch it takes, and what it puts there.

Owns the layout: insertions and deletions go by whole lines, a label stays where its point begins, lines
inside lists and block quotations keep their markers. It must not know whether the edit is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.points import label_candidate
from proselint_t.prose import Prose, ProseBuilder
from proselint_t.review.reply.model import Action
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.review.answer import Answer, AnswerPoint
    from proselint_t.review.reply.model import PointEdit
    from proselint_t.source import Source

_CONTAINERS = re.compile(r"(?:[ \t]*>)*[ \t]*")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+")
_BULLET = re.compile(r"\*\)[ \t]+")
_NOTHING = " \t.,;:!?…"
"""What may be left of a line that was deleted."""

_BLANK = " \t"
_NO_SPACE_BEFORE = ".,;:!?…)»"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the answer and the text that takes its place.

    ``core`` is the part of ``span`` that the edit speaks of: what is around it are spaces and line breaks.
    It is empty for insertions. ``text`` has its origins in the new text of the edit. ``home`` is where the
    point begins that the edit speaks of. ``forward`` tells on which side of an insertion its text stands when
    it was made before.
    """

    span: Span
    core: Span
    text: Prose
    home: int
    inserts: bool = False
    forward: bool = True


class Anchor(NamedTuple):
    """The point that an edit speaks of, and the stretch of it; ``None``: all of the point."""

    point: AnswerPoint
    span: Span | None


def change_of(answer: Answer, anchor: Anchor, edit: PointEdit) -> Change:
    """The change that an edit makes at its anchor."""
    new = edit.new or Prose("")
    return _ACTIONS[edit.action](answer, anchor, new)


def _replacement(answer: Answer, anchor: Anchor, new: Prose) -> Change:
    point, span = anchor
    source = answer.source
    if span is None:
        span, first = point.body, _without_label(new.text, point)
        space = " " if span.empty and not source.text[: span.start].endswith((" ", "\t", "\n", "\r")) else ""
    else:
        first, space = 0, ""
    between = source.newline + _prefix(source, span.start, "", point)
    return Change(span, span, _written(new.text, _Frame(between, space), first), point.span.start)


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
    prefix = _prefix(source, end, new.text, point)
    forward = anchor.span is not None
    if line + 1 < source.line_count:
        at = source.line_starts[line + 1]
        frame = _Frame(source.newline + prefix, prefix, source.newline)
    else:
        at = len(source.text)
        frame = _Frame(source.newline + prefix, source.newline + prefix)
    return Change(
        Span(at, at), Span(at, at), _written(new.text, frame), point.span.start, inserts=True, forward=forward
    )


def _insertion_before(answer: Answer, anchor: Anchor, new: Prose) -> Change:
    source, point = answer.source, anchor.point
    start = anchor.span.start if anchor.span else point.body.start
    prefix = _prefix(source, start, new.text, point)
    if _takes_label(source, point, start) and not _begins_point(new.text):
        if _is_heading(source, point):
            return _insertion_after(answer, Anchor(point, Span(start, start)), new)
        at, frame = point.body.start, _Frame(source.newline + prefix, "", source.newline + prefix)
        forward = anchor.span is None
    else:
        forward = False
        at = source.line_starts[source.line_at(start)]
        frame = _Frame(source.newline + prefix, prefix, source.newline)
    return Change(
        Span(at, at), Span(at, at), _written(new.text, frame), point.span.start, inserts=True, forward=forward
    )


def _takes_label(source: Source, point: AnswerPoint, start: int) -> bool:
    """Whether a place is the beginning of the text behind a label, on the line of the label."""
    label_end = point.span.start + len(point.label)
    return bool(point.label) and start >= label_end and source.line_at(start) == source.line_at(label_end)


def _begins_point(new: str) -> bool:
    return label_candidate(new, 0) is not None or new.startswith("#")


def _is_heading(source: Source, point: AnswerPoint) -> bool:
    return source.line(source.line_at(point.span.start)).lstrip().startswith("#")


def _deletion(answer: Answer, anchor: Anchor, _new: Prose) -> Change:
    source, (point, span) = answer.source, anchor
    if span is None:
        core = _subtree(answer, point)
        return Change(_lines(source, core), core, Prose(""), point.span.start)
    head = source.text[source.line_starts[source.line_at(span.start)] : span.start]
    tail = source.text[span.end : source.line_end(source.line_at(span.end))]
    labelled = _takes_label(source, point, span.start)
    if labelled:
        head = head[head.index(point.label) + len(point.label) :]
    if head[_marker_end(head) :].strip() or tail.strip(_NOTHING):
        taken = _with_a_space(source.text, span, at_start=not head.strip())
    else:
        taken = _up_to_label(source, point, span) if labelled else _lines(source, span)
    return Change(taken, span, Prose(""), point.span.start)


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
    """The lines of a stretch with their breaks; of two blank neighbours one goes too."""
    first, last = source.line_at(span.start), source.line_at(span.end)
    start, behind = source.line_starts[first], last + 1
    if behind == source.line_count:
        return Span(source.line_end(first - 1) if first else 0, len(source.text))
    if first == 0 or not source.line(first - 1).strip():
        while behind + 1 < source.line_count and not source.line(behind).strip():
            behind += 1
    return Span(start, source.line_starts[behind])


def _up_to_label(source: Source, point: AnswerPoint, span: Span) -> Span:
    """The first line of a point; the next one moves up to the label."""
    below = next((line for line in point.lines if line.start >= span.end), None)
    if below is None or _is_heading(source, point):
        start = point.span.start + len(point.label)
        return Span(start, source.line_end(source.line_at(span.end)))
    line = source.line(source.line_at(below.start))
    return Span(span.start, below.start + len(line) - len(line.lstrip(_BLANK + ">")))


def _with_a_space(text: str, span: Span, *, at_start: bool) -> Span:
    """A stretch within a line with one of the spaces beside it, so that no two are left."""
    start, end = span
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _BLANK and before and after in _BLANK + "\r\n" + _NO_SPACE_BEFORE and not at_start:
        start = len(text[:start].rstrip(_BLANK))
    elif at_start:
        end += len(text[end:]) - len(text[end:].lstrip(_BLANK))
    return Span(start, end)


def _marker_end(line: str) -> int:
    """Where the text of a line begins behind markers of quotations and lists."""
    containers = _CONTAINERS.match(line)
    at = containers.end() if containers else 0
    marker = _ITEM.match(line, at) or _BULLET.match(line, at)
    return marker.end() if marker else at


def _prefix(source: Source, offset: int, new: str = "", point: AnswerPoint | None = None) -> str:
    """What each new line begins with to stand in the same quotation and list item as an old one."""
    line = source.line(source.line_at(offset))
    containers = _CONTAINERS.match(line)
    prefix = containers[0] if containers else ""
    at = source.line_starts[source.line_at(offset)] + len(prefix)
    item = _ITEM.match(line, len(prefix))
    if item and not _ITEM.match(new) and not (point and point.label and at == point.span.start):
        prefix += " " * len(item[0])
    return "" if prefix and new.startswith(prefix) else prefix


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
    Action.DELETE: _deletion,
}
