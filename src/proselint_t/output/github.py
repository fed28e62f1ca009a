"""Workflow commands of GitHub Actions: an annotation on the changed files for each violation.

The page of the rule stands on a line of its own: an annotation is plain text, with no link behind its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.output.place import posix
from proselint_t.rules.rule import Severity
from proselint_t.text.printable import printable, printable_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}
_IN_MESSAGE = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_IN_PROPERTY = _IN_MESSAGE | {ord(":"): "%3A", ord(","): "%2C"}


def render(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    for report in reports:
        for violation in report.violations:
            yield _command(report, violation, options.link(violation.rule))


def _command(report: Report, violation: Violation, page: str) -> str:
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
    said = "\n".join(filter(None, (f"{violation.rule} {violation.message}", page)))
    message = printable_lines(said).translate(_IN_MESSAGE)
    return f"::{_COMMANDS[violation.severity]} {listed}::{message}\n"
