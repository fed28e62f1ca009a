"""What is wrong with a reply whose edits are placed: as it is written, and in the answer that it makes.

Each judge is asked one question and knows nothing of the others. Owns which edits an error keeps out, and
what comes to light once they are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import answer_of
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
from proselint_t.replies.judging.seams import seam_faults
from proselint_t.replies.judging.style import Style, alone
from proselint_t.replies.judging.texts import outside_faults, source_faults, text_faults
from proselint_t.replies.placing.applying import apply_placed
from proselint_t.rules.files import review_rule
from proselint_t.rules.review import FORMAT, Fault, ReviewRule
from proselint_t.rules.rule import Severity, Violation
from proselint_t.text.edits import apply_edits, moved_by
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.defects.answer import Answer
    from proselint_t.defects.quotes.locating import Locator
    from proselint_t.replies.judging.style import StyleFault
    from proselint_t.replies.placing import PlacedEdit
    from proselint_t.replies.placing.applying import Applied
    from proselint_t.replies.reading.model import Reply
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


class Case(NamedTuple):
    """A reply whose edits are placed in an answer, and what it is held against."""

    locator: Locator
    reply: Reply
    placed: tuple[PlacedEdit, ...]
    defects: Source
    sources: Sequence[Source]
    settings: FileSettings


class Judgement(NamedTuple):
    """``valid`` are the edits that no error belongs to, ``trial`` is what they make of the answer."""

    findings: list[Finding]
    valid: list[PlacedEdit]
    trial: Trial


def judge(case: Case, *, renumber: bool) -> Judgement:
    """``renumber``: number the points anew where edits put them out of order; this is no error then."""
    answer = case.locator.answer
    dress = Dress(answer)

    def trial_of(edits: Iterable[PlacedEdit]) -> Trial:
        applied = apply_placed(answer.source, edits)
        return Trial(answer, case.reply, applied, case.settings, dress, renumber)

    clashes = list(conflict_faults(case.reply, case.placed))
    clashing = {fault.edit for fault in clashes}
    candidates = [one for one in case.placed if one.change and one.index not in clashing]
    trial = trial_of(candidates)
    findings = [*_findings(case, dress, clashes), *trial.findings()]
    deviating = {one.edit for one in case.reply.deviations}
    valid = [one for one in _valid(candidates, findings) if one.index not in deviating]
    while len(valid) < len(trial.indexes):  # what hid behind an edit that is left out comes to light
        trial = trial_of(valid)
        found = [one for one in trial.findings() if one.edit is not None and one not in findings]
        findings += found
        valid = _valid(valid, found)
    return Judgement(findings, valid, trial)


def _valid(edits: Sequence[PlacedEdit], findings: Iterable[Finding]) -> list[PlacedEdit]:
    """The edits that no error belongs to."""
    invalid = {finding.edit for finding in findings if finding.is_error}
    return [one for one in edits if one.index not in invalid]


def _findings(case: Case, dress: Dress, clashes: Sequence[Fault]) -> Iterator[Finding]:
    """What is wrong with a reply as it is written; what its edits make, a trial shows."""
    reply, placed, settings = case.reply, case.placed, case.settings
    clashing = {fault.edit for fault in clashes}
    faults = chain(
        reply_faults(reply),
        anchor_faults(case.locator.answer, reply, placed),
        clashes,
        text_faults(case.locator, case.defects, case.sources, placed),
        source_faults(placed, settings.value("sources.allow") or ()),
        () if ReviewRule.OUTSIDE_LIST in settings.review else outside_faults(reply),
    )
    yield from findings_of(faults, settings)
    without_place = [one for one in placed if not one.change or one.index in clashing]
    yield from findings_of(_dress_faults(dress, without_place), settings)
    for one in without_place:
        yield from (Finding("reply", found, one.index) for found in alone(one.edit, settings))


def _dress_faults(dress: Dress, edits: Iterable[PlacedEdit]) -> Iterator[Fault]:
    """The dress of edits that have no place: their texts are read by themselves."""
    for one in edits:
        if one.edit.new is not None:
            text = one.edit.new.text
            for _, (span, message) in dress.faults(parse(Source(text)), [Span(0, len(text))]):
                yield Fault(ReviewRule.FORMAT, "reply", one.edit.new.span(*span), message, one.index)


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
        dressed = self.dress.faults(self._after.document, [edit.new for edit in edits])
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
