"""A quote as the pieces between its gaps, and the layouts in which pieces can stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from proselint_t.defects.quotes.folding import LINK_TAIL, fold, folded_text
from proselint_t.defects.quotes.meaning import WordForms
from proselint_t.defects.quotes.words import WordIndex
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.text.prose import Prose


_GAP = re.compile(r"\[(?:\.{3}|…)\]|\((?:\.{3}|…)\)|<(?:\.{3}|…)>|(?<!\.)\.{3}(?!\.)|…")

Layout: TypeAlias = "tuple[Span, ...]"
"""Where each piece of a quote stands, in order."""


def pieces_of(quote: str) -> tuple[str, ...]:
    """The texts between the gaps `...` and `…`, also in brackets; white space around a gap belongs to it."""
    return tuple(piece for part in _GAP.split(quote) if (piece := part.strip()))


def layouts(occurrences: Sequence[Sequence[Span]]) -> list[Layout]:
    """The ways to choose one occurrence of each piece, in order and without overlap.

    Occurrences of a piece are sorted. A layout that contains another is left out. Where the pieces between
    the first and the last one can stand in several places, two of these layouts are given.
    """
    if len(occurrences) == 1:
        return [(span,) for span in occurrences[0]]
    earliest = [layout for first in occurrences[0] if (layout := _forward(first, occurrences[1:]))]
    found: list[Layout] = []
    for index, layout in enumerate(earliest):
        if index + 1 < len(earliest) and earliest[index + 1][-1] == layout[-1]:
            continue
        latest = _backward(layout[-1], occurrences[:-1])
        found += [layout] if latest == layout else [layout, (layout[0], *latest[1:])]
    return found


def _forward(first: Span, rest: Sequence[Sequence[Span]]) -> Layout | None:
    """Each further piece as early as it can stand."""
    chosen = [first]
    for spans in rest:
        at = bisect_left(spans, chosen[-1].end, key=lambda span: span.start)
        if at == len(spans):
            return None
        chosen.append(spans[at])
    return tuple(chosen)


def _backward(last: Span, rest: Sequence[Sequence[Span]]) -> Layout:
    """Each earlier piece as late as it can stand; that there is a place for it is known."""
    chosen = [last]
    for spans in reversed(rest):
        at = bisect_right(spans, chosen[-1].start, key=lambda span: span.end)
        chosen.append(spans[at - 1])
    return tuple(reversed(chosen))


_WORD = re.compile(r"\w+")
_INSIDE = re.compile(r"(?<=[\w,;»] )([A-ZА-ЯЁ]\w+)")
"""A word with a capital behind one that ends no sentence."""
_MARKERS = ("**", "__", "~~", "```", "``", "`", "*", "_")


class QuotePlace(NamedTuple):
    """Where a quote stands: the index of the point, and its pieces as spans of the answer."""

    point: int
    pieces: Layout
    score: float = 1.0

    @property
    def span(self) -> Span:
        return Span(self.pieces[0].start, self.pieces[-1].end)


class Form:
    """``prose`` is the answer in this form; ``ranges`` are its points, in offsets of the prose.

    ``other`` is another form of it, which may have the same words.
    """

    def __init__(self, answer: Answer, prose: Prose, other: Form | None = None, *, folded: bool) -> None:
        self.answer = answer
        self.prose = prose
        self.folded = folded
        self.ranges = [
            Span(prose.offset_of(point.span.start), prose.offset_of(point.span.end))
            for point in answer.points
        ]
        self._starts = [span.start for span in self.ranges]
        self.index: WordIndex = WordIndex(prose.text, other.index if other else None)

    @property
    def whole(self) -> Span:
        return Span(0, len(self.prose.text))

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """The words that the answer writes in lower case somewhere."""
        return frozenset(word for word in _WORD.findall(self.prose.text) if word.islower())

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that the answer writes with a capital inside a sentence, in lower case."""
        return frozenset(match[1].lower() for match in _INSIDE.finditer(self.answer.source.text))

    @cached_property
    def spellings(self) -> WordForms:
        return WordForms(self.index.words)

    def point_at(self, offset: int) -> int:
        """The index of the point at an offset of the prose; -1 in front of the first."""
        return bisect_right(self._starts, offset) - 1

    def variants(self, piece: str, *, first: bool) -> tuple[str, ...]:
        """The texts that stand for a piece: folded, the first letter of a quote in either case."""
        if not self.folded:
            return (piece,)
        text = folded_text(piece)
        at = next((at for at, letter in enumerate(text) if letter.isalpha()), None) if first else None
        other = "" if at is None else text[at].swapcase()
        if at is None or len(other) != 1 or other == text[at]:
            return (text,)
        return text, text[:at] + other + text[at + 1 :]

    def places(self, pieces: Sequence[str], points: Iterable[int] | None = None) -> Iterator[QuotePlace]:
        """Where the pieces stand in order inside one of the points (default: of all), one after another."""
        wanted = [self.variants(piece, first=not index) for index, piece in enumerate(pieces)]
        if not wanted or not all(variants[0] for variants in wanted):
            return
        candidates = self._points_with(wanted) if points is None else points
        for point in candidates:
            yield from self._in_point(wanted, point)

    def _points_with(self, wanted: Sequence[tuple[str, ...]]) -> Iterator[int]:
        """The points in which the rarest of the pieces stands, in order."""
        rarest = (
            min(wanted, key=lambda variants: self.index.rarity(variants[0])) if len(wanted) > 1 else wanted[0]
        )
        last = -1
        for span in self.index.occurrences(rarest, self.whole):
            point = self.point_at(span.start)
            if point > last:
                last = point
                yield point

    def _in_point(self, wanted: Sequence[tuple[str, ...]], point: int) -> Iterator[QuotePlace]:
        occurrences = []
        for variants in wanted:
            occurrences.append(list(self.index.occurrences(variants, self.ranges[point])))
            if not occurrences[-1]:
                return
        for layout in layouts(occurrences):
            yield QuotePlace(point, tuple(self.origin(span) for span in layout))

    def origin(self, span: Span) -> Span:
        """The span of the answer, with the markers of a pair that lies at both edges."""
        found = self.prose.span(*span)
        return with_markers(self.answer.source.text, found) if self.folded else found


def folded_form(answer: Answer, verbatim: Form | None = None) -> Form:
    return Form(answer, fold(answer.source.text), verbatim, folded=True)


def with_markers(text: str, span: Span) -> Span:
    """Take in the Markdown markers of a pair whose halves stand at both edges."""
    start, end = span
    while True:
        tail = LINK_TAIL.match(text, end) if text.endswith("[", 0, start) else None
        if tail:
            start, end = start - 1, tail.end()
            continue
        for marker in _MARKERS:
            if text.endswith(marker, 0, start) and text.startswith(marker, end):
                start, end = start - len(marker), end + len(marker)
                break
        else:
            return Span(start, end)
