"""What edits break in the answer beyond their own text, numbers and references to points, and what mends it.

Only what was in order before is reported. Places in what the edits left alone are those of the old answer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.document.annotations.point_references import point_references
from proselint_t.document.numbering import numbering_faults, start_of
from proselint_t.document.points import (
    FIRST,
    first,
    group_of,
    joined_number,
    number_like,
    relabelled,
    resolved,
    split_number,
    successor,
)
from proselint_t.replies.placing.changes import NO_TEXT
from proselint_t.rules.review import Fault, ReviewRule
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.defects.answer import Answer, AnswerPoint
    from proselint_t.document import Document, Segment
    from proselint_t.document.annotations.point_references import PointReference
    from proselint_t.document.model import Label, Point
    from proselint_t.replies.placing.applying import Applied, AppliedEdit

_OWN_NOUNS = ("point", "sub", "пункт", "подпункт", "п.")
"""Nouns that name a point of this answer; a section may be one of another text."""

_SAYS_IN = re.compile(
    r"\b(?:described|stated|said|mentioned|noted|shown|explained|outlined|listed|proposed)"
    r"\s+(?:above\s+|below\s+)?in\s+\Z|\b(?:see|cf\.)\s+\Z"
    r"|\b(?:описан|сказан|указан|упомянут|показан|привед[её]н|перечислен|изложен)[а-яё]*"
    r"\s+(?:выше\s+|ниже\s+)?в\s+\Z|\bсм\.\s+\Z",
    re.IGNORECASE,
)
"""In front of a number that names a point without the noun: `described in 3.2`, «см. 3.2»."""
_LONGEST_SAYING = 80
"""Characters in front of a number in which that is looked for."""
_ENDS_THERE = re.compile(r"\s*(?:[.,;:!?)»]|\Z|(?:and|or|is|are|и|или)\b)")
"""Behind such a number: no noun that it counts, and no name that it is a version of."""
_OF_OTHER = re.compile(
    r"\s+(?:of\s+(?!(?:the|this|my|our)\s+answer\b)[\w`]|(?-i:`[^`\sa-zа-яё.]{1,4}`)"
    r"|(?:ст\.|част[иь]|ч\.|стать\w+|закон\w*|кодекс\w*|договор\w*|указ\w*|приказ\w*|постановлени\w+|правил\b|ГОСТ\w*))",
    re.IGNORECASE,
)
"""Behind a number: `point 1(a) of the Act`, «пункт 3 статьи 5», a symbol: a point of another text."""


@dataclass(frozen=True)
class Consequences:
    """``before`` and ``after`` are the answer without and with the edits."""

    before: Answer
    after: Answer
    applied: Applied

    def faults(self) -> Iterator[Fault]:
        yield from self._numbering()
        yield from self._references_in_answer()
        yield from self._references_in_edits()

    @cached_property
    def renumbering(self) -> tuple[Edit, ...]:
        """Changes of the new text that would make the numbers continuous again."""
        if self._emptied or self._swallowed:
            return ()
        return renumbering(self.before.document, self.after.document, self.applied, self._points_after)

    def _numbering(self) -> Iterator[Fault]:
        for point in self._emptied:
            message = translated(
                "point %s is left empty: delete the point itself, or replace its text", point.number
            )
            yield Fault(ReviewRule.NUMBERING, "answer", point.label.span, message)
        if self._swallowed:
            message = translated("an edit changes the Markdown around it, so that this is no point any more")
            yield Fault(ReviewRule.NUMBERING, "answer", self._swallowed.label.span, message)
            return
        yield from self._labels_in_edits()
        known = Counter(fault.message for fault in numbering_faults(self.before.document.points))
        start = start_of(self.before.document.points)
        for fault in numbering_faults(self._points_after, start=start):
            if known[fault.message]:
                known[fault.message] -= 1
            else:
                placed = self._fault(ReviewRule.NUMBERING, fault.span, fault.message)
                yield placed._replace(fix=self._renumbering_fix())

    def _labels_in_edits(self) -> Iterator[Fault]:
        """Labels of new points that make text of another point their own."""
        for point in self._points_after:
            edit = self.applied.edit_at(point.span.start)
            if edit is None or edit.placed.change is None or not edit.new.contains(point.label.span):
                continue
            home = self.before.points[self.before.index_at(edit.placed.change.home) or 0]
            if edit.old.start <= home.span.start:
                continue
            if self._takes_over(edit, home, point):
                message = translated(
                    "the label %s makes text of point %s its own: leave it out", point.label.text, home.number
                )
                yield self._fault(ReviewRule.NUMBERING, point.label.span, message, edit.placed.index)

    def _takes_over(self, edit: AppliedEdit, home: AnswerPoint, point: Point) -> bool:
        """Whether a label makes text that was there its own, or that of an edit of a text without labels."""
        behind = self.before.source.text[edit.old.end : home.body.end]
        opens = not self.after.source.text[edit.new.start : point.span.start].strip()
        replaces = edit.placed.change is not None and not edit.placed.change.inserts
        return bool(behind.strip(NO_TEXT)) or (replaces and (opens or edit.placed.edit.old is not None))

    @cached_property
    def _swallowed(self) -> Point | None:
        """The first point that no edit takes and that is no text any more: it is in a code block now."""
        return next(
            (old for old, new in self._unseen if not (old in self._emptied or self._is_text(new))), None
        )

    @cached_property
    def _unseen(self) -> tuple[tuple[Point, Point], ...]:
        """The points that no edit takes and that the new answer has not, with their new places.

        Without their predecessors `2)` and `(b)` continue no tree, and Markdown may not see an empty point.
        """
        seen = {point.span.start for point in self.after.document.points}
        found = []
        for point in self.before.document.points:
            start = self.applied.now(point.span.start)
            if start is not None and start not in seen:
                span = Span(start, start + len(point.label.text))
                found.append((point, point._replace(label=point.label._replace(span=span), span=span)))
        return tuple(found)

    def _is_text(self, point: Point) -> bool:
        source = self.after.source
        line = Span(point.span.start, source.line_end(source.line_at(point.span.start)))
        return any(segment.span.overlaps(line) for segment in self.after.document.segments_in(line))

    @cached_property
    def _emptied(self) -> tuple[Point, ...]:
        """The points whose text is deleted while their label stays."""
        edits: dict[int, list[AppliedEdit]] = defaultdict(list)
        for edit in self.applied.edits:
            if edit.placed.change:
                edits[edit.placed.change.home].append(edit)
        points = (point for point in self.before.document.points if point.span.start in edits)
        return tuple(point for point in points if self._is_emptied(point, edits[point.span.start]))

    def _is_emptied(self, point: Point, edits: list[AppliedEdit]) -> bool:
        """Whether nothing is left of its text, and nothing is put there. ``edits`` are in order."""
        index = self.before.index_at(point.span.start)
        if index is None or any(not edit.new.empty or edit.old.start < point.text_start for edit in edits):
            return False
        position, end = self.before.points[index].body
        left = ""
        for edit in edits:
            left += self.before.source.text[position : max(edit.old.start, position)]
            position = edit.old.end
        return not (left + self.before.source.text[position:end]).strip()

    @cached_property
    def _points_after(self) -> tuple[Point, ...]:
        """The points of the new answer, those included that are hard to see."""
        unseen = (new for _, new in self._unseen)
        return tuple(sorted((*self.after.document.points, *unseen), key=lambda point: point.span))

    def _renumbering_fix(self) -> Fix | None:
        """The renumbering as a fix of the old answer; its edits are to be made together with the reply's."""
        edits = []
        for edit in self.renumbering:
            start = self.applied.unchanged(edit.span.start)
            if start is not None:
                edits.append(Edit(Span(start, start + edit.span.end - edit.span.start), edit.text))
        if not edits:
            return None
        return Fix(
            tuple(edits), translated("Number the points anew, with what refers to them"), Applicability.UNSAFE
        )

    def _references_in_answer(self) -> Iterator[Fault]:
        lost = {
            point.number: point
            for point in self.before.document.points
            if point.number not in self._numbers and self.applied.taken_by(point.span.start)
        }
        if not lost:
            return
        for segment, reference in _references(self.before.document.segments):
            span = segment.prose.span(*reference.span)
            number = resolved(reference.number, _near(segment), self.before.by_number)
            if number in lost and not self.applied.taken_by(span.start):
                by = self.applied.taken_by(lost[number].span.start)
                message = translated("point %s, which is named here, is deleted", reference.number)
                index = by.placed.index if by else None
                yield Fault(ReviewRule.REFERENCE, "answer", span, message, index)

    def _references_in_edits(self) -> Iterator[Fault]:
        """References to points that the new answer has not."""
        document = self.after.document
        places = (one.new for one in self.applied.edits if not one.new.empty)
        segments = {id(segment): segment for place in places for segment in document.segments_in(place)}
        for segment, reference in _references(segments.values()):
            span = segment.prose.span(*reference.span)
            edit = self.applied.edit_at(span.start)
            if _OF_OTHER.match(segment.prose.text, reference.span.end):
                continue
            start, end = reference.span
            says_in = _SAYS_IN.search(segment.prose.text, max(start - _LONGEST_SAYING, 0), start)
            said = reference.named or bool(says_in and _ENDS_THERE.match(segment.prose.text, end))
            if edit and edit.new.contains(span) and self._leads_nowhere(reference, _near(segment), said):
                message = translated("the new answer has no point %s", reference.number)
                yield self._fault(ReviewRule.REFERENCE, span, message, edit.placed.index)

    def _leads_nowhere(self, reference: PointReference, near: str, said: bool) -> bool:
        """``said``: a noun or what is said of the number tells that it is a point."""
        own = said and (not reference.named or reference.cue.startswith(_OWN_NOUNS))
        expected = own or resolved(reference.number, near, self.before.by_number) is not None
        return expected and resolved(reference.number, near, self._numbers) is None

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset({*self.after.by_number, *(point.number for point in self._points_after)})

    def _fault(self, rule: ReviewRule, span: Span, message: str, edit: int | None = None) -> Fault:
        """A fault at a place of the new answer, told of where that text is written."""
        start = self.applied.unchanged(span.start)
        if start is not None:
            return Fault(rule, "answer", Span(start, start + span.end - span.start), message, edit)
        found = self.applied.edit_at(span.start)
        if found is None:
            return Fault(rule, "answer", Span(0, 0), message, edit)
        return Fault(rule, "reply", found.in_reply(span), message, edit)


def _near(segment: Segment) -> str:
    """The number of the point that a segment is in."""
    return segment.point.number if segment.point else ""


def _references(segments: Iterable[Segment]) -> Iterator[tuple[Segment, PointReference]]:
    for segment in segments:
        for reference in point_references(segment.prose):
            yield segment, reference


def renumbering(
    before: Document, after: Document, applied: Applied, points: Sequence[Point]
) -> tuple[Edit, ...]:
    """Changes of the new text that make its numbers continuous again; none where that cannot be told.

    ``points`` are those of the new text, with those that its numbers have hidden.

    The labels that edits bring are taken at their word, and so is what their texts refer to.
    """
    if next(numbering_faults(before.points), None) is not None:
        return ()
    new = _new_numbers(points, applied, start_of(before.points))
    if new is None:
        return ()
    moved = [(label, number) for label, number in new if label.number != number]
    texts = ((label, relabelled(label, number)) for label, number in moved)
    labels = {Edit(label.span, text) for label, text in texts if text != label.text}
    changed = {label.number: number for label, number in moved}
    return tuple(sorted(labels.union(_rewritten(after, applied, changed))))


def _new_numbers(
    points: Iterable[Point], applied: Applied, start: str | None
) -> list[tuple[Label, str]] | None:
    """The number that each label of the old answer should have; ``start`` is the first at the top."""
    path: list[str] = []
    last: dict[str, str] = {}
    found = []
    for point in points:
        label = point.label
        if label.depth > len(path) + 1:
            return None
        parent = path[label.depth - 2] if label.depth > 1 else ""
        own = _own(label, last.get(parent), None if parent else start)
        number = joined_number(parent, own)
        last[parent] = own
        path[label.depth - 1 :] = [number]
        if applied.unchanged(label.span.start) is not None:
            found.append((label, number))
        elif number != label.number:
            return None
    return found


def _own(label: Label, before: str | None, start: str | None) -> str:
    own = split_number(label.number)[1]
    if before is not None and first(before) == first(own):
        return successor(before)
    return own if own in FIRST else start or first(own)


def _rewritten(document: Document, applied: Applied, changed: dict[str, str]) -> Iterator[Edit]:
    numbers = {*changed, *(point.number for point in document.points)}
    for segment, reference in _references(document.segments if changed else ()):
        span, near = segment.prose.span(*reference.span), _near(segment)
        number = resolved(reference.number, near, numbers)
        if number in changed and applied.unchanged(span.start) is not None:
            new = changed[number]
            if number != reference.number:
                new = new.removeprefix(f"{group_of(near)}.")
            yield Edit(span, number_like(document.source.text[slice(*span)], new))
