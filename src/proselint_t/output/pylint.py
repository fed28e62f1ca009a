"""The parseable form of Pylint, which many CI servers read: ``path:line: [rule] message``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions


def render(reports: Iterable[Report], _options: RenderOptions) -> Iterator[str]:
    for report in reports:
        path = printable(report.source.file)
        for violation in report.violations:
            line = report.source.position(violation.span.start).line
            told = f"{violation.message} ({violation.severity})"
            yield f"{path}:{line}: [{violation.rule}] {printable(told)}\n"
