"""Which inline markup may lose its markers without a change of what the text says.

The proof is to read the block again without them; nothing is guessed from the neighbouring characters.
It must not know why somebody wants the markers gone.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from proselint_t.document.block_starts import changes_block
from proselint_t.document.blocks import parse_blocks
from proselint_t.document.inlines import parse_inlines
from proselint_t.document.model import BlockKind
from proselint_t.edits import Edit, apply_edits
from proselint_t.source import Source
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from proselint_t.document.model import Block, Markup

Group = tuple["Markup", ...]
"""Markup of one block that goes or stays together."""

_PATIENCE = (10_000, 8)
"""Characters, at least and for each one of the document, that may be read again in the search for culprits.
What is not proved harmless by then counts as harmful."""


def markers_of(group: Group) -> list[Span]:
    """The source spans of the opening and closing markers, in order."""
    spans = [Span(markup.outer.start, markup.inner.start) for markup in group]
    return sorted(spans + [Span(markup.inner.end, markup.outer.end) for markup in group])


class Removal:
    """Tries, for the blocks of one document, which markers may go."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.masks = source.masks
        self.patience = _PATIENCE[0] + _PATIENCE[1] * len(source.text)
        self.env = parse_blocks(source).env if "]:" in source.text else {}

    def harmless(self, block: Block, groups: Sequence[Group]) -> set[Group]:
        """Groups that may go all at once; found by halving where the block reads differently without all."""
        plain = self._reading(block, ())
        kept: list[Group] = []
        lines = {} if self._behind_bar(block) else dict(block.lines)
        waiting = [[group for group in groups if self._may_go(group, lines)]]
        size = sum(line.end - line.start + 1 for line in block.lines)
        while waiting:
            candidates = waiting.pop()
            if self._reading(block, [*kept, *candidates]) == plain:
                kept += candidates
            elif len(candidates) > 1 and self.patience > 0:
                self.patience -= 2 * size
                middle = len(candidates) // 2
                waiting += [candidates[middle:], candidates[:middle]]
        return set(kept)

    def _may_go(self, group: Group, lines: dict[int, int]) -> bool:
        """No marker reaches over a line end or, gone alone, leaves a line that begins another block."""
        for start, end in markers_of(group):
            if "\n" in self.text[start:end]:
                return False
            if start in lines and changes_block(
                self.text[start : lines[start]], self.text[end : lines[start]]
            ):
                return False
        return True

    def _reading(self, block: Block, groups: Sequence[Group]) -> tuple[object, ...]:
        """What the block says without the markers of ``groups``: text, masks, other markup, structure."""
        text = self._without(block, (marker for group in groups for marker in markers_of(group)))
        source = Source(text, masks=self.masks)
        # A marker may leave a space at the start of its line; what else stands in the block must not matter.
        lines = tuple(
            Span(start + len(line) - len(line.lstrip(" \t")), start + len(line))
            for start, line in ((start, source.line(at)) for at, start in enumerate(source.line_starts))
        )
        inline = parse_inlines(source, lines, self.env)
        kinds = [markup.kind + markup.name for group in groups for markup in group]
        kinds += [markup.kind + markup.name for markup in inline.markup]
        blank = sum(not text[slice(*line)].strip() for line in lines)
        counts = (len(inline.hard_breaks), len(inline.images), blank)
        return (inline.prose.text, inline.prose.masks, sorted(kinds), counts, self._blocks(block, text))

    def _without(self, block: Block, markers: Iterable[Span]) -> str:
        """The text of the block, line by line, without some stretches of it."""
        starts = [line.start for line in block.lines]
        shifts, length = [], 0
        for start, end in block.lines:
            shifts.append(length - start)
            length += end - start + 1
        text = "\n".join(self.text[slice(*line)] for line in block.lines)
        edits = (Edit(span.shifted(shifts[bisect_right(starts, span.start) - 1]), "") for span in markers)
        return apply_edits(text, edits)

    def _blocks(self, block: Block, text: str) -> tuple[object, ...]:
        """The block structure of the text alone, and how much of it is none (closing marks of a heading)."""
        if self._behind_bar(block):
            return ()
        prefix = "# " if block.kind is BlockKind.HEADING and len(block.lines) == 1 else ""
        source = Source(prefix + text, masks=self.masks)
        parsed = parse_blocks(source)
        read = "".join(source.text[slice(*line)] for one in parsed.blocks for line in one.lines)
        return (parsed.shape, len("".join(source.text.split())) - len("".join(read.split())))

    def _behind_bar(self, block: Block) -> bool:
        """Whether it is a table cell that begins no line; the first of a row may do without a bar."""
        if block.kind is not BlockKind.CELL:
            return False
        at = block.lines[0].start
        while at > 0 and self.text[at - 1] in " \t":
            at -= 1
        return self.text[at - 1 : at] == "|"
