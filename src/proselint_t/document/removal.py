"""Which inline markup may lose its markers without a change of what the text says.

The proof is to read the block again without them; nothing is guessed from the neighbouring characters.
It must not know why somebody wants the markers gone.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

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
        self.patience = _PATIENCE[0] + _PATIENCE[1] * len(source.text)
        self.env = parse_blocks(source).env if "]:" in source.text else {}

    def harmless(self, block: Block, groups: Sequence[Group]) -> set[Group]:
        """Groups that may go all at once; found by halving where the block reads differently without all."""
        plain = self._reading(block, ())
        kept: list[Group] = []
        waiting = [[group for group in groups if self._on_one_line(group)]]
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

    def _on_one_line(self, group: Group) -> bool:
        return not any("\n" in self.text[slice(*marker)] for marker in markers_of(group))

    def _reading(self, block: Block, groups: Sequence[Group]) -> tuple[object, ...]:
        """What the block says without the markers of ``groups``: text, masks, other markup, structure."""
        text = self._without(block, (marker for group in groups for marker in markers_of(group)))
        source = Source(text)
        lines = tuple(Span(start, source.line_end(at)) for at, start in enumerate(source.line_starts))
        inline = parse_inlines(source, lines, self.env)
        kinds = [markup.kind + markup.name for group in groups for markup in group]
        kinds += [markup.kind + markup.name for markup in inline.markup]
        breaks, images = len(inline.hard_breaks), len(inline.images)
        return (inline.prose.text, inline.prose.masks, sorted(kinds), breaks, images, _blocks(block, text))

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


def _blocks(block: Block, text: str) -> tuple[object, ...]:
    """The block structure of the text alone, and how much of it is no text (closing marks of a heading)."""
    if block.kind is BlockKind.CELL:
        return ()
    prefix = "# " if block.kind is BlockKind.HEADING and len(block.lines) == 1 else ""
    source = Source(prefix + text)
    parsed = parse_blocks(source)
    read = "".join(source.text[slice(*line)] for one in parsed.blocks for line in one.lines)
    return (parsed.shape, len("".join(source.text.split())) - len("".join(read.split())))
