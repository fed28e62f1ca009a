"""Violations, maps of defects and replies as JSON of our own.

Offsets count code points from 0, lines and columns count from 1.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from proselint_t.lint.linter import fingerprints
from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.replies.placing import PlacedEdit
    from proselint_t.replies.revision import Finding, Revision
    from proselint_t.rules.rule import Violation


def violations(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    """One JSON array; each element stands on a line of its own."""
    empty = True
    for report in reports:
        for element in violation_data(report, options):
            yield ("[\n  " if empty else ",\n  ") + as_json(element)
            empty = False
    yield "[]\n" if empty else "\n]\n"


def violations_by_line(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    """One JSON object a line."""
    for report in reports:
        for element in violation_data(report, options):
            yield as_json(element) + "\n"


def violation_data(report: Report, options: RenderOptions) -> Iterator[dict[str, Any]]:
    """Each violation of a report as plain data, in the order of the keys that JSON shows."""
    source = report.source
    for violation, fingerprint in zip(report.violations, fingerprints(report), strict=True):
        span, told = violation.span, report.told(violation)
        last = source.position(span.end)
        yield {
            "rule": violation.rule,
            "severity": violation.severity.value,
            "message": violation.message,
            "path": source.file,
            **source.position(span.start)._asdict(),
            "end_line": last.line,
            "end_column": last.column,
            **source.in_file(span)._asdict(),
            "match": source.text[slice(*span)],
            "point": told.point,
            "language": told.language,
            "url": options.link(violation.rule) or None,
            "fingerprint": fingerprint,
            "fix": _fix(report, violation),
        }


def _fix(report: Report, violation: Violation) -> dict[str, Any] | None:
    fix = violation.fix
    return fix and {
        "applicability": fix.applicability.value,
        "title": fix.title,
        "edits": [{**report.source.in_file(edit.span)._asdict(), "text": edit.text} for edit in fix.edits],
        "alternatives": list(fix.alternatives),
    }


def mapping(mapped: Mapping, _options: RenderOptions) -> str:
    return as_json(mapping_data(mapped), 1) + "\n"


def mapping_data(mapping: Mapping) -> dict[str, Any]:
    """A mapping as plain data."""
    return {
        "answer": mapping.answer.source.path,
        "points": [_point(mapping, index) for index in range(len(mapping.answer.points))],
        "defects": [_defect(mapping, mapped) for mapped in mapping.defects],
        "points_without_defects": list(mapping.points_without_defects),
        "overlaps": [list(pair) for pair in mapping.overlaps],
        "problems": [asdict(problem) for problem in (*mapping.reported.problems, *mapping.numbering)],
    }


def _point(mapping: Mapping, index: int) -> dict[str, Any]:
    point = mapping.answer.points[index]
    return {
        "label": point.label,
        "number": point.number,
        "depth": point.depth,
        **mapping.answer.source.in_file(point.span)._asdict(),
        "defects": [mapped.defect.number for mapped in mapping.by_point.get(index, ())],
        "weight": round(mapping.weight(index), 4),
    }


def _defect(mapping: Mapping, mapped: MappedDefect) -> dict[str, Any]:
    source, defect = mapping.answer.source, mapped.defect
    confidence, status = defect.confidence, mapping.statuses.get(defect.number)
    return {
        "number": defect.number,
        "outcome": mapped.outcome.value,
        "point": mapped.point,
        "moved_to": mapped.moved_to,
        "pieces": [
            {**source.in_file(span)._asdict(), **source.position(span.start)._asdict()}
            for span in mapped.pieces
        ],
        "candidates": [
            {
                "point": mapping.answer.points[place.point].number,
                **source.in_file(place.span)._asdict(),
                "score": place.score,
            }
            for place in mapped.candidates
        ],
        "score": mapped.score,
        "confidence": confidence if confidence is None or confidence % 1 else int(confidence),
        "remark": defect.remark,
        "proposal": defect.proposal,
        "note": mapped.note,
        "refers_to": list(mapped.links.refers_to),
        "unresolved_references": list(mapped.links.unresolved),
        "status": status.status.value if status else "open",
    }


def revision(revised: Revision, options: RenderOptions) -> str:
    return as_json(revision_data(revised, options), 1) + "\n"


def revision_data(revision: Revision, options: RenderOptions) -> dict[str, Any]:
    """What became of a reply as plain data."""
    return {
        "answer": revision.answer.source.path,
        "edits": [_edit(revision, placed) for placed in revision.placed],
        "unanswered_defects": list(revision.unanswered),
        "violations": _grouped(revision, options),
        "introduced": list(violation_data(revision.introduced, options)),
        "problems": [asdict(problem) for problem in revision.problems],
    }


def _edit(revision: Revision, placed: PlacedEdit) -> dict[str, Any]:
    """``start`` and ``end`` are the place of the anchor, or of the point, in the file of the answer."""
    located = placed.located.span
    span = revision.answer.source.in_file(located) if located else None
    return {
        "number": placed.edit.number,
        "defects": list(placed.edit.defects),
        "point": placed.point,
        "action": placed.edit.action.value,
        "outcome": placed.located.outcome.value,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "applies": placed.index in revision.valid,
        "problems": [_finding(revision, finding) for finding in revision.findings_of(placed.index)],
    }


def _finding(revision: Revision, finding: Finding) -> dict[str, Any]:
    path, line = revision.place_of(finding)
    return {
        "rule": finding.violation.rule,
        "severity": finding.violation.severity.value,
        "message": finding.violation.message,
        "path": path,
        "line": line,
    }


def _grouped(revision: Revision, options: RenderOptions) -> list[dict[str, Any]]:
    """As in the JSON of ``check``, with the point that the edit is about and the ``group``."""
    found = []
    by_violation = {id(finding.violation): finding for finding in revision.findings}
    for report in revision.reports:
        for violation, one in zip(report.violations, violation_data(report, options), strict=True):
            finding = by_violation[id(violation)]
            if finding.edit is not None and finding.where == "reply":
                one["point"] = revision.placed[finding.edit].point
            found.append({**one, "group": violation.group})
    return sorted(found, key=lambda one: (one["path"], one["start"], one["rule"]))
