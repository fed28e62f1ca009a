"""Kind ``trailing-space``: white space at the end of a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.model import BlockKind
from proselint_t.rules.rule import BaseRule, Context, Reach, Violation
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.marks import LINE_SPACES
from proselint_t.text.messages import translated
from proselint_t.text.span import Inner, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Document, Segment
    from proselint_t.document.model import Block
    from proselint_t.text.source import Source

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CELL})
_HARD_BREAK = "  "


class TrailingSpace(BaseRule):
    """White space behind the last character of a line that holds text; blank lines are not its matter.

    Setting ``paragraph``: with ``block`` two spaces and more are left alone, since Markdown breaks the
    line there. With ``line`` each line is a paragraph anyway, so they say nothing; but where another line of
    the block follows, a page that is rendered shows the break: they are taken out on request only.
    """

    reach: Reach = Reach.BLOCKS

    def check(self, document: Document, context: Context) -> Iterator[Violation]:
        """One violation for each line, with all the white space at its end."""
        keeps_breaks = context.settings.get("paragraph", "block") == "block"
        seen: set[int] = set()
        in_code = _Code(document)
        for block in document.blocks:
            breaks = frozenset(block.hard_breaks)
            for line in _lines(block, document):
                span = _white_space(document.source, line)
                white = document.source.text[slice(*span)]
                if line in seen or not white or (keeps_breaks and white.endswith(_HARD_BREAK)):
                    continue
                seen.add(line)
                if not in_code.goes_on_at(span):
                    certainty = Applicability.UNSAFE if span.end in breaks else self.meta.fix
                    fix = Fix((Edit(span, ""),), translated("Remove the white space"), certainty)
                    yield self.violation_at(span, fix)


def _white_space(source: Source, line: int) -> Span:
    text, end = source.line(line), source.line_end(line)
    return Span(end - len(text) + len(text.rstrip(LINE_SPACES)), end)


def _lines(block: Block, document: Document) -> range:
    """The lines of a block that hold text: the underline of a heading and an empty item are none."""
    if block.kind not in _TEXT or not block.lines:
        return range(0)
    source = document.source
    return range(source.line_at(block.lines[0].start), source.line_at(block.lines[-1].start) + 1)


class _Code:
    """What goes on below its line of code, math and HTML; of each segment its masks are sorted once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._masks: dict[Segment, Inner] = {}

    def goes_on_at(self, span: Span) -> bool:
        """Whether the line that ends with some white space ends inside of it."""
        segment = self._document.segment_at(span.start)
        if segment is None or not segment.prose.masks:
            return False
        if segment not in self._masks:
            self._masks[segment] = Inner(segment.prose.masks)
        return segment.prose.offset_of(span.end) in self._masks[segment]
