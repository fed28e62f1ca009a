"""Defects as SARIF results: one at its place in the answer for each, with the outcome as its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.defects.quotes.locating import MAPPED, Outcome
from proselint_t.output.mapping.wording import MEANINGS, where
from proselint_t.output.sarif import SarifResult, SarifRule, sarif_log
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.output import RenderOptions
    from proselint_t.text.span import Span


def render(mapping: Mapping, _options: RenderOptions) -> str:
    rules = [SarifRule(f"defect.{outcome}", MEANINGS[outcome]) for outcome in Outcome]
    return sarif_log(rules, (_result(mapping, mapped) for mapped in mapping.defects))


def _result(mapping: Mapping, mapped: MappedDefect) -> SarifResult:
    defect = mapped.defect
    properties: dict[str, Any] = {
        "number": defect.number,
        "outcome": mapped.outcome.value,
        "point": mapped.point,
        "movedTo": mapped.moved_to,
        "score": mapped.score,
        "refersTo": list(mapped.links.refers_to),
    }
    return SarifResult(
        rule=f"defect.{mapped.outcome}",
        level="warning" if mapped.outcome in MAPPED else "error",
        message=defect.remark or MEANINGS[mapped.outcome],
        source=mapping.answer.source,
        spans=mapped.pieces or _stated(mapping, mapped),
        related=[
            (place.span, translated("It may stand here: %s", where(mapped))) for place in mapped.candidates
        ],
        rank=defect.confidence,
        properties={key: value for key, value in properties.items() if value not in (None, [])},
    )


def _stated(mapping: Mapping, mapped: MappedDefect) -> list[Span]:
    """Where the reviewer looked: the stated point, for a defect without a place."""
    indexes = mapping.answer.by_number.get(mapped.point or "", ())
    return [mapping.answer.points[index].span for index in indexes]
