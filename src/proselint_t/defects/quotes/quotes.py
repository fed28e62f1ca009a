"""A quote as the pieces between its gaps, and the layouts in which pieces can stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.text.span import Span

_GAP = re.compile(r"\[(?:\.{3}|…)\]|(?<!\.)\.{3}(?!\.)|…")

Layout: TypeAlias = "tuple[Span, ...]"
"""Where each piece of a quote stands, in order."""


def pieces_of(quote: str) -> tuple[str, ...]:
    """The texts between the gaps `[...]`, `[…]`, `...` and `…`; white space around a gap belongs to it."""
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
