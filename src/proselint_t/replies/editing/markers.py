"""Markdown markers of which an anchor would take one half and leave the other.

A quote folds markup away, so it may reach over one end of `**bold**` or of a link. Which marks are markup,
`folding` says.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from proselint_t.defects.quotes.folding import fold
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from proselint_t.text.source import Source

_RUN = re.compile(r"\*+|_+|~~|`+|[\[\]]")
_OPENING = re.compile(r"(?:[*_`]|~~|!?\[)+")
_CLOSING = re.compile(r"(?:[*_`]|~~|\]\([^()\s]*\))+\Z")
_BULLET = re.compile(r"[ \t>]*\*\)?[ \t]")
_LINK = {"[": 1, "]": -1}
_PARTS = {"***": ("**", "*"), "___": ("__", "_")}


def widened(text: str, span: Span, quote: str) -> Span:
    """A stretch with the markers that its quote has at its edges and that folding has left outside."""
    start, end = span
    opening, closing = _OPENING.match(quote), _CLOSING.search(quote)
    if opening and text.endswith(opening[0], 0, start):
        start -= len(opening[0])
    if closing and text.startswith(closing[0], end):
        end += len(closing[0])
    return Span(start, end)


def torn_marker(source: Source, span: Span) -> str | None:
    """A marker that a stretch of a text holds without its other half."""
    start = source.line_starts[source.line_at(span.start)]
    written = source.text[start : source.line_end(source.line_at(span.end))]
    if not _RUN.search(source.text, *span):
        return None
    folded = fold(written)
    found: Counter[str] = Counter()
    for run in _RUN.finditer(written, span.start - start, span.end - start):
        is_markup = folded.offset_of(run.start()) == folded.offset_of(run.end())
        line = written.rfind("\n", 0, run.start()) + 1
        if is_markup and not _BULLET.fullmatch(written, line, run.end() + 1):
            found["["] += _LINK.get(run[0], 0)
            found.update(() if run[0] in _LINK else _PARTS.get(run[0], (run[0],)))
    return next((mark for mark, count in found.items() if count % 2 or (mark == "[" and count)), None)
