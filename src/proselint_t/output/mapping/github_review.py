"""Defects as a review of a pull request, to be sent to ``POST /repos/{owner}/{repo}/pulls/{number}/reviews``.

With edits each one that may be applied becomes a `suggestion` of the lines that it makes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.mapping import Mapping
    from proselint_t.output import RenderOptions
    from proselint_t.replies.revision import Revision
    from proselint_t.text.span import Span


def render(mapping: Mapping, _options: RenderOptions, revision: Revision | None = None) -> str:
    comments = [*_remarks(mapping), *(_suggestions(revision) if revision else ())]
    lost = [f"{one.defect.number}. {one.defect.remark}" for one in mapping.defects if not one.pieces]
    review = {"event": "COMMENT", "body": "\n".join(lost), "comments": comments}
    return as_json(review, 1) + "\n"


def _remarks(mapping: Mapping) -> Iterator[dict[str, Any]]:
    """Those with a place; the others stand in the body of the review."""
    for mapped in mapping.defects:
        if mapped.pieces:
            defect = mapped.defect
            proposal = f"\n\nProposal:\n{defect.proposal}" if defect.proposal else ""
            body = f"{defect.number}. {defect.remark}{proposal}"
            yield _comment(mapping, mapped.pieces[0], body)


def _suggestions(revision: Revision) -> Iterator[dict[str, Any]]:
    source = revision.answer.source
    for index in revision.valid:
        placed = revision.placed[index]
        if placed.change is None:
            continue
        span = placed.change.span
        first, last = source.line_at(span.start), source.line_at(max(span.start, span.end - 1))
        start, end = source.line_starts[first], source.line_end(last)
        text = source.text[start : span.start] + placed.change.text.text + source.text[span.end : end]
        fence = "`" * max(3, text.count("`") + 1)
        answered = ", ".join(map(str, placed.edit.defects))
        body = f"Defect {answered}\n\n{fence}suggestion\n{text}\n{fence}"
        yield _comment(revision, span, body)


def _comment(of: Mapping | Revision, span: Span, body: str) -> dict[str, Any]:
    source = of.answer.source
    first = source.line_at(span.start) + 1
    last = source.line_at(max(span.start, span.end - 1)) + 1
    comment: dict[str, Any] = {"path": source.path, "line": last, "side": "RIGHT", "body": body}
    return comment | ({"start_line": first, "start_side": "RIGHT"} if first < last else {})
