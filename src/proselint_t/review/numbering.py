"""Faults in the numbers of points: a gap, a number twice, a child without its parent, a wrong place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document.model import Point
    from proselint_t.span import Span

FIRST = frozenset({"0", "1", "a", "а"})
"""What the first of several points may be called."""


@dataclass(frozen=True, slots=True)
class NumberingFault:
    """``span`` is the label that is wrong."""

    span: Span
    message: str


def numbering_faults(points: tuple[Point, ...]) -> Iterator[NumberingFault]:
    """What is wrong with the labels, at most one fault for each, in the order of the text."""
    walk = _Walk(frozenset(point.number for point in points))
    for point in points:
        message = walk.step(point.number)
        if message:
            yield NumberingFault(point.label.span, message)


@dataclass(slots=True)
class _Walk:
    """``last`` is the latest child seen of each parent, ``path`` the latest label."""

    numbers: frozenset[str]
    seen: set[str] = field(default_factory=set)
    last: dict[str, str] = field(default_factory=dict)
    path: str = ""

    def step(self, number: str) -> str | None:
        parent, _, own = number.rpartition(".")
        message = self._fault(number, parent, own)
        if number not in self.seen:
            self.last[parent] = max(self.last.get(parent, own), own, key=_rank)
        self.seen.add(number)
        self.path = number
        return message

    def _fault(self, number: str, parent: str, own: str) -> str | None:
        if number in self.seen:
            return f"point {number} stands here a second time"
        if parent and parent not in self.numbers:
            return f"point {number} has no parent: there is no point {parent}"
        if parent and parent not in self.seen:
            return f"point {number} stands before its parent {parent}"
        if parent and not f"{self.path}.".startswith(f"{parent}."):
            return f"point {number} stands in point {self.path}"
        return self._order_fault(number, parent, own)

    def _order_fault(self, number: str, parent: str, own: str) -> str | None:
        before = self.last.get(parent)
        if before is None:
            expected = own if own in FIRST else "a" if own.isalpha() else "1"
        elif _rank(own) < _rank(before):
            return f"point {number} stands behind point {_joined(parent, before)}"
        else:
            expected = successor(before)
        missing = _joined(parent, expected)
        if own == expected or missing in self.numbers:  # what stands elsewhere is reported there
            return None
        return f"point {missing} is missing before {number}"


def _rank(part: str) -> int:
    return int(part) if part.isdigit() else ord(part)


def successor(part: str) -> str:
    """The number or letter behind another one."""
    return str(int(part) + 1) if part.isdigit() else chr(ord(part) + 1)


def _joined(parent: str, own: str) -> str:
    return f"{parent}.{own}" if parent else own
