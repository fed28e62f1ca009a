"""Workflow commands of GitHub Actions: an annotation on the changed files for each violation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.output.place import posix
from proselint_t.rules.rule import Severity
from proselint_t.text.printable import printable, printable_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import Look
    from proselint_t.rules.rule import Violation

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}
_IN_MESSAGE = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_IN_PROPERTY = _IN_MESSAGE | {ord(":"): "%3A", ord(","): "%2C"}


def render(reports: Iterable[Report], _look: Look) -> Iterator[str]:
    for report in reports:
        for violation in report.violations:
            yield _command(report, violation)


def _command(report: Report, violation: Violation) -> str:
    first, last = (report.source.position(offset) for offset in violation.span)
    properties: dict[str, object] = {
        "title": f"proselint-t ({violation.rule})",
        "file": posix(report.source),
        "line": first.line,
        "endLine": last.line,
    }
    if first.line == last.line:  # GitHub takes columns only when the annotation stays on one line
        properties |= {"col": first.column, "endColumn": last.column}
    listed = ",".join(
        f"{name}={printable(str(value)).translate(_IN_PROPERTY)}" for name, value in properties.items()
    )
    message = printable_lines(f"{violation.rule} {violation.message}").translate(_IN_MESSAGE)
    return f"::{_COMMANDS[violation.severity]} {listed}::{message}\n"
