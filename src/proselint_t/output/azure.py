"""Logging commands of Azure Pipelines: an issue of the build for each violation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.output.place import posix
from proselint_t.rules.rule import Severity
from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions

_ESCAPED = {ord("%"): "%AZP25", ord(";"): "%3B", ord("]"): "%5D"}


def render(reports: Iterable[Report], _options: RenderOptions) -> Iterator[str]:
    for report in reports:
        for violation in report.violations:
            position = report.source.position(violation.span.start)
            properties = {
                "type": "error" if violation.severity is Severity.ERROR else "warning",
                "sourcepath": posix(report.source),
                "linenumber": str(position.line),
                "columnnumber": str(position.column),
                "code": violation.rule,
            }
            listed = "".join(
                f"{name}={printable(value).translate(_ESCAPED)};" for name, value in properties.items()
            )
            yield f"##vso[task.logissue {listed}]{printable(violation.message)}\n"
