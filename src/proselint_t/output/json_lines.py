"""One JSON object a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.output.element import elements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions


def render(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    for report in reports:
        for element in elements(report, options):
            yield f"{element}\n"
