"""Faults in the numbers of points: a gap, a number twice, a child without its parent, a wrong place."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.points import FIRST, first, joined_number, rank, split_number, successor
from proselint_t.text.messages import spoken, translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.document.model import Counted, Point
    from proselint_t.text.span import Span


class NumberingFault(NamedTuple):
    """``span`` is the label that is wrong."""

    span: Span
    message: str


def numbering_faults(points: Sequence[Point], *, start: str | None = None) -> Iterator[NumberingFault]:
    """What is wrong with the labels, at most one fault for each, in the order of the text.

    ``start`` is the number that the text should begin with (default: the one that it does begin with). A
    text that begins below it, at 3.1, is a piece of an answer: its point 3 is elsewhere. A parent that is
    missing is told once, at its first child.
    """
    for index, message in faults_of(tuple(point.label.counted for point in points), start):
        yield NumberingFault(points[index].label.span, message)


def faults_of(labels: tuple[Counted, ...], start: str | None = None) -> list[tuple[int, str]]:
    """The same of labels by their numbers: the index of each that is wrong, and what is."""
    return _faults(labels, start, spoken())


@lru_cache(maxsize=4)
def _faults(labels: tuple[Counted, ...], start: str | None, _language: str) -> list[tuple[int, str]]:
    """Kept, because few keys in an editor change a number."""
    begins = [*_runs(labels), len(labels)]
    found: list[tuple[int, str | None]] = []
    for begin, end in pairwise(begins):
        numbers = [number for number, _ in labels[begin:end]]
        walk = _Walk({*numbers}, None if begin else start)
        if begin or start is None:
            walk.take_for_granted(numbers[0])
        found += enumerate(map(walk.step, numbers), begin)
    return [(index, message) for index, message in found if message]


def _runs(labels: Sequence[Counted]) -> Iterator[int]:
    """Where the numbers begin: at the first label, and at a heading that counts from the first number again.

    Sections without numbers may hold numbered ones, and stand below an overview that counts too, or behind
    sections that are parts of one elsewhere: 6.1, 6.2, 1.
    """
    seen, has_top = set[str](), False
    for index, (written, is_heading) in enumerate(labels):
        number = written.removesuffix(".0")
        parent, own = split_number(number)
        is_first = own in FIRST and (not parent or parent.isupper())
        again = is_heading and is_first and (number in seen or not (has_top or _has_part(number, seen)))
        if not index or again:
            seen.clear()
            has_top = False
            yield index
        seen.add(number)
        has_top = has_top or not parent


def _has_part(number: str, seen: set[str]) -> bool:
    return any(one.startswith(f"{number}.") for one in seen)


def start_of(points: Sequence[Point]) -> str | None:
    """The top number that a text begins with; ``None`` where it begins with a group, or has no points."""
    number = points[0].number.partition(".")[0] if points else ""
    return number if number.isdigit() else None


class _Walk:
    """``last`` is the latest child seen of each parent and kind, ``path`` the latest label."""

    def __init__(self, numbers: set[str], start: str | None) -> None:
        self.numbers = numbers
        self.start = start
        self.seen: set[str] = set()
        self.last: dict[tuple[str, str], str] = {}
        self.path = ""

    def step(self, number: str) -> str | None:
        parent, own = split_number(number)
        message = self._fault(number, parent, own)
        self.take_for_granted(number)
        self._see(number)
        self.path = number
        return message

    def take_for_granted(self, number: str) -> None:
        """Count the parents of a number that stand nowhere as seen."""
        parent, _ = split_number(number)
        if parent and parent not in self.numbers:
            self.take_for_granted(parent)
            self.numbers.add(parent)
            self._see(parent)
            self.path = parent

    def _see(self, number: str) -> None:
        parent, own = split_number(number)
        if number not in self.seen:
            series = parent, first(own)
            self.last[series] = max(self.last.get(series, own), own, key=rank)
        self.seen.add(number)

    def _fault(self, number: str, parent: str, own: str) -> str | None:
        if number in self.seen:
            return translated("point %s stands here a second time", number)
        if parent and parent not in self.numbers:
            if own == "0":  # «2.0» stands for its parent
                return self._fault(parent, *split_number(parent))
            return translated("point %s has no parent: there is no point %s", number, parent)
        if parent and parent not in self.seen:
            return translated("point %s stands before its parent %s", number, parent)
        if parent and not f"{self.path}.".startswith(f"{parent}."):
            return translated("point %s stands in point %s", number, self.path)
        return self._order_fault(number, parent, own)

    def _first(self, parent: str, own: str) -> str:
        """What the first of its like should be called. The top numbers of a text or group begin anywhere."""
        if own in FIRST:
            return own
        if not parent and self.start is not None:
            return self.start
        return own if own.isdigit() and (not parent or parent.isupper()) else first(own)

    def _order_fault(self, number: str, parent: str, own: str) -> str | None:
        before = self.last.get((parent, first(own)))
        if before is None:
            expected = self._first(parent, own)
        elif rank(own) < rank(before):
            return translated("point %s stands behind point %s", number, joined_number(parent, before))
        else:
            expected = successor(before)
        missing = joined_number(parent, expected)
        if own == expected or missing in self.numbers:  # what stands elsewhere is reported there
            return None
        return translated("point %s is missing before %s", missing, number)
