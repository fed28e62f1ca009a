"""JUnit XML: a suite for each document, a failed test for each violation; one that passes where none is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.output.place import posix
from proselint_t.output.xml import DECLARATION, empty, opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation


def render(reports: Iterable[Report], _options: RenderOptions) -> Iterator[str]:
    yield f"{DECLARATION}{opening('testsuites', name='proselint-t')}\n"
    for report in reports:
        yield _suite(report)
    yield "</testsuites>\n"


def _suite(report: Report) -> str:
    path, count = posix(report.source), len(report.violations)
    lines = [f" {opening('testsuite', name=path, tests=count or 1, failures=count, errors=0, skipped=0)}"]
    lines += [_failed(report, violation) for violation in report.violations]
    if not count:
        lines.append(f"  {empty('testcase', classname=path, name='proselint-t')}")
    lines.append(" </testsuite>")
    return "\n".join(lines) + "\n"


def _failed(report: Report, violation: Violation) -> str:
    path, position = posix(report.source), report.source.position(violation.span.start)
    name = f"{violation.rule} at {position}"
    place = f"{path}:{position}"
    failure = empty("failure", type=violation.severity.value, message=f"{place}: {violation.message}")
    case = opening("testcase", classname=path, name=name, file=path, line=position.line)
    return f"  {case}{failure}</testcase>"
