"""Where the text of a block stands on its lines, and how it continues on a new one."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain, islice
from typing import TYPE_CHECKING

from proselint_t.document.model import ContainerKind
from proselint_t.text.packed import packed_spans
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.document.model import Block
    from proselint_t.text.source import Source


def line_index(block: Block, offset: int) -> int | None:
    """Which of the block's lines holds a source offset (its end included)."""
    index = bisect_right(block.lines, offset, key=lambda span: span.start) - 1
    if index < 0 or offset > block.lines[index].end:
        return None
    return index


def continuation_prefix(block: Block, source: Source, offset: int, *, by_line: bool) -> str:
    """What a new line of the block begins with: `> ` of quotes, the indentation of list items.

    Where each line is a paragraph, a point of an answer continues unindented. ``offset`` says behind which
    line the new one comes.
    """
    index = line_index(block, offset)
    if index is None:
        return ""
    start = block.lines[index].start
    prefix = source.text[source.line_starts[source.line_at(start)] : start]
    if index > 0:
        return prefix
    if any(container.kind is ContainerKind.FOOTNOTE for container in block.containers):
        return "    "
    prefix = _without_points(block, prefix, start - len(prefix)) if by_line else prefix
    return "".join(character if character in "> \t" else " " for character in prefix)


def _without_points(block: Block, prefix: str, start: int) -> str:
    """The first line's prefix without the markers that are points."""
    for container in reversed(block.containers):
        marker = container.marker
        if marker is None or marker.start < start or not container.is_point:
            continue
        begin, end = marker.start - start, marker.end - start
        rest = prefix[end:]
        prefix = prefix[:begin].rstrip(" \t") + (rest.lstrip(" \t") if rest.strip() else "")
    return prefix


def split_row(text: str, row: Span) -> list[Span]:
    """The cells of a table row (GFM 4.10) as source spans; a bar behind a backslash does not divide."""
    cells: list[Span] = []
    start = row.start
    for offset in range(row.start, row.end):
        if text[offset] == "|" and not (offset > row.start and text[offset - 1] == "\\"):
            cells.append(Span(start, offset))
            start = offset + 1
    cells.append(Span(start, row.end))
    if not text[cells[0].start : cells[0].end].strip():
        cells.pop(0)
    if cells and not text[cells[-1].start : cells[-1].end].strip():
        cells.pop()
    return cells


def trimmed(source: Source, spans: Sequence[Span]) -> Sequence[Span]:
    """Without the white space that CommonMark strips around the text of a block."""
    lines = packed_spans((span for span in spans if span.end > span.start), len(spans))
    if not lines:
        return ()
    text = source.text
    start, end = lines[0].start, lines[-1].end
    while start < lines[0].end and text[start] in " \t\n":
        start += 1
    while end > max(lines[-1].start, start if len(lines) == 1 else 0) and text[end - 1] in " \t\n":
        end -= 1
    if len(lines) == 1:
        return (Span(start, end),)
    first, last = Span(start, lines[0].end), Span(lines[-1].start, end)
    return packed_spans(chain((first,), islice(lines, 1, len(lines) - 1), (last,)), len(lines))
