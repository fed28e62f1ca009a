"""Fixes that their block alone proves harmless: nothing else of the text is read.

Lines that begin as they did leave the blocks of a document as they are. Of a block that is changed inside of
its lines the inline pass is made again; white space and blank lines that the parser drops need not even that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.annotations.dialects import long_openings, may_begin_block
from proselint_t.document.block_starts import block_begun
from proselint_t.document.layout import trimmed
from proselint_t.document.model import BlockKind
from proselint_t.document.points import label_candidate
from proselint_t.document.reader import InlineMemo
from proselint_t.lint.proof.changes import LEAD, Changes, Outside
from proselint_t.lint.proof.paired import leave_pairs
from proselint_t.lint.proof.readings import INSIDE_OTHERS, are_equal
from proselint_t.text.packed import packed_spans
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Inner, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.document import Document
    from proselint_t.document.markdown.collector import InlinePass
    from proselint_t.document.model import Block
    from proselint_t.rules.rule import Violation
    from proselint_t.text.edits import Edit
    from proselint_t.text.prose import Prose

_MAY_BE_MARK = pattern(r"[\\`*_\[\]<>&!~${}|%\n\r]")
_MAKES_LINES = pattern(r"[\n\r|]")
_LINE = pattern(r"^[^\n]*", re.MULTILINE)
_SEALED = frozenset({BlockKind.CODE, BlockKind.FRONT_MATTER})
"""Inside of these no line begins anything."""


class Read(NamedTuple):
    """A block of text with what the inline pass has made of it."""

    block: Block
    inlines: InlinePass


class TextBlocks:
    """The paragraphs and headings of a document, and what may be changed in them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._letters: dict[int, int] = {}

    def trims(self, edit: Edit) -> bool:
        """Whether an edit takes white space at the end of a line, outside of all inline markup."""
        source, (start, end) = self.document.source, edit.span
        if edit.text or end != source.line_end(source.line_at(start)):
            return False
        if source.text[start:end].strip(" \t") or source.text[start - 1 : start] in {" ", "\t", "\\"}:
            return False
        found = self._block_around(edit)
        if found is None:
            return False
        block, prose = found.block, found.inlines.prose
        return prose.offset_of(start) == prose.offset_of(end) and not any(
            one.outer.start <= start < one.outer.end for one in block.markup
        )

    def thins(self, edit: Edit, reach: int) -> bool:
        """Whether an edit takes blank lines below one that stays, outside of all blocks: one parts as much.

        ``reach`` is where all edits before it end: none touches the line that stays.
        """
        source, (start, end) = self.document.source, edit.span
        if edit.text or self.document.is_part or source.text[start:end].strip(" \t\r\n"):
            return False
        first, behind = source.line_at(start), source.line_at(end)
        if not first or behind > self.first_opening:
            return False
        above = source.line_starts[first - 1]
        if reach >= above or source.text[above:start].strip(" \t\r\n"):
            return False
        if (start, end) != (source.line_starts[first], source.line_starts[behind]):
            return False
        at = bisect_right(self.leaves, first - 1, key=lambda block: block.first_line) - 1
        leaf = self.leaves[at] if at >= 0 else None
        # Behind an item without text the parser passes over one blank line, whatever follows.
        if leaf is None or leaf.end_line >= first or (leaf.kind is BlockKind.PARAGRAPH and not leaf.lines):
            return False
        return not source.text[source.line_starts[leaf.end_line] : above].strip(" \t\r\n")

    @cached_property
    def leaves(self) -> list[Block]:
        """The blocks, each on lines of its own."""
        return [block for block in self.document.blocks if block.kind not in INSIDE_OTHERS]

    @cached_property
    def first_opening(self) -> int:
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
        for opening in long_openings(source.text):
            if opening.end not in inside:
                return source.line_at(opening.end - 1)
        return source.line_count

    def changed_by(self, violation: Violation) -> Read | None:
        """The block inside whose lines a fix stays, where nothing else of the text tells what it is."""
        if self.document.source.masks or not self._stays_in_lines(violation):
            return None
        first, *others = [self._block_around(edit) for edit in violation.edits]
        if first is None or first.inlines.images or any(other is not first for other in others):
            return None
        block = first.block
        lines = [_line_of(edit.span, block.lines) for edit in violation.edits]
        if not all(line and self._begins_plainly(line.start) for line in (block.lines[0], *lines)):
            return None
        is_heading = block.kind is BlockKind.HEADING
        return None if is_heading and "#" in self.document.source.text[slice(*block.lines[0])] else first

    def _stays_in_lines(self, violation: Violation) -> bool:
        """Whether a fix leaves lines, and what may be the cells of a table, as many as they are."""
        text = self.document.source.text
        changed = (text[slice(*edit.span)] + edit.text for edit in violation.edits)
        return not any(_MAKES_LINES.search(one) for one in changed)

    def _begins_plainly(self, start: int) -> bool:
        """Whether a line of a block begins with a letter or digit, which begins no block of a dialect."""
        first = self.document.source.text[start : start + 1]
        return first.isalnum() and not may_begin_block(first, interrupting=False)

    def _block_around(self, edit: Edit) -> Read | None:
        """The paragraph or heading that an edit stands in, behind the first letter of a line."""
        line = self.document.source.line_at(edit.span.start)
        at = bisect_right(self._text_blocks, line, key=lambda one: one.block.first_line) - 1
        if (
            at < 0
            or line >= self._text_blocks[at].block.end_line
            or self._first_letter(line) >= edit.span.start
        ):
            return None
        return self._text_blocks[at]

    @cached_property
    def _text_blocks(self) -> list[Read]:
        """Paragraphs and headings, but for what begins with a bracket and may define a link."""
        text, kinds = self.document.source.text, {BlockKind.PARAGRAPH, BlockKind.HEADING}
        blocks = (block for block in self.document.blocks if block.kind in kinds and block.lines)
        return [
            Read(block, self.document.inlines[block.lines])
            for block in blocks
            if not text.startswith("[", block.lines[0].start)
        ]

    def is_kept(self, found: Read, edits: list[Edit]) -> bool:
        """Whether the inline pass reads the same beside the edits, and each line begins as it did."""
        source, (block, read) = self.document.source, found
        stretch = Span(block.lines[0].start, source.line_end(block.end_line - 1))
        changes = Changes(stretch, edits)
        lead = LEAD if stretch.start else ""
        by = len(lead) - stretch.start
        text = changes.applied(source.text[slice(*stretch)])
        after = replace(source, text=lead + text)
        moved = (Span(changes.moved(line.start + by), changes.moved(line.end + by)) for line in block.lines)
        lines = packed_spans(moved, len(block.lines))
        if _beginnings(source.text, block.lines) != _beginnings(after.text, lines):
            return False
        labels = _labels(read.prose)
        if not any(labels) and leave_pairs(source.text, stretch, [read], edits, text):
            return True
        again = self.inlines.read(after, trimmed(after, lines), self.document.references)
        before = Outside(edit.span for edit in edits)
        return (
            not again.images
            and labels == _labels(again.prose)
            and are_equal(
                before.inlines(source.text, read.atoms, [read.prose], lambda at: changes.moved(at + by)),
                changes.new.inlines(after.text, again.atoms, [again.prose], lambda at: at),
            )
        )

    def changes_words(self, violation: Violation) -> bool:
        """Whether a fix changes words inside of a line, and nothing that may be a mark."""
        source = self.document.source
        for edit in violation.edits:
            if _MAY_BE_MARK.search(source.text[slice(*edit.span)] + edit.text):
                return False
            if self._first_letter(source.line_at(edit.span.start)) >= edit.span.start:
                return False
        return True

    def keep_their_lines(self, edits: list[Edit], words: list[Edit]) -> bool:
        """Whether edits, those of words among them, leave letters on each of the lines of words."""
        source, outside = self.document.source, Outside(edit.span for edit in edits)
        lines = {source.line_at(edit.span.start) for edit in words if not _has_letter(edit.text)}
        return all(_has_letter(outside.cut(source.text, source.span_of(line))) for line in lines)

    def _first_letter(self, line: int) -> int:
        """Where the first letter of a line stands; where the line ends when it has none."""
        if line not in self._letters:
            source = self.document.source
            places = range(source.line_starts[line], source.line_end(line))
            self._letters[line] = next((at for at in places if source.text[at].isalpha()), places.stop)
        return self._letters[line]

    @cached_property
    def inlines(self) -> InlineMemo:
        """What is known of the blocks of the document already."""
        memo = InlineMemo()
        for lines, inlines in self.document.inlines.items():
            memo.add(self.document.source, lines, inlines)
        return memo


def _line_of(span: Span, lines: Sequence[Span]) -> Span | None:
    """Which of the lines of a block holds a place in its text."""
    at = bisect_right(lines, span.start, key=lambda line: line.start) - 1
    return lines[at] if at >= 0 and lines[at].contains(span) else None


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def _labels(prose: Prose) -> list[object]:
    """The labels of points with which the lines of a block begin, those that only look so among them."""
    return [label_candidate(line[0].lstrip(), 0) for line in _LINE.finditer(prose.masked)]


def _beginnings(text: str, lines: Sequence[Span]) -> list[str]:
    """Of each line of a block as what other block it begins, if it does."""
    return [block_begun(text[slice(*line)]) for line in lines]
