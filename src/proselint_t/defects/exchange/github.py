"""Review comments as GitHub's REST API gives them (``GET /repos/{owner}/{repo}/pulls/{number}/comments``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.defects.records.json_values import JsonObject, list_values, member, member_spans
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.text.source import Source

_SUGGESTION = re.compile(r"^(`{3,}|~{3,})suggestion\b[^\n]*\n(.*?)^\1[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_PLACES = frozenset({"diff_hunk", "line", "original_line", "position"})
"""Keys of which a comment has one: they say where in the file it stands."""


class ReviewComment(NamedTuple):
    """A comment with its number from 1, and the ``line`` and ``span`` of the list where it is written.

    ``first`` and ``last`` are lines of the commented file from 1, ``None`` where the comment is outdated;
    then ``quoted`` is the line that it was written on. ``suggestions`` are spans of ``body``: the texts to
    put in place of these lines. ``written`` is where the JSON string of the body stands.
    """

    number: int
    line: int
    span: Span
    path: str
    first: int | None
    last: int | None
    quoted: str
    body: str
    suggestions: tuple[Span, ...]
    written: Span

    @property
    def remark(self) -> str:
        """The body without its suggestions."""
        return _SUGGESTION.sub("", self.body).strip()


def is_review(source: Source) -> bool:
    """Whether a JSON text is a list of review comments."""
    first = next(list_values(source, "comments"), None)
    keys = {key for key, _ in first.value} if first and isinstance(first.value, JsonObject) else set()
    return {"body", "path"} <= keys and bool(_PLACES & keys)


def review_comments(source: Source) -> Iterator[ReviewComment]:
    """The comments of a list, answers to comments left out. What is broken ends the list."""
    number = 0
    for line, value, problem, span in list_values(source, "comments"):
        if problem or not isinstance(value, JsonObject) or member(value, "in_reply_to_id", None):
            continue
        number += 1
        spans = dict(zip((key for key, _ in value), member_spans(source.text, span), strict=True))
        body = str(member(value, "body", "") or "").replace("\r\n", "\n")
        last = _line(member(value, "line", None))
        first = _line(member(value, "start_line", None)) or last
        yield ReviewComment(
            number,
            line,
            span,
            str(member(value, "path", "") or ""),
            first,
            last if member(value, "side", "RIGHT") != "LEFT" else None,
            _last_line(str(member(value, "diff_hunk", "") or "")),
            body,
            tuple(Span(*match.span(2)) for match in _SUGGESTION.finditer(body)),
            spans.get("body", span),
        )


def _line(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _last_line(hunk: str) -> str:
    """The text of the line under which a comment stands, without the sign of the diff."""
    return hunk.rstrip("\n").rpartition("\n")[2][1:].strip()


def lines_span(source: Source, first: int | None, last: int | None) -> Span | None:
    """Lines of the file, from 1, as a span without the white space around; ``None`` where there are none."""
    if first is None or last is None:
        return None
    first, last = first - source.first_line, last - source.first_line
    if not 1 <= first <= last <= source.line_count:
        return None
    start, end = source.line_starts[first - 1], source.line_end(last - 1)
    text = source.text[start:end]
    return Span(start + len(text) - len(text.lstrip()), start + len(text.rstrip())) if text.strip() else None
