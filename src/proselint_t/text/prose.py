"""Prose: text without markup that knows where in the source each of its characters came from.

The map is a list of runs, not of characters: memory grows with the markup, not with the text.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from proselint_t.text.packed import packed_numbers
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MASK = "\ufffc"
"""Stands in :attr:`Prose.masked` for each character that no word rule may read (object replacement)."""


FORMAT = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff"
COMBINING = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
"""Characters that nobody sees, and marks on letters, as what the class of a pattern holds."""
_MARKS = pattern(f"[{FORMAT}{COMBINING}]+")
_CLUSTER = pattern(rf"([^\W_])([{FORMAT}{COMBINING}]+)")
_INSIDE_WORDS = pattern(f"[{FORMAT}{COMBINING}\u2010\u2011]")
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_NOT_COMBINING = pattern(f"[{FORMAT}]")
_STRESS = pattern(r"(?<=[аеиоуыэюяАЕИОУЫЭЮЯ])[\u0300\u0301]")
"""A stress mark of Russian: no letter of its own is made of it."""


def _letter(base: str, marks: str) -> str:
    """The one letter that a base and the marks behind it are read as (NFC where there is one)."""
    return unicodedata.normalize("NFC", _STRESS.sub("", base + _NOT_COMBINING.sub("", marks)))[0]


def may_be_joined(text: str) -> bool:
    """Whether a text may be read as fewer or other characters than are written, marks of Markdown aside."""
    return not text.isascii() and _INSIDE_WORDS.search(text) is not None


_NO_WIDTHS: dict[int, int] = {}
_NONE: frozenset[int] = frozenset()
"""One value for all proses that have none: a document may have a hundred thousand."""


@dataclass(frozen=True)
class Prose:
    r"""Markup-free text with its origins.

    ``starts`` and ``origins`` are parallel: the run that begins at prose offset ``starts[i]`` begins at
    source offset ``origins[i]``, and inside a run both advance together. ``widths`` holds the source
    length of characters that are written longer in the source (entities, escapes, ``\\r\\n``, letters with
    the marks that :meth:`ProseBuilder.add_words` reads away; ``clusters`` are the last of these).
    ``masks`` are sorted prose spans that word rules do not read (code, URLs, math, HTML content, …);
    ``files`` those of file names, which word rules respect and ``typography.file-names`` reads;
    ``code`` those of inline code alone (a part of ``masks``).
    """

    text: str
    starts: Sequence[int] = (0,)
    origins: Sequence[int] = (0,)
    widths: dict[int, int] = field(default_factory=dict)
    masks: tuple[Span, ...] = ()
    files: tuple[Span, ...] = ()
    code: tuple[Span, ...] = ()
    clusters: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.masks and not self.files:  # as most are: a value of its own would take a dictionary
            object.__setattr__(self, "masked", self.text)
            object.__setattr__(self, "masked_except_code", self.text)

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
        """Whether the source of this stretch is the very same words: no markup, entity or prefix inside."""
        span = self.span(start, end)
        if not self.widths:
            return span.end - span.start == end - start
        wide = self._wide[bisect_left(self._wide, start) : bisect_left(self._wide, end)]
        if any(at not in self.clusters and (self.text[at] != "\n" or self.widths[at] != 2) for at in wide):
            return False  # `\r\n` is one character of prose
        return span.end - span.start == end - start + sum(self.widths[at] - 1 for at in wide)

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
        starts = packed_numbers((max(at - start, 0) for at in self.starts[first:last]), last - first)
        begin = self.origin(start) if start < end else self.origin_end(start)
        origins = packed_numbers(chain((begin,), self.origins[first + 1 : last]), last - first)
        return Prose(
            self.text[start:end],
            starts,
            origins,
            {at - start: width for at, width in self.widths.items() if start <= at < end} or _NO_WIDTHS,
            _cut(self.masks, start, end),
            _cut(self.files, start, end),
            _cut(self.code, start, end),
            frozenset(at - start for at in self.clusters if start <= at < end) if self.clusters else _NONE,
        )

    def shifted(self, by: int) -> Prose:
        """The same with its origins moved."""
        origins = packed_numbers([origin + by for origin in self.origins], len(self.origins))
        return Prose(
            self.text, self.starts, origins, self.widths, self.masks, self.files, self.code, self.clusters
        )

    def trimmed(self) -> Prose:
        """Without the white space at both ends (empty prose keeps its place)."""
        start = len(self.text) - len(self.text.lstrip())
        end = len(self.text.rstrip())
        return self.slice(start, max(start, end))

    @cached_property
    def masked(self) -> str:
        """What word rules read: masks and file names hidden, offsets unchanged."""
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


def as_written(text: str, origin: int) -> Prose:
    """A text that stands in the source as it is read."""
    return Prose(text, (0,), (origin,), _NO_WIDTHS, clusters=_NONE)


class ProseBuilder:
    """Collects pieces of prose with their source offsets, in order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts, self._origins = array("q"), array("q")
        self._widths: dict[int, int] = {}
        self._clusters: set[int] = set()
        self._next_origin = -1
        self._source_end = -1
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
        self._source_end = origin + (len(text) if width is None else width)
        if width is not None and width != len(text):
            self._add_wide(span, origin, width)
        else:
            self._next_origin = origin + len(text)
        return span

    def add_words(self, text: str, origin: int) -> None:
        """Append text as words are read, whatever stands inside them (UAX #29, rule WB4).

        Soft hyphens, other format characters and combining marks behind a letter or digit belong to it:
        `ё` of two characters is one, an accent that has no letter of its own is left out. The hyphens
        U+2010 and U+2011 are `-`.
        """
        if not may_be_joined(text):
            self.add(text, origin)
            return
        position = 0
        for found in _CLUSTER.finditer(text):
            self.add(text[position : found.start()].translate(_HYPHENS), origin + position)
            self._clusters.add(self.length)
            self.add(_letter(*found.groups()), origin + found.start(), len(found[0]))
            position = found.end()
        self.add(text[position:].translate(_HYPHENS), origin + position)

    def add_character(self, character: str, origin: int, width: int) -> None:
        """Append what an escape or an entity stands for; a mark belongs to the letter before it."""
        if _MARKS.fullmatch(character) and self._ends_in_letter_at(origin):
            self._widths[self.length - 1] = self._widths.get(self.length - 1, 1) + width
            self._clusters.discard(self.length - 1)
            self._source_end += width
            self._next_origin = -1
        else:
            self.add(character.translate(_HYPHENS), origin, width)

    def _ends_in_letter_at(self, origin: int) -> bool:
        """Whether a letter or digit ends the prose and its source ends where a mark begins."""
        last = self._parts[-1][-1] if self._parts else ""
        return last.isalnum() and self._source_end == origin

    def _add_wide(self, span: Span, origin: int, width: int) -> None:
        """Some entities stand for 2 characters: each of them then has the whole entity as its source."""
        for offset in range(span.start, span.end):
            if offset > span.start:
                self._starts.append(offset)
                self._origins.append(origin)
            self._widths[offset] = width
        self._next_origin = -1

    def build(self, masks: tuple[Span, ...] = (), code: tuple[Span, ...] = ()) -> Prose:
        return Prose(
            "".join(self._parts),
            packed_numbers(self._starts, len(self._starts)) if len(self._starts) > 1 else (0,),
            packed_numbers(self._origins, len(self._origins)) or (0,),
            self._widths or _NO_WIDTHS,
            masks,
            code=code,
            clusters=frozenset(self._clusters) or _NONE,
        )
