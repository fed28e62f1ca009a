"""SARIF 2.1.0 of a check: each violation a result, with its fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.lint.linter import fingerprints
from proselint_t.output.rule_page import RuleText, markdown
from proselint_t.output.sarif import SarifResult, SarifRule, sarif_log
from proselint_t.rules.rule import Severity
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.output import RenderOptions
    from proselint_t.rules.rule import Violation
    from proselint_t.text.source import Source

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}


def render(reports: Iterable[Report], options: RenderOptions) -> Iterator[str]:
    results = [
        _result(report.source, violation, fingerprint)
        for report in reports
        for violation, fingerprint in zip(report.violations, fingerprints(report), strict=True)
    ]
    ids = sorted({result.rule for result in results})
    yield sarif_log([_rule(rule, options) for rule in ids], results)


def _rule(rule: str, options: RenderOptions) -> SarifRule:
    meta = options.meta(rule)
    if meta is None:
        return SarifRule(rule, translated("Violations of the rule %s.", rule))
    return SarifRule(
        rule,
        meta.template,
        why=" ".join(meta.why.split()) or meta.template,
        help="\n".join(markdown(RuleText(meta, meta.template))),
        level=_LEVELS[meta.severity],
        link=options.link(rule),
    )


def _result(source: Source, violation: Violation, fingerprint: str) -> SarifResult:
    fix = violation.fix
    return SarifResult(
        rule=violation.rule,
        level=_LEVELS[violation.severity],
        message=violation.message,
        source=source,
        spans=(violation.span,),
        fingerprint=fingerprint,
        fix=fix if fix is not None and fix.edits else None,
    )
