"""Violations below the points of an answer that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.defects.answer import by_point
from proselint_t.output.line import headline, paint
from proselint_t.text.messages import translated
from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.defects.answer import AnswerPoint
    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions


def render(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    for report in reports:
        if report.violations:
            yield f"{paint(printable(report.source.file), 'bold', options)}:\n"
            spans = [violation.span for violation in report.violations]
            for point, indexes in by_point(report.document, spans):
                yield _group(report, point, indexes, options)
            yield "\n"


def _group(report: Report, point: AnswerPoint, indexes: list[int], options: RenderOptions) -> str:
    lines = [f"  {paint(point.label or translated('before the first point'), 'bold', options)}"]
    for index in indexes:
        violation = report.violations[index]
        place = report.source.position(violation.span.start)
        lines.append(f"    {place}  {headline(violation, options)}")
    return "\n".join(lines) + "\n"
