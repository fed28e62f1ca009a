"""A Code Quality report of GitLab: one JSON array.

GitLab tells old violations from new ones by their fingerprints, which must differ within a report: the
path is part of them here.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from proselint_t.lint.linter import fingerprints
from proselint_t.output.place import posix
from proselint_t.rules.rule import Severity
from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation
    from proselint_t.text.source import Source

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.SUGGESTION: "info"}


def render(reports: Iterable[Report], _options: RenderOptions) -> Iterator[str]:
    issues = [
        _issue(report.source, violation, fingerprint)
        for report in reports
        for violation, fingerprint in zip(report.violations, fingerprints(report), strict=True)
    ]
    yield as_json(issues, 1) + "\n"


def _issue(source: Source, violation: Violation, fingerprint: str) -> dict[str, Any]:
    path = posix(source)
    return {
        "description": f"{violation.rule}: {violation.message}",
        "check_name": violation.rule,
        "fingerprint": hashlib.sha256(f"{path}\0{fingerprint}".encode(errors="surrogateescape")).hexdigest(),
        "severity": _SEVERITIES[violation.severity],
        "location": {
            "path": path,
            "positions": {
                "begin": _position(source, violation.span.start),
                "end": _position(source, violation.span.end),
            },
        },
    }


def _position(source: Source, offset: int) -> dict[str, int]:
    position = source.position(offset)
    return {"line": position.line, "column": position.column}
