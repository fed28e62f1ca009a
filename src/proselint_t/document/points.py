"""Points: the numbered parts of an answer. This is the one definition for rules, mapping and edits.

A label begins a line: `1)`, `1.1)`, `3.2.1)`, `1.`, `(a)`, or a heading `# 2.`, `## 2.1.`. Deeper labels
always count; `N)` and `N.` only where they continue the tree of numbers: the next number, a later item
of a Markdown list that is part of the tree, or a list that begins at a later number. A numbered list
that begins again at 1 inside a point is an ordinary list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from proselint_t.document.model import Label, Point
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_LABEL = re.compile(r"(?:(\d{1,4}(?:\.\d{1,4})*)([.)])|\(([a-zа-я])\))(?=[ \t\u00a0]|$)")
_HEADING_LABEL = re.compile(r"(?:(\d{1,4})[.)]|(\d{1,4}(?:\.\d{1,4})+)[.)]?)(?=[ \t\u00a0]|$)")
STAR_BULLET = re.compile(r"\*\)(?=\s|$)")


def label_candidate(text: str, origin: int) -> Label | None:
    """A label at the start of a line of prose, not yet held against the tree."""
    match = _LINE_LABEL.match(text)
    if match is None:
        return None
    return Label(match.group(), match.group(1) or match.group(3), Span(origin, origin + match.end()))


def heading_label(text: str, origin: int, level: int) -> Label | None:
    """The number of a heading such as `## 2.1. Limits`."""
    match = _HEADING_LABEL.match(text)
    if match is None:
        return None
    number = match.group(1) or match.group(2)
    return Label(match.group(), number, Span(origin, origin + match.end()), level)


@dataclass(slots=True)
class PointTree:
    """Decides, label by label in the order of the text, which of them continue the tree."""

    top: int | None = None
    numeric: str = ""
    letter: str = ""
    lists: dict[int, bool] = field(default_factory=dict)
    """For each Markdown list met: whether its items are points."""

    def accept(self, label: Label, *, list_id: int | None = None) -> Label | None:
        """The label with its normal form when it is a point. ``list_id``: it is the marker of a list item."""
        if label.text.startswith("("):
            return self._accept_letter(label)
        if label.depth == 1 and not label.heading and not self._continues(int(label.number), list_id):
            return None
        self.top = int(label.number.partition(".")[0])
        self.numeric, self.letter = label.number, ""
        return label

    def _continues(self, number: int, list_id: int | None) -> bool:
        follows = number in {0, 1} if self.top is None else number == self.top + 1
        if list_id is None:
            return follows
        later = self.top is not None and number > self.top
        if list_id not in self.lists:
            self.lists[list_id] = follows or (later and number > 1)
            return self.lists[list_id]
        return self.lists[list_id] and (follows or later)

    def _accept_letter(self, label: Label) -> Label | None:
        letter = label.number
        expected = chr(ord(self.letter) + 1) if self.letter else letter
        if not self.numeric or letter != expected or (not self.letter and letter not in "aа"):
            return None
        self.letter = letter
        return Label(label.text, f"{self.numeric}.{letter}", label.span)


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
