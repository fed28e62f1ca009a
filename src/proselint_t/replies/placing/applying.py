"""The answer that edits make, with the way back from its places to the old ones.

The result does not depend on the order of the entries: two insertions at one place stand in the order of
their numbers, and edits of the same text exclude each other.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.replies.reading.model import Action
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.replies.placing import PlacedEdit
    from proselint_t.replies.placing.changes import Change
    from proselint_t.text.source import Source


@dataclass(frozen=True, slots=True)
class AppliedEdit:
    """An edit that was applied: ``old`` is the stretch it took, ``new`` where its text stands now."""

    placed: PlacedEdit
    old: Span
    new: Span

    def in_reply(self, span: Span) -> Span:
        """Where in the reply a stretch of the new answer is written, as far as it is of this edit."""
        start = min(max(span.start, self.new.start), self.new.end)
        end = min(max(span.end, start), self.new.end)
        return self.placed.in_reply(Span(start, end).shifted(-self.new.start))


@dataclass(frozen=True)
class Applied:
    """``edits`` are in the order of the text."""

    before: Source
    after: Source
    edits: tuple[AppliedEdit, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.new.start for one in self.edits]

    def edit_at(self, offset: int) -> AppliedEdit | None:
        """The edit whose text holds an offset of the new answer, its end included."""
        begun = range(bisect_right(self._starts, offset) - 1, -1, -1)
        last = next((self.edits[at] for at in begun if not self.edits[at].new.empty), None)
        return last if last and offset <= last.new.end else None

    def unchanged(self, offset: int) -> int | None:
        """The offset in the old answer of a character of the new one; ``None`` in the text of an edit."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        last = self.edits[index]
        return None if offset < last.new.end else offset - last.new.end + last.old.end

    def taken_by(self, offset: int) -> AppliedEdit | None:
        """The edit that took a character of the old answer."""
        last = self._last_before(offset)
        return last if last and offset < last.old.end else None

    def now(self, offset: int) -> int | None:
        """The offset in the new answer of a character of the old one; ``None`` where it was taken."""
        last = self._last_before(offset)
        if last is None:
            return offset
        return None if offset < last.old.end else offset - last.old.end + last.new.end

    def _last_before(self, offset: int) -> AppliedEdit | None:
        index = bisect_right(self.edits, offset, key=lambda one: one.old.start) - 1
        return self.edits[index] if index >= 0 else None


def conflicts(edits: Iterable[PlacedEdit]) -> Iterator[tuple[PlacedEdit, PlacedEdit]]:
    """Pairs of edits on the same text: each edit with the one in front that reaches farthest."""
    farthest: tuple[PlacedEdit, Change] | None = None
    for placed, change in _ordered(edits):
        if farthest and _clash(farthest[1], change):
            yield farthest[0], placed
        if not change.inserts and (farthest is None or change.core.end > farthest[1].core.end):
            farthest = placed, change


def _clash(first: Change, second: Change) -> bool:
    if second.inserts:
        point_is_deleted = not first.text.text and first.core.start <= second.home < first.core.end
        return point_is_deleted or first.core.start < second.core.start < first.core.end
    return first.core.overlaps(second.core) or first.core == second.core


def apply_placed(source: Source, edits: Iterable[PlacedEdit]) -> Applied:
    """Apply edits that do not conflict; those without a change are passed over."""
    parts: list[str] = []
    applied: list[AppliedEdit] = []
    position, length = 0, 0
    for placed, change in _ordered(edits):
        start, end = _clipped(source.text, change.span, position)
        behind_break = "".join(parts[-2:]).endswith(("\n", "\r"))
        behind_label = change.inserts and start > change.span.start and not behind_break
        made = _unindented(change) if behind_label else change
        kept, text = source.text[position:start], made.text.text
        begin = length + len(kept)
        position, length = end, begin + len(text)
        applied.append(AppliedEdit(replace(placed, change=made), Span(start, position), Span(begin, length)))
        parts += (kept, text)
    parts.append(source.text[position:])
    return Applied(source, replace(source, text="".join(parts)), tuple(applied))


def _unindented(change: Change) -> Change:
    """An insertion in front of a line that has moved up to its label, which stands for the indent."""
    text = change.text
    indent = len(text.text) - len(text.text.lstrip(" \t>"))
    return replace(change, text=text.slice(indent, len(text.text)))


def _clipped(text: str, span: Span, position: int) -> Span:
    """Two deletions may both want the space between them: then the second takes the one behind it."""
    if span.start >= position:
        return span
    end = max(span.end, position)
    takes_space = not span.empty and text[end : end + 1] in {" ", "\t"}
    return Span(position, end + 1 if takes_space else end)


def _ordered(edits: Iterable[PlacedEdit]) -> Sequence[tuple[PlacedEdit, Change]]:
    """By place; at one place insertions come first, those behind the line above before all others."""
    found = [(placed, placed.change) for placed in edits if placed.change is not None]
    return sorted(
        found,
        key=lambda pair: (
            pair[1].span.start,
            not pair[1].inserts,
            pair[0].edit.action is not Action.INSERT_AFTER,
            pair[0].edit.number,
            pair[0].edit.line,
        ),
    )
