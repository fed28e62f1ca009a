"""Runs of blank lines and what stands before and after them.

Owns which lines count as blank and which blocks would stay what they are without such a line; it must not
know how many blank lines anybody wants.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.document.block_starts import begins_block
from proselint_t.document.line_paragraphs import goes_on
from proselint_t.document.model import Block, BlockKind, Container
from proselint_t.document.segments import Segment
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Document

_BLANK = pattern(r"[ \t]*(?:>[ \t]*)*")
_DEFINITION = pattern(r"\[[^\]]*\]:")  # an unfinished link definition may swallow the next line
_DESCRIPTION = pattern(r"[ \t>]*:[ \t]")
"""How a line begins that says what a term is, below it, in dialects with lists of definitions."""
_OPAQUE = frozenset({BlockKind.CODE, BlockKind.HTML, BlockKind.MASKED, BlockKind.FRONT_MATTER})
_JOINING = frozenset({BlockKind.PARAGRAPH, BlockKind.COMMENT_LINE})


class BlankRuns:
    """The lines of a document and what stands on them."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self._document = document
        self.line_count = self.source.line_count
        self.labels = {
            self.source.line_at(point.label.span.start): point.label.written_depth
            for point in document.points
            if not point.label.heading
        }
        self.by_line: dict[int, Block] = {}
        self.hidden: set[int] = set()
        for block in document.blocks:
            if block.kind is BlockKind.ALT:
                continue  # on all lines of the paragraph that holds it
            lines = range(block.first_line, block.end_line)
            if block.kind in _OPAQUE:
                self.hidden.update(lines)
            for line in lines:
                self.by_line.setdefault(line, block)
                if block.kind is BlockKind.COMMENT_LINE:
                    self.by_line[line] = block

    def block_at(self, line: int) -> Block | None:
        return self.by_line.get(line)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Runs of blank lines outside masks, as line indexes (end exclusive), equally deep in quotes."""
        if not self.by_line:
            return
        first, depth = -1, -1
        for line in range(self.line_count):
            here = self._blank_depth(line)
            if first >= 0 and here != depth:
                yield first, line
                first = -1
            if first < 0 and here >= 0:
                first, depth = line, here
        if first >= 0:
            yield first, self.line_count

    def _blank_depth(self, line: int) -> int:
        """How many block quotes a blank line is in; -1 for a line that is not blank."""
        if line in self.hidden:
            return -1
        text = self.source.line(line)
        return text.count(">") if _BLANK.fullmatch(text) else -1

    def lines_span(self, first: int, end: int) -> Span:
        starts = self.source.line_starts
        stop = starts[end] if end < self.line_count else len(self.source.text)
        return Span(starts[first], stop)

    def may_join(self, before: Block, after: Block) -> bool:
        """Whether two blocks are paragraphs of one container that may stand without a blank line."""
        if before.kind not in _JOINING or after.kind not in _JOINING or _path(before) != _path(after):
            return False
        if _DEFINITION.match(self._text(before)) or self._describes(before) or self._describes(after):
            return False
        if after.first_line in self.labels:
            return True
        return not begins_block(self._text(after))

    def goes_on(self, before: Block, after: Block) -> bool:
        """Whether the words of a paragraph would go on in those of the next one if nothing parted them."""
        above, below = self._segments.get(before.first_line), self._segments.get(after.first_line)
        if not above or not below:
            return False
        return goes_on(
            above[-1].unquoted.rstrip().rpartition("\n")[2], below[0].unquoted.strip().partition("\n")[0]
        )

    @cached_property
    def _segments(self) -> dict[int, list[Segment]]:
        """The segments of the running text by the first lines of their blocks."""
        found = defaultdict[int, list[Segment]](list)
        for segment in self._document.segments:
            if segment.is_running_text:
                found[segment.block.first_line].append(segment)
        return found

    def _text(self, block: Block, *, last: bool = False) -> str:
        """The first or the last line of a block."""
        if not block.lines:
            return ""
        line = block.lines[-1 if last else 0]
        return self.source.text[line.start : line.end]

    def _describes(self, block: Block) -> bool:
        """Whether a block is of a list of definitions, where what follows one without a gap belongs to it."""
        text = self.source.text
        return any(_DESCRIPTION.match(text, line.start, line.end) for line in block.lines)

    def label_depth(self, block: Block) -> int | None:
        return self.labels.get(block.first_line)


def _path(block: Block) -> tuple[Container, ...]:
    return tuple(container for container in block.containers if not container.is_label)
