"""Prose: text without markup that knows where in the source each of its characters came from.

The map is a list of runs, not of characters: memory grows with the markup, not with the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "\ufffc"
"""Stands in :attr:`Prose.masked` for each character that no word rule may read (object replacement)."""


@dataclass(frozen=True)
class Prose:
    r"""Markup-free text with its origins.

    ``starts`` and ``origins`` are parallel: the run that begins at prose offset ``starts[i]`` begins at
    source offset ``origins[i]``, and inside a run both advance together. ``widths`` holds the source
    length of characters that are written longer in the source (entities, escapes, ``\\r\\n``).
    ``masks`` are sorted prose spans that word rules do not read (code, URLs, math, HTML content, …);
    ``files`` those of file names, which word rules respect and ``typography.file-names`` reads;
    ``code`` those of inline code alone (a part of ``masks``).
    """

    text: str
    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)
    widths: dict[int, int] = field(default_factory=dict)
    masks: tuple[Span, ...] = ()
    files: tuple[Span, ...] = ()
    code: tuple[Span, ...] = ()

    def origin(self, offset: int) -> int:
        """Source offset of the prose character at ``offset`` (for ``len(text)``: just after the last)."""
        if offset >= len(self.text):
            return self.origin_end(len(self.text))
        run = bisect_right(self.starts, offset) - 1
        return self.origins[run] + offset - self.starts[run]

    def origin_end(self, offset: int) -> int:
        """Source offset just after the prose character before ``offset``."""
        if offset <= 0:
            return self.origins[0] if self.origins else 0
        run = bisect_right(self.starts, offset - 1) - 1
        start = self.origins[run] + offset - 1 - self.starts[run]
        return start + self.widths.get(offset - 1, 1)

    def span(self, start: int, end: int) -> Span:
        """Source span of the prose between two offsets; markup between them is inside."""
        if start >= end:
            return Span(self.origin(start), self.origin(start))
        return Span(self.origin(start), self.origin_end(end))

    def contiguous(self, start: int, end: int) -> bool:
        """Whether the source of this stretch is the very same text: no markup, entity or prefix inside."""
        span = self.span(start, end)
        wide = self._wide[bisect_left(self._wide, start) : bisect_left(self._wide, end)]
        if any(self.text[at] != "\n" or self.widths[at] != 2 for at in wide):
            return False
        return span.end - span.start == end - start + len(wide)  # `\r\n` is one character of prose

    @cached_property
    def _wide(self) -> list[int]:
        """Where characters stand that are written longer in the source, in order."""
        return sorted(self.widths)

    def offset_of(self, origin: int) -> int:
        """Prose offset of the first character that stands at or after a source offset."""
        run = bisect_right(self.origins, origin) - 1
        if run < 0:
            return 0
        offset = self.starts[run] + origin - self.origins[run]
        limit = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return min(offset, limit)

    def masked_view(self, spans: Iterable[Span]) -> str:
        """The text with every character of ``spans`` replaced by :data:`MASK`; same length."""
        parts: list[str] = []
        position = 0
        for span in sorted(spans):
            if span.end <= position:
                continue
            start = max(span.start, position)
            parts.append(self.text[position:start])
            parts.append(MASK * (span.end - start))
            position = span.end
        parts.append(self.text[position:])
        return "".join(parts)

    def slice(self, start: int, end: int) -> Prose:
        """The stretch between two offsets as a prose of its own, with offsets from 0."""
        if start <= 0 and end >= len(self.text):
            return self
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_right(self.starts, max(end - 1, start))
        starts = tuple(max(at - start, 0) for at in self.starts[first:last])
        origins = list(self.origins[first:last])
        origins[0] = self.origin(start) if start < end else self.origin_end(start)
        return Prose(
            self.text[start:end],
            starts,
            tuple(origins),
            {at - start: width for at, width in self.widths.items() if start <= at < end},
            *(_cut(spans, start, end) for spans in (self.masks, self.files, self.code)),
        )

    def trimmed(self) -> Prose:
        """Without the white space at both ends (empty prose keeps its place)."""
        start = len(self.text) - len(self.text.lstrip())
        end = len(self.text.rstrip())
        return self.slice(start, max(start, end))

    @cached_property
    def masked(self) -> str:
        """What word rules read: masks and file names hidden, offsets unchanged."""
        if not self.masks and not self.files:
            return self.text
        return self.masked_view((*self.masks, *self.files))

    @cached_property
    def masked_except_code(self) -> str:
        """What rules with ``mask: keep-inline-code`` read: inline code is visible."""
        hidden = set(self.masks) - set(self.code)
        return self.masked_view(hidden) if hidden else self.text


def _cut(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The parts of sorted spans between two offsets, counted from the first."""
    return tuple(
        Span(max(span.start, start) - start, min(span.end, end) - start)
        for span in spans
        if span.start < end and span.end > start
    )


class ProseBuilder:
    """Collects pieces of prose with their source offsets, in order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._origins: list[int] = []
        self._widths: dict[int, int] = {}
        self._next_origin = -1
        self.length = 0

    def add(self, text: str, origin: int, width: int | None = None) -> Span:
        """Append ``text`` that begins at ``origin``; ``width`` is given for single characters only.

        Returns the prose span of the piece.
        """
        span = Span(self.length, self.length + len(text))
        if not text:
            return span
        if origin != self._next_origin:
            self._starts.append(self.length)
            self._origins.append(origin)
        self._parts.append(text)
        self.length = span.end
        if width is not None and width != len(text):
            self._add_wide(span, origin, width)
        else:
            self._next_origin = origin + len(text)
        return span

    def _add_wide(self, span: Span, origin: int, width: int) -> None:
        """Some entities stand for 2 characters: each of them then has the whole entity as its source."""
        for offset in range(span.start, span.end):
            if offset > span.start:
                self._starts.append(offset)
                self._origins.append(origin)
            self._widths[offset] = width
        self._next_origin = -1

    def build(self) -> Prose:
        return Prose(
            "".join(self._parts), tuple(self._starts) or (0,), tuple(self._origins) or (0,), self._widths
        )
