"""Reviewdog Diagnostic Format: one JSON object, with the fixes as suggestions.

Its columns count bytes of UTF-8, and each suggestion is one stretch of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.output.place import posix
from proselint_t.rules.rule import Severity
from proselint_t.text.edits import apply_edits
from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation
    from proselint_t.text.edits import Fix
    from proselint_t.text.source import Source
    from proselint_t.text.span import Span

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.SUGGESTION: "INFO"}


def render(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    diagnostics = [
        _diagnostic(report.source, violation, options)
        for report in reports
        for violation in report.violations
    ]
    result = {"source": {"name": "proselint-t"}, "diagnostics": diagnostics}
    yield as_json(result, 1) + "\n"


def _diagnostic(source: Source, violation: Violation, options: RenderOptions) -> dict[str, Any]:
    code = {"value": violation.rule}
    if link := options.link(violation.rule):
        code["url"] = link
    return {
        "message": violation.message,
        "location": {"path": posix(source), "range": _range(source, violation.span)},
        "severity": _SEVERITIES[violation.severity],
        "code": code,
        "suggestions": list(_suggestions(source, violation)),
    }


def _suggestions(source: Source, violation: Violation) -> Iterator[dict[str, Any]]:
    fix = violation.fix
    if fix is None:
        return
    if fix.edits:
        yield {"range": _range(source, fix.span), "text": _merged(source, fix)}
    for alternative in fix.alternatives:
        yield {"range": _range(source, violation.span), "text": alternative}


def _merged(source: Source, fix: Fix) -> str:
    """The text that stands over the whole span of a fix once its edits are made."""
    tail = len(source.text) - fix.span.end
    new = apply_edits(source.text, fix.edits)
    return new[fix.span.start : len(new) - tail]


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line = source.line_at(offset)
    before = source.text[source.line_starts[line] : offset]
    return {"line": line + 1, "column": len(before.encode()) + 1}
