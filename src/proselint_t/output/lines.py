"""Formats for people that say a violation on one line, safe to print on any terminal; and differences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from proselint_t.output import posix
from proselint_t.rules.rule import Severity
from proselint_t.text.messages import translated
from proselint_t.text.printable import as_json, printable, printable_lines, printable_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation
    from proselint_t.text.source import Source

COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.SUGGESTION: "cyan"}
_CODES = {"red": 31, "green": 32, "yellow": 33, "cyan": 36, "bold": 1}
_DIFF_STYLES = {"---": "bold", "+++": "bold", "@": "cyan", "-": "red", "+": "green"}


def paint(text: str, style: str, options: RenderOptions) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if options.color else text


def headline(violation: Violation, options: RenderOptions) -> str:
    """``severity: rule message``, with ``[*]`` in front of the message where ``--fix`` would mend it.

    The form is that of compilers: editors and problem matchers read it. A terminal that can follows the rule
    to its page.
    """
    severity, name = violation.severity, violation.rule
    if page := printable(options.link(name)) if options.hyperlinks else "":
        name = f"\x1b]8;;{page}\x1b\\{name}\x1b]8;;\x1b\\"
    rule = f"{paint(severity, COLORS[severity], options)}: {paint(name, COLORS[severity], options)}"
    mark = f" [{paint('*', 'cyan', options)}]" if options.fixable(violation) else ""
    return f"{rule}{mark} {printable(violation.message)}"


def concise(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    """One line for each violation: ``path:line:column: severity: rule message``."""
    for report in reports:
        path = paint(printable_path(report.source.file), "bold", options)
        for violation in report.violations:
            position = report.source.position(violation.span.start)
            yield f"{path}:{position}: {headline(violation, options)}\n"


def grouped(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    """Violations below the name of their file, in columns."""
    for report in reports:
        places = [str(report.source.position(violation.span.start)) for violation in report.violations]
        if places:
            width = max(map(len, places))
            yield f"{paint(printable_path(report.source.file), 'bold', options)}:\n"
            for place, violation in zip(places, report.violations, strict=True):
                yield f"  {place:>{width}}  {headline(violation, options)}\n"
            yield "\n"


def by_point(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    """Violations below the points of an answer that hold them (`--group-by point`)."""
    from proselint_t.defects.answer import points_with  # noqa: PLC0415 - for this form alone

    for report in reports:
        if report.violations:
            yield f"{paint(printable_path(report.source.file), 'bold', options)}:\n"
            spans = [violation.span for violation in report.violations]
            for point, indexes in points_with(report.document, spans):
                yield f"  {paint(point.label or translated('before the first point'), 'bold', options)}\n"
                for index in indexes:
                    place = report.source.position(spans[index].start)
                    yield f"    {place}  {headline(report.violations[index], options)}\n"
            yield "\n"


def statistics(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    """How often each rule is violated, as a table."""
    for count, fixable, rule in _counted(reports, options):
        mark = f"[{paint('*', 'cyan', options)}]" if fixable else "[ ]"
        yield f"{count:>6}  {mark} {rule}\n"


def statistics_json(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    rows = _counted(reports, options)
    data = [{"rule": rule, "count": count, "fixable": fixable} for count, fixable, rule in rows]
    yield as_json(data, 2) + "\n"


def _counted(reports: Iterable[Report], options: RenderOptions) -> list[tuple[int, int, str]]:
    """Count, how many of them ``--fix`` would mend, and rule; the most frequent first."""
    counts: Counter[str] = Counter()
    fixable: Counter[str] = Counter()
    for report in reports:
        for violation in report.violations:
            counts[violation.rule] += 1
            fixable[violation.rule] += options.fixable(violation)
    rows = [(count, fixable[rule], rule) for rule, count in counts.items()]
    return sorted(rows, key=lambda row: (-row[0], row[2]))


def diff(before: Source, after: Source, options: RenderOptions) -> Iterator[str]:
    """What the fixes of a document would change, as a unified diff."""
    if before.text == after.text:
        return
    from proselint_t.text.alignment import unified  # noqa: PLC0415 - for this form alone
    from proselint_t.text.packed import Lines  # noqa: PLC0415

    old, new = Lines(before.text), Lines(after.text)
    for line in (f"--- {posix(before)}\n", f"+++ {posix(after)}\n", *unified(old, new)):
        body = printable_lines(line).removesuffix("\n")
        style = next((style for prefix, style in _DIFF_STYLES.items() if body.startswith(prefix)), "")
        yield (paint(body, style, options) if style else body) + "\n"
        if not line.endswith("\n"):
            yield "\\ No newline at end of file\n"
