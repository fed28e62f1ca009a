"""How often each rule is violated (`--statistics`), as a table or as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from proselint_t.output.line import paint
from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions


def render(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    for count, fixable, rule in _rows(reports, options):
        mark = f"[{paint('*', 'cyan', options)}]" if fixable else "[ ]"
        yield f"{count:>6}  {mark} {rule}\n"


def render_json(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    rows = _rows(reports, options)
    data = [{"rule": rule, "count": count, "fixable": fixable} for count, fixable, rule in rows]
    yield as_json(data, 2) + "\n"


def _rows(reports: Iterable[Report], options: RenderOptions) -> list[tuple[int, int, str]]:
    """Count, how many of them ``--fix`` would mend, and rule; the most frequent first."""
    counts: Counter[str] = Counter()
    fixable: Counter[str] = Counter()
    for report in reports:
        for violation in report.violations:
            counts[violation.rule] += 1
            fixable[violation.rule] += options.fixable(violation)
    rows = [(count, fixable[rule], rule) for rule, count in counts.items()]
    return sorted(rows, key=lambda row: (-row[0], row[2]))
