"""What becomes of the defects of a list when the edits of a reply are applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.defects.answer import read_answer
from proselint_t.defects.quotes.locating import MAPPED, Locator
from proselint_t.defects.status import DefectStatus, Status, Statuses, digest_of
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from proselint_t.defects.lists import Defect
    from proselint_t.replies.editing.placing import PlacedEdit
    from proselint_t.replies.revision.model import Revision

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
