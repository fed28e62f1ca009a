"""Markdown → a document that knows its places: blocks, segments, prose, points, quotations, sentences.

One parse, many readers: rules see :class:`Document`; only this package knows markdown-it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.document.blocks import BlockPass, parse_blocks
from proselint_t.document.inlines import parse_inlines
from proselint_t.document.masks import with_masks
from proselint_t.document.model import (
    Block,
    BlockKind,
    Container,
    ContainerKind,
    Label,
    Language,
    SegmentText,
)
from proselint_t.document.points import STAR_BULLET, PointTree, build_points, heading_label, label_candidate
from proselint_t.document.segments import Segment
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from proselint_t.document.model import Point
    from proselint_t.prose import Prose
    from proselint_t.source import Source

__all__ = ["Block", "BlockKind", "Container", "ContainerKind", "Document", "Segment", "parse"]

_TEXT_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CELL})
_ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)", re.IGNORECASE)
_TASK_MARKER = re.compile(r"\[[ xX]\](?=[ \t\n])\s*")


@dataclass(frozen=True)
class Document:
    """A parsed document. ``blocks`` and ``segments`` are in the order of the text."""

    source: Source
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    points: tuple[Point, ...]
    shape: tuple[tuple[str, int], ...]

    def point_at(self, offset: int) -> Point | None:
        """The innermost point at a source offset; ``None`` before the first label."""
        index = bisect_right(self._point_starts, offset) - 1
        return self.points[index] if index >= 0 else None

    @cached_property
    def _point_starts(self) -> list[int]:
        return [point.span.start for point in self.points]

    def segment_at(self, offset: int) -> Segment | None:
        """The segment whose prose begins last at or before a source offset."""
        index = bisect_right(self._segment_starts, offset) - 1
        return self.segments[index] if index >= 0 else None

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.span.start for segment in self.segments]


def parse(
    source: Source, *, language: Language | None = None, splitter: Callable[[str], list[int]] | None = None
) -> Document:
    """Parse a document. Never raises on any text.

    ``language`` overrides the language of every sentence. ``splitter`` maps a block's masked text to the
    exclusive ends of its sentences (default: the spaCy pipeline of ``sentences``).
    """
    blocks = parse_blocks(source)
    reader = _Reader(source, blocks)
    texts = list(reader.read())
    points = build_points(reader.labels, len(source.text))
    starts = [point.span.start for point in points]
    segments = []
    for text in texts:
        at = text.label.span.start if text.label else text.prose.origin(0)
        index = bisect_right(starts, at) - 1
        point = points[index] if index >= 0 else None
        segments.append(Segment(text, splitter or _split, language, point=point))
    return Document(source, tuple(reader.blocks), tuple(segments), points, blocks.shape)


def _split(text: str) -> list[int]:
    from proselint_t.document.sentences import sentence_ends  # noqa: PLC0415 - only sentence rules need spaCy

    return sentence_ends(text)


class _Reader:
    """Goes through the blocks once: prose, labels, segments."""

    def __init__(self, source: Source, blocks: BlockPass) -> None:
        self.source = source
        self.input = blocks
        self.blocks: list[Block] = []
        self.labels: list[Label] = []
        self.tree = PointTree()
        self.items: dict[tuple[int, int], Container] = {}

    def read(self) -> Iterator[SegmentText]:
        for raw in self.input.blocks:
            label = self._item_label(raw)
            block = self._with_points(raw)
            if block.kind in _TEXT_KINDS:
                yield from self._text(block, label)
                continue
            self.blocks.append(block)
            if block.kind is BlockKind.HTML:
                yield from self._comment_line(block)

    def _item_label(self, block: Block) -> Label | None:
        """The label that a list marker on the first line of the block is, if it is one."""
        found: Label | None = None
        for container in block.containers:
            if container.kind is not ContainerKind.ORDERED:
                if container.kind is not ContainerKind.FOOTNOTE:
                    return found
                continue
            key = (container.list_id, container.line)
            if key in self.items or container.marker is None:
                continue
            label = self.tree.accept(self._marker_label(container), list_id=container.list_id)
            self.items[key] = replace(container, is_point=label is not None)
            if label is not None:
                self.labels.append(label)
                found = label
        return found

    def _marker_label(self, container: Container) -> Label:
        if container.marker is None:  # pragma: no cover - the caller has checked
            raise AssertionError("an item without a marker")
        text = self.source.text[container.marker.start : container.marker.end]
        return Label(text, str(container.number), container.marker)

    def _with_points(self, block: Block) -> Block:
        if not any(container.kind is ContainerKind.ORDERED for container in block.containers):
            return block
        containers = tuple(self.items.get((c.list_id, c.line), c) for c in block.containers)
        return replace(block, containers=containers)

    def _text(self, block: Block, label: Label | None) -> Iterator[SegmentText]:
        result = parse_inlines(self.source, block.lines, self.input.env)
        prose = with_masks(result.prose)
        if result.markup or result.hard_breaks:
            block = replace(block, markup=tuple(result.markup), hard_breaks=tuple(result.hard_breaks))
        self.blocks.append(block)
        if prose.text or label is not None:
            yield from self._cut(block, prose, label)
        for span in result.images:
            yield from self._alternative_text(block, span)

    def _alternative_text(self, block: Block, span: Span) -> Iterator[SegmentText]:
        alt = Block(BlockKind.ALT, block.containers, block.first_line, block.end_line, (span,))
        prose = with_masks(parse_inlines(self.source, (span,), self.input.env).prose)
        self.blocks.append(alt)
        if prose.text:
            yield SegmentText(alt, prose)

    def _comment_line(self, block: Block) -> Iterator[SegmentText]:
        """What an author writes behind a comment is prose, though CommonMark reads HTML to the line's end."""
        line = block.end_line - 1
        start = self.source.line_starts[line]
        text = self.source.line(line)
        at = text.rfind("-->")
        if at < 0 or not self._is_comment(block) or text[at + 3 :].lstrip().startswith("<"):
            return
        rest = text[at + 3 :]
        begin = start + at + 3 + len(rest) - len(rest.lstrip())
        span = Span(begin, start + len(text.rstrip()))
        if span.start < span.end:
            prose = with_masks(parse_inlines(self.source, (span,), self.input.env).prose)
            behind = Block(BlockKind.COMMENT_LINE, block.containers, line, line + 1, (span,))
            self.blocks.append(behind)
            yield SegmentText(behind, prose)

    def _is_comment(self, block: Block) -> bool:
        first = self.source.line(block.first_line).lstrip(" >\t")
        return "<!--" in first

    def _cut(self, block: Block, prose: Prose, label: Label | None) -> Iterator[SegmentText]:
        """Cut a block where labels and star bullets begin its lines."""
        if block.kind is BlockKind.HEADING:
            yield from self._cut_heading(block, prose)
        elif block.kind is BlockKind.CELL:
            yield SegmentText(block, prose)
        elif block.inside(ContainerKind.QUOTE):
            alert = _ALERT.match(prose.text)
            yield SegmentText(block, _from(prose, alert.end()) if alert else prose)
        else:
            yield from self._cut_paragraph(block, prose, label)

    def _cut_heading(self, block: Block, prose: Prose) -> Iterator[SegmentText]:
        label = heading_label(prose.text, prose.origin(0), block.level)
        if label is None or block.inside(ContainerKind.QUOTE):
            yield SegmentText(block, prose)
            return
        self.tree.accept(label)
        self.labels.append(label)
        yield SegmentText(block, _from(prose, len(label.text)), label)

    def _cut_paragraph(self, block: Block, prose: Prose, label: Label | None) -> Iterator[SegmentText]:
        start = 0
        task = _TASK_MARKER.match(prose.text) if block.containers else None
        if task and block.containers[-1].kind in {ContainerKind.BULLET, ContainerKind.ORDERED}:
            start = task.end()
        bullet: Span | None = None
        for at in _line_starts(prose.text, start):
            found = self._label_at(prose, at) if not (at == start and label) else None
            star = STAR_BULLET.match(prose.masked, at)
            if found is None and star is None:
                continue
            if prose.text[start:at].strip() or label or bullet:
                yield SegmentText(block, prose.slice(start, at).trimmed(), label, bullet)
            start = at + len(found.text if found else "*)")
            label, bullet = found, prose.span(at, at + 2) if star else None
        yield SegmentText(block, _from(prose, start), label, bullet)

    def _label_at(self, prose: Prose, at: int) -> Label | None:
        end = prose.text.find("\n", at)
        candidate = label_candidate(prose.masked[at : end if end >= 0 else None], prose.origin(at))
        label = self.tree.accept(candidate) if candidate else None
        if label is not None:
            self.labels.append(label)
        return label


def _line_starts(text: str, first: int) -> Iterator[int]:
    """Offsets of the first character of each line behind its white space."""
    at = first
    while True:
        while at < len(text) and text[at] in " \t":
            at += 1
        yield at
        end = text.find("\n", at)
        if end < 0:
            return
        at = end + 1


def _from(prose: Prose, start: int) -> Prose:
    return prose.slice(start, len(prose.text)).trimmed()
