"""A reply to a review held against its documents and the rules of style, and the answer that it makes.

Brings `review`, which knows documents, and the linter, which knows rules, together. Writes nothing.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from proselint_t.review.answer import read_answer
from proselint_t.review.defects import read_defects
from proselint_t.review.editing.applying import apply_placed
from proselint_t.review.editing.checks import anchor_faults, conflict_faults, reply_faults
from proselint_t.review.editing.placing import place_edits
from proselint_t.review.editing.texts import text_faults
from proselint_t.review.faults import Fault, ReviewRule
from proselint_t.review.matching.locating import Locator
from proselint_t.review.reply import read_reply
from proselint_t.revision.model import Finding, Review, Revision, findings_of
from proselint_t.revision.style import alone
from proselint_t.revision.trial import Trial
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from proselint_t.review.defects import DefectList
    from proselint_t.review.editing.placing import PlacedEdit
    from proselint_t.source import Source

__all__ = ["Finding", "Review", "Revision", "revise"]


def revise(review: Review, *, partial: bool = False, renumber: bool = False) -> Revision:
    """Hold a reply against everything that its edits must agree with, and apply it where it may be.

    An error keeps every edit out; with ``partial`` it keeps out the edit that it belongs to. ``renumber``
    numbers the points anew where edits put them out of order, so that this is no error. Raises
    :class:`RuleError` as the linter does.
    """
    answer = read_answer(review.answer)
    reported = read_defects(review.defects, review.answer)
    reply = read_reply(review.reply, {defect.number for defect in reported.defects})
    locator = Locator(answer)
    placed = place_edits(locator, reply.edits)

    def trial_of(edits: Iterable[PlacedEdit]) -> Trial:
        return Trial(answer, reply, apply_placed(review.answer, edits), review.settings, renumber)

    clashes = list(conflict_faults(reply, placed))
    clashing = {fault.edit for fault in clashes}
    candidates = [one for one in placed if one.change and one.index not in clashing]
    trial = trial_of(candidates)
    faults = chain(
        reply_faults(reply),
        anchor_faults(answer, reply, placed),
        clashes,
        text_faults(locator, review.sources, reply, placed),
    )
    findings = [
        *findings_of(faults, review.settings),
        *_alone(review, (one for one in placed if not one.change or one.index in clashing)),
        *trial.findings(),
    ]
    invalid = {finding.edit for finding in findings if finding.is_error}
    valid = [one for one in candidates if one.index not in invalid]
    unanswered = _unanswered(reported, valid)
    may_apply = bool(valid) and not reported.problems and not reply.problems
    if any(finding.is_error for finding in findings):
        may_apply = may_apply and partial
        trial = trial_of(valid) if may_apply and len(valid) < len(candidates) else trial
    findings += findings_of(_unanswered_faults(review.defects, reported, unanswered), review.settings)
    return Revision(
        review,
        answer,
        reported,
        reply,
        placed,
        tuple(findings),
        unanswered,
        valid=frozenset(one.index for one in valid),
        applied=trial.indexes if may_apply else (),
        result=trial.result if may_apply else None,
        introduced=trial.introduced,
    )


def _alone(review: Review, edits: Iterable[PlacedEdit]) -> Iterator[Finding]:
    """The style of edits that have no place: their texts are read by themselves."""
    for one in edits:
        for violation in alone(one.edit, review.settings):
            yield Finding("reply", violation, one.index)


def _unanswered(reported: DefectList, valid: Sequence[PlacedEdit]) -> tuple[int, ...]:
    answered = {number for one in valid for number in one.edit.defects}
    return tuple(defect.number for defect in reported.defects if defect.number not in answered)


def _unanswered_faults(source: Source, reported: DefectList, numbers: Collection[int]) -> Iterator[Fault]:
    for defect in reported.defects:
        if defect.number in numbers:
            message = f"no valid edit answers defect {defect.number}"
            yield Fault(ReviewRule.UNANSWERED, "defects", _line(source, defect.line), message)


def _line(source: Source, line: int | None) -> Span:
    """A line from 1 as a stretch; the beginning of the text where none is known."""
    if line is None:
        return Span(0, 0)
    return Span(source.line_starts[line - 1], source.line_end(line - 1))
