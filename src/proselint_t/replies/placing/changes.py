"""What one edit does to the text of an answer: which stretch it takes, and what it puts there.

Insertions go by whole lines, a label stays where its point begins, lines inside lists and block quotations
keep their markers. It must not know whether the edit is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import line_start, stripped
from proselint_t.defects.quotes.forms import with_markers
from proselint_t.document.points import heading_label, label_candidate
from proselint_t.replies.reading.model import Action
from proselint_t.text.marks import LINE_SPACES
from proselint_t.text.prose import Prose, ProseBuilder
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.defects.answer import Answer, AnswerPoint
    from proselint_t.replies.reading.model import PointEdit
    from proselint_t.text.source import Source


_CONTAINERS = re.compile(r"(?:[ \t]*>)*[ \t]*")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+")
NO_TEXT = LINE_SPACES + ".,;:!?…"
"""What may be left of a line that was deleted."""

_BULLET = re.compile(r"\*\)[ \t]+")


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


def takes_label(source: Source, point: AnswerPoint, start: int) -> bool:
    """Whether a place is the beginning of the text behind a label, on the line of the label."""
    label_end = point.span.start + len(point.label)
    return bool(point.label) and start >= label_end and source.line_at(start) == source.line_at(label_end)


def is_heading(source: Source, point: AnswerPoint) -> bool:
    return source.line(source.line_at(point.span.start)).lstrip().startswith("#")


def marker_end(line: str) -> int:
    """Where the text of a line begins behind markers of quotations and lists."""
    at = len(_containers(line))
    marker = _ITEM.match(line, at) or _BULLET.match(line, at)
    return marker.end() if marker else at


def begins_point(new: str) -> bool:
    return label_candidate(new, 0) is not None or new.startswith("#")


def prefix(source: Source, offset: int, new: str = "", point: AnswerPoint | None = None) -> str:
    """What each new line begins with to stand in the same quotation and list item as a place."""
    line, start = source.line(source.line_at(offset)), source.line_starts[source.line_at(offset)]
    found = _containers(line)[: offset - start]
    at = start + len(found)
    item = _ITEM.match(line, len(found))
    if item and offset > at and not begins_point(new) and not _ITEM.match(new):
        is_label = point is not None and point.label and at == point.span.start
        found = _below_label(source, point, found) if point and is_label else found + " " * len(item[0])
    return "" if found and new.startswith(found) else found


def _below_label(source: Source, point: AnswerPoint, found: str) -> str:
    """The lines of a point are indented, or not: as its second line is."""
    if len(point.lines) < 2:
        return found
    line = source.line(source.line_at(point.lines[1].start))
    return _containers(line) if marker_end(line) == len(_containers(line)) else found


def _containers(line: str) -> str:
    """The marks of block quotations and the indent."""
    containers = _CONTAINERS.match(line)
    return containers[0] if containers else ""


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
    own = point.body
    if len(point.lines) > 1 and is_heading(answer.source, point):  # the title stays, like the label
        own = Span(point.lines[1].start, own.end)
    labels = (label_candidate(line, 0) for line in new.split("\n"))
    brought = {label.number for label in labels if label}
    if not brought:
        return own
    children = [one.number for one in answer.points if one.number.startswith(f"{point.number}.")]
    return Span(own.start, _subtree(answer, point).end) if brought.intersection(children) else own


def without_label(new: str, point: AnswerPoint) -> int:
    """Where the text begins behind a label that repeats the one that stays."""
    start = len(new) - len(new.lstrip("#").lstrip())
    label = heading_label(new[start:], start, start) if start else label_candidate(new, 0)
    if label is None or not (label.text == point.label or label.number == point.number != "1"):
        return 0  # a label may be written in another way, but `1.` may begin a list in point `1)`
    return len(new) - len(new[label.span.end :].lstrip())


def _insertion_after(answer: Answer, anchor: Anchor, new: Prose) -> Change:
    source, point = answer.source, anchor.point
    is_next = anchor.span is None and begins_point(new.text) and not without_label(new.text, point)
    end = max(point.body.end, point.span.start + len(point.label))
    if anchor.span:
        end = anchor.span.end
    elif is_next:
        label = label_candidate(new.text, 0)
        if label and not label.number.startswith(f"{point.number}."):  # a child goes in front of the others
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
_BLANK_END = re.compile(r"\s*\Z")
_NO_SPACE_BEFORE = ".,;:!?…)»"


def _deletion(answer: Answer, anchor: Anchor, _new: Prose) -> Change:
    source, (point, span) = answer.source, anchor
    if span is None:
        core = _subtree(answer, point)
        return Change(_lines(source, core), core, Prose(""), point.span.start)
    span = _with_marks(source.text, span)
    start, end = source.whole_lines(span)
    head, tail = source.text[start : span.start], source.text[span.end : end]
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
    return stripped(answer.source.text, Span(point.span.start, line_start(answer.source, found.subtree_end)))


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
    return Span(span.start, below.start + len(line) - len(line.lstrip(LINE_SPACES + ">")))


def _with_a_space(text: str, span: Span, *, at_start: bool) -> Span:
    """A stretch within a line with one of the spaces beside it, so that no two are left."""
    start, end = span
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in LINE_SPACES and before and after in LINE_SPACES + "\r\n" + _NO_SPACE_BEFORE and not at_start:
        while start > 0 and text[start - 1] in LINE_SPACES:
            start -= 1
    elif at_start:
        while end < len(text) and text[end] in LINE_SPACES:
            end += 1
    return Span(start, end)


_ACTIONS: dict[Action, Callable[[Answer, Anchor, Prose], Change]] = {
    Action.REPLACE: _replacement,
    Action.INSERT_AFTER: _insertion_after,
    Action.INSERT_BEFORE: _insertion_before,
    Action.DELETE: _deletion,
}
