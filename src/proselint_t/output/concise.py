"""One line for each violation: ``path:line:column: severity: rule message``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.output.line import headline, paint
from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions


def render(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    for report in reports:
        path = paint(printable(report.source.file), "bold", options)
        for violation in report.violations:
            position = report.source.position(violation.span.start)
            yield f"{path}:{position}: {headline(violation, options)}\n"
