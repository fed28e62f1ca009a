"""A violation as the data of the JSON formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.lint.linter import fingerprints
from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation
    from proselint_t.text.edits import Fix
    from proselint_t.text.source import Source


def elements(report: Report, options: RenderOptions) -> Iterator[str]:
    """Each violation of a report as JSON on one line."""
    return (as_json(element) for element in data(report, options))


def data(report: Report, options: RenderOptions) -> Iterator[dict[str, Any]]:
    """Each violation of a report as plain data, in the order of the keys that JSON shows."""
    for violation, fingerprint in zip(report.violations, fingerprints(report), strict=True):
        element = _element(report, violation)
        element["url"] = options.link(violation.rule) or None
        element["fingerprint"] = fingerprint
        element["fix"] = _fix(violation.fix, report.source) if violation.fix else None
        yield element


def _element(report: Report, violation: Violation) -> dict[str, Any]:
    source = report.source
    span = violation.span
    first, last = source.position(span.start), source.position(span.end)
    start, end = source.in_file(span)
    told = report.told(violation)
    return {
        "rule": violation.rule,
        "severity": violation.severity.value,
        "message": violation.message,
        "path": source.file,
        "line": first.line,
        "column": first.column,
        "end_line": last.line,
        "end_column": last.column,
        "start": start,
        "end": end,
        "match": source.text[slice(*span)],
        "point": told.point,
        "language": told.language,
    }


def _fix(fix: Fix, source: Source) -> dict[str, Any]:
    edits = [(source.in_file(edit.span), edit.text) for edit in fix.edits]
    return {
        "applicability": fix.applicability.value,
        "title": fix.title,
        "edits": [{"start": span.start, "end": span.end, "text": text} for span, text in edits],
        "alternatives": list(fix.alternatives),
    }
