"""Faults in the numbers of points: a gap, a number twice, a child without its parent, a wrong place."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
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
    found: list[tuple[int, str | None]] = []
    for order, series in enumerate(_series(labels)):
        numbers = [labels[index][0] for index in series.labels]
        walk = _Walk({*numbers}, None if order else start)
        if order or start is None:
            walk.take_for_granted(numbers[0])
        found += zip(series.labels, map(walk.step, numbers), strict=True)
    return sorted((index, message) for index, message in found if message)


@dataclass
class _Series:
    """Labels that count together. ``level`` is that of the headings which carry them, 0 where none does."""

    level: int
    labels: list[int] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    tops: int = 0
    """How many have no parent."""
    last: str = ""

    def add(self, index: int, number: str, *, is_top: bool) -> None:
        self.labels.append(index)
        self.seen.add(number)
        self.tops += is_top
        self.last = number

    def goes_on_with(self, number: str) -> bool:
        """Whether a number is the next one without a parent."""
        group, last = split_number(self.last.split(".")[0] if self.last[:1].isdigit() else self.last)
        return last.isdigit() and number == joined_number(group, successor(last))


def _series(labels: Sequence[Counted]) -> list[_Series]:
    """The labels by what counts together: headings below a numbered one have numbers of their own.

    They begin anew at a heading that counts from the first number again: sections without numbers may hold
    numbered ones, and stand below an overview that counts too, or behind parts of a section elsewhere.
    """
    opened = [_Series(0)]
    known = [opened[0]]
    for index, (written, level) in enumerate(labels):
        number = written.removesuffix(".0")
        parent, _ = split_number(number)
        is_top = not parent or parent.isupper()
        if level and not (is_top and opened[-1].goes_on_with(number)):
            while opened[-1].level > level and not (parent and parent in opened[-1].seen):
                opened.pop()
            if _begins(opened[-1], number, level, is_top=is_top):
                if opened[-1].level == level:
                    opened.pop()
                opened.append(_Series(level))
                known.append(opened[-1])
        opened[-1].add(index, number, is_top=is_top)
    return [series for series in known if series.labels]


def _begins(here: _Series, number: str, level: int, *, is_top: bool) -> bool:
    """Whether a heading's number begins a series of its own: it is below, counts again, or is elsewhere."""
    parent, own = split_number(number)
    if not here.labels or (is_top and here.level < level):
        return here.level < level
    if own not in FIRST:
        return False
    if is_top:
        return number in here.seen or own == "0" or not (here.tops or _has_part(number, here.seen))
    apart = here.level == level and parent in here.seen and "." not in here.last and here.last != parent
    return apart or not here.tops


def _is_within(number: str, parent: str) -> bool:
    return f"{number}.".startswith(f"{parent}.")


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
        if parent and not _is_within(self.path, parent):
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
