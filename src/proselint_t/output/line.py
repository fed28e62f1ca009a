"""What the formats for people share: one violation on one line, safe to print on any terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.rules.rule import Severity
from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation

COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.SUGGESTION: "cyan"}

_CODES = {"red": 31, "green": 32, "yellow": 33, "cyan": 36, "bold": 1}


def paint(text: str, style: str, options: RenderOptions) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if options.color else text


def linked(rule: str, options: RenderOptions) -> str:
    """The id of a rule, which a terminal that can follows to its page."""
    page = printable(options.link(rule)) if options.hyperlinks else ""
    return f"\x1b]8;;{page}\x1b\\{rule}\x1b]8;;\x1b\\" if page else rule


def headline(violation: Violation, options: RenderOptions) -> str:
    """``severity: rule message``, with ``[*]`` in front of the message where ``--fix`` would mend it.

    The form is that of compilers: editors and problem matchers read it.
    """
    color = COLORS[violation.severity]
    severity, name = violation.severity, linked(violation.rule, options)
    rule = f"{paint(severity, color, options)}: {paint(name, color, options)}"
    mark = f" [{paint('*', 'cyan', options)}]" if options.fixable(violation) else ""
    return f"{rule}{mark} {printable(violation.message)}"
