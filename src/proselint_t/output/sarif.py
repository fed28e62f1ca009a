"""SARIF 2.1.0 (OASIS): results with places in one run of one tool, of a check or of a map of defects.

Columns count code points, and the log says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class _Rule:
    """``text`` says in a sentence what its results are, ``why`` is the reason, ``help`` a page of Markdown.

    ``level`` is that of its results where nothing else is said; ``link`` is where the rule is explained.
    """

    id: str
    text: str
    why: str = ""
    help: str = ""
    level: str = ""
    link: str = ""

    def as_data(self) -> dict[str, Any]:
        optional = {
            "fullDescription": self.why and {"text": self.why},
            "help": self.help and {"text": self.why, "markdown": self.help},
            "helpUri": self.link,
            "defaultConfiguration": self.level and {"level": self.level},
        }
        known = {key: value for key, value in optional.items() if value}
        return {"id": self.id, "shortDescription": {"text": self.text}} | known


@dataclass(frozen=True, slots=True)
class _Result:
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
    properties: dict[str, Any] = field(default_factory=dict)

    def as_data(self, index: int) -> dict[str, Any]:
        """``index`` is that of its rule in the log."""
        file: dict[str, Any] = {"artifactLocation": {"uri": uri(self.source)}}
        locations = [{"physicalLocation": {**file, "region": self._region(span)}} for span in self.spans]
        optional = {
            "relatedLocations": [
                {
                    "physicalLocation": {**file, "region": self._region(span)},
                    "message": {"text": text},
                }
                for span, text in self.related
            ],
            "rank": self.rank,
            "partialFingerprints": {"proselint-t/v1": self.fingerprint} if self.fingerprint else None,
            "fixes": [self._fix(self.fix, file)] if self.fix else None,
            "properties": self.properties,
        }
        return {
            "ruleId": self.rule,
            "ruleIndex": index,
            "level": self.level,
            "message": {"text": self.message},
            "locations": locations or [{"physicalLocation": file}],
        } | {key: value for key, value in optional.items() if value not in (None, [], {})}

    def _region(self, span: Span) -> dict[str, int]:
        first, last = self.source.position(span.start), self.source.position(span.end)
        return {
            "startLine": first.line,
            "startColumn": first.column,
            "endLine": last.line,
            "endColumn": last.column,
        }

    def _fix(self, fix: Fix, file: dict[str, Any]) -> dict[str, Any]:
        replacements = [
            {"deletedRegion": self._region(edit.span), "insertedContent": {"text": edit.text}}
            for edit in fix.edits
        ]
        return {
            "description": {"text": fix.title},
            "artifactChanges": [{**file, "replacements": replacements}],
        }


def _log(rules: Sequence[_Rule], results: Iterable[_Result]) -> str:
    """The log as JSON, with a newline at its end. Each rule of a result must be among ``rules``."""
    indexes = {rule.id: index for index, rule in enumerate(rules)}
    driver = {
        "name": "proselint-t",
        "version": __version__,
        **({"informationUri": site()} if site() else {}),
        "rules": [rule.as_data() for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [result.as_data(indexes[result.rule]) for result in results],
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, 1) + "\n"


def violations(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    """Each violation of a check a result, with its fix."""
    results = [
        _Result(
            rule=violation.rule,
            level=_LEVELS[violation.severity],
            message=violation.message,
            source=report.source,
            spans=(violation.span,),
            fingerprint=fingerprint,
            fix=violation.fix if violation.fix and violation.fix.edits else None,
        )
        for report in reports
        for violation, fingerprint in zip(report.violations, fingerprints(report), strict=True)
    ]
    ids = sorted({result.rule for result in results})
    yield _log([_rule(rule, options) for rule in ids], results)


def _rule(rule: str, options: RenderOptions) -> _Rule:
    meta = options.meta(rule)
    if meta is None:
        return _Rule(rule, translated("Violations of the rule %s.", rule))
    return _Rule(
        rule,
        meta.template,
        why=" ".join(meta.why.split()) or meta.template,
        help="\n".join(markdown(RuleText(meta, meta.template))),
        level=_LEVELS[meta.severity],
        link=options.link(rule),
    )


def mapping(mapped: Mapping, _options: RenderOptions) -> str:
    """Each defect a result at its place in the answer, with the outcome as its rule."""
    from proselint_t.output.maps import MEANINGS  # noqa: PLC0415 - a check maps nothing

    rules = [_Rule(f"defect.{outcome}", text) for outcome, text in MEANINGS.items()]
    return _log(rules, (_defect(mapped, one) for one in mapped.defects))


def _defect(mapping: Mapping, mapped: MappedDefect) -> _Result:
    from proselint_t.defects.quotes.locating import MAPPED  # noqa: PLC0415
    from proselint_t.output.maps import MEANINGS, where  # noqa: PLC0415

    defect = mapped.defect
    properties: dict[str, Any] = {
        "number": defect.number,
        "outcome": mapped.outcome.value,
        "point": mapped.point,
        "movedTo": mapped.moved_to,
        "score": mapped.score,
        "refersTo": list(mapped.links.refers_to),
    }
    related = translated("It may stand here: %s", where(mapped))
    stated = mapping.answer.by_number.get(mapped.point or "", ())  # where the reviewer looked
    return _Result(
        rule=f"defect.{mapped.outcome}",
        level="warning" if mapped.outcome in MAPPED else "error",
        message=defect.remark or MEANINGS[mapped.outcome],
        source=mapping.answer.source,
        spans=mapped.pieces or [mapping.answer.points[index].span for index in stated],
        related=[(place.span, related) for place in mapped.candidates],
        rank=defect.confidence,
        properties={key: value for key, value in properties.items() if value not in (None, [])},
    )
