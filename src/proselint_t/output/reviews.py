"""A map of defects for other programs that show remarks: Web Annotations of W3C, and reviews of GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.defects.lists.reported import AROUND, CONTEXT
from proselint_t.text.marks import in_fence
from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.output import RenderOptions
    from proselint_t.replies.revision import Revision
    from proselint_t.text.source import Source
    from proselint_t.text.span import Span


def web_annotations(mapping: Mapping, _options: RenderOptions) -> str:
    """The quote of each defect with what stands around it, and its offsets in code points."""
    return as_json([_annotation(mapping.answer.source, mapped) for mapped in mapping.defects], 1) + "\n"


def _annotation(source: Source, mapped: MappedDefect) -> dict[str, Any]:
    """A defect without a place is about the document."""
    defect, text = mapped.defect, source.text
    target: dict[str, Any] = {"source": source.path}
    if mapped.span:
        start, end = mapped.span
        quote = {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        }
        target["selector"] = [quote, {"type": "TextPositionSelector", "start": start, "end": end}]
    said = (("commenting", defect.remark), ("editing", defect.proposal))
    return {
        "@context": CONTEXT,
        "id": f"#defect-{defect.number}",
        "type": "Annotation",
        "motivation": "commenting",
        "body": [
            {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
            for purpose, value in said
            if value
        ],
        "target": target,
    }


def github_review(mapping: Mapping, _options: RenderOptions, revision: Revision | None = None) -> str:
    """A review of a pull request, to be sent to ``POST /repos/{owner}/{repo}/pulls/{number}/reviews``.

    Defects without a place stand in its body. With edits each one that may be applied becomes a `suggestion`
    of the lines that it makes.
    """
    comments = [*_remarks(mapping), *(_suggestions(revision) if revision else ())]
    lost = [f"{one.defect.number}. {one.defect.remark}" for one in mapping.defects if not one.pieces]
    return as_json({"event": "COMMENT", "body": "\n".join(lost), "comments": comments}, 1) + "\n"


def _remarks(mapping: Mapping) -> Iterator[dict[str, Any]]:
    for mapped in mapping.defects:
        if mapped.pieces:
            defect = mapped.defect
            proposal = f"\n\nProposal:\n{defect.proposal}" if defect.proposal else ""
            body = f"{defect.number}. {defect.remark}{proposal}"
            yield _comment(mapping.answer.source, mapped.pieces[0], body)


def _suggestions(revision: Revision) -> Iterator[dict[str, Any]]:
    source = revision.answer.source
    for index in revision.valid:
        placed = revision.placed[index]
        if placed.change is None:
            continue
        span = placed.change.span
        start, end = source.span_of(*source.touched(span))
        text = source.text[start : span.start] + placed.change.text.text + source.text[span.end : end]
        answered = ", ".join(map(str, placed.edit.defects))
        yield _comment(source, span, f"Defect {answered}\n\n{in_fence(text, 'suggestion')}")


def _comment(source: Source, span: Span, body: str) -> dict[str, Any]:
    first, last = source.touched(span)
    comment: dict[str, Any] = {"path": source.path, "line": last + 1, "side": "RIGHT", "body": body}
    return comment | ({"start_line": first + 1, "start_side": "RIGHT"} if first < last else {})
