"""Fixes that divide and join paragraphs which follow each other: proved by the text of these alone.

Lines that begin plainly, outside of all containers, are read as paragraphs wherever blank lines stand among
them; below a line of a paragraph, in a list item too, they go on with it however they are indented. So the
blocks of the new text are known, and of each new paragraph only the inline pass is made.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cached_property, partial
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.annotations.dialects import long_openings, may_begin_block
from proselint_t.document.block_starts import begins_block
from proselint_t.document.layout import trimmed
from proselint_t.document.model import BlockKind, ContainerKind
from proselint_t.document.points import STAR_BULLET, label_candidate
from proselint_t.lint.proof.changes import LEAD, Changes, Outside, all_edits
from proselint_t.lint.proof.paired import leave_pairs
from proselint_t.lint.proof.readings import DASHES, INSIDE_OTHERS
from proselint_t.text.packed import packed_spans
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Inner, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proselint_t.document.markdown.collector import InlinePass
    from proselint_t.document.model import Block
    from proselint_t.lint.proof.blocks import TextBlocks
    from proselint_t.rules.rule import Violation
    from proselint_t.text.edits import Edit
    from proselint_t.text.source import Source

_SIGNS = frozenset("\"'«“„‘(*_`.…—–")
"""What a line may begin with beside letters and digits; `begins_block` knows the lines that are no text."""
_LINK = pattern(r"\[[^\[\]\\]{2,}\](?!:)")
"""What begins like a definition and is none, nor the mark of a task."""
_LINE = pattern(r"[^\n]+")
_ITEMS = frozenset({ContainerKind.BULLET, ContainerKind.ORDERED})
_SEALED = frozenset({BlockKind.CODE, BlockKind.FRONT_MATTER})
"""Inside of these no line begins anything."""


class _Run(NamedTuple):
    """Paragraphs with nothing but blank lines between, before and behind them."""

    span: Span
    blocks: list[Block]
    is_one: bool
    """Whether it is one paragraph, in which no blank line may come to stand."""


class Runs:
    """The paragraphs of a document that are read apart from all else."""

    def __init__(self, blocks: TextBlocks) -> None:
        self.document = blocks.document
        self._blocks = blocks

    def kept(self, violations: Iterable[Violation], *, divides: bool) -> list[Violation]:
        """Of fixes that do not overlap those that, with all others of a run, leave the same beside them.

        Unless they may divide and join paragraphs, each paragraph is a run of its own.
        """
        inside: dict[Span, tuple[_Run, list[Violation]]] = {}
        for violation in violations:
            run = _around(violation, self._runs if divides else self._paragraphs)
            if run is not None:
                inside.setdefault(run.span, (run, []))[1].append(violation)
        return [one for run, ones in inside.values() if self._is_kept(run, all_edits(ones)) for one in ones]

    def _is_kept(self, run: _Run, edits: list[Edit]) -> bool:
        source, changes = self.document.source, Changes(run.span, edits)
        lead = LEAD if run.span.start else ""
        by = len(lead) - run.span.start
        after = replace(source, text=lead + changes.applied(source.text[slice(*run.span)]))
        plain = [
            all(_begins_plainly(after.text, line) for line in lines)
            for lines in _paragraphs(after, run.is_one)
        ]
        if not plain or after.text[len(lead)].isspace() or (run.is_one and len(plain) > 1) or not all(plain):
            return False
        inlines = [self.document.inlines[block.lines] for block in run.blocks]
        if leave_pairs(source.text, run.span, inlines, edits):
            return True
        memo, references = self._blocks.inlines, self.document.references
        paragraphs = map(partial(trimmed, after), _paragraphs(after, run.is_one))
        again = (memo.read(after, lines, references) for lines in paragraphs)
        before = Outside(edit.span for edit in edits)
        said = _said(before, source, inlines, lambda at: changes.moved(at + by))
        return said == _said(changes.new, after, again, lambda at: at)

    @cached_property
    def _runs(self) -> list[_Run]:
        return [self._run(blocks) for blocks in self._blocks_apart]

    @cached_property
    def _paragraphs(self) -> list[_Run]:
        return [self._run([block], is_one=True) for blocks in self._blocks_apart for block in blocks]

    @cached_property
    def _blocks_apart(self) -> list[list[Block]]:
        """The paragraphs that are read apart, together those that may be divided and joined."""
        if self.document.is_part:
            return []
        runs: list[list[Block]] = []
        last: Block | None = None
        for block in self.document.blocks:
            if block.kind in INSIDE_OTHERS:
                continue
            if block.first_line >= self._first_opening:
                break
            if not self._stands_apart(block):
                last = None
                continue
            if last is None or block.containers or not self._are_blank(last.end_line, block.first_line):
                runs.append([])
            runs[-1].append(block)
            last = None if block.containers else block
        return runs

    def _run(self, blocks: list[Block], *, is_one: bool = False) -> _Run:
        span = Span(blocks[0].lines[0].start, self.document.source.line_end(blocks[-1].end_line - 1))
        return _Run(span, blocks, is_one or bool(blocks[0].containers))

    def _stands_apart(self, block: Block) -> bool:
        """Whether a block is a paragraph, of a list item or of none, that is read apart."""
        if block.kind is not BlockKind.PARAGRAPH or not block.lines:
            return False
        items = all(container.kind in _ITEMS for container in block.containers)
        return items and self._is_parted(block) and self._is_plain(block)

    def _is_parted(self, block: Block) -> bool:
        """Whether a paragraph begins behind a blank line or the marker of its item.

        What stands directly behind it interrupts it, whatever it says; others may see an underline there.
        """
        source, first, end = self.document.source, block.first_line, block.end_line
        before = source.text[source.line_starts[first] : block.lines[0].start].strip(" \t")
        begins = bool(before) or self._are_blank(first - 1, first)
        return begins and (end == source.line_count or not DASHES.match(source.line(end)))

    def _is_plain(self, block: Block) -> bool:
        """Whether all of its lines begin plainly, and outside of items at the edge."""
        source = self.document.source
        edges = [] if block.containers else source.line_starts[block.first_line : block.end_line]
        return (
            all(line.start == edge for line, edge in zip(block.lines, edges, strict=False))
            and all(_begins_plainly(source.text, line) for line in block.lines)
            and _is_one_segment(self.document.inlines[block.lines])
        )

    def _are_blank(self, first: int, end: int) -> bool:
        """Whether lines are blank, or not in the text."""
        source = self.document.source
        lines = range(max(first, 0), min(end, source.line_count))
        return not any(source.line(line).strip(" \t") for line in lines)

    @cached_property
    def _first_opening(self) -> int:
        """The first line where a mask may begin that a line below ends.

        Nothing but Markdown says where the blocks above it end.
        """
        source = self.document.source
        if source.masks or source.line_count > source.text.count("\n") + 1:
            return 0  # what a lone `\r` ends is no line for a pattern
        sealed = (block for block in self.document.blocks if block.kind in _SEALED)
        inside = Inner(
            Span(source.line_starts[one.first_line], source.line_end(one.end_line - 1) + 1) for one in sealed
        )
        for found in long_openings().finditer(source.text):
            if found.end() not in inside:
                return source.line_at(found.end() - 1)
        return source.line_count


def _around(violation: Violation, runs: Sequence[_Run]) -> _Run | None:
    """The run that the edits of a fix stay in."""
    span = Span(violation.edits[0].span.start, violation.edits[-1].span.end)
    at = bisect_right(runs, span.start, key=lambda run: run.span.start) - 1
    return runs[at] if at >= 0 and runs[at].span.contains(span) else None


def _paragraphs(source: Source, is_one: bool) -> Iterator[Sequence[Span]]:
    """The lines between blank lines; those of what is one without their indentation."""
    for are_blank, lines in groupby(_lines(source, is_one), lambda line: line.empty):
        if not are_blank:
            yield packed_spans(lines, source.line_count)


def _lines(source: Source, is_one: bool) -> Iterator[Span]:
    """All lines, blank ones empty."""
    for line, start in enumerate(source.line_starts):
        end = source.line_end(line)
        text = source.text[start:end].lstrip(" \t")
        yield Span(end - len(text) if is_one or not text else start, end)


def _begins_plainly(text: str, line: Span) -> bool:
    """Whether a line begins no block, at the start of a paragraph or in it, and underlines none."""
    if line.empty:
        return False  # an item without text
    first = text[line.start]
    if not (first.isalnum() or first in _SIGNS or _LINK.match(text, *line)):
        return False
    masks = may_begin_block(first, interrupting=False)
    return not any(mask.many and mask.may_begin_at(text, line.start) for mask in masks) and not begins_block(
        text[slice(*line)]
    )


def _is_one_segment(read: InlinePass) -> bool:
    """Whether a paragraph holds neither a point, a bullet of the house format nor an alternative text."""
    lines = (line[0].lstrip() for line in _LINE.finditer(read.prose.masked))
    return not read.images and not any(label_candidate(line, 0) or STAR_BULLET.match(line) for line in lines)


def _said(
    outside: Outside, source: Source, read: Iterable[InlinePass], moved: Callable[[int], int]
) -> tuple[list[object], list[object], str] | None:
    """What paragraphs say, of which no more than one is held; ``None`` where one is not one segment."""
    atoms, masks, letters = list[object](), list[object](), StringIO()
    for one in read:
        if not _is_one_segment(one):
            return None
        marks, masked, said = outside.inlines(source.text, one.atoms, [one.prose], moved)
        atoms += marks
        masks += masked
        letters.write(said)
    return atoms, masks, letters.getvalue()
