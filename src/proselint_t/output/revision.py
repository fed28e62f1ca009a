"""What became of a reply as one JSON object, with offsets in code points from 0 and lines from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.output import element
from proselint_t.output.mapping.json import problem_data
from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from proselint_t.output import RenderOptions
    from proselint_t.replies.editing.placing import PlacedEdit
    from proselint_t.replies.revision import Finding, Revision


def render(revision: Revision, options: RenderOptions) -> str:
    return as_json(data(revision, options), 1) + "\n"


def data(revision: Revision, options: RenderOptions) -> dict[str, Any]:
    """The revision as plain data."""
    return {
        "answer": revision.answer.source.path,
        "edits": [_edit(revision, placed) for placed in revision.placed],
        "unanswered_defects": list(revision.unanswered),
        "violations": _violations(revision, options),
        "introduced": list(element.data(revision.introduced, options)),
        "problems": [problem_data(problem) for problem in revision.problems],
    }


def _edit(revision: Revision, placed: PlacedEdit) -> dict[str, Any]:
    """``start`` and ``end`` are the place of the anchor, or of the point, in the file of the answer."""
    pieces = [revision.answer.source.in_file(piece) for piece in placed.located.pieces]
    return {
        "number": placed.edit.number,
        "defects": list(placed.edit.defects),
        "point": placed.point,
        "action": placed.edit.action.value,
        "outcome": placed.located.outcome.value,
        "start": pieces[0].start if pieces else None,
        "end": pieces[-1].end if pieces else None,
        "applies": placed.index in revision.valid,
        "problems": [_problem(revision, finding) for finding in revision.findings_of(placed.index)],
    }


def _problem(revision: Revision, finding: Finding) -> dict[str, Any]:
    path, line = revision.place_of(finding)
    return {
        "rule": finding.violation.rule,
        "severity": finding.violation.severity.value,
        "message": finding.violation.message,
        "path": path,
        "line": line,
    }


def _violations(revision: Revision, options: RenderOptions) -> list[dict[str, Any]]:
    """As in the JSON of ``check``, with the point that the edit is about and the ``group``."""
    found = []
    by_violation = {id(finding.violation): finding for finding in revision.findings}
    for report in revision.reports:
        for violation, one in zip(report.violations, element.data(report, options), strict=True):
            finding = by_violation[id(violation)]
            if finding.edit is not None and finding.where == "reply":
                one["point"] = revision.placed[finding.edit].point
            found.append({**one, "group": violation.group})
    return sorted(found, key=lambda one: (one["path"], one["start"], one["rule"]))
