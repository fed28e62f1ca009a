"""One JSON array of violations; each element stands on a line of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.output.element import elements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions


def render(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    empty = True
    for report in reports:
        for element in elements(report, options):
            yield f"[\n  {element}" if empty else f",\n  {element}"
            empty = False
    yield "[]\n" if empty else "\n]\n"
