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
        prose, source = segment.prose, context.document.source.text
        for name in prose.files:
            quotation = _quotation_around(segment, name)
            if quotation is None:
                if not _is_point(prose.text, name) and not _is_host(segment, source, name):
                    yield self._violation(segment, source, name)
            elif quotation.inner == name and not _is_value(segment, quotation):
                yield self._violation(segment, source, name, quotation)
        for code in prose.code:
            quotation = _quotation_around(segment, code)
            if quotation is not None and quotation.inner == code and _names_file(prose.text, code):
                yield self._marks_around_code(segment, quotation)

    def _violation(
        self, segment: Segment, source: str, name: Span, quotation: Quotation | None = None
    ) -> Violation:
        text = segment.prose.text[name.start : name.end]
        place = _with_markup(segment, name)
        message = fill(self.meta.message, (text,))
        if place != segment.prose.span(*name) or not _may_wrap(segment, source, place):
            return Violation(self.meta.id, self.meta.severity, place, message)
        edits = [Edit(place, f"`{text}`")]
        if quotation is not None and quotation.opening not in _SINGLE:
            edits = [_removal(segment, quotation.span.start), *edits, _removal(segment, name.end)]
        fix = Fix(tuple(edits), f"Write `{text}`", self.meta.fix)
        return Violation(self.meta.id, self.meta.severity, place, message, fix)

    def _marks_around_code(self, segment: Segment, quotation: Quotation) -> Violation:
        text = segment.prose.text[quotation.inner.start : quotation.inner.end]
        edits = (_removal(segment, quotation.span.start), _removal(segment, quotation.inner.end))
        fix = Fix(edits, f"Write {text}", self.meta.fix)
        place = segment.prose.span(*quotation.span)
        return Violation(
            self.meta.id, self.meta.severity, place, fill(self.meta.message, (text.strip("`"),)), fix
        )


def _removal(segment: Segment, at: int) -> Edit:
    return Edit(segment.prose.span(at, at + 1), "")


def _quotation_around(segment: Segment, name: Span) -> Quotation | None:
    """The innermost quotation that holds a name."""
    found = None
    for quotation in segment.quotations:
        if quotation.span.start >= name.start:
            break
        if quotation.inner.contains(name):
            found = quotation
    return found


def _is_point(text: str, name: Span) -> bool:
    """`O.md §4.2` refers to a point of a document."""
    return _POINT_BEHIND.match(text, name.end) is not None


def _is_host(segment: Segment, source: str, name: Span) -> bool:
    """A link to the site that its text names: the name is a domain after all."""
    place = segment.prose.span(*name)
    return any(
        f"//{source[place.start : place.end]}" in source[markup.inner.end : markup.outer.end]
        for markup in segment.block.markup
        if markup.kind is MarkupKind.LINK and markup.inner.contains(place)
    )


def _is_value(segment: Segment, quotation: Quotation) -> bool:
    """`source="a.md"` is markup of a dialect that this parser does not know."""
    return segment.prose.text[: quotation.span.start].endswith("=")


def _names_file(text: str, code: Span) -> bool:
    content = text[code.start : code.end].strip("`")
    return list(find_file_names(content)) == [Span(0, len(content))]


def _with_markup(segment: Segment, name: Span) -> Span:
    """The source of a name; where markup begins or ends inside it, with the whole of that markup."""
    place = segment.prose.span(*name)
    for markup in segment.block.markup:
        if markup.inner.overlaps(place) and not markup.inner.contains(place):
            place = Span(min(place.start, markup.outer.start), max(place.end, markup.outer.end))
    return place


def _may_wrap(segment: Segment, source: str, place: Span) -> bool:
    """Whether backticks at the edges of a name leave the markup around it as it is."""
    return not any(
        markup.inner.contains(place)
        and (_is_own_label(markup, source) or _needs_letter(markup, source, place))
        for markup in segment.block.markup
    )


def _is_own_label(markup: Markup, source: str) -> bool:
    """`[a.md]` is found in the definitions by its text."""
    return markup.kind is MarkupKind.LINK and source[markup.inner.end : markup.outer.end] in {"]", "[]"}


def _needs_letter(markup: Markup, source: str, place: Span) -> bool:
    """A marker between a backtick and a letter (``*`a.md`*s``) would open or close nothing."""
    if markup.kind in {MarkupKind.LINK, MarkupKind.TAG}:
        return False
    before, after = (
        source[max(markup.outer.start - 1, 0) : markup.outer.start],
        source[markup.outer.end : markup.outer.end + 1],
    )
    return (markup.inner.start == place.start and before.isalnum()) or (
        markup.inner.end == place.end and after.isalnum()
    )
