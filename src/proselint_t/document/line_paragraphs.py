"""The lines of a segment taken as paragraphs: where each begins, and whether it ends inside a sentence.

Owns what stands aside of a sentence (quotations, parentheses); it must not know rules.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.document.layout import line_index
from proselint_t.language.finite_verbs import has_finite_verb
from proselint_t.text.edits import Edit
from proselint_t.text.marks import CLAUSE_ENDS, CLOSING_QUOTES, SENTENCE_ENDS
from proselint_t.text.patterns import pattern
from proselint_t.text.prose import MASK
from proselint_t.text.span import Inner, Span

if TYPE_CHECKING:
    from proselint_t.document.model import Block
    from proselint_t.document.segments import Segment
    from proselint_t.text.source import Source

_CLOSED = tuple(f"{SENTENCE_ENDS}{CLAUSE_ENDS}{CLOSING_QUOTES}“)]*_`{MASK}")
_STOPS = tuple(SENTENCE_ENDS)
_PARENTHESIS = pattern("[()]")
_JOINED = pattern(
    r"""(?<![\w'’-])(?:the|an?|of|and|or|than|whose|its|their|your|our|my|either|both
      |и|или|а|но|в|во|на|с|со|к|ко|о|об|от|из|у|по|за|для|при|без|до|под|над|про|не|ни|что|чтобы|как)\n
      |\b(?:for|with|from|to|in|on|at|by|as|that|about|into|over)\n(?:the|an?|this|these|its|their)\b
      |\n(?:and|or|of|than|which|whose|и|или|котор[а-яё]+|чтобы)\s""",
    re.VERBOSE,
)
"""An article, what joins, or a Russian preposition ends a line, or what joins begins the next one."""
_SMALL_WORD = pattern(r"[a-zа-яё]+(?:['’-][a-zа-яё]+)*(?=[\s,;:!?)]|\.?$)")


def first_character(segment: Segment, span: Span) -> int:
    """Where the text of a line or paragraph begins behind its white space."""
    text = segment.prose.text[span.start : span.end]
    return span.start + len(text) - len(text.lstrip())


def ends_inside(segment: Segment, line: Span, following: Span) -> bool:
    """Whether a line goes on in the next one: that begins with a small word, and nothing closes this one.

    An address, code, a quotation or a number on a line of its own is a paragraph, and so is what stands
    below a title.
    """
    below = segment.unquoted[following.start : following.end].strip()
    return goes_on(segment.unquoted[line.start : line.end], below) and not _is_title(segment, line, below)


def goes_on(text: str, below: str) -> bool:
    """Whether a line that nothing closes is followed by one that begins with a small word.

    Of two lines at least one says something, or there is a comma between them, a full stop at the end, or a
    word that joins them (`the cost of⏎servers`): else they are a list (`first server⏎second server`).
    """
    text, below = text.rstrip(), below.strip()
    if not text or text.endswith(_CLOSED) or not _SMALL_WORD.match(below):
        return False
    if text.endswith(",") or below.endswith(_STOPS) or _JOINED.search(f"{text}\n{below}"):
        return True
    return has_finite_verb(text) or has_finite_verb(below)


def _is_title(segment: Segment, line: Span, below: str) -> bool:
    """Whether a line is the title of a point: it says nothing, and a sentence with a subject follows."""
    if segment.label is None or line.start > 0 or has_finite_verb(segment.prose.masked[: line.end]):
        return False
    return has_finite_verb(below) and not has_finite_verb(below.partition(" ")[0])


class Asides:
    """Quotations and parentheses of a segment, in which a sentence may end and the paragraph's goes on."""

    def __init__(self, segment: Segment) -> None:
        spans = [quotation.span for quotation in segment.quotations if quotation.depth == 0]
        opened: list[int] = []
        for found in _PARENTHESIS.finditer(segment.prose.masked):
            if found[0] == "(":
                opened.append(found.start())
            elif opened:
                spans.append(Span(opened.pop(), found.end()))
        text = segment.prose.text
        first, last = len(text) - len(text.lstrip()), len(text.rstrip(" \n."))
        self.are_all = any(span.start <= first and last <= span.end for span in spans)
        """Whether the segment is wholly one quotation or one parenthesis."""
        self._inner = Inner(spans)

    def hold(self, offset: int) -> bool:
        """Whether a place lies inside of one of them."""
        return offset in self._inner


def gap_before(segment: Segment, start: int) -> Span | None:
    """The white space of the source before a sentence; ``None`` where sentences touch across markup."""
    prose, gap = segment.prose, start
    while gap and prose.text[gap - 1].isspace():
        gap -= 1
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
