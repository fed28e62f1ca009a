"""Where a paragraph may be cut so that its parts are read as the whole would be.

Inline markup knows no lines: a backtick pairs with one that stands a hundred lines below. A cut is safe
where no markup reaches across and nothing in front of it is left open; this module errs on the safe side.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.document.model import Block, SegmentText
    from proselint_t.prose import Prose
    from proselint_t.source import Source

_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\1).)*?(?<!`)\1(?!`)", re.DOTALL)
_RAW = re.compile(r"<[A-Za-z/!?]|\$(?!\d)|\\[ \t]*\n*\Z|[ \t]{2,}\n*\Z")
"""In the source: tags, math (no digit stands behind its end), and what makes the line break a hard one."""
_INERT = re.compile(r"\[[^\[\]]*\](?![(\[:])|(?<=\w)_+(?=\w)")
"""Brackets without a target, underscores inside a word."""
_OPEN = re.compile(r"[`\[\]]|~~")
_CLOSING = re.compile(r"(?<=[^\s*_])[*_]+")
"""Emphasis markers that are left over and may close what was opened above."""


def cuts(block: Block, texts: Sequence[SegmentText], source: Source) -> list[int] | None:
    """Where a paragraph may be cut: starts of its segments ``texts``, which are lines of the source.

    ``None`` when something in it may belong to text far above, so that it has to be read as a whole.
    """
    places = []
    whole = True
    for index, text in enumerate(texts):
        start = _start(text)
        if index and whole and _is_line(source, start) and not _crossed(block, start):
            places.append(start)
        visible = _INERT.sub("", _visible(text.prose))
        if _CLOSING.search(visible):
            return None
        end = _start(texts[index + 1]) if index + 1 < len(texts) else block.lines[-1].end
        whole = whole and not _OPEN.search(visible) and not _RAW.search(_CODE.sub("", source.text[start:end]))
    return places


def _start(text: SegmentText) -> int:
    """Where a segment begins, its label included."""
    if text.label is not None:
        return text.label.span.start
    return text.bullet.start if text.bullet is not None else text.prose.origin(0)


def _is_line(source: Source, offset: int) -> bool:
    return source.line_starts[source.line_at(offset)] == offset


def _crossed(block: Block, offset: int) -> bool:
    return any(markup.outer.start < offset < markup.outer.end for markup in block.markup)


def _visible(prose: Prose) -> str:
    """The prose without code and without characters that an escape or an entity stands for."""
    escaped = (Span(at, at + 1) for at in prose.widths if prose.text[at] != "\n")
    return prose.masked_view([*prose.code, *escaped])
