"""A reply to a review held against its documents: read once, placed, judged, and built into one value.

What it gives knows neither arguments nor formats. Writes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.defects.answer import read_answer
from proselint_t.defects.mapping import read_reported
from proselint_t.defects.quotes.locating import MAPPED, Locator
from proselint_t.defects.status import DefectStatus, Status, Statuses, digest_of
from proselint_t.document import parse
from proselint_t.lint.linter import Report, in_order
from proselint_t.replies.judging import Finding, findings_of, judge
from proselint_t.replies.judging.facts import Case
from proselint_t.replies.placing import place_edits
from proselint_t.replies.reading import read_replies
from proselint_t.rules.review import Fault, ReviewRule
from proselint_t.text.budget import budget
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.config import FileSettings
    from proselint_t.defects.answer import Answer
    from proselint_t.defects.lists import Defect, DefectList, Problem
    from proselint_t.defects.mapping import Reported
    from proselint_t.replies.judging import Judgement
    from proselint_t.replies.placing import PlacedEdit
    from proselint_t.replies.reading.model import Reply
    from proselint_t.text.source import Source


__all__ = ["Finding", "Review", "Revision", "revise"]


@dataclass(frozen=True, slots=True)
class Review:
    """The documents of a review and the rules that hold for its answer.

    ``status`` is what became of the defects so far. ``later`` are replies whose edits take the place of those
    of ``reply`` that have their numbers.
    """

    answer: Source
    defects: Source
    reply: Source
    sources: Sequence[Source]
    settings: FileSettings
    status: Source | None = None
    later: Sequence[Source] = ()


def revise(review: Review, *, partial: bool = False, renumber: bool = False) -> Revision:
    """Hold a reply against everything that its edits must agree with, and apply it where it may be.

    An error keeps every edit out; with ``partial`` it keeps out the edit that it belongs to. ``renumber``
    numbers the points anew where edits put them out of order, so that this is no error. Raises
    :class:`RuleError` as the linter does.
    """
    with budget(len(review.answer.text) + len(review.reply.text)):
        reported = read_reported(review.answer, review.defects, review.status)
        reply = read_replies((review.reply, *review.later), reported.numbers, reported.answer)
        locator = Locator(reported.answer)
        placed = place_edits(locator, reply.edits)
        case = Case(locator, reply, placed, review.defects, review.sources, review.settings)
        return _built(review, reported, case, judge(case, renumber=renumber), partial=partial)


def _built(review: Review, reported: Reported, case: Case, judged: Judgement, *, partial: bool) -> Revision:
    closed = {number for one in judged.valid for number in one.edit.defects}
    closed |= {number for number, status in reported.statuses.items() if status.settled}
    unanswered = [defect for defect in reported.list.defects if defect.number not in closed]
    faults = (_unanswered(review.defects, defect) for defect in unanswered)
    findings = (*judged.findings, *findings_of(faults, review.settings))
    sound = partial or not any(finding.is_error for finding in judged.findings)
    may_apply = sound and bool(judged.valid) and not reported.list.problems and not case.reply.problems
    return Revision(
        review,
        reported.answer,
        reported.list,
        case.reply,
        case.placed,
        findings=tuple(_in_its_file(one, case.reply) for one in findings),
        unanswered=tuple(defect.number for defect in unanswered),
        valid=frozenset(one.index for one in judged.valid),
        applied=tuple(one.index for one in judged.valid) if may_apply else (),
        result=judged.result if may_apply else None,
        introduced=judged.introduced,
        statuses=reported.statuses,
    )


def _unanswered(source: Source, defect: Defect) -> Fault:
    """A defect that no edit answers and none has answered before, at its line as far as that is known."""
    span = Span(0, 0)
    if defect.line is not None:
        span = source.span_of(defect.line - 1 - source.first_line)
    message = translated("no valid edit answers defect %s", defect.number)
    return Fault(ReviewRule.UNANSWERED, "defects", span, message)


def _in_its_file(finding: Finding, reply: Reply) -> Finding:
    """A finding in joined replies at its place in the file that it is about."""
    if finding.where != "reply" or not reply.parts:
        return finding
    part, span = reply.part_at(finding.violation.span)
    return replace(finding, violation=finding.violation._replace(span=span), part=part)


@dataclass(frozen=True)
class Revision:
    """``result`` is the new answer; ``None`` where nothing may be applied, or nothing is to be.

    ``applied`` are the indexes of the edits in it; ``introduced`` holds the violations that the old answer
    did not have.
    """

    review: Review
    answer: Answer
    reported: DefectList
    reply: Reply
    placed: tuple[PlacedEdit, ...]
    findings: tuple[Finding, ...]
    unanswered: tuple[int, ...]
    valid: frozenset[int]
    applied: tuple[int, ...]
    result: Source | None
    introduced: Report
    statuses: Statuses

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is malformed in the list of defects and in the reply."""
        return (*self.reported.problems, *self.reply.problems)

    def findings_of(self, index: int) -> Sequence[Finding]:
        """What belongs to one edit."""
        return self._by_edit.get(index, ())

    @cached_property
    def _by_edit(self) -> dict[int, list[Finding]]:
        found: dict[int, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            if finding.edit is not None:
                found[finding.edit].append(finding)
        return dict(found)

    def source_of(self, finding: Finding) -> Source:
        """The document in which a finding is."""
        if finding.where == "reply":
            return self._replies[finding.part]
        return self.review.answer if finding.where == "answer" else self.review.defects

    def place_of(self, finding: Finding) -> tuple[str, int]:
        """The path of that document, and the line, from 1."""
        source = self.source_of(finding)
        return source.path, source.position(finding.violation.span.start).line

    @property
    def _replies(self) -> tuple[Source, ...]:
        return self.reply.parts or (self.review.reply,)

    @cached_property
    def reports(self) -> Sequence[Report]:
        """The findings by document: those in the replies, in the answer, in the list of defects."""
        found = []
        for source in (*self._replies, self.review.answer, self.review.defects):
            violations = [one.violation for one in self.findings if self.source_of(one) is source]
            if violations:
                document = self.answer.document
                if source is not self.review.answer:  # the numbers of edits and defects are no points
                    document = replace(parse(source), points=())
                found.append(Report(document, in_order(violations)))
        return found


_GONE = "the quoted text is no longer there"


def settled(revision: Revision, date: str) -> Statuses:
    """The statuses after a revision whose result is written; ``date`` is the day in ISO form.

    The defects of the applied edits are answered; an open one whose quote was taken by an edit of another
    defect is gone. A revision without a result changes nothing.
    """
    found = dict(revision.statuses)
    if revision.result is None:
        return found
    for placed in revision.placed:
        if placed.index in revision.applied:
            found |= answered(revision, placed, date)
    before, after = Locator(revision.answer), Locator(read_answer(revision.result))
    for defect in revision.reported.defects:
        known = found.get(defect.number)
        if not (known and known.settled) and _stands(before, defect) and not _stands(after, defect):
            digest = digest_of(defect)
            found[defect.number] = DefectStatus(
                defect.number, Status.GONE, digest, date=date, reason=translated(_GONE)
            )
    return found


def answered(revision: Revision, placed: PlacedEdit, date: str) -> Statuses:
    """The statuses of the defects that one edit answers, once it is applied."""
    return {
        one.number: DefectStatus(one.number, Status.ANSWERED, digest_of(one), placed.edit.number, date)
        for one in revision.reported.defects
        if one.number in placed.edit.defects
    }


def _stands(locator: Locator, defect: Defect) -> bool:
    """Whether the quote of a defect is in its point."""
    return bool(defect.quote) and locator.locate(defect).outcome in MAPPED
