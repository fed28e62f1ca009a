"""SARIF 2.1.0 (OASIS): results with places in one run of one tool, of a check or of a map of defects.

Columns count code points, and the log says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.lint.linter import fingerprints
from proselint_t.output import uri
from proselint_t.output.rules import RuleText, markdown
from proselint_t.rules.rule import Severity
from proselint_t.text.messages import translated
from proselint_t.text.printable import as_json
from proselint_t.version import __version__, site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.text.edits import Fix
    from proselint_t.text.source import Source
    from proselint_t.text.span import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}


def violations(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    """Each violation of a check a result, with its fix."""
    found = [
        (report.source, violation, fingerprint)
        for report in reports
        for violation, fingerprint in zip(report.violations, fingerprints(report), strict=True)
    ]
    ids = sorted({violation.rule for _, violation, _ in found})
    results = []
    for source, violation, fingerprint in found:
        fix = violation.fix if violation.fix and violation.fix.edits else None
        results.append(
            {
                "ruleId": violation.rule,
                "ruleIndex": ids.index(violation.rule),
                "level": _LEVELS[violation.severity],
                "message": {"text": violation.message},
                "locations": [_location(source, violation.span)],
                "partialFingerprints": {"proselint-t/v1": fingerprint},
                **({"fixes": [_fix(source, fix)]} if fix else {}),
            }
        )
    yield _log([_rule(rule, options) for rule in ids], results)


def _rule(rule: str, options: RenderOptions) -> dict[str, Any]:
    """A rule with its reason and its page of Markdown; where nothing is known of it, its name alone."""
    meta = options.meta(rule)
    if meta is None:
        told = translated("Violations of the rule %s.", rule)
        return {"id": rule, "shortDescription": {"text": told}}
    why = " ".join(meta.why.split()) or meta.template
    page, link = "\n".join(markdown(RuleText(meta, meta.template))), options.link(rule)
    return {
        "id": rule,
        "shortDescription": {"text": meta.template},
        "fullDescription": {"text": why},
        "help": {"text": why, "markdown": page},
        **({"helpUri": link} if link else {}),
        "defaultConfiguration": {"level": _LEVELS[meta.severity]},
    }


def mapping(mapped: Mapping, _options: RenderOptions) -> str:
    """Each defect a result at its place in the answer, with the outcome as its rule."""
    from proselint_t.output.maps import MEANINGS  # noqa: PLC0415 - a check maps nothing

    rules = {f"defect.{outcome}": text for outcome, text in MEANINGS.items()}
    described = [{"id": rule, "shortDescription": {"text": text}} for rule, text in rules.items()]
    return _log(described, [_defect(mapped, one, rules) for one in mapped.defects])


def _defect(mapping: Mapping, mapped: MappedDefect, rules: dict[str, str]) -> dict[str, Any]:
    """One defect; without a place it stands where the reviewer looked. Its confidence is the rank."""
    from proselint_t.defects.quotes.locating import MAPPED  # noqa: PLC0415
    from proselint_t.output.maps import where  # noqa: PLC0415

    source, defect, rule = mapping.answer.source, mapped.defect, f"defect.{mapped.outcome}"
    stated = mapping.answer.by_number.get(mapped.point or "", ())
    spans = mapped.pieces or [mapping.answer.points[index].span for index in stated]
    told = {"message": {"text": translated("It may stand here: %s", where(mapped))}}
    properties = {
        "number": defect.number,
        "outcome": mapped.outcome.value,
        "point": mapped.point,
        "movedTo": mapped.moved_to,
        "score": mapped.score,
        "refersTo": list(mapped.links.refers_to),
    }
    optional = {
        "relatedLocations": [_location(source, place.span) | told for place in mapped.candidates],
        "rank": defect.confidence,
        "properties": {key: value for key, value in properties.items() if value not in (None, [])},
    }
    whole = {"physicalLocation": _file(source)}
    return {
        "ruleId": rule,
        "ruleIndex": list(rules).index(rule),
        "level": "warning" if mapped.outcome in MAPPED else "error",
        "message": {"text": defect.remark or rules[rule]},
        "locations": [_location(source, span) for span in spans] or [whole],
        **{key: value for key, value in optional.items() if value not in (None, [])},
    }


def _log(rules: Sequence[dict[str, Any]], results: Sequence[dict[str, Any]]) -> str:
    """The log as JSON, with a newline at its end."""
    driver = {
        "name": "proselint-t",
        "version": __version__,
        **({"informationUri": site()} if site() else {}),
        "rules": rules,
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, 1) + "\n"


def _file(source: Source) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri(source)}}


def _location(source: Source, span: Span) -> dict[str, Any]:
    return {"physicalLocation": {**_file(source), "region": _region(source, span)}}


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
    changes = [{**_file(source), "replacements": replacements}]
    return {"description": {"text": fix.title}, "artifactChanges": changes}
