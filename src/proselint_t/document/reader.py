"""One walk over the blocks of a document: prose, labels of points, segments."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from proselint_t.document.annotations.masks import with_masks
from proselint_t.document.markdown.inlines import parse_inlines
from proselint_t.document.model import Block, BlockKind, Container, ContainerKind, Label, SegmentText
from proselint_t.document.points import STAR_BULLET, PointTree, heading_label, label_candidate
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.document.markdown.blocks import BlockPass
    from proselint_t.document.markdown.collector import InlinePass
    from proselint_t.text.prose import Prose
    from proselint_t.text.source import Source

_TEXT_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CELL})
_ALERT = pattern(r"\[![\w|-]+\][+-]?(?:[ \t]+|(?=\n|$))\n?")
"""The marker of an alert (GitHub) or of a callout (Obsidian)."""
_TASK_MARKER = pattern(r"\[[ xX]\](?=[ \t\n])\s*")
_MAY_BE_CUT = pattern(r"\n[ \t]*(?=[\d(*]|[IVX]+[.)])")
"""The line break and the white space before each line that a label or a star bullet may begin."""


_LONG = 100_000
"""Of a block of more characters no second copy is kept."""
_Key = tuple[str, bytes] | bytes


class InlineMemo:
    """What the inline pass makes of blocks, by their text: for those who read the same blocks many times.

    Holds for one set of references and masks.
    """

    def __init__(self) -> None:
        self._known: dict[_Key, tuple[int, InlinePass]] = {}

    def add(self, source: Source, lines: Sequence[Span], inlines: InlinePass) -> None:
        """Remember what was read of a block."""
        self._known[_key(source, lines)] = (_start(lines), inlines)

    def read(self, source: Source, lines: Sequence[Span], env: dict[str, Any]) -> InlinePass:
        """What :func:`read_inlines` makes of a block."""
        key = _key(source, lines)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (_start(lines), read_inlines(source, lines, env))
        return known[1].shifted(_start(lines) - known[0])


def _key(source: Source, lines: Sequence[Span]) -> _Key:
    """The text of a block, with the places of its lines in it; of a long one what nothing else comes to."""
    start, end = _start(lines), lines[-1].end if lines else 0
    places = array("q", (at - start for line in lines for at in line))
    if end - start <= _LONG:
        return source.text[start:end], places.tobytes()
    from hashlib import blake2b  # noqa: PLC0415 - few blocks are long

    digest = blake2b(places)
    for at in range(start, end, _LONG):
        digest.update(source.text[at : min(at + _LONG, end)].encode("utf-8", "surrogatepass"))
    return digest.digest()


def _start(lines: Sequence[Span]) -> int:
    """Where the text of a block begins; an empty one has no lines."""
    return lines[0].start if lines else 0


def read_inlines(source: Source, lines: Sequence[Span], env: dict[str, Any]) -> InlinePass:
    """The inline pass over one block, its prose with all its masks."""
    read = parse_inlines(source, lines, env)
    prose = with_masks(read.prose)
    return read if prose is read.prose else read._replace(prose=prose)


class Reader:
    """Goes through the blocks once: prose, labels, segments."""

    def __init__(self, source: Source, blocks: BlockPass, memo: InlineMemo | None = None) -> None:
        self.source = source
        self.input = blocks
        self.inlines: dict[Sequence[Span], InlinePass] = {}
        """What the inline pass has made of the blocks, by the places of their lines."""
        self._read_inlines = memo.read if memo else read_inlines
        self.blocks: list[Block] = []
        self.labels: list[Label] = []
        self.texts: list[SegmentText] = []
        self.tree = PointTree()
        self.items: dict[tuple[int, int], Container] = {}

    def read(self) -> Reader:
        """Go through the blocks: fills ``blocks``, ``labels`` and ``texts``. Returns itself."""
        self.texts = list(self._segments())
        return self

    def _segments(self) -> Iterator[SegmentText]:
        for raw in self.input.blocks:
            label = self._item_label(raw)
            block = self._with_points(raw) if raw.containers else raw
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
            self.items[key] = container._replace(is_point=label is not None)
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
        return block._replace(containers=containers)

    def _text(self, block: Block, label: Label | None) -> Iterator[SegmentText]:
        read, prose, images = self._prose(block)
        if prose.text or label is not None:
            yield from self._cut(read, prose, label)
        for span in images:
            alt = Block(BlockKind.ALT, block.containers, block.first_line, block.end_line, (span,))
            yield from self._whole(alt)

    def _whole(self, block: Block) -> Iterator[SegmentText]:
        """A block that is one segment."""
        read, prose, _ = self._prose(block)
        if prose.text:
            yield SegmentText(read, prose)

    def _prose(self, block: Block) -> tuple[Block, Prose, tuple[Span, ...]]:
        """The block with its inline markup, its prose, and the places of alternative texts in it."""
        result = self._read_inlines(self.source, block.lines, self.input.env)
        self.inlines[block.lines] = result
        # An alternative text is shown without its markup: there is none to speak of.
        if (result.atoms or result.hard_breaks) and block.kind is not BlockKind.ALT:
            block = block._replace(markup=result.markup, hard_breaks=result.hard_breaks, atoms=result.atoms)
        self.blocks.append(block)
        return block, result.prose, result.images

    def _comment_line(self, block: Block) -> Iterator[SegmentText]:
        """What an author writes behind a comment is prose, though CommonMark reads HTML to the line's end."""
        line = block.end_line - 1
        start = self.source.line_starts[line]
        text = self.source.line(line)
        at = text.rfind("-->")
        if at < 0 or not self._is_comment(block) or text[at + 3 :].lstrip().startswith("<"):
            return
        rest = text[at + 3 :]
        span = Span(start + at + 3 + len(rest) - len(rest.lstrip()), start + len(text.rstrip()))
        if span.start < span.end:
            yield from self._whole(Block(BlockKind.COMMENT_LINE, block.containers, line, line + 1, (span,)))

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
        label = self.tree.accept(label) or label
        self.labels.append(label)
        yield SegmentText(block, _from(prose, len(label.text)), label)

    def _cut_paragraph(self, block: Block, prose: Prose, label: Label | None) -> Iterator[SegmentText]:
        start = 0
        task = _TASK_MARKER.match(prose.text) if block.containers else None
        if task and block.containers[-1].kind in {ContainerKind.BULLET, ContainerKind.ORDERED}:
            start = task.end()
        bullet: Span | None = None
        cuts = [start + line.end() - 1 for line in _MAY_BE_CUT.finditer("\n" + prose.text[start:])]
        for at in cuts:
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
        candidate = label_candidate(prose.masked[at : _line_end(prose.text, at)], prose.origin(at))
        label = self.tree.accept(candidate) if candidate else None
        if label is not None:
            self.labels.append(label)
        return label


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _from(prose: Prose, start: int) -> Prose:
    return prose.slice(start, len(prose.text)).trimmed()
