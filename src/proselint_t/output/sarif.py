"""SARIF 2.1.0 (OASIS) from plain values: results with places in one run of one tool.

Owns the shape of the log; it must not know what the results are: rules of ours, or defects of a reviewer.
Columns count code points, and the log says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from proselint_t.output.place import uri
from proselint_t.text.printable import as_json
from proselint_t.version import __version__, site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from proselint_t.text.edits import Fix
    from proselint_t.text.source import Source
    from proselint_t.text.span import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class SarifRule:
    """``text`` says in a sentence what its results are, ``why`` is the reason, ``help`` a page of Markdown.

    ``level`` is that of its results where nothing else is said; ``link`` is where the rule is explained.
    """

    id: str
    text: str
    why: str = ""
    help: str = ""
    level: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class SarifResult:
    """One result.

    ``level`` is `error`, `warning` or `note`. ``spans`` are its places in ``source``; without any the whole
    file is the place. ``related`` are places to look at beside them, each with a message. ``rank`` is a
    priority from 0 to 100.
    """

    rule: str
    level: str
    message: str
    source: Source
    spans: Sequence[Span]
    related: Sequence[tuple[Span, str]] = ()
    rank: float | None = None
    fingerprint: str = ""
    fix: Fix | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)


def sarif_log(rules: Sequence[SarifRule], results: Iterable[SarifResult]) -> str:
    """The log as JSON, with a newline at its end. Each rule of a result must be among ``rules``."""
    indexes = {rule.id: index for index, rule in enumerate(rules)}
    driver = {
        "name": "proselint-t",
        "version": __version__,
        **({"informationUri": site()} if site() else {}),
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, indexes[result.rule]) for result in results],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return as_json(log, 1) + "\n"


def _rule(rule: SarifRule) -> dict[str, Any]:
    described: dict[str, Any] = {"id": rule.id, "shortDescription": {"text": rule.text}}
    optional = {
        "fullDescription": rule.why and {"text": rule.why},
        "help": rule.help and {"text": rule.why, "markdown": rule.help},
        "helpUri": rule.link,
        "defaultConfiguration": rule.level and {"level": rule.level},
    }
    return described | {key: value for key, value in optional.items() if value}


def _result(result: SarifResult, index: int) -> dict[str, Any]:
    source = result.source
    related = [_location(source, span) | {"message": {"text": text}} for span, text in result.related]
    optional = {
        "relatedLocations": related,
        "rank": result.rank,
        "partialFingerprints": {"proselint-t/v1": result.fingerprint} if result.fingerprint else None,
        "fixes": [_fix(source, result.fix)] if result.fix else None,
        "properties": dict(result.properties),
    }
    return {
        "ruleId": result.rule,
        "ruleIndex": index,
        "level": result.level,
        "message": {"text": result.message},
        "locations": [_location(source, span) for span in result.spans] or [_file(source)],
    } | {key: value for key, value in optional.items() if value not in (None, [], {})}


def _file(source: Source) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": uri(source)}}}


def _location(source: Source, span: Span) -> dict[str, Any]:
    location = _file(source)
    location["physicalLocation"]["region"] = _region(source, span)
    return location


def _region(source: Source, span: Span) -> dict[str, int]:
    first, last = source.position(span.start), source.position(span.end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
    }


def _fix(source: Source, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    change = _file(source)["physicalLocation"] | {"replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}
