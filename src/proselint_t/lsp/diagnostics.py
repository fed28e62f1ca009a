"""Violations and errors as diagnostics of the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from proselint_t.rules.rule import Severity
from proselint_t.text.printable import printable
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from proselint_t.lsp.positions import Positions
    from proselint_t.rules.rule import Violation
    from proselint_t.text.errors import ProselintError
    from proselint_t.text.source import Source

SOURCE = "proselint-t"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.SUGGESTION: types.DiagnosticSeverity.Information,
}


def diagnostic_of(violation: Violation, positions: Positions, link: str = "") -> types.Diagnostic:
    """A violation as a diagnostic; ``link`` is a page about its rule."""
    return types.Diagnostic(
        range=positions.range(violation.span),
        message=printable(violation.message),
        severity=_SEVERITIES[violation.severity],
        code=violation.rule,
        code_description=types.CodeDescription(link) if link else None,
        source=SOURCE,
    )


def diagnostic_of_error(error: ProselintError, positions: Positions) -> types.Diagnostic:
    """An error as a diagnostic on the rest of the line that it names."""
    message = f"{error.problem} ({error.hint})" if error.hint else error.problem
    if error.place.key:
        message = f"{error.place.key}: {message}"
    return types.Diagnostic(
        range=positions.range(_place(error, positions.source)),
        message=printable(message),
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
    )


def _place(error: ProselintError, source: Source) -> Span:
    line = min((error.place.line or 1) - 1, source.line_count - 1)
    end = source.line_starts[line] + len(source.line(line).rstrip())
    start = source.line_starts[line] + (error.place.column or 1) - 1
    return Span(min(start, end), end)
