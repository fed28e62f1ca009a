"""Many values in the room of their numbers: a text may have a million of them.

Few stay a tuple, which is faster.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Protocol, Self, TypeVar, overload

from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MANY = 100


class Movable(Protocol):
    """What stands at a place."""

    @property
    def span(self) -> Span: ...
    def shifted(self, by: int, /) -> Self: ...


_One_co = TypeVar("_One_co", covariant=True)
_Placed = TypeVar("_Placed", bound=Movable)


def packed(ones: Iterable[_Placed], count: int) -> Sequence[_Placed]:
    """What stands at so many places."""
    return Alike(ones) if count > _MANY else tuple(ones)


def packed_spans(spans: Iterable[Span], count: int) -> Sequence[Span]:
    """So many spans."""
    return Spans(spans) if count > _MANY else tuple(spans)


def packed_numbers(numbers: Iterable[int], count: int) -> Sequence[int]:
    """So many numbers."""
    return array("q", numbers) if count > _MANY else tuple(numbers)


class _Packed(Sequence[_One_co]):
    """A sequence whose members are made when they are asked for."""

    @abstractmethod
    def _at(self, index: int) -> _One_co:
        """The member with an index from 0 on."""

    @overload
    def __getitem__(self, index: int) -> _One_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_One_co, ...]: ...
    def __getitem__(self, index: int | slice) -> _One_co | tuple[_One_co, ...]:
        asked = range(len(self))[index]
        return tuple(map(self._at, asked)) if isinstance(asked, range) else self._at(asked)


class Spans(_Packed[Span]):
    """Spans, of which only the numbers are kept."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._places = array("q", chain.from_iterable(spans))

    def __len__(self) -> int:
        return len(self._places) // 2

    def __iter__(self) -> Iterator[Span]:
        places = iter(self._places)
        return map(Span, places, places)

    def _at(self, index: int) -> Span:
        return Span(*self._places[2 * index : 2 * index + 2])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spans) and self._places == other._places

    def __hash__(self) -> int:
        return hash(self._places.tobytes())


class Lines(_Packed[str]):
    """The lines of a text with the marks that end them, of which only the places are kept."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = array("q", [0])
        while self._starts[-1] < len(text):
            self._starts.append(text.find("\n", self._starts[-1]) + 1 or len(text))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _at(self, index: int) -> str:
        return self._text[self._starts[index] : self._starts[index + 1]]


class Alike(_Packed[_Placed]):
    """What stands at places; what is alike but for its place is kept once."""

    def __init__(self, ones: Iterable[_Placed] = ()) -> None:
        self.kinds: list[_Placed] = []
        self._known: dict[_Placed, int] = {}
        self._starts, self._which = array("q"), array("I")
        self.extend(ones)

    def extend(self, ones: Iterable[_Placed]) -> None:
        for one in ones:
            start = one.span.start
            kind = one.shifted(-start)
            which = self._known.setdefault(kind, len(self.kinds))
            if which == len(self.kinds):
                self.kinds.append(kind)
            self._starts.append(start)
            self._which.append(which)

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[_Placed]:
        places = zip(self._starts, self._which, strict=True)
        return (self.kinds[which].shifted(start) for start, which in places)

    def _at(self, index: int) -> _Placed:
        return self.kinds[self._which[index]].shifted(self._starts[index])
