"""Points: the numbered parts of an answer. This is the one definition for rules, mapping and edits.

A label begins a line: `1)`, `1.1)`, `3.2.1)`, `1.`, `(a)`, a Roman `II)` or `II.`, or a heading `# 2.`,
`## 2.1.`. Deeper labels always count; `N)` and `N.` only where they continue the tree of numbers: the next
number, a later item of a Markdown list that is part of the tree, or a list that begins at a later number.
A number that such an item has again (`3)`, `3)`) is a slip, and a point. A numbered list that begins again
at 1 inside a point is an ordinary list. A Roman label begins a group:
the tree of numbers begins anew in it, and its normal forms begin with the group (`II.1.1`).

The grammar of labels and numbers, read and written, is here and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.model import Label, LabelKind, Point
from proselint_t.text.limits import MAX_RANGE, limit, reach
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

NUMBER = r"\d{1,4}(?:\.\d{1,4}){0,19}"
"""A number of up to 20 parts, as a pattern; `DEEP` has at least two, `LETTER` is that of a `(a)`."""
DEEP = r"\d{1,4}(?:\.\d{1,4}){1,19}"
LETTER = "[a-zа-я]"
_SHORT = r"\d{1,3}(?:\.\d{1,3})*"
"""Of more digits it would be a year in a sentence, or a section of a statute."""
_ROMANS = tuple(
    "X" * tens + ones
    for tens in range(4)
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
)
GROUP = f"(?:{'|'.join(sorted(_ROMANS[1:], key=len, reverse=True))})"
"""The Roman number of a group."""
IN_PROSE = rf"(?:{_SHORT}|(?-i:{GROUP})(?:\.\d{{1,3}})*)(?:\({LETTER}\))?"
"""A number as a sentence names it: `2.1(a)`, `II.1`."""
LABEL = rf"(?:(?P<number>{NUMBER})[.)]|\((?P<letter>{LETTER})\)|(?P<group>{GROUP})[.)])(?=[ \t\u00a0]|$)"
"""What may be a label at the start of a line of prose."""
FIRST = frozenset({"0", "1", "a", "а", "I"})
"""What the first of several points may be called."""

_LINE_LABEL = pattern(LABEL)
_DATE = r"(?:(?:19|20)\d\d\.\d\d?\.\d\d?|\d\d?\.\d\d?\.(?:19|20)\d\d)(?!\d)"
_HEADING_LABEL = pattern(rf"(?!{_DATE})(?:(?P<single>\d{{1,4}})[.)]|(?P<deep>{DEEP})[.)]?)(?=[ \t\u00a0]|$)")
_NAMED = pattern(
    rf"(?:((?-i:{GROUP}))(?:\.|$))?(\d{{1,9}}(?:\.\d{{1,9}}){{0,19}})?(?:(?<=\d)\.?\(?({LETTER})\)?)?\s*[.)]?",
    re.IGNORECASE,
)
STAR_BULLET = pattern(r"\*\)(?=\s|$)")
_MOST_MISSING = 2
"""A Roman numeral further ahead of the last group is an initial or a year, no group."""


def label_candidate(text: str, origin: int) -> Label | None:
    """A label at the start of a line of prose, not yet held against the tree.

    A first `I.` whose line is a sentence is the initial of a name.
    """
    match = _LINE_LABEL.match(text)
    if match is None:
        return None
    kind = LabelKind(match.lastgroup or "")
    if kind is LabelKind.GROUP and match[0] == "I." and text.rstrip().endswith("."):
        return None
    return Label(match[0], match[kind], Span(origin, origin + match.end()), kind=kind)


def heading_label(text: str, origin: int, level: int) -> Label | None:
    """The number of a heading such as `## 2.1. Limits`."""
    match = _HEADING_LABEL.match(text)
    if match is None:
        return None
    return Label(match[0], match["single"] or match["deep"], Span(origin, origin + match.end()), level)


def normal_number(text: str) -> str | None:
    """The normal form of the number of a point: `1.3.`, `1.3)`, `2.1(a)`, `II.1`; ``None`` for other text."""
    match = _NAMED.fullmatch(text)
    if match is None or not (match[1] or match[2]):
        return None
    numbers = [str(int(part)) for part in match[2].split(".")] if match[2] else []
    group = [match[1]] if match[1] else []
    return ".".join([*group, *numbers, *([match[3].lower()] if match[3] else [])])


def group_of(number: str) -> str:
    """The group that a number in normal form begins with; empty where it is in none."""
    group = number.partition(".")[0]
    return group if group in _ROMANS else ""


def resolved(number: str, near: str, numbers: Container[str]) -> str | None:
    """The number that a reference means: in a group `1.2` is first of all `II.1.2`.

    ``near`` is the number of the point that the reference stands in; ``None`` where no number is meant.
    """
    inner = f"{group_of(near)}.{number}"
    if inner in numbers:
        return inner
    return number if number in numbers else None


def split_number(number: str) -> tuple[str, str]:
    """The number of the parent, empty at the top, and the point's own part: `1.2` and `3` of `1.2.3`."""
    parent, _, own = number.rpartition(".")
    return parent, own


def joined_number(parent: str, own: str) -> str:
    """The number whose :func:`split_number` these are."""
    return f"{parent}.{own}" if parent else own


def predecessor(number: str) -> str | None:
    """The point behind which a new one comes: the one before it, or else the one that it is part of."""
    parent, own = split_number(number)
    if own.isdecimal() and int(own) > 1:
        return joined_number(parent, str(int(own) - 1))
    return parent or None


def from_to(start: str, end: str, known: Iterable[str]) -> Iterator[str]:
    """The numbers from one to a later one; between those of two parents only what is ``known``."""
    (parent, one), (other, last) = split_number(start), split_number(end)
    most = int(limit(MAX_RANGE))
    if parent == other and one.isdecimal() and last.isdecimal() and 0 < int(last) - int(one) < most:
        yield from (joined_number(parent, str(at)) for at in range(int(one), int(last) + 1))
    else:
        yield start
        between = [number for number in known if _order(start) < _order(number) < _order(end)]
        if len(between) > most:
            reach(MAX_RANGE, translated("of a range of points only the first %s were looked at", most))
        yield from sorted(between, key=_order)[:most]
        yield end


def _order(number: str) -> list[tuple[int, str]]:
    """By which numbers are sorted: `1.10` stands behind `1.9`."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in number.split(".")]


def number_like(written: str, number: str) -> str:
    """Another number in the form in which one stands in a text: `2.1(a)` stays in this form."""
    parent, own = split_number(number)
    return f"{parent}({own})" if "(" in written else number


def relabelled(label: Label, number: str) -> str:
    """A label as it is written when its point gets another number of the same depth."""
    own = split_number(number)[1]
    if label.kind is LabelKind.NUMBER:
        own = ".".join(number.split(".")[-label.written_depth :])
    return label.text.replace(label.text.strip("(.)"), own, 1)


def rank(part: str) -> int:
    """The place of one part of a number among its like: `3`, `b`, `IV`."""
    if part.isdigit():
        return int(part)
    return _ROMANS.index(part) if part in _ROMANS else ord(part)


def first(part: str) -> str:
    """What the first one counted like this part is called: `1`, `a`, `I`."""
    if part.isdigit():
        return "1"
    return "I" if part in _ROMANS else "a"


def successor(part: str) -> str:
    """The number, letter or Roman numeral behind another one."""
    if part.isdigit():
        return str(int(part) + 1)
    return _ROMANS[rank(part) + 1] if part in _ROMANS[1:-1] else chr(ord(part[-1]) + 1)


class TreeState(NamedTuple):
    """How far the numbers have come: the group, the top number in it, the last number and its letter.

    ``by_heading`` tells that a heading carries the top number.
    """

    group: str = ""
    top: int | None = None
    numeric: str = ""
    letter: str = ""
    by_heading: bool = False

    def behind(self, label: Label) -> TreeState:
        """The state behind a label in its normal form."""
        if label.kind is LabelKind.GROUP:
            return TreeState(group=label.number)
        if label.kind is LabelKind.LETTER:
            return self._replace(letter=split_number(label.number)[1])
        group = group_of(label.number) or self.group  # the text may begin inside a group
        top = label.number.removeprefix(f"{group}.").partition(".")[0]
        by_heading = label.heading > 0 if "." not in label.number else self.by_heading
        return TreeState(group, int(top), label.number, "", by_heading)


BEGINNING = TreeState()


@dataclass
class PointTree:
    """Decides, label by label in the order of the text, which of them continue the tree."""

    state: TreeState = BEGINNING
    lists: dict[int, bool] = field(default_factory=dict)
    """For each Markdown list met: whether its items are points."""
    begun_again: set[int] = field(default_factory=set)
    """Those in which a list of its own has begun since the last point."""

    def accept(self, label: Label, *, list_id: int | None = None) -> Label | None:
        """The label with its normal form when it is a point. ``list_id``: it is the marker of a list item."""
        number = self._normal(label, list_id)
        if number is None:
            return None
        accepted = label._replace(number=number)
        self.state = self.state.behind(accepted)
        return accepted

    def _normal(self, label: Label, list_id: int | None) -> str | None:
        if label.kind is LabelKind.LETTER:
            return self._letter(label.number)
        if label.kind is LabelKind.GROUP:
            ahead = rank(label.number) - (rank(self.state.group) if self.state.group else 0)
            may_miss = _MOST_MISSING if self.state.group else 1
            return label.number if 1 <= ahead <= may_miss else None
        if label.depth == 1 and not label.heading and not self._continues(int(label.number), list_id):
            return None
        return f"{self.state.group}.{label.number}" if self.state.group else label.number

    def _continues(self, number: int, list_id: int | None) -> bool:
        top = self.state.top
        follows = number in {0, 1} if top is None else number == top + 1
        if list_id is None:
            return follows
        later = top is None or number > top
        if list_id not in self.lists:
            # Headings have numbers of their own: a list that is no next point counts what it holds.
            goes_on = (follows and number > 1) if self.state.by_heading else follows or number > 1
            self.lists[list_id] = goes_on and (follows or later)
            return self.lists[list_id]
        again = number == top and number > 1 and list_id not in self.begun_again
        if not (follows or later or again):
            self.begun_again.add(list_id)
            return False
        self.begun_again.discard(list_id)
        return self.lists[list_id]

    def _letter(self, letter: str) -> str | None:
        state = self.state
        expected = chr(ord(state.letter) + 1) if state.letter else letter
        if not state.numeric or letter != expected or (not state.letter and letter not in "aа"):
            return None
        return f"{state.numeric}.{letter}"


def build_points(labels: Sequence[Label], end: int) -> tuple[Point, ...]:
    """Points with their extents. ``end`` is the length of the text."""
    starts = [*(label.span.start for label in labels), end]
    points: list[Point] = []
    open_points: list[tuple[int, int]] = []
    subtree_ends = [end] * len(labels)
    for index, label in enumerate(labels):
        while open_points and open_points[-1][1] >= label.depth:
            subtree_ends[open_points.pop()[0]] = label.span.start
        open_points.append((index, label.depth))
    for index, label in enumerate(labels):
        points.append(Point(label, Span(starts[index], starts[index + 1]), subtree_ends[index]))
    return tuple(points)
