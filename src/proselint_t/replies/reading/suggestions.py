"""Suggestions in review comments of GitHub as edits: each replaces the lines that its comment stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.defects.exchange.github import lines_span, review_comments
from proselint_t.defects.records.model import Problem
from proselint_t.defects.records.tracing import trace_json
from proselint_t.replies.reading.model import Action, PointEdit, Reply
from proselint_t.text.messages import translated
from proselint_t.text.prose import ProseBuilder
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.exchange.github import ReviewComment
    from proselint_t.text.prose import Prose
    from proselint_t.text.source import Source


def read_suggestions(source: Source, answer: Answer) -> Reply:
    """A reply of which each edit answers the comment that it stands in; comments without one are left out."""
    edits: list[PointEdit] = []
    problems: list[Problem] = []
    for comment in review_comments(source):
        span = lines_span(answer.source, comment.first, comment.last)
        if not comment.suggestions:
            continue
        if span is None or (at := answer.index_at(span.start)) is None:
            message = translated(
                "comment %s suggests a change of lines that the answer has not", comment.number
            )
            problems.append(Problem(source.path, comment.line, "line", message))
            continue
        anchor = Span(max(span.start, answer.points[at].body.start), span.end)
        edits += _edits(comment, source, answer, anchor, len(edits) + 1)
    return Reply(source, tuple(edits), problems=tuple(problems))


def _edits(
    comment: ReviewComment, source: Source, answer: Answer, anchor: Span, first: int
) -> Iterator[PointEdit]:
    body = trace_json(comment.body, source.text, comment.written)
    point = answer.points[answer.index_at(anchor.start) or 0].number
    for number, suggestion in enumerate(comment.suggestions, start=first):
        text = comment.body[slice(*suggestion)].rstrip("\n")
        action = Action.REPLACE if text.strip() else Action.DELETE
        new = body.slice(suggestion.start, suggestion.start + len(text)) if text.strip() else None
        old = _written_at(answer.source.text[slice(*anchor)], comment.span)
        yield PointEdit(number, comment.line, comment.span, (comment.number,), action, point, old, new)


def _written_at(text: str, span: Span) -> Prose:
    """A text that the reply does not repeat: each of its characters stands at the start of the comment."""
    builder = ProseBuilder()
    for character in text.replace("\r\n", "\n"):
        builder.add(character, span.start)
    return builder.build()
