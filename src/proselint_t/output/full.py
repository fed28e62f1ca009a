"""Each violation with the line it stands on, the place marked, in colour.

Rich draws and Pygments colours; both are imported when a violation is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from proselint_t.output.lines import COLORS
from proselint_t.text.edits import Applicability
from proselint_t.text.messages import translated
from proselint_t.text.printable import printable
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.syntax import Syntax
    from rich.text import Text

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation
    from proselint_t.text.edits import Fix
    from proselint_t.text.source import Source

_HINTS = {
    Applicability.SAFE: "fix",
    Applicability.UNSAFE: "unsafe fix",
    Applicability.DISPLAY: "suggestion",
}
_LEAST_ROOM = 40


def full(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    for report in reports:
        for violation in report.violations:
            drawing = _Drawing(report.source, violation, options)
            yield _printed(drawing.lines(), options)


def _printed(lines: Iterable[Text], options: RenderOptions) -> str:
    from rich.console import Console  # noqa: PLC0415 - start-up must not pay for it

    output = StringIO()
    console = Console(
        file=output,
        force_terminal=options.color,
        no_color=not options.color,
        color_system="standard" if options.color else None,
        legacy_windows=False,
    )
    for line in lines:
        console.print(line, soft_wrap=True, highlight=False)
    console.print()
    return output.getvalue()


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The lines of one violation: headline, place, excerpt, fix."""

    source: Source
    violation: Violation
    options: RenderOptions

    @property
    def gutter(self) -> int:
        """Columns that the line numbers take."""
        return len(str(self.source.line_at(self.violation.span.end) + 1))

    @property
    def room(self) -> int:
        """Columns that are left for the text of a line."""
        return max(self.options.width - self.gutter - 3, _LEAST_ROOM)

    def lines(self) -> Iterator[Text]:
        position = self.source.position(self.violation.span.start)
        yield self._head()
        arrow = (" " * self.gutter + "--> ", "blue")
        yield _text(arrow, (f"{printable(self.source.file)}:{position}", ""))
        yield self._bar()
        yield from self._excerpt()
        if self.violation.fix is not None:
            yield self._bar()
            yield _text((" " * (self.gutter + 1) + "= ", "blue"), *_hint(self.violation.fix))

    def _head(self) -> Text:
        mark = " [*]" if self.options.fixable(self.violation) else ""
        return _text(
            (f"{self.violation.severity}: ", COLORS[self.violation.severity]),
            (self.violation.rule, self._rule_style()),
            (mark, "cyan"),
            (f" {printable(self.violation.message)}", "bold"),
        )

    def _rule_style(self) -> str:
        style = f"bold {COLORS[self.violation.severity]}"
        page = printable(self.options.link(self.violation.rule)) if self.options.hyperlinks else ""
        return f"{style} link {page}" if page and " " not in page else style

    def _excerpt(self) -> Iterator[Text]:
        """The first line of the match, marked; a blank one is shown between its neighbours."""
        span = self.violation.span
        line, last = self.source.line_at(span.start), self.source.line_at(span.end)
        written = self.source.line(line)
        blank = not written or written.isspace()
        if blank and line > 0:
            yield self._line(line - 1)
        begin = self.source.line_starts[line]
        end = min(span.end, self.source.line_end(line))
        shown, match = _window(written, Span(span.start - begin, end - begin), self.room)
        yield self._numbered(line, shown)
        yield self._underline(shown, match)
        if blank and last > line:
            yield self._line(last)

    def _line(self, line: int) -> Text:
        return self._numbered(line, _window(self.source.line(line), Span(0, 0), self.room)[0])

    def _numbered(self, line: int, shown: str) -> Text:
        bar = self._bar(str(line + 1))
        if not shown:
            return bar
        return bar.append(" ").append_text(_colored(shown) if self.options.color else _text((shown, "")))

    def _underline(self, shown: str, match: Span) -> Text:
        from rich.cells import cell_len  # noqa: PLC0415

        indent = " " * (1 + cell_len(shown[: match.start]))
        marks = "^" * max(cell_len(shown[match.start : match.end]), 1)
        return self._bar().append(indent).append(marks, f"bold {COLORS[self.violation.severity]}")

    def _bar(self, number: str = "") -> Text:
        return _text((f"{number:>{self.gutter}} |", "blue"))


def _hint(fix: Fix) -> tuple[tuple[str, str], tuple[str, str]]:
    others = translated(" or ").join(f"«{other}»" for other in fix.alternatives)
    title = translated("%s (or %s)", fix.title, others) if others else fix.title
    return (f"{translated(_HINTS[fix.applicability])}: ", "bold cyan"), (printable(title), "")


def _window(line: str, match: Span, room: int) -> tuple[str, Span]:
    """The part of a line that fits into ``room`` around a match, and where the match stands in it."""
    from rich.cells import cell_len  # noqa: PLC0415

    if len(line) <= room and cell_len(line) <= room:
        return printable(line), match
    near = line[max(match.start - room, 0) : match.start + room]  # a line may hold a million characters
    if cell_len(near) > len(near):
        room //= 2  # some of its characters, if not all, take two columns
    first = 0 if match.end < room else max(match.start - room // 3, 0)
    head = "…" if first else ""
    tail = "…" if first + room < len(line) else ""
    shown = head + printable(line[first + len(head) : first + room - len(tail)]) + tail
    return shown, Span(match.start - first, min(match.end - first, len(shown)))


def _text(*parts: tuple[str, str]) -> Text:
    from rich.text import Text  # noqa: PLC0415

    return Text.assemble(*(part for part in parts if part[0]))


def _colored(shown: str) -> Text:
    colored = _highlighter().highlight(shown)
    colored.right_crop(1)  # the newline that the lexer adds
    return colored


@cache
def _highlighter() -> Syntax:
    from rich.syntax import Syntax  # noqa: PLC0415

    return Syntax("", "markdown", theme="ansi_dark")
