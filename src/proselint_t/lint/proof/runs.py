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

from proselint_t.document.annotations.dialects import may_begin_block
from proselint_t.document.block_starts import begins_block
from proselint_t.document.layout import trimmed
from proselint_t.document.model import BlockKind, ContainerKind
from proselint_t.document.points import STAR_BULLET, label_candidate
from proselint_t.lint.proof.changes import LEAD, Changes, Outside, all_edits
from proselint_t.lint.proof.paired import leave_pairs
from proselint_t.lint.proof.readings import DASHES
from proselint_t.text.packed import packed_spans
from proselint_t.text.patterns import pattern
from proselint_t.text.source import NEWLINE
from proselint_t.text.span import Span

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
        self._paragraphs: dict[int, _Run | None] = {}
        """By the index of the block, those that were asked for."""

    def kept(self, violations: Iterable[Violation], *, divides: bool) -> list[Violation]:
        """Of fixes that do not overlap those that, with all others of a run, leave the same beside them.

        Unless they may divide and join paragraphs, each paragraph is a run of its own.
        """
        around = self._run_at if divides else self._paragraph_at
        inside: dict[int, tuple[_Run, list[Violation]]] = {}
        for violation in violations:
            edits = violation.edits
            run = around(edits[0].span.start)
            if run is not None and run.span.contains(Span(edits[0].span.start, edits[-1].span.end)):
                inside.setdefault(run.span.start, (run, []))[1].append(violation)
        return [one for run, ones in inside.values() if self._is_kept(run, all_edits(ones)) for one in ones]

    def _is_kept(self, run: _Run, edits: list[Edit]) -> bool:
        source, changes = self.document.source, Changes(run.span, edits)
        text = changes.applied(source.text[slice(*run.span)])
        if not _holds_plain_lines(text, run.is_one):
            return False
        inlines = [self.document.inlines[block.lines] for block in run.blocks]
        if leave_pairs(source.text, run.span, inlines, edits, text):
            return True
        lead = LEAD if run.span.start else ""
        by = len(lead) - run.span.start
        after = replace(source, text=lead + text)
        memo, references = self._blocks.inlines, self.document.references
        paragraphs = map(partial(trimmed, after), _paragraphs(after, run.is_one))
        again = (memo.read(after, lines, references) for lines in paragraphs)
        before = Outside(edit.span for edit in edits)
        said = _said(before, source, inlines, lambda at: changes.moved(at + by))
        return said == _said(changes.new, after, again, lambda at: at)

    def _run_at(self, offset: int) -> _Run | None:
        """The last run that begins at a place or before it."""
        at = bisect_right(self._runs, offset, key=lambda run: run.span.start) - 1
        return self._runs[at] if at >= 0 else None

    def _paragraph_at(self, offset: int) -> _Run | None:
        """The paragraph on the line of a place, or the last one above it, where it is read apart."""
        line = self.document.source.line_at(offset)
        at = bisect_right(self._blocks.leaves, line, key=lambda block: block.first_line) - 1
        if at >= 0 and at not in self._paragraphs:
            block = self._blocks.leaves[at]
            self._paragraphs[at] = self._run([block], is_one=True) if self._is_apart(at) else None
        return self._paragraphs[at] if at >= 0 else None

    @cached_property
    def _runs(self) -> list[_Run]:
        return [self._run(blocks) for blocks in self._blocks_apart()]

    def _blocks_apart(self) -> list[list[Block]]:
        """The paragraphs that are read apart, together those that may be divided and joined."""
        runs: list[list[Block]] = []
        last = None
        for at, block in enumerate(self._blocks.leaves):
            if not self._is_apart(at):
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

    def _is_apart(self, at: int) -> bool:
        """Whether the block with an index is a paragraph, in list items or in none, that is read apart."""
        block, above = self._blocks.leaves[at], self._blocks.leaves[at - 1] if at else None
        if block.kind is not BlockKind.PARAGRAPH or not block.lines:
            return False
        if self.document.is_part or block.first_line >= self._blocks.first_opening:
            return False
        items = all(container.kind in _ITEMS for container in block.containers)
        return items and self._is_parted(block, above) and self._is_plain(block)

    def _is_parted(self, block: Block, above: Block | None) -> bool:
        """Whether a paragraph begins behind a blank line, the marker of its item or a heading of one line.

        What stands directly behind it interrupts it, whatever it says; others may see an underline there.
        """
        source, first, end = self.document.source, block.first_line, block.end_line
        before = source.text[source.line_starts[first] : block.lines[0].start].strip(" \t")
        begins = bool(before) or self._are_blank(first - 1, first) or self._is_titled(block, above)
        return begins and (end == source.line_count or not DASHES.match(source.line(end)))

    def _is_titled(self, block: Block, above: Block | None) -> bool:
        """Whether a heading stands directly above a block that is one by the marks in front of it."""
        if above is None or above.kind is not BlockKind.HEADING or above.containers or block.containers:
            return False
        source, line = self.document.source, block.first_line - 1
        return above.first_line == line and source.text.startswith("#", source.line_starts[line])

    def _is_plain(self, block: Block) -> bool:
        """Whether all of its lines begin plainly, and outside of items at the edge."""
        source = self.document.source
        edges = [] if block.containers else source.line_starts[block.first_line : block.end_line]
        return (
            all(line.start == edge for line, edge in zip(block.lines, edges, strict=False))
            and all(_begins_plainly(source.text[slice(*line)]) for line in block.lines)
            and _is_one_segment(self.document.inlines[block.lines])
        )

    def _are_blank(self, first: int, end: int) -> bool:
        """Whether lines are blank, or not in the text."""
        source = self.document.source
        lines = range(max(first, 0), min(end, source.line_count))
        return not any(source.line(line).strip(" \t") for line in lines)


def _holds_plain_lines(text: str, is_one: bool) -> bool:
    """Whether a text is nothing but lines that begin plainly and blank ones, none in front of them.

    In what is one paragraph none stands between them, and their indentation does not count.
    """
    lines = [line.lstrip(" \t") if is_one else line for line in NEWLINE.split(text)]
    said = [line for line in lines if line.strip(" \t")]
    if not said or text[0].isspace() or (is_one and "" in lines[: len(said)]):
        return False
    return all(map(_begins_plainly, said))


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


def _begins_plainly(line: str) -> bool:
    """Whether a line begins no block, at the start of a paragraph or in it, and underlines none."""
    first = line[:1]
    if not first or not (first.isalnum() or first in _SIGNS or _LINK.match(line)):
        return False  # an item without text among them
    masks = may_begin_block(first, interrupting=False)
    return not (
        masks and any(mask.many and mask.may_begin_at(line, 0) for mask in masks)
    ) and not begins_block(line)


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
        letters.writelines(said)
    return atoms, masks, letters.getvalue()
