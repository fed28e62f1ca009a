"""What edits change in a stretch of a text, and what stands beside them.

Owns the places before and after; it must not know what is said there.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from proselint_t.document.model import AtomName
from proselint_t.text.edits import Edit, apply_edits
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proselint_t.document.model import Atom
    from proselint_t.rules.rule import Violation
    from proselint_t.text.prose import Prose

LEAD = "\n"
"""In front of a stretch that is read alone: only the first line of a text can open front matter."""
_MOST = 10_000
"""Characters whose words are held at once."""


def all_edits(violations: Iterable[Violation]) -> list[Edit]:
    """Every edit of some violations, in order."""
    return sorted(edit for violation in violations for edit in violation.edits)


class Changes:
    """Edits of one stretch, in places that count from the start of its lead."""

    def __init__(self, stretch: Span, edits: Sequence[Edit]) -> None:
        self.edits, self.start = edits, stretch.start
        self._by = (len(LEAD) if stretch.start else 0) - stretch.start

    @cached_property
    def old(self) -> Outside:
        """What stands outside of what they replace."""
        return Outside(edit.span.shifted(self._by) for edit in self.edits)

    @cached_property
    def new(self) -> Outside:
        """What stands outside of what they write."""
        return Outside(
            Span(start := edit.span.start + self._by + grown, start + len(edit.text))
            for edit, grown in zip(self.edits, self._growth, strict=False)
        )

    @cached_property
    def _growth(self) -> array[int]:
        return array("q", accumulate(map(_growth, self.edits), initial=0))

    @cached_property
    def _ends(self) -> array[int]:
        return array("q", [edit.span.end + self._by for edit in self.edits])

    def applied(self, text: str) -> str:
        """The text of the stretch with the edits."""
        if not self.start:
            return apply_edits(text, self.edits)
        return apply_edits(text, (Edit(edit.span.shifted(-self.start), edit.text) for edit in self.edits))

    def moved(self, offset: int) -> int:
        """Where a place outside the edits comes to stand."""
        return offset + self._growth[bisect_right(self._ends, offset)]


def _growth(edit: Edit) -> int:
    return len(edit.text) - (edit.span.end - edit.span.start)


class Outside:
    """What stands outside of some places of a source, which are sorted and do not overlap."""

    def __init__(self, places: Iterable[Span]) -> None:
        self.starts, self.ends = array("q"), array("q")
        for place in places:
            if not place.empty:
                self.starts.append(place.start)
                self.ends.append(place.end)

    def _in(self, span: Span) -> Iterator[tuple[int, int]]:
        inside = range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))
        return ((self.starts[at], self.ends[at]) for at in inside)

    def holds(self, offset: int) -> bool:
        at = bisect_right(self.ends, offset)
        return at == len(self.starts) or self.starts[at] > offset

    def cut(self, text: str, span: Span) -> str:
        """A stretch of the source without the places, and without white space at its end."""
        parts, position = [], span.start
        for start, end in self._in(span):
            parts.append(text[position : max(start, position)])
            position = end
        parts.append(text[position : span.end])
        return "".join(parts).rstrip()

    def inlines(
        self, text: str, atoms: Iterable[Atom], proses: Sequence[Prose], moved: Callable[[int], int]
    ) -> Iterator[Any]:
        """What is read of inline Markdown: its marks and all that is masked, with places; the letters."""
        yield [
            (atom.name, atom.text, self._said(text, atom), moved(atom.span.start))
            for atom in atoms
            if self.holds(atom.span.start)
        ]
        yield [
            (self.cut(text, place), moved(place.start))
            for prose in proses
            for mask in prose.masks
            if self.holds((place := prose.span(*mask)).start)
        ]
        yield Letters(self, proses)

    def _said(self, text: str, atom: Atom) -> str:
        """What is written of an atom outside of the places; of the mark of a footnote all, its label."""
        return text[slice(*atom.span)] if atom.name is AtomName.FOOTNOTE else self.cut(text, atom.span)

    def pieces(self, prose: Prose) -> Iterator[str]:
        """What a prose says between the places."""
        position = 0
        for start, end in self._in(Span(prose.origin(0), prose.origin_end(len(prose.text)))):
            yield prose.text[position : prose.offset_of(start)]
            position = prose.offset_of(end)
        yield prose.text[position:]


class Letters:
    """What proses say outside of some places, without white space; made anew whenever it is compared."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, outside: Outside, proses: Sequence[Prose]) -> None:
        self._outside, self._proses = outside, proses

    def __iter__(self) -> Iterator[str]:
        """In parts: few words are held at once, which take ten times their room."""
        words, length = list[str](), 0
        for piece in chain.from_iterable(map(self._outside.pieces, self._proses)):
            for at in range(0, len(piece), _MOST):
                words += piece[at : at + _MOST].split()
                length += len(piece)
                if length > _MOST:
                    yield "".join(words)
                    words, length = [], 0
        yield "".join(words)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Letters):
            return NotImplemented
        mine, others = filter(None, self), filter(None, other)
        one = another = ""
        while True:
            one, another = one or next(mine, ""), another or next(others, "")
            same = min(len(one), len(another))
            if not same or one[:same] != another[:same]:
                return one == another
            one, another = one[same:], another[same:]
