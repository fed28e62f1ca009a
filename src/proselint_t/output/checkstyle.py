"""Checkstyle XML, which many programs read: the violations of each file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.output.place import posix
from proselint_t.output.xml import DECLARATION, empty, opening
from proselint_t.rules.rule import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "info"}


def render(reports: Iterable[Report], _options: RenderOptions) -> Iterator[str]:
    yield f"{DECLARATION}{opening('checkstyle', version='4.3')}\n"
    for report in reports:
        if report.violations:
            errors = "".join(f"  {_error(report, violation)}\n" for violation in report.violations)
            yield f" {opening('file', name=posix(report.source))}\n{errors} </file>\n"
    yield "</checkstyle>\n"


def _error(report: Report, violation: Violation) -> str:
    position = report.source.position(violation.span.start)
    return empty(
        "error",
        line=position.line,
        column=position.column,
        severity=_SEVERITIES[violation.severity],
        message=violation.message,
        source=violation.rule,
    )
