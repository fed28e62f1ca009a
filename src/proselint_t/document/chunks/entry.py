"""What a chunk must know of the text before it, and when a change of that leaves it as it is.

Behind a table, a comment or a blank line `70)` begins no list any more (CommonMark), and what was a list of
points is one paragraph to its end. Only what stands around its lines has changed then: plain lines, labels
and all, are read alike in the item of a point and in a paragraph, so that they need not be read again.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.annotations.dialects import may_begin_block
from proselint_t.document.points import BEGINNING, PointTree, TreeState
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Sequence

    from proselint_t.document.chunks.chunk import Chunk

Placed = tuple["Entry", "Chunk"]
"""A chunk where it stands."""

BETWEEN_BLOCKS = "\n"
"""In front of a chunk that begins with a block: only the first line of a text can open front matter.

Behind it stands what opens a block again that goes on, a quotation or a table.
"""
IN_PARAGRAPH = "x\n"
_IN_ITEM = re.compile(r"\d{1,4}\) {1,4}x\n")
_WORD = r"(?:[^\W\d_]|[«„“\"](?=\w)|`{1,2}(?=[^`\s])|[*_]{1,2}(?=[^\W_]))"
_LABEL = r"(?:\d+(?:\.\d+)+[.)]?|\([a-zа-я]\)|\*\))(?=[ \t])|\d+(?![\d.)])"
_REST = r"[^\r\n]*(?<![ \t\\])\r?\n"
_PLAIN = pattern(
    rf"(?:(?P<marker>\d{{1,4}}\) {{1,4}})(?={_WORD})|(?={_WORD}|{_LABEL})){_REST}"
    rf"(?:(?:{_WORD}|{_LABEL}){_REST})*"
)
"""Lines that begin no block within a paragraph and break no line, but for the marker before the first."""


class Entry(NamedTuple):
    """What a chunk must know of the text before it.

    ``lead`` stands in front of it when it is read. ``state`` is that of the tree of points.
    ``list_counts`` tells whether the items of the list that goes on are points, ``list_begun_again`` whether
    its last one was none, and ``item_counts`` whether the item is one that ``lead`` opens again.
    """

    lead: str = ""
    state: TreeState = BEGINNING
    list_counts: bool | None = None
    list_begun_again: bool = False
    item_counts: bool = False

    @property
    def inside_paragraph(self) -> bool:
        return bool(self.lead) and not self.lead.startswith(BETWEEN_BLOCKS)

    def inside(self, quotes: int) -> Entry:
        """An entry between blocks as one inside of so many quotations that go on, where nothing counts."""
        return Entry(f"{BETWEEN_BLOCKS}{'>' * quotes}\n") if quotes else self

    @property
    def tree(self) -> PointTree:
        """The tree as it stands. The list that goes on is the first that the parser meets."""
        lists = {} if self.list_counts is None else {1: self.list_counts}
        return PointTree(self.state, lists, {1} if self.list_begun_again else set())

    def behind(self, marker: str) -> Entry:
        """What stands around the lines behind a plain chunk that begins here with a marker, or with none."""
        if self.inside_paragraph:
            return self
        if not marker:
            return Entry(IN_PARAGRAPH)
        return Entry(f"{marker}x\n", list_counts=True, item_counts=True)


def marker_of(text: str) -> str | None:
    """The marker, `70) `, that plain lines begin with; empty without one, ``None`` for others."""
    found = _PLAIN.fullmatch(text)
    if found is None or any(map(_may_be_masked, filter(None, text.splitlines()))):
        return None
    return found["marker"] or ""


def _may_be_masked(line: str) -> bool:
    return any(mask.may_begin_at(line, 0) for mask in may_begin_block(line[0], interrupting=False))


def likeness(chunk: Chunk, entry: Entry) -> Hashable:
    """What two chunks have in common that say the same where they stand."""
    return (chunk.text, entry.state) if _is_indifferent(chunk, entry) else (chunk.text, entry)


def _is_indifferent(chunk: Chunk, entry: Entry) -> bool:
    """Whether a chunk of plain lines is read alike in the item of a point and in a paragraph."""
    marker, lead, top = chunk.marker, entry.lead, entry.state.top
    if marker is None or entry.list_counts is False or entry.list_begun_again:
        return False
    if marker and (top is None or top < 1 or int(marker[: marker.index(")")]) != top + 1):
        return False
    return lead in {BETWEEN_BLOCKS, IN_PARAGRAPH} or (entry.item_counts and bool(_IN_ITEM.fullmatch(lead)))


def carried(old: Sequence[Placed], at: int, entry: Entry, opens: Collection[str]) -> tuple[list[Entry], bool]:
    """What becomes of old chunks from ``at`` on when the first of them has another entry.

    The entries of those that stay as they are, and whether all behind them stays as it is, entries too.
    ``opens`` is the inline markup that is open above.
    """
    found: list[Entry] = []
    is_open = set(opens)
    around = entry
    for index in range(at, len(old)):
        before, chunk = old[index]
        begins_item = bool(chunk.marker) and around.inside_paragraph and around.lead != IN_PARAGRAPH
        new = around._replace(state=before.state) if index > at else entry
        if index > at and begins_item:
            new = Entry(BETWEEN_BLOCKS, before.state, True)
        if new == before:
            return found, is_open.isdisjoint(closed_below(old, index))
        if new.state != before.state or not (_is_indifferent(chunk, new) and _is_indifferent(chunk, before)):
            return found, False
        if not new.inside_paragraph:
            is_open.clear()
        elif not is_open.isdisjoint(chunk.open.closes):
            return found, False
        is_open |= chunk.open.opens
        found.append(new)
        around = new.behind(chunk.marker or "")
    return found, True


def closed_below(placed: Sequence[Placed], at: int) -> set[str]:
    """What inline markup would be closed by the rest of the paragraph that goes on with a chunk."""
    found: set[str] = set()
    for entry, chunk in islice(placed, at, None):
        if not entry.inside_paragraph:
            break
        if chunk.open.closes:
            found |= chunk.open.closes
    return found


def open_above(placed: Sequence[Placed]) -> set[str]:
    """What inline markup is open in the paragraph that ends with the last of some chunks."""
    found: set[str] = set()
    for entry, chunk in reversed(placed):
        found |= chunk.open.opens
        if not entry.inside_paragraph:
            break
    return found
