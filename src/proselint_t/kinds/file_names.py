"""Kind ``file-names``: a file name in prose stands in backticks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.document.file_names import find_file_names
from proselint_t.document.model import MarkupKind
from proselint_t.edits import Edit, Fix
from proselint_t.rule import Context, Field, Reach, RuleMeta, Violation, fill
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment
    from proselint_t.document.model import Markup, Quotation

_POINT_BEHIND = re.compile(r",?\s*(?:::\s*)?§")
_SINGLE = "'‘’‚"


class FileNames:
    """Wraps the file names that the document has masked.

    A name inside a quotation is somebody's word. A quotation that is nothing but a name, in backticks or
    not, loses its marks; single marks are too often no quotation for that.
    """

    name: ClassVar[str] = "file-names"
    fields: ClassVar[tuple[Field, ...]] = ()
    reach: ClassVar[Reach] = Reach.SEGMENT

    def __init__(self, meta: RuleMeta, _options: Mapping[str, Any]) -> None:
        self.meta = meta

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        """Names outside quotations, and quotations that are nothing but a name."""
        source = context.document.source.text
        for name in segment.prose.files:
            quotation = _quotation_around(segment, name)
            if quotation is None:
                if not _is_point(segment, name) and not _is_host(segment, source, name):
                    yield self._bare(segment, source, name)
            elif quotation.inner == name and not _is_value(segment, quotation):
                marks = () if quotation.opening in _SINGLE else _marks(segment, quotation)
                yield self._bare(segment, source, name, marks)
        for name in segment.prose.code:
            quotation = _quotation_around(segment, name)
            if quotation and quotation.inner == name and quotation.opening not in _SINGLE:
                text = segment.prose.text[name.start : name.end].strip("`")
                if list(find_file_names(text)) == [Span(0, len(text))]:
                    place = segment.prose.span(*quotation.span)
                    yield self._violation(place, text, _marks(segment, quotation))

    def _bare(self, segment: Segment, source: str, name: Span, marks: tuple[Edit, ...] = ()) -> Violation:
        text = segment.prose.text[name.start : name.end]
        place = _with_markup(segment, name)
        if place != segment.prose.span(*name) or _labels_link(segment, source, place):
            return self._violation(place, text, ())
        return self._violation(place, text, (*marks, Edit(place, f"`{text}`")))

    def _violation(self, place: Span, text: str, edits: tuple[Edit, ...]) -> Violation:
        fix = Fix(tuple(sorted(edits)), f"Write `{text}`", self.meta.fix) if edits else None
        return Violation(self.meta.id, self.meta.severity, place, fill(self.meta.message, (text,)), fix)


def _marks(segment: Segment, quotation: Quotation) -> tuple[Edit, ...]:
    """Edits that remove the marks of a quotation."""
    places = (quotation.span.start, quotation.inner.end)
    return tuple(Edit(segment.prose.span(at, at + 1), "") for at in places)


def _quotation_around(segment: Segment, name: Span) -> Quotation | None:
    """The innermost quotation that holds a name."""
    around = [quotation for quotation in segment.quotations if quotation.inner.contains(name)]
    return around[-1] if around else None


def _is_point(segment: Segment, name: Span) -> bool:
    """`O.md §4.2` refers to a point of a document."""
    return _POINT_BEHIND.match(segment.prose.text, name.end) is not None


def _is_host(segment: Segment, source: str, name: Span) -> bool:
    """A link to the site that its text names: the name is a domain after all."""
    place = segment.prose.span(*name)
    address = f"//{source[place.start : place.end]}"
    return any(address in source[link.inner.end : link.outer.end] for link in _links(segment, place))


def _labels_link(segment: Segment, source: str, place: Span) -> bool:
    """`[a.md]` is found in the definitions by its text, which must stay."""
    return any(source[link.inner.end : link.outer.end] in {"]", "[]"} for link in _links(segment, place))


def _links(segment: Segment, place: Span) -> Iterator[Markup]:
    for markup in segment.block.markup:
        if markup.kind is MarkupKind.LINK and markup.inner.contains(place):
            yield markup


def _is_value(segment: Segment, quotation: Quotation) -> bool:
    """`source="a.md"` is markup of a dialect that this parser does not know."""
    return segment.prose.text.endswith("=", 0, quotation.span.start)


def _with_markup(segment: Segment, name: Span) -> Span:
    """The source of a name; where markup begins or ends inside it, with the whole of that markup."""
    place = segment.prose.span(*name)
    for markup in segment.block.markup:
        if markup.inner.overlaps(place) and not markup.inner.contains(place):
            place = Span(min(place.start, markup.outer.start), max(place.end, markup.outer.end))
    return place
