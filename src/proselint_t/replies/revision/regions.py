"""The lines in which edits come to stand, before and after: what a violation there is held against."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.document import Document
    from proselint_t.replies.editing.applying import Applied, AppliedEdit


def lines_of(document: Document, span: Span) -> Span:
    """The lines of a stretch, without the last line break."""
    source = document.source
    return Span(source.line_starts[source.line_at(span.start)], source.line_end(source.line_at(span.end)))


class Regions:
    """Stretches of whole lines, in order and apart; edits that share a line share a region."""

    def __init__(self, before: Document, after: Document, applied: Applied) -> None:
        self._old: list[Span] = []
        self._new: list[Span] = []
        self._firsts: list[AppliedEdit] = []
        for edit in applied.edits:
            self._add(edit, lines_of(before, edit.old), lines_of(after, edit.new))

    def _add(self, edit: AppliedEdit, old: Span, new: Span) -> None:
        if self._old and (old.start <= self._old[-1].end or new.start <= self._new[-1].end):
            self._old[-1] = Span(self._old[-1].start, max(self._old[-1].end, old.end))
            self._new[-1] = Span(self._new[-1].start, max(self._new[-1].end, new.end))
            return
        self._old.append(old)
        self._new.append(new)
        self._firsts.append(edit)

    def at_old(self, offset: int) -> int | None:
        """The region that holds an offset of the old answer."""
        return _holding(self._old, offset)

    def at_new(self, offset: int) -> int | None:
        """The region that holds an offset of the new answer."""
        return _holding(self._new, offset)

    def old(self, region: int) -> Span:
        """The lines of a region in the old answer."""
        return self._old[region]

    def first_edit(self, region: int) -> AppliedEdit:
        return self._firsts[region]


def _holding(spans: Sequence[Span], offset: int) -> int | None:
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return index if index >= 0 and offset <= spans[index].end else None
