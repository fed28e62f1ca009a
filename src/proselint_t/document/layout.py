"""How a block continues on a new source line: its line geometry and its container prefix."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from proselint_t.document.model import ContainerKind

if TYPE_CHECKING:
    from proselint_t.document.model import Block
    from proselint_t.source import Source


def line_index(block: Block, offset: int) -> int | None:
    """Which of the block's lines holds a source offset (its end included)."""
    index = bisect_right(block.lines, offset, key=lambda span: span.start) - 1
    if index < 0 or offset > block.lines[index].end:
        return None
    return index


def continuation_prefix(block: Block, source: Source, offset: int) -> str:
    """What a new line of the block begins with: `> ` of quotes, the indentation of real list items.

    A point of an answer continues unindented. ``offset`` says behind which line the new one comes.
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
    return _without_markers(block, prefix, start - len(prefix))


def _without_markers(block: Block, prefix: str, start: int) -> str:
    """The first line's prefix with list markers turned into spaces, and those of points left out."""
    for container in reversed(block.containers):
        marker = container.marker
        if marker is None or marker.start < start or not container.is_point:
            continue
        begin, end = marker.start - start, marker.end - start
        rest = prefix[end:]
        prefix = prefix[:begin].rstrip(" \t") + (rest.lstrip(" \t") if rest.strip() else "")
    return "".join(character if character in "> \t" else " " for character in prefix)
