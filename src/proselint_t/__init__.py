"""A style-rule linter for prose in Markdown: the public API.

Names are loaded when they are first used, so that ``proselint-t --version`` loads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proselint_t.api import check, fix, revise
    from proselint_t.defects.mapping import Mapping, map_defects
    from proselint_t.lint.fixer import FixResult
    from proselint_t.lint.linter import Report
    from proselint_t.replies.revision import Revision
    from proselint_t.rules.rule import Severity, Violation
    from proselint_t.text.edits import Applicability, Edit, Fix
    from proselint_t.text.errors import ProselintError
    from proselint_t.text.source import Source
    from proselint_t.text.span import Position, Span

__all__ = [
    "Applicability",
    "Edit",
    "Fix",
    "FixResult",
    "Mapping",
    "Position",
    "ProselintError",
    "Report",
    "Revision",
    "Severity",
    "Source",
    "Span",
    "Violation",
    "check",
    "fix",
    "map_defects",
    "revise",
]

_HOMES = {
    "__version__": "version",
    "Applicability": "text.edits",
    "Edit": "text.edits",
    "Fix": "text.edits",
    "FixResult": "lint.fixer",
    "Mapping": "defects.mapping",
    "Position": "text.span",
    "ProselintError": "text.errors",
    "Report": "lint.linter",
    "Revision": "replies.revision",
    "Severity": "rules.rule",
    "Source": "text.source",
    "Span": "text.span",
    "Violation": "rules.rule",
    "check": "api",
    "fix": "api",
    "map_defects": "defects.mapping",
    "revise": "api",
}


def __getattr__(name: str) -> object:
    """Load a public name (PEP 562)."""
    from importlib import import_module  # noqa: PLC0415

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
