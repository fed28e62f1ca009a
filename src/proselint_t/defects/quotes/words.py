"""The words of a text, and an index of the rows they form: where a text may stand is looked up, not searched.

Without it every quote would be searched through the whole answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from proselint_t.defects.quotes.folding import COMBINING
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROW = 3
"""Words in a row of the index."""

_WORD = re.compile(r"\w+")
_INSIDE = re.compile(
    rf"(?<=[\w{COMBINING}])(?=[\w{COMBINING}])"
    r"|(?<=\w)(?=['’]\w)|(?<=\w['’])(?=\w)|(?<=\d)(?=[.,]\d)|(?<=\d[.,])(?=\d)"
)
_SMALL = 4000
"""A stretch of so many characters is searched without the index."""

Row: TypeAlias = "str | tuple[str, ...]"


def words_of(text: str) -> list[tuple[str, Span]]:
    """The words without regard to case, with their places."""
    return [(match[0].casefold(), Span(*match.span())) for match in _WORD.finditer(text)]


def is_whole(text: str, span: Span) -> bool:
    """Whether a stretch begins and ends at word boundaries. «don't» and «1.5» are one word each."""
    return not _INSIDE.match(text, span.start) and not _INSIDE.match(text, span.end)


class _Rows:
    """Where each row of words begins: as chains of places, of which those that are asked for become lists.

    Most rows of a text are never asked for; a list for each would cost several times as much.
    """

    def __init__(self, words: Sequence[str], size: int) -> None:
        last: dict[Row, int] = {}
        previous: list[int] = []
        rows: Iterator[Row]
        rows = iter(words) if size == 1 else zip(*(words[by:] for by in range(size)), strict=False)
        for at, row in enumerate(rows):
            previous.append(last.get(row, -1))
            last[row] = at
        self._last, self._previous = last, previous
        self._places: dict[Row, list[int]] = {}

    def places(self, row: Row) -> list[int]:
        if row not in self._places:
            chain, at = [], self._last.get(row, -1)
            while at >= 0:
                chain.append(at)
                at = self._previous[at]
            self._places[row] = chain[::-1]
        return self._places[row]


class WordIndex:
    """The words of one text. Where ``other``, as another form of it, has the same, their rows are shared."""

    def __init__(self, text: str, other: WordIndex | None = None) -> None:
        self.text = text
        self._other = other

    @cached_property
    def words(self) -> list[str]:
        return list(map(str.casefold, _WORD.findall(self.text)))

    @cached_property
    def starts(self) -> list[int]:
        """Where each of the words begins."""
        return [match.start() for match in _WORD.finditer(self.text)]

    def span(self, first: int, last: int) -> Span:
        """The stretch from one word to another."""
        end = _WORD.match(self.text, self.starts[last])
        return Span(self.starts[first], end.end() if end else self.starts[last])

    @cached_property
    def rows(self) -> dict[int, _Rows]:
        """Where rows begin, by their size, as far as they were asked for."""
        return self._other.rows if self._other and self._other.words == self.words else {}

    def places(self, row: Sequence[str]) -> list[int]:
        """The indexes of the words at which a row of 1 to :data:`ROW` words begins."""
        size = len(row)
        if size not in self.rows:
            self.rows[size] = _Rows(self.words, size)
        return self.rows[size].places(row[0] if size == 1 else tuple(row))

    def occurrences(self, variants: Sequence[str], within: Span) -> Iterator[Span]:
        """Where one of the texts stands as whole words, in order.

        The texts are of one length and differ in case alone.
        """
        starts = (
            self._scan(variants, within)
            if within.end - within.start <= _SMALL
            else self._look_up(variants, within)
        )
        size = len(variants[0])
        for start in starts:
            span = Span(start, start + size)
            if is_whole(self.text, span):
                yield span

    def _scan(self, variants: Sequence[str], within: Span) -> list[int]:
        found = set()
        for variant in variants:
            at = self.text.find(variant, *within)
            while at >= 0:
                found.add(at)
                at = self.text.find(variant, at + 1, within.end)
        return sorted(found)

    def _look_up(self, variants: Sequence[str], within: Span) -> Iterator[int]:
        offset, places = self._rarest(variants[0])
        if offset < 0:
            yield from self._scan(variants, within)
            return
        first = bisect_left(places, within.start, key=self.starts.__getitem__)
        for at in range(first, len(places)):
            start = self.starts[places[at]] - offset
            if start + len(variants[0]) > within.end:
                break
            if start >= within.start and self.text.startswith(tuple(variants), start):
                yield start

    def _rarest(self, text: str) -> tuple[int, list[int]]:
        """The row of the text that stands least often: its offset in the text, and where it stands."""
        if text not in self._known:
            self._known[text] = self._found_least(text)
        return self._known[text]

    @cached_property
    def _known(self) -> dict[str, tuple[int, list[int]]]:
        return {}

    def _found_least(self, text: str) -> tuple[int, list[int]]:
        """None stands less often than once or never, so nothing is looked up behind such a row."""
        found: tuple[int, list[int]] = (-1, [])
        matches = list(_WORD.finditer(text))
        words = [match[0].casefold() for match in matches]
        size = min(ROW, len(words))
        for at in range(len(words) - size + 1) if words else ():
            places = self.places(words[at : at + size])
            if found[0] < 0 or len(places) < len(found[1]):
                found = (matches[at].start(), places)
            if len(found[1]) <= 1:
                break
        return found

    def rarity(self, text: str) -> int:
        """At most so many times the text stands here (the length of the whole where it has no word)."""
        offset, places = self._rarest(text)
        return len(places) if offset >= 0 else len(self.text)
