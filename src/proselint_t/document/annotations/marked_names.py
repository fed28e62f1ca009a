"""Names that stand out in prose: in quotation marks, in bold, in italics, in inline code.

Owns where they begin and end and how they are marked; what they name is for others to tell.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.model import MarkupKind
from proselint_t.text.marks import DOUBLE_QUOTES, GUILLEMETS
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document.model import Markup, Quotation
    from proselint_t.document.segments import Segment

_LONGEST = 60
_OTHER_MARKS = frozenset(GUILLEMETS + DOUBLE_QUOTES + "`" + MASK)


class MarkedBy(Enum):
    QUOTED = "quoted"
    GUILLEMETS = "guillemets"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"


class MarkedName(NamedTuple):
    """A stretch in marks: ``label`` is the prose between them.

    ``span`` holds quotation marks and backticks, ``inner`` does not (prose offsets); ``place`` holds the
    markers of bold as well (source offsets).
    """

    span: Span
    inner: Span
    place: Span
    mark: MarkedBy
    label: str


def marked_names(segment: Segment) -> list[MarkedName]:
    """Short stretches in marks, in order, without any that holds other marks or lies in a quotation."""
    outer = [quotation for quotation in segment.quotations if quotation.depth == 0]
    starts = [quotation.span.start for quotation in outer]
    names = [_quoted(segment, quotation) for quotation in outer]
    for name in (*emphasised(segment), *_code(segment)):
        index = bisect_right(starts, name.span.start) - 1
        if index < 0 or not outer[index].span.contains(name.span):
            names.append(name)
    return sorted((name for name in names if _is_plain(name.label)), key=lambda name: name.span)


def _is_plain(label: str) -> bool:
    return bool(label.strip()) and len(label) <= _LONGEST and _OTHER_MARKS.isdisjoint(label)


def _quoted(segment: Segment, quotation: Quotation) -> MarkedName:
    mark = MarkedBy.GUILLEMETS if quotation.opening == "«" else MarkedBy.QUOTED
    return _name(segment, quotation.span, quotation.inner, mark)


def emphasised(segment: Segment) -> Iterator[MarkedName]:
    """Stretches in bold or italics, whatever they hold."""
    prose, whole = segment.prose, segment.span
    for markup in segment.block.markup:
        mark = _mark_of(markup)
        if mark and whole.start <= markup.inner.start and markup.inner.end <= whole.end:
            span = Span(prose.offset_of(markup.inner.start), prose.offset_of(markup.inner.end))
            yield _name(segment, span, span, mark)._replace(place=markup.outer)


def _mark_of(markup: Markup) -> MarkedBy | None:
    if markup.kind is MarkupKind.STRONG or markup.name in {"b", "strong"}:
        return MarkedBy.BOLD
    return MarkedBy.ITALIC if markup.kind is MarkupKind.EMPHASIS or markup.name in {"i", "em"} else None


def _code(segment: Segment) -> Iterator[MarkedName]:
    for span in segment.prose.code:
        code = segment.prose.text[span.start : span.end]
        ticks = len(code) - len(code.lstrip("`"))
        yield _name(segment, span, Span(span.start + ticks, span.end - ticks), MarkedBy.CODE)


def _name(segment: Segment, span: Span, inner: Span, mark: MarkedBy) -> MarkedName:
    label = segment.prose.text[inner.start : inner.end]
    return MarkedName(span, inner, segment.prose.span(*span), mark, label)
