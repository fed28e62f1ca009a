"""A document in chunks that can be read one by one, so that a change costs the chunks it touches.

The block parser begins afresh at each block and list item of the outermost level, and inside a paragraph
at each line. There a text may be cut, if the chunk behind the cut is read with what it must know of the
text before it: a line in front that opens the containers again, and how far the numbers of points have
come. What inline markup says to a cut inside a paragraph is the business of ``open_markup``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from heapq import merge
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from proselint_t.document import Document, assemble
from proselint_t.document.annotations.dialects import far_openings, is_ended
from proselint_t.document.chunks.entry import BETWEEN_BLOCKS, IN_PARAGRAPH, Entry, marker_of
from proselint_t.document.chunks.open_markup import OpenMarkup, cuts, is_closed, open_markup, segment_start
from proselint_t.document.layout import split_row
from proselint_t.document.markdown.blocks import parse_blocks
from proselint_t.document.model import BlockKind, ContainerKind
from proselint_t.document.points import TreeState
from proselint_t.document.reader import Reader
from proselint_t.language.recognition import language_of_source, language_said
from proselint_t.language.registry import ENGLISH
from proselint_t.text.patterns import pattern
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.document.model import Block, Container, SegmentText
    from proselint_t.document.reader import InlineMemo

_INSIDE_OTHERS = frozenset({BlockKind.ALT, BlockKind.COMMENT_LINE})
_LAST_BAR = pattern(r"(?<!\\)\|\Z")
_SEALED = frozenset({BlockKind.CODE, BlockKind.MASKED})
_ITEMS = frozenset({ContainerKind.BULLET, ContainerKind.ORDERED})
_LINES_ABOVE = 20
"""Where inline markup is open, a line so far above may begin with none: what is open there is so for long."""


@dataclass(frozen=True, eq=False, slots=True)
class Chunk:
    """A stretch of a text that is read apart. Equal only to itself; its :class:`Entry` stands beside it.

    ``open`` is what of its inline markup has found no partner. ``far`` tells of what a line far below would
    have to hold one to end a block that begins here; ``marker``: see :func:`marker_of`.
    """

    text: str
    open: OpenMarkup
    far: frozenset[str] = frozenset()
    marker: str | None = None


@dataclass(frozen=True)
class _Part(Source):
    """A part of a source: a single line of it still says how lines end in the whole."""

    newline: str = "\n"


@dataclass(frozen=True)
class Frame:
    """What all chunks of a text share: path, newline, targets of reference links, languages, own masks."""

    path: str
    newline: str
    references: dict[str, Any]
    language: str | None = None
    underlines: bool = True
    masks: tuple[tuple[str, str], ...] = ()
    latin: str = ENGLISH.code
    said: str | None = None
    """The language that the front matter names."""

    def of(self, source: Source) -> Frame:
        """The frame of the chunks of a source, without its references."""
        return Frame(
            source.path,
            source.newline,
            {},
            self.language,
            source.underlines,
            source.masks,
            language_of_source(source.text),
            language_said(source.text),
        )

    def fits(self, source: Source) -> bool:
        """Whether a source is one that these chunks are of."""
        return replace(self.of(source), references=self.references) == self

    def source(self, text: str) -> Source:
        """A text that is read with this frame."""
        return Source(text, self.path, underlines=self.underlines, masks=self.masks)

    def read(self, text: str, entry: Entry, inlines: InlineMemo | None = None) -> ReadChunks:
        """Read a stretch that begins with an entry. ``inlines``: what was read with these references."""
        source = _Part(
            entry.lead + text,
            self.path,
            underlines=self.underlines,
            masks=self.masks,
            newline=self.newline,
        )
        blocks = parse_blocks(source)._replace(env=self.references)
        reader = Reader(source, blocks, inlines)
        reader.tree = entry.tree
        if entry.inside_paragraph and blocks.blocks and blocks.blocks[0].containers:
            item = blocks.blocks[0].containers[0]
            reader.items[item.list_id, item.line] = item._replace(is_point=entry.item_counts)
        return ReadChunks(entry, reader.read(), self.language or self.said, self.latin)


def _cells(row: str) -> int:
    """How many cells a row has, if bars stand at both of its ends."""
    row = row.strip(" \t")
    return len(split_row(row, Span(0, len(row)))) if row.startswith("|") and _LAST_BAR.search(row) else 0


def _is_plain(text: SegmentText) -> bool:
    """Whether a segment is a paragraph, or its beginning, outside of all containers and points."""
    block = text.block
    return block.kind is BlockKind.PARAGRAPH and not (block.containers or text.label or text.bullet)


def _quotes_around(one: Sequence[Container], other: Sequence[Container]) -> int:
    """How many quotations hold two blocks, and nothing but these around them."""
    pairs = zip(one, other, strict=False)
    shared = takewhile(lambda pair: pair[0] is pair[1] and _is_quote(pair[0]), pairs)
    return sum(1 for _ in shared)


def _is_quote(container: Container) -> bool:
    return container.kind is ContainerKind.QUOTE and not container.is_alert


@dataclass(frozen=True)
class ReadChunks:
    """A stretch of a text as it was read. Places in it count from the start of its lead."""

    entry: Entry
    reader: Reader
    language: str | None
    latin: str

    @property
    def base(self) -> int:
        """The length of the lead."""
        return len(self.entry.lead)

    @cached_property
    def document(self) -> Document:
        latin = self.latin  # by itself: nothing that is read must keep its reader, and both, alive
        document = assemble(self.reader, language=self.language, latin=lambda: latin)
        return replace(document, is_part=True, state=self.entry.state)

    @property
    def sound(self) -> bool:
        """Whether a stretch that begins inside a paragraph can still be read apart from its beginning."""
        if not self.entry.inside_paragraph:
            return True
        return self.base in self._cuts(self.reader.blocks[0])

    def chunks(self) -> Iterator[tuple[Entry, Chunk]]:
        """The stretch, cut wherever it may be."""
        start, entry = self.base, self.entry
        for offset, following in self._seams(self._openings()):
            yield entry, self._chunk(start, offset)
            start, entry = offset, following
        yield entry, self._chunk(start, len(self.reader.source.text))

    def _chunk(self, start: int, end: int) -> Chunk:
        written = self.reader.source.text[start:end]
        texts = self.reader.texts[_between(self._starts, start, end)]
        opened = self._opened[_between(self._opened, start, end)]
        far = frozenset[str]().union(*(ends for at, ends in self.far.items() if start < at <= end))
        return Chunk(written, open_markup(texts, written, start, opened), far, marker_of(written))

    @cached_property
    def far(self) -> dict[int, frozenset[str]]:
        """Where, behind its first mark, a block may begin that has no end so far, in order.

        With each place that of which an end would hold one. No such block begins in code or inside of another
        one; one line of it may be read as a block by itself until its end is there.
        """
        source = self.reader.source
        sealed = [block for block in self.reader.blocks if block.kind in _SEALED]
        found: dict[int, frozenset[str]] = {}
        for opening, ends in far_openings(source.text):
            line = source.line_at(opening.start)
            index = bisect_right(sealed, line, key=lambda block: block.first_line) - 1
            block = sealed[index] if index >= 0 and line < sealed[index].end_line else None
            begins = block is not None and block.kind is BlockKind.MASKED and line == block.first_line
            if block is None or (
                begins and not is_ended(source.text[opening.start : source.line_end(block.end_line - 1)])
            ):
                found[opening.end] = ends
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [segment_start(text) for text in self.reader.texts]

    @cached_property
    def _opened(self) -> list[int]:
        """Where inline markup opens."""
        return sorted(markup.outer.start for block in self.reader.blocks for markup in block.markup)

    def block_seams(self) -> Iterator[tuple[int, Entry]]:
        """Where the outermost blocks and list items behind the first begin, and with what.

        So do those inside of a quotation, and the rows of a table.
        """
        return self._seams(merge(self._openings(inner=False), self._rows(), key=itemgetter(0)))

    def line_seam(self, end: int, sight: int) -> tuple[int, int, Entry] | None:
        """The last line at or before ``end`` of a paragraph outside of all containers and points.

        Where it begins; where a reading may begin that sees so many characters before it; and with what.
        """
        source = self.reader.source
        index = bisect_right(self._starts, end) - 1
        text = self.reader.texts[index] if index >= 0 else None
        if text is None or not _is_plain(text):
            return None
        block = text.block
        last = source.line_starts[min(source.line_at(end), block.end_line - 1)]
        near = source.line_at(max(last - sight, 0))
        lines = range(near, max(near - _LINES_ABOVE, block.first_line), -1)
        plain = [
            start for start in map(source.line_starts.__getitem__, lines) if source.text[start].isalpha()
        ]
        place = next(
            (start for start in (*plain[:1], *plain[1:][-1:]) if is_closed(text, source, start)), None
        )
        if place is None:
            return None
        above = (label for label in self.reader.labels if label.span.start < place)
        return last, place, Entry(IN_PARAGRAPH, reduce(TreeState.behind, above, self.entry.state))

    def _seams(self, openings: Iterable[tuple[int, Entry]]) -> Iterator[tuple[int, Entry]]:
        """Where the chunks behind the first begin, and with what."""
        state = self.entry.state
        labels = iter(self.reader.labels)
        label = next(labels, None)
        for offset, entry in openings:
            while label is not None and label.span.start < offset:
                state, label = state.behind(label), next(labels, None)
            yield offset, entry._replace(state=state)

    def _openings(self, *, inner: bool = True) -> Iterator[tuple[int, Entry]]:
        """Seams whose entries do not know the tree yet; inside of paragraphs too, or else of quotations."""
        line = -1
        last: Container | None = None
        around: tuple[Container, ...] = ()
        for block in self.reader.blocks:
            if block.kind in _INSIDE_OTHERS or (block.kind is BlockKind.CELL and not block.header):
                continue
            quotes = 0 if inner else _quotes_around(around, block.containers)
            outer = block.containers[quotes] if len(block.containers) > quotes else None
            begins = outer.line if outer else block.first_line
            if begins > line:
                if line >= 0:
                    goes_on = last is not None and outer is not None and outer.list_id == last.list_id
                    entry = self._between(last if goes_on else None)
                    yield self.reader.source.line_starts[begins], entry.inside(quotes)
                line, last, around = begins, outer, block.containers
            if inner:
                yield from self._inner_openings(block)

    def _rows(self) -> Iterator[tuple[int, Entry]]:
        """Where the rows begin of tables that stand in no container, each with the head of its table.

        One with more or less cells than the head is the last: their number counts for where the table ends.
        """
        source, line, lead, columns = self.reader.source, -1, "", 0
        for block in self.reader.blocks:
            begins = block.first_line
            if block.kind is not BlockKind.CELL or block.containers or begins == line:
                continue
            if block.header:
                head = source.text[source.line_starts[begins] : source.line_end(begins + 1)]
                lead, columns = f"{BETWEEN_BLOCKS}{head}\n", _cells(source.line(begins))
            elif columns and _cells(source.line(line)) == columns:
                yield source.line_starts[begins], Entry(lead)
            else:
                columns = 0
            line = begins

    def _between(self, item: Container | None) -> Entry:
        """The entry between two blocks; ``item`` is the last one of a list that goes on."""
        counts = self.reader.tree.lists.get(item.list_id) if item else None
        begun_again = bool(counts and item and not item.is_point)
        return Entry(BETWEEN_BLOCKS, list_counts=counts, list_begun_again=begun_again)

    def _inner_openings(self, block: Block) -> Iterator[tuple[int, Entry]]:
        for offset in self._cuts(block):
            if offset > self.base:
                source = self.reader.source
                begin = source.line_starts[block.first_line]
                lead = source.text[begin : block.lines[0].start] + "x\n"
                item = block.containers[0] if block.containers else None
                counts = self.reader.tree.lists.get(item.list_id) if item else None
                is_point = bool(item and item.is_point)
                begun_again = bool(counts and not is_point)
                yield (
                    offset,
                    Entry(lead, list_counts=counts, list_begun_again=begun_again, item_counts=is_point),
                )

    def _cuts(self, block: Block) -> list[int]:
        """Where a paragraph may be cut; only one that its own line opens, with at most one item around."""
        if block.kind is not BlockKind.PARAGRAPH or len(block.containers) > 1:
            return []
        if any(item.kind not in _ITEMS or item.line != block.first_line for item in block.containers):
            return []
        texts = self._texts_of.get(id(block), ())
        return cuts(block, texts, self.reader.source) if len(texts) > 1 else []

    @cached_property
    def _texts_of(self) -> dict[int, list[Any]]:
        """Block → its segments."""
        found: dict[int, list[Any]] = {}
        for text in self.reader.texts:
            found.setdefault(id(text.block), []).append(text)
        return found


def _between(places: list[int], start: int, end: int) -> slice:
    """Those of sorted places that are in a stretch."""
    return slice(bisect_left(places, start), bisect_left(places, end))
