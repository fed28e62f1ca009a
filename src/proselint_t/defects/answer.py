"""An answer as its points: what stands in each, and where the numbers of the labels go wrong.

Owns the look at points that mapping, grouping and edits share; what a point is, `document` says.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.document import parse
from proselint_t.document.points import group_of
from proselint_t.text.marks import OPENING_QUOTES
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.document import Document
    from proselint_t.text.source import Source

PREFACE = "0"
"""The number of what stands before the first label."""
_OPENING = frozenset(OPENING_QUOTES)


@dataclass(frozen=True, slots=True)
class AnswerPoint:
    """A point with its own text, its children left out.

    ``label`` is written as in the answer, ``number`` is its normal form; ``span`` reaches from the label to
    the end of the own text, ``body`` is without the label. ``lines`` are the paragraphs: the lines that are
    not blank. ``question`` is the quotation that the point begins with, marks included.
    """

    label: str
    number: str
    depth: int
    span: Span
    body: Span
    lines: tuple[Span, ...]
    question: Span | None


@dataclass(frozen=True)
class Answer:
    """A document and its points in the order of the text."""

    source: Source
    document: Document
    points: tuple[AnswerPoint, ...]

    @cached_property
    def by_number(self) -> dict[str, tuple[int, ...]]:
        """Number → indexes of its points; more than one where a label stands twice."""
        found: dict[str, tuple[int, ...]] = {}
        for index, point in enumerate(self.points):
            found[point.number] = (*found.get(point.number, ()), index)
        return found

    @cached_property
    def _in_groups(self) -> dict[str, tuple[int, ...]]:
        """Number without its group (`2.1` of `II.2.1`) → indexes of its points."""
        found: dict[str, tuple[int, ...]] = {}
        for number, indexes in self.by_number.items():
            group = group_of(number)
            if group and (rest := number.removeprefix(group).lstrip(".")):
                found[rest] = (*found.get(rest, ()), *indexes)
        return found

    @cached_property
    def known(self) -> frozenset[str]:
        """The numbers by which its points may be named."""
        return frozenset({*self.by_number, *self._in_groups})

    def named(self, number: str) -> tuple[int, ...]:
        """The points that a number means: those that have it, or else those that have it in their group."""
        return self.by_number.get(number) or self._in_groups.get(number, ())

    def index_at(self, offset: int) -> int | None:
        """The point at an offset; the white space behind a point belongs to it."""
        index = bisect_right(self.points, offset, key=lambda point: point.span.start) - 1
        return index if index >= 0 else None


def read_answer(source: Source) -> Answer:
    """Parse an answer. Text before the first label is a point of its own."""
    return answer_of(parse(replace(source, underlines=False)))


def answer_of(document: Document) -> Answer:
    """The points of a document that is already parsed."""
    points = []
    length = len(document.source.text)
    first = line_start(document.source, document.points[0].span.start if document.points else length)
    if document.source.text[:first].strip():
        points.append(_point(document, Span(0, first), 0))
    points += [
        _point(document, point.span, point.text_start, (point.label.text, point.number))
        for point in document.points
    ]
    return Answer(document.source, document, tuple(points))


def _point(document: Document, span: Span, body: int, label: tuple[str, str] = ("", PREFACE)) -> AnswerPoint:
    text, (written, number) = document.source.text, label
    own = stripped(text, Span(body, max(body, line_start(document.source, span.end))))
    start = span.start if written else own.start
    depth = number.count(".") + 1 if written else 0
    return AnswerPoint(
        written, number, depth, Span(start, own.end), own, _lines(text, own), _question(document, own)
    )


def line_start(source: Source, end: int) -> int:
    """Where the line of the next label begins: its `##` and indent belong to that label."""
    return end if end == len(source.text) else source.line_starts[source.line_at(end)]


def stripped(text: str, span: Span) -> Span:
    """A stretch of a text without the white space around it."""
    inside = text[span.start : span.end]
    end = span.start + len(inside.rstrip())
    return Span(min(end, span.end - len(inside.lstrip())), end)


def _lines(text: str, body: Span) -> tuple[Span, ...]:
    lines, start = [], body.start
    for line in text[body.start : body.end].replace("\r\n", " \n").replace("\r", "\n").split("\n"):
        if line.strip():
            lines.append(Span(start, start + len(line.rstrip())))
        start += len(line) + 1
    return tuple(lines)


def _question(document: Document, body: Span) -> Span | None:
    if document.source.text[body.start : body.start + 1] not in _OPENING:
        return None
    segment = document.segment_at(body.start)
    if segment is None or segment.span.start != body.start or not segment.quotations:
        return None
    first = segment.quotations[0].span
    return segment.prose.span(*first) if first.start == 0 else None


def points_with(document: Document, spans: Sequence[Span]) -> list[tuple[AnswerPoint, list[int]]]:
    """Each point that holds one of the spans, with the indexes of those that begin in it, in both orders."""
    answer = answer_of(document)
    groups: dict[int, list[int]] = {}
    for index in sorted(range(len(spans)), key=lambda index: spans[index]):
        at = answer.index_at(spans[index].start)
        if at is not None:
            groups.setdefault(at, []).append(index)
    return [(answer.points[at], groups[at]) for at in sorted(groups)]
