"""What is wrong with a reply whose edits are placed: as it is written, and in the answer that it makes.

Each judge is asked one question of the facts and knows nothing of the others. Owns which edits an error keeps
out, and what comes to light once they are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document import parse
from proselint_t.lint.linter import Report, in_order
from proselint_t.replies.judging.checks import (
    anchor_faults,
    conflict_faults,
    reply_faults,
    whole_answer_faults,
)
from proselint_t.replies.judging.consequences import Consequences
from proselint_t.replies.judging.dress import Dress
from proselint_t.replies.judging.facts import Trial
from proselint_t.replies.judging.seams import seam_faults
from proselint_t.replies.judging.style import Style, alone
from proselint_t.replies.judging.texts import outside_faults, source_faults, text_faults
from proselint_t.rules.files import review_rule
from proselint_t.rules.review import FORMAT_GROUP, Fault, ReviewRule
from proselint_t.rules.rule import Severity, Violation
from proselint_t.text.edits import apply_edits, moved_by
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.replies.judging.facts import Case
    from proselint_t.replies.judging.style import StyleFault
    from proselint_t.replies.placing import PlacedEdit
    from proselint_t.rules.review import Where
    from proselint_t.text.edits import Edit


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation in one of the documents, with the index of the edit that it belongs to, if to any.

    ``part`` is the index of the file, where several replies are one.
    """

    where: Where
    violation: Violation
    edit: int | None = None
    part: int = 0

    @property
    def is_error(self) -> bool:
        return self.violation.severity is Severity.ERROR


def findings_of(faults: Iterable[Fault], settings: FileSettings) -> Iterator[Finding]:
    """The faults of a review as violations, as far as their rules are on."""
    for fault in faults:
        if fault.rule in settings.review:
            severity = settings.review[fault.rule] or review_rule(fault.rule).meta.severity
            violation = Violation(fault.rule.value, severity, fault.span, fault.message, fault.fix)
            yield Finding(fault.where, violation, fault.edit)


class Judgement(NamedTuple):
    """``valid`` are the edits that no error belongs to, ``result`` is the answer that they make.

    ``introduced`` holds the violations of the result that the old answer had not.
    """

    findings: list[Finding]
    valid: list[PlacedEdit]
    result: Source
    introduced: Report


def judge(case: Case, *, renumber: bool) -> Judgement:
    """``renumber``: number the points anew where edits put them out of order; this is no error then."""
    dress = Dress(case.answer)
    clashes = list(conflict_faults(case))
    clashing = {fault.edit for fault in clashes}
    candidates = [one for one in case.placed if one.change and one.index not in clashing]
    without_place = [one for one in case.placed if not one.change or one.index in clashing]
    ruling = Ruling(Trial(case, candidates), dress, renumber)
    findings = [
        *findings_of(_faults_as_written(case, clashes), case.settings),
        *findings_of(_dress_faults(dress, without_place), case.settings),
        *(
            Finding("reply", found, one.index)
            for one in without_place
            for found in alone(one.edit, case.settings)
        ),
        *ruling.findings(),
    ]
    deviating = {one.edit for one in case.reply.deviations}
    valid = [one for one in _valid(candidates, findings) if one.index not in deviating]
    while len(valid) < len(ruling.trial.edits):  # what hid behind an edit that is left out comes to light
        ruling = Ruling(Trial(case, valid), dress, renumber)
        found = [one for one in ruling.findings() if one.edit is not None and one not in findings]
        findings += found
        valid = _valid(valid, found)
    return Judgement(findings, valid, ruling.result, ruling.introduced)


def _valid(edits: Sequence[PlacedEdit], findings: Iterable[Finding]) -> list[PlacedEdit]:
    """The edits that no error belongs to."""
    invalid = {finding.edit for finding in findings if finding.is_error}
    return [one for one in edits if one.index not in invalid]


def _faults_as_written(case: Case, clashes: Sequence[Fault]) -> Iterator[Fault]:
    """What is wrong with a reply before anything is applied."""
    yield from reply_faults(case.reply)
    yield from anchor_faults(case)
    yield from clashes
    yield from text_faults(case)
    yield from source_faults(case)
    yield from outside_faults(case)


def _dress_faults(dress: Dress, edits: Iterable[PlacedEdit]) -> Iterator[Fault]:
    """The dress of edits that have no place: their texts are read by themselves."""
    for one in edits:
        if one.edit.new is not None:
            text = one.edit.new.text
            for _, (span, message) in dress.faults(parse(Source(text)), [Span(0, len(text))]):
                yield Fault(ReviewRule.FORMAT, "reply", one.edit.new.span(*span), message, one.index)


@dataclass(frozen=True)
class Ruling:
    """What all say of a trial. ``renumber``: number the points anew where its edits put them out of order."""

    trial: Trial
    dress: Dress
    renumber: bool

    @cached_property
    def _consequences(self) -> Consequences:
        return Consequences(self.trial.case.answer, self.trial.after, self.trial.applied)

    @cached_property
    def _style(self) -> tuple[StyleFault, ...]:
        case, after = self.trial.case, self.trial.after.document
        return tuple(Style(case.answer, after, self.trial.applied, case.settings).faults())

    @property
    def _renumbering(self) -> tuple[Edit, ...]:
        return self._consequences.renumbering if self.renumber else ()

    def findings(self) -> Iterator[Finding]:
        yield from findings_of(self._faults(), self.trial.case.settings)
        for violation, edit in ((fault.violation, fault.edit) for fault in self._style):
            told = violation._replace(span=edit.in_reply(violation.span), fix=None, group=FORMAT_GROUP)
            yield Finding("reply", told, edit.placed.index)

    def _faults(self) -> Iterator[Fault]:
        for edit, (span, message) in self.dress.faults_of(self.trial):
            yield Fault(ReviewRule.FORMAT, "reply", edit.in_reply(span), message, edit.placed.index)
        for edit, (span, message) in seam_faults(self.trial.applied):
            yield Fault(ReviewRule.SEAM, "reply", edit.in_reply(span), message, edit.placed.index)
        yield from whole_answer_faults(self.trial)
        for fault in self._consequences.faults():
            mended = self.renumber and fault.rule is ReviewRule.NUMBERING and fault.fix is not None
            if not mended:
                yield fault

    @cached_property
    def result(self) -> Source:
        source = self.trial.applied.after
        return replace(source, text=apply_edits(source.text, self._renumbering))

    @property
    def introduced(self) -> Report:
        found = [fault.violation for fault in self._style if fault.is_new]
        if not self._renumbering:
            return Report(self.trial.after.document, in_order(found))
        moved = (one.shifted(moved_by(self._renumbering, one.span.start)) for one in found)
        return Report(parse(self.result), in_order(moved))
