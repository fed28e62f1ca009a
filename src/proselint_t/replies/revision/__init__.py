"""A reply to a review held against its documents and the rules of style, and the answer that it makes.

Brings `review`, which knows documents, and the linter, which knows rules, together. Writes nothing.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import read_answer
from proselint_t.defects.lists import read_defects
from proselint_t.defects.quotes.locating import Locator
from proselint_t.defects.status import read_statuses
from proselint_t.document import parse
from proselint_t.replies.editing.applying import apply_placed
from proselint_t.replies.editing.checks import anchor_faults, conflict_faults, reply_faults
from proselint_t.replies.editing.placing import place_edits
from proselint_t.replies.editing.texts import Quoted, outside_faults, source_faults, text_faults
from proselint_t.replies.reading.merging import read_replies
from proselint_t.replies.revision.model import Finding, Review, Revision, findings_of, in_its_file
from proselint_t.replies.revision.style import alone
from proselint_t.replies.revision.trial import Trial, dress_faults
from proselint_t.replies.wording.dress import Dress
from proselint_t.rules.review import Fault, ReviewRule
from proselint_t.text.budget import budget
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.lists import DefectList
    from proselint_t.defects.status import Statuses
    from proselint_t.replies.editing.placing import PlacedEdit
    from proselint_t.replies.reading import Reply

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
    unanswered = _unanswered(read, judged.valid)
    faults = _unanswered_faults(review.defects, read.reported, unanswered)
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
        unanswered=unanswered,
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
        text_faults(Quoted(read.locator, review.defects, review.sources), read.placed),
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


def _unanswered(read: _Read, valid: Sequence[PlacedEdit]) -> tuple[int, ...]:
    """The numbers of the defects that no edit answers and none has answered before."""
    answered = {number for one in valid for number in one.edit.defects}
    answered |= {number for number, status in read.statuses.items() if status.settled}
    return tuple(defect.number for defect in read.reported.defects if defect.number not in answered)


def _unanswered_faults(source: Source, reported: DefectList, numbers: Collection[int]) -> Iterator[Fault]:
    for defect in reported.defects:
        if defect.number in numbers:
            message = translated("no valid edit answers defect %s", defect.number)
            yield Fault(ReviewRule.UNANSWERED, "defects", _line(source, defect.line), message)


def _line(source: Source, line: int | None) -> Span:
    """A line from 1 as a stretch; the beginning of the text where none is known."""
    if line is None:
        return Span(0, 0)
    index = line - 1 - source.first_line
    return Span(source.line_starts[index], source.line_end(index))
