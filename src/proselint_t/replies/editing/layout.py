"""The lines of an answer as edits meet them: labels, headings, the markers of lists and quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.points import label_candidate

if TYPE_CHECKING:
    from proselint_t.defects.answer import AnswerPoint
    from proselint_t.text.prose import Prose
    from proselint_t.text.source import Source
    from proselint_t.text.span import Span

_CONTAINERS = re.compile(r"(?:[ \t]*>)*[ \t]*")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+")
NO_TEXT = " \t.,;:!?…"
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
