"""Kind ``blank-lines``: how many blank lines may stand between two blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.document.block_starts import begins_block
from proselint_t.document.model import Block, BlockKind, Container
from proselint_t.edits import Edit, Fix
from proselint_t.rule import Context, Field, Reach, RuleMeta, Violation, fill
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Document

_BLANK = re.compile(r"[ \t]*(?:>[ \t]*)*")
_DEFINITION = re.compile(r"\[[^\]]*\]:")  # an unfinished link definition may swallow the next line
_OPAQUE = frozenset({BlockKind.CODE, BlockKind.HTML, BlockKind.MATH, BlockKind.FRONT_MATTER})
_JOINING = frozenset({BlockKind.PARAGRAPH, BlockKind.COMMENT_LINE})


class BlankLines:
    """No blank line between paragraphs of one container, elsewhere never more than one.

    Settings: ``paragraph`` (``block``: only runs of more than one count) and ``before_point``, the largest
    number of blank lines before a label of depth 1.
    """

    name: ClassVar[str] = "blank-lines"
    fields: ClassVar[tuple[Field, ...]] = ()
    reach: ClassVar[Reach] = Reach.BLOCKS
    # A fence around an example hides its blank lines, but a heading in front needs one behind it.
    metamorphic_exempt: ClassVar[frozenset[str]] = frozenset({"heading"})

    def __init__(self, meta: RuleMeta, _options: Mapping[str, Any]) -> None:
        self.meta = meta

    def check(self, document: Document, context: Context) -> Iterator[Violation]:
        """One violation for each run of blank lines that is too long."""
        page = _Page(document)
        for first, end in page.runs():
            allowed = self._allowed(page, first, end, context.settings)
            if end - first > allowed:
                span = page.lines_span(first + allowed, end)
                if not span.empty:
                    yield self._violation(span, end - first - allowed)

    def _violation(self, span: Span, count: int) -> Violation:
        title = "Remove the blank line" if count == 1 else f"Remove {count} blank lines"
        fix = Fix((Edit(span, ""),), title, self.meta.fix)
        return Violation(self.meta.id, self.meta.severity, span, fill(self.meta.message, (str(count),)), fix)

    def _allowed(self, page: _Page, first: int, end: int, settings: Mapping[str, Any]) -> int:
        if first == 0 or end >= page.line_count:
            return 0
        before, after = page.block_at(first - 1), page.block_at(end)
        if settings.get("paragraph", "block") == "block" or before is None or after is None:
            return 1
        if not page.may_join(before, after):
            return 1
        return int(settings.get("before_point", 1)) if page.label_depth(after) == 1 else 0


class _Page:
    """The lines of a document and what stands on them."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self.line_count = self.source.line_count
        self.labels = {
            self.source.line_at(point.label.span.start): point.depth
            for point in document.points
            if not point.label.heading
        }
        self.by_line: dict[int, Block] = {}
        self.hidden: set[int] = set()
        for block in document.blocks:
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
        if _DEFINITION.match(self._text(before)):
            return False
        if after.first_line in self.labels:
            return True
        return not begins_block(self._text(after))

    def _text(self, block: Block) -> str:
        if not block.lines:
            return ""
        return self.source.text[block.lines[0].start : block.lines[0].end]

    def label_depth(self, block: Block) -> int | None:
        return self.labels.get(block.first_line)


def _path(block: Block) -> tuple[Container, ...]:
    return tuple(container for container in block.containers if not container.is_point)
