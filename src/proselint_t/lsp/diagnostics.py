"""Violations and errors as diagnostics of the protocol."""

from __future__ import annotations

from functools import lru_cache
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
_MOST = 5_000
"""Diagnostics that are kept from one key to the next."""
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.SUGGESTION: types.DiagnosticSeverity.Information,
}


def diagnostic_of(
    violation: Violation, positions: Positions, link: str = "", source: str = SOURCE
) -> types.Diagnostic:
    """A violation as a diagnostic, which nobody changes; ``link`` is a page about its rule."""
    start, end = map(positions.place, violation.span)
    return _diagnostic((start, end), violation.message, violation.severity, (violation.rule, link), source)


@lru_cache(_MOST)
def _diagnostic(
    places: tuple[tuple[int, int], ...], message: str, severity: Severity, rule: tuple[str, str], source: str
) -> types.Diagnostic:
    """One for all that say the same: a key leaves most where they are."""
    code, link = rule
    return types.Diagnostic(
        range=types.Range(*(types.Position(*place) for place in places)),
        message=printable(message),
        severity=_SEVERITIES[severity],
        code=code,
        code_description=types.CodeDescription(link) if link else None,
        source=source,
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
