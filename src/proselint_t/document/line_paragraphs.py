"""The lines of a segment taken as paragraphs: where each begins, and whether it ends inside a sentence.

Owns what stands aside of a sentence (quotations, parentheses); it must not know rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.layout import line_index
from proselint_t.edits import Edit
from proselint_t.span import Span

if TYPE_CHECKING:
    from proselint_t.document.model import Block
    from proselint_t.document.segments import Segment
    from proselint_t.source import Source

_FINAL = ".!?…"
_CLOSING = "»”“\"'’)]*_`\ufffc"


def first_character(segment: Segment, span: Span) -> int:
    """Where the text of a line or paragraph begins behind its white space."""
    text = segment.prose.text[span.start : span.end]
    return span.start + len(text) - len(text.lstrip())


def ends_inside(segment: Segment, line: Span, begin: int) -> bool:
    """Whether a line without a final mark is followed by something that continues it."""
    text = segment.prose.masked[line.start : line.end].rstrip()
    bare = text.rstrip(_CLOSING)
    if not text or bare.endswith(tuple(_FINAL)) or begin >= len(segment.prose.text):
        return False
    character = segment.prose.text[begin]
    return text.endswith(",") or not character.isalpha() or character.islower()


def asides(segment: Segment) -> list[Span]:
    """Quotations and parentheses: a sentence may end inside them without ending the paragraph's."""
    spans = [quotation.span for quotation in segment.quotations if quotation.depth == 0]
    opened: list[int] = []
    for offset, character in enumerate(segment.prose.masked):
        if character == "(":
            opened.append(offset)
        elif character == ")" and opened:
            spans.append(Span(opened.pop(), offset + 1))
    return spans


def is_wholly_one(segment: Segment, aside: list[Span]) -> bool:
    """Whether the segment is wholly one quotation or one parenthesis."""
    text = segment.prose.text
    return any(not text[: span.start].strip() and not text[span.end :].strip(" \n.") for span in aside)


def gap_before(segment: Segment, start: int) -> Span | None:
    """The white space of the source before a sentence; ``None`` where sentences touch across markup."""
    prose = segment.prose
    gap = len(prose.text[:start].rstrip())
    if gap < start:
        return prose.span(gap, start)
    if not prose.contiguous(start - 1, start + 1):
        return None
    place = prose.origin_end(start)
    return Span(place, place)


def joining_edit(block: Block, source: Source, newline: int) -> Edit | None:
    """The edit that joins the line that ends at a source offset with the next line of its block."""
    index = line_index(block, newline)
    if index is None or index + 1 >= len(block.lines):
        return None
    first = block.lines[index]
    text = source.text[first.start : first.end]
    if newline in block.hard_breaks:
        text = text.rstrip(" \t").removesuffix("\\")
    return Edit(Span(first.start + len(text.rstrip(" \t")), block.lines[index + 1].start), " ")
