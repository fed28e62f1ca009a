"""A reply to a review held against its documents and the rules of style, and the answer that it makes.

Brings `review`, which knows documents, and the linter, which knows rules, together. Writes nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import answer_of, read_answer
from proselint_t.defects.lists import read_defects
from proselint_t.defects.quotes.locating import Locator
from proselint_t.defects.status import read_statuses
from proselint_t.document import parse
from proselint_t.lint.linter import Report, in_order
from proselint_t.lint.suppressions import comment_places
from proselint_t.replies.editing.applying import apply_placed
from proselint_t.replies.editing.checks import (
    anchor_faults,
    conflict_faults,
    reply_faults,
    whole_answer_faults,
)
from proselint_t.replies.editing.consequences import Consequences
from proselint_t.replies.editing.placing import place_edits
from proselint_t.replies.editing.seams import seam_faults
from proselint_t.replies.reading import read_replies
from proselint_t.replies.revision.model import Finding, Review, Revision, findings_of, in_its_file
from proselint_t.replies.revision.style import Style, alone
from proselint_t.replies.wording import outside_faults, source_faults, text_faults
from proselint_t.replies.wording.dress import Dress
from proselint_t.rules.review import FORMAT, Fault, ReviewRule, TextFault
from proselint_t.text.budget import budget
from proselint_t.text.edits import apply_edits, moved_by
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.defects.answer import Answer
    from proselint_t.defects.lists import Defect, DefectList
    from proselint_t.defects.status import Statuses
    from proselint_t.document import Document
    from proselint_t.replies.editing.applying import Applied
    from proselint_t.replies.editing.placing import PlacedEdit
    from proselint_t.replies.reading.model import Reply
    from proselint_t.replies.revision.style import StyleFault
    from proselint_t.text.edits import Edit


__all__ = ["Finding", "Review", "Revision", "revise"]


def revise(review: Review, *, partial: bool = False, renumber: bool = False) -> Revision:
    """Hold a reply against everything that its edits must agree with, and apply it where it may be.

    An error keeps every edit out; with ``partial`` it keeps out the edit that it belongs to. ``renumber``
    numbers the points anew where edits put them out of order, so that this is no error. Raises
    :class:`RuleError` as the linter does.
    """
    with budget(len(review.answer.text) + len(review.reply.text)):
        read = _read(review)
        return _built(review, read, _judged(review, read, renumber=renumber), partial=partial)


class _Read(NamedTuple):
    """The documents of a review as they are understood, with the place of each edit."""

    answer: Answer
    reported: DefectList
    reply: Reply
    locator: Locator
    placed: tuple[PlacedEdit, ...]
    statuses: Statuses


def _read(review: Review) -> _Read:
    answer = read_answer(review.answer)
    reported, statuses = read_statuses(review.status, read_defects(review.defects, answer))
    replies = (review.reply, *review.later)
    reply = read_replies(replies, {defect.number for defect in reported.defects}, answer)
    locator = Locator(answer)
    return _Read(answer, reported, reply, locator, place_edits(locator, reply.edits), statuses)


class _Judged(NamedTuple):
    """``valid`` are the edits that no error belongs to, ``trial`` is what they make of the answer."""

    findings: list[Finding]
    valid: list[PlacedEdit]
    trial: Trial


def _judged(review: Review, read: _Read, *, renumber: bool) -> _Judged:
    dress = Dress(read.answer)

    def trial_of(edits: Iterable[PlacedEdit]) -> Trial:
        applied = apply_placed(review.answer, edits)
        return Trial(read.answer, read.reply, applied, review.settings, dress, renumber)

    clashes = list(conflict_faults(read.reply, read.placed))
    clashing = {fault.edit for fault in clashes}
    candidates = [one for one in read.placed if one.change and one.index not in clashing]
    trial = trial_of(candidates)
    findings = [*_findings(review, read, dress, clashes), *trial.findings()]
    deviating = {one.edit for one in read.reply.deviations}
    valid = [one for one in _valid(candidates, findings) if one.index not in deviating]
    while len(valid) < len(trial.indexes):  # what hid behind an edit that is left out comes to light
        trial = trial_of(valid)
        found = [one for one in trial.findings() if one.edit is not None and one not in findings]
        findings += found
        valid = _valid(valid, found)
    return _Judged(findings, valid, trial)


def _built(review: Review, read: _Read, judged: _Judged, *, partial: bool) -> Revision:
    answered = {number for one in judged.valid for number in one.edit.defects}
    answered |= {number for number, status in read.statuses.items() if status.settled}
    unanswered = [defect for defect in read.reported.defects if defect.number not in answered]
    faults = (_unanswered(review.defects, defect) for defect in unanswered)
    findings = (*judged.findings, *findings_of(faults, review.settings))
    sound = partial or not any(finding.is_error for finding in judged.findings)
    may_apply = sound and bool(judged.valid) and not read.reported.problems and not read.reply.problems
    return Revision(
        review,
        read.answer,
        read.reported,
        read.reply,
        read.placed,
        findings=tuple(in_its_file(one, read.reply) for one in findings),
        unanswered=tuple(defect.number for defect in unanswered),
        valid=frozenset(one.index for one in judged.valid),
        applied=judged.trial.indexes if may_apply else (),
        result=judged.trial.result if may_apply else None,
        introduced=judged.trial.introduced,
        statuses=read.statuses,
    )


def _valid(edits: Sequence[PlacedEdit], findings: Iterable[Finding]) -> list[PlacedEdit]:
    """The edits that no error belongs to."""
    invalid = {finding.edit for finding in findings if finding.is_error}
    return [one for one in edits if one.index not in invalid]


def _findings(review: Review, read: _Read, dress: Dress, clashes: Sequence[Fault]) -> Iterator[Finding]:
    """What is wrong with a reply as it is written; what its edits make, a trial shows."""
    clashing = {fault.edit for fault in clashes}
    faults = chain(
        reply_faults(read.reply),
        anchor_faults(read.answer, read.reply, read.placed),
        clashes,
        text_faults(read.locator, review.defects, review.sources, read.placed),
        source_faults(read.placed, review.settings.value("sources.allow") or ()),
        () if ReviewRule.OUTSIDE_LIST in review.settings.review else outside_faults(read.reply),
    )
    yield from findings_of(faults, review.settings)
    without_place = [one for one in read.placed if not one.change or one.index in clashing]
    yield from findings_of(_dress_faults(dress, without_place), review.settings)
    for one in without_place:
        yield from (Finding("reply", found, one.index) for found in alone(one.edit, review.settings))


def _dress_faults(dress: Dress, edits: Iterable[PlacedEdit]) -> Iterator[Fault]:
    """The dress of edits that have no place: their texts are read by themselves."""
    for one in edits:
        if one.edit.new is not None:
            text = one.edit.new.text
            for _, (span, message) in dress_faults(dress, parse(Source(text)), [Span(0, len(text))]):
                yield Fault(ReviewRule.FORMAT, "reply", one.edit.new.span(*span), message, one.index)


def _unanswered(source: Source, defect: Defect) -> Fault:
    """A defect that no edit answers and none has answered before, at its line as far as that is known."""
    span = Span(0, 0)
    if defect.line is not None:
        line = defect.line - 1 - source.first_line
        span = Span(source.line_starts[line], source.line_end(line))
    message = translated("no valid edit answers defect %s", defect.number)
    return Fault(ReviewRule.UNANSWERED, "defects", span, message)


@dataclass(frozen=True)
class Trial:
    """``renumber``: number the points anew where the edits put them out of order."""

    answer: Answer
    reply: Reply
    applied: Applied
    settings: FileSettings
    dress: Dress
    renumber: bool

    @cached_property
    def _after(self) -> Answer:
        return answer_of(parse(self.applied.after, language=self.settings.language))

    @cached_property
    def _consequences(self) -> Consequences:
        return Consequences(self.answer, self._after, self.applied)

    @cached_property
    def _style(self) -> tuple[StyleFault, ...]:
        return tuple(Style(self.answer, self._after.document, self.applied, self.settings).faults())

    @property
    def _renumbering(self) -> tuple[Edit, ...]:
        return self._consequences.renumbering if self.renumber else ()

    def findings(self) -> Iterator[Finding]:
        yield from findings_of(self._faults(), self.settings)
        for violation, edit in ((fault.violation, fault.edit) for fault in self._style):
            span = edit.placed.in_reply(_inside(violation.span, edit.new))
            told = violation._replace(span=span, fix=None, group=FORMAT)
            yield Finding("reply", told, edit.placed.index)

    def _faults(self) -> Iterator[Fault]:
        # Of the lines that edits become spans count in the new answer.
        edits = [edit for edit in self.applied.edits if not edit.new.empty]
        dressed = dress_faults(self.dress, self._after.document, [edit.new for edit in edits])
        found = [(edits[index], ReviewRule.FORMAT, fault) for index, fault in dressed]
        found += [(edit, ReviewRule.SEAM, fault) for edit, fault in seam_faults(self.applied)]
        for edit, rule, (span, message) in found:
            place = edit.placed.in_reply(_inside(span, edit.new))
            yield Fault(rule, "reply", place, message, edit.placed.index)
        yield from whole_answer_faults(self.answer, self.reply, self.applied)
        for fault in self._consequences.faults():
            mended = self.renumber and fault.rule is ReviewRule.NUMBERING and fault.fix is not None
            if not mended:
                yield fault

    @property
    def indexes(self) -> tuple[int, ...]:
        """The edits that are in it."""
        return tuple(sorted(one.placed.index for one in self.applied.edits))

    @cached_property
    def result(self) -> Source:
        source = self.applied.after
        return replace(source, text=apply_edits(source.text, self._renumbering))

    @property
    def introduced(self) -> Report:
        """The violations of the result that the old answer had not."""
        found = [fault.violation for fault in self._style if fault.is_new]
        if not self._renumbering:
            return Report(self._after.document, in_order(found))
        moved = (one.shifted(moved_by(self._renumbering, one.span.start)) for one in found)
        return Report(parse(self.result), in_order(moved))


def _inside(span: Span, place: Span) -> Span:
    """The part of a span that lies in a stretch, counted from its start."""
    start = min(max(span.start, place.start), place.end)
    end = min(max(span.end, start), place.end)
    return Span(start, end).shifted(-place.start)


def dress_faults(dress: Dress, document: Document, places: Sequence[Span]) -> Iterator[tuple[int, TextFault]]:
    """What hides in some stretches of a document, each with the index of its stretch.

    Spans count in the document.
    """
    comments = [*comment_places(document.source.text)]
    for index, place in enumerate(places):
        silencing = comments[
            bisect_right(comments, place.start, key=lambda one: one.end) : bisect_left(
                comments, place.end, key=lambda one: one.start
            )
        ]
        for span in silencing:
            yield index, TextFault(span, translated("an edit may not silence rules: leave the comment out"))
        for fault in dress.faults(document, place):
            if not any(map(fault.span.overlaps, silencing)):
                yield index, fault
