"""What became of a reply, edit by edit, in words for whoever writes it, a person or a language model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.defects.quotes.forms import folded_form
from proselint_t.defects.quotes.resemblance import closest
from proselint_t.rules.review import ReviewRule
from proselint_t.text.messages import translated
from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.output import RenderOptions
    from proselint_t.replies.editing.placing import PlacedEdit
    from proselint_t.replies.revision import Finding, Revision


def render(revision: Revision, _options: RenderOptions) -> str:
    """A paragraph for each edit, then what belongs to none of them, and what to send next."""
    return "\n".join(map(printable, _lines(revision))) + "\n"


def _lines(revision: Revision) -> Iterator[str]:
    for placed in revision.placed:
        yield from _edit(revision, placed)
    for problem in revision.problems:
        yield translated("Not readable: %s", problem)
    for finding in revision.findings:
        if finding.edit is None and finding.violation.rule != ReviewRule.UNANSWERED:
            yield _told(revision, finding)
    if revision.unanswered:
        yield translated("No valid edit answers defect %s.", ", ".join(map(str, revision.unanswered)))
    yield _next(revision)


def _edit(revision: Revision, placed: PlacedEdit) -> Iterator[str]:
    edit = placed.edit
    defects = ", ".join(map(str, edit.defects)) or translated("not known")
    head = translated(
        "Edit %s (defect %s, point %s)", edit.number, defects, placed.point or translated("not known")
    )
    findings = revision.findings_of(placed.index)
    told = [one.message for one in revision.reply.deviations if one.edit == placed.index]
    if not findings and not told:
        yield translated("%s: fine.", head)
        return
    yield translated(
        "%s: fine, but look again." if placed.index in revision.valid else "%s: change it.", head
    )
    if not any(finding.violation.rule == ReviewRule.FORM for finding in findings):
        yield from (f"- {ReviewRule.FORM}: {message}" for message in dict.fromkeys(told))
    for finding in findings:
        yield _told(revision, finding)
    if any(finding.violation.rule == ReviewRule.ANCHOR for finding in findings) and not placed.applied:
        yield from _nearest(revision, placed)


def _told(revision: Revision, finding: Finding) -> str:
    path, line = revision.place_of(finding)
    return f"- {path}:{line}: {finding.violation.rule}: {finding.violation.message}"


def _nearest(revision: Revision, placed: PlacedEdit) -> Iterator[str]:
    """The text of the answer that may be meant by an anchor that is not there."""
    found = closest([folded_form(revision.answer)], placed.edit.old.text) if placed.edit.old else None
    if found:
        yield translated("  Nearest is %s: «%s»", found.place, " ".join(found.text.split()))
        yield translated("  Quote the text that the edit takes exactly as it stands there.")


def _next(revision: Revision) -> str:
    if revision.problems or len(revision.valid) < len(revision.placed):
        return translated("Send the edits that are to be changed again, corrected, under the same numbers.")
    return (
        translated("Every edit may be applied.")
        if revision.placed
        else translated("There are no edits here.")
    )
