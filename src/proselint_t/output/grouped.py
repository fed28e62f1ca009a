"""Violations below the name of their file, in columns."""

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
        if report.violations:
            yield _group(report, options)


def _group(report: Report, options: RenderOptions) -> str:
    places = [str(report.source.position(violation.span.start)) for violation in report.violations]
    width = max(map(len, places))
    lines = [f"{paint(printable(report.source.file), 'bold', options)}:"]
    for place, violation in zip(places, report.violations, strict=True):
        lines.append(f"  {place:>{width}}  {headline(violation, options)}")
    return "\n".join(lines) + "\n\n"
