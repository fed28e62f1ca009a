"""Formats that servers of builds and reviews read: each violation at its place, in their own words."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from proselint_t.lint.linter import fingerprints
from proselint_t.output import posix
from proselint_t.rules.rule import Severity
from proselint_t.text.edits import apply_edits
from proselint_t.text.printable import as_json, as_xml, printable, printable_lines, printable_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation
    from proselint_t.text.edits import Fix
    from proselint_t.text.source import Source
    from proselint_t.text.span import Position, Span


def _placed(reports: Iterable[Report]) -> Iterator[tuple[Source, Violation, Position]]:
    """Each violation, with its document and where it begins."""
    for report in reports:
        for violation in report.violations:
            yield report.source, violation, report.source.position(violation.span.start)


_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}
_IN_MESSAGE = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_IN_PROPERTY = _IN_MESSAGE | {ord(":"): "%3A", ord(","): "%2C"}


def github(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    """Workflow commands of GitHub Actions: an annotation on the changed files for each violation.

    The page of the rule stands on a line of its own: an annotation is plain text, no words of it are a link.
    """
    for source, violation, first in _placed(reports):
        last = source.position(violation.span.end)
        properties: dict[str, object] = {
            "title": f"proselint-t ({violation.rule})",
            "file": posix(source),
            "line": first.line,
            "endLine": last.line,
        }
        if first.line == last.line:  # GitHub takes columns only when the annotation stays on one line
            properties |= {"col": first.column, "endColumn": last.column}
        listed = ",".join(
            f"{name}={printable(str(value)).translate(_IN_PROPERTY)}" for name, value in properties.items()
        )
        said = "\n".join(
            filter(None, (f"{violation.rule} {violation.message}", options.link(violation.rule)))
        )
        message = printable_lines(said).translate(_IN_MESSAGE)
        yield f"::{_GITHUB[violation.severity]} {listed}::{message}\n"


_IN_AZURE = {ord("%"): "%AZP25", ord(";"): "%3B", ord("]"): "%5D"}


def azure(reports: Iterable[Report], _options: RenderOptions) -> Iterator[str]:
    """Logging commands of Azure Pipelines: an issue of the build for each violation."""
    for source, violation, position in _placed(reports):
        properties = {
            "type": "error" if violation.severity is Severity.ERROR else "warning",
            "sourcepath": posix(source),
            "linenumber": str(position.line),
            "columnnumber": str(position.column),
            "code": violation.rule,
        }
        listed = "".join(
            f"{name}={printable(value).translate(_IN_AZURE)};" for name, value in properties.items()
        )
        yield f"##vso[task.logissue {listed}]{printable(violation.message)}\n"


def pylint(reports: Iterable[Report], _options: RenderOptions) -> Iterator[str]:
    """The parseable form of Pylint, which many CI servers read: ``path:line: [rule] message``."""
    for source, violation, position in _placed(reports):
        told = printable(f"{violation.message} ({violation.severity})")
        yield f"{printable_path(source.file)}:{position.line}: [{violation.rule}] {told}\n"


_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.SUGGESTION: "info"}


def gitlab(reports: Iterable[Report], _options: RenderOptions) -> Iterator[str]:
    """A Code Quality report of GitLab: one JSON array.

    GitLab tells old violations from new ones by their fingerprints, which must differ within a report: the
    path is part of them here.
    """
    issues = []
    for report in reports:
        path = posix(report.source)
        for violation, fingerprint in zip(report.violations, fingerprints(report), strict=True):
            named = f"{path}\0{fingerprint}".encode(errors="surrogateescape")
            begin, end = (report.source.position(offset)._asdict() for offset in violation.span)
            issues.append(
                {
                    "description": f"{violation.rule}: {violation.message}",
                    "check_name": violation.rule,
                    "fingerprint": hashlib.sha256(named).hexdigest(),
                    "severity": _GITLAB[violation.severity],
                    "location": {"path": path, "positions": {"begin": begin, "end": end}},
                }
            )
    yield as_json(issues, 1) + "\n"


_RDJSON = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.SUGGESTION: "INFO"}


def rdjson(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    """Reviewdog Diagnostic Format: one JSON object, with the fixes as suggestions.

    Its columns count bytes of UTF-8, and each suggestion is one stretch of text.
    """
    diagnostics = []
    for source, violation, _ in _placed(reports):
        link = options.link(violation.rule)
        diagnostics.append(
            {
                "message": violation.message,
                "location": {"path": posix(source), "range": _byte_range(source, violation.span)},
                "severity": _RDJSON[violation.severity],
                "code": {"value": violation.rule, **({"url": link} if link else {})},
                "suggestions": list(_suggestions(source, violation)),
            }
        )
    yield as_json({"source": {"name": "proselint-t"}, "diagnostics": diagnostics}, 1) + "\n"


def _suggestions(source: Source, violation: Violation) -> Iterator[dict[str, Any]]:
    fix = violation.fix
    if fix is None:
        return
    if fix.edits:
        yield {"range": _byte_range(source, fix.span), "text": _merged(source, fix)}
    for alternative in fix.alternatives:
        yield {"range": _byte_range(source, violation.span), "text": alternative}


def _merged(source: Source, fix: Fix) -> str:
    """The text that stands over the whole span of a fix once its edits are made."""
    tail = len(source.text) - fix.span.end
    new = apply_edits(source.text, fix.edits)
    return new[fix.span.start : len(new) - tail]


def _byte_range(source: Source, span: Span) -> dict[str, Any]:
    ends = {}
    for name, offset in zip(("start", "end"), span, strict=True):
        line = source.line_at(offset)
        before = source.text[source.line_starts[line] : offset]
        ends[name] = {"line": line + 1, "column": len(before.encode()) + 1}
    return ends


_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to hold: they are replaced."""
_CHECKSTYLE = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "info"}


def _tag(name: str, /, end: str = ">", **attributes: object) -> str:
    """The start tag of an element, or with ``end`` `/>` an empty one."""
    written = ""
    for key, value in attributes.items():
        allowed = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", str(value))
        written += f" {key}={as_xml(quoteattr(allowed))}"
    return f"<{name}{written}{end}"


def checkstyle(reports: Iterable[Report], _options: RenderOptions) -> Iterator[str]:
    """Checkstyle XML, which many programs read: the violations of each file."""
    yield f"{_XML}{_tag('checkstyle', version='4.3')}\n"
    for report in reports:
        if report.violations:
            yield f" {_tag('file', name=posix(report.source))}\n"
            for _, violation, position in _placed([report]):
                said = {"message": violation.message, "source": violation.rule}
                place = {**position._asdict(), "severity": _CHECKSTYLE[violation.severity]}
                yield f"  {_tag('error', '/>', **place, **said)}\n"
            yield " </file>\n"
    yield "</checkstyle>\n"


def junit(reports: Iterable[Report], _options: RenderOptions) -> Iterator[str]:
    """JUnit XML: a suite for each document, a failed test for each violation, or else one that passes."""
    yield f"{_XML}{_tag('testsuites', name='proselint-t')}\n"
    for report in reports:
        path, count = posix(report.source), len(report.violations)
        yield f" {_tag('testsuite', name=path, tests=count or 1, failures=count, errors=0, skipped=0)}\n"
        for _, violation, position in _placed([report]):
            name, said = f"{violation.rule} at {position}", f"{path}:{position}: {violation.message}"
            case = _tag("testcase", classname=path, name=name, file=path, line=position.line)
            yield f"  {case}{_tag('failure', '/>', type=violation.severity.value, message=said)}</testcase>\n"
        if not count:
            yield f"  {_tag('testcase', '/>', classname=path, name='proselint-t')}\n"
        yield " </testsuite>\n"
    yield "</testsuites>\n"
