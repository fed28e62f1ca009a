"""What becomes of the defects of a list when the edits of a reply are applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.defects.answer import read_answer
from proselint_t.defects.quotes.locating import MAPPED, Locator
from proselint_t.defects.status import DefectStatus, Status, Statuses, digest_of

if TYPE_CHECKING:
    from proselint_t.defects.lists import Defect
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
    edits = {
        number: one.edit.number
        for one in revision.placed
        if one.index in revision.applied
        for number in one.edit.defects
    }
    before, after = Locator(revision.answer), Locator(read_answer(revision.result))
    for defect in revision.reported.defects:
        known, edit, digest = found.get(defect.number), edits.get(defect.number), digest_of(defect)
        if edit is not None:
            found[defect.number] = DefectStatus(defect.number, Status.ANSWERED, digest, edit, date)
        elif not (known and known.settled) and _stands(before, defect) and not _stands(after, defect):
            found[defect.number] = DefectStatus(defect.number, Status.GONE, digest, date=date, reason=_GONE)
    return found


def _stands(locator: Locator, defect: Defect) -> bool:
    """Whether the quote of a defect is in its point."""
    return bool(defect.quote) and locator.locate(defect).outcome in MAPPED
