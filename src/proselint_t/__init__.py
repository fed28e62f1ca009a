"""A style-rule linter for prose in Markdown: the public API.

Names are loaded when they are first used, so that ``proselint-t --version`` loads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proselint_t.api import check, fix, revise
    from proselint_t.edits import Applicability, Edit, Fix
    from proselint_t.errors import ProselintError
    from proselint_t.fixer import FixResult
    from proselint_t.linter import Report
    from proselint_t.review.mapping import Mapping, map_defects
    from proselint_t.revision import Revision
    from proselint_t.rule import Severity, Violation
    from proselint_t.source import Source
    from proselint_t.span import Position, Span

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
    "Applicability": "edits",
    "Edit": "edits",
    "Fix": "edits",
    "FixResult": "fixer",
    "Mapping": "review.mapping",
    "Position": "span",
    "ProselintError": "errors",
    "Report": "linter",
    "Revision": "revision",
    "Severity": "rule",
    "Source": "source",
    "Span": "span",
    "Violation": "rule",
    "check": "api",
    "fix": "api",
    "map_defects": "review.mapping",
    "revise": "api",
}


def __getattr__(name: str) -> object:
    """Load a public name (PEP 562)."""
    from importlib import import_module  # noqa: PLC0415

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
