"""Defects as Web Annotations of W3C: the quote with what stands around it, and its offsets in code points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.defects.exchange.annotations import AROUND, CONTEXT
from proselint_t.text.printable import as_json
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.output import RenderOptions


def render(mapping: Mapping, _options: RenderOptions) -> str:
    found = [_annotation(mapping, mapped) for mapped in mapping.defects]
    return as_json(found, 1) + "\n"


def _annotation(mapping: Mapping, mapped: MappedDefect) -> dict[str, Any]:
    """A defect without a place is about the document."""
    source, defect = mapping.answer.source, mapped.defect
    target: dict[str, Any] = {"source": source.path}
    if mapped.pieces:
        span = Span(mapped.pieces[0].start, mapped.pieces[-1].end)
        target["selector"] = [_quoted(source.text, span), {"type": "TextPositionSelector", **span._asdict()}]
    body = [_text("commenting", defect.remark)] if defect.remark else []
    body += [_text("editing", defect.proposal)] if defect.proposal else []
    return {
        "@context": CONTEXT,
        "id": f"#defect-{defect.number}",
        "type": "Annotation",
        "motivation": "commenting",
        "body": body,
        "target": target,
    }


def _quoted(text: str, span: Span) -> dict[str, str]:
    return {
        "type": "TextQuoteSelector",
        "exact": text[slice(*span)],
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }


def _text(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
