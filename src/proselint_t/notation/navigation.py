"""From a place in a bundle to what it means: a symbol and all its places, a point and its heading.

Owns how a place is looked up; what a symbol or a reference is, `reader` knows, what it means, `bundle`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.notation.bundle import Bundle
    from proselint_t.notation.model import Definition, Heading, Number, Page, Reference, Use

_BEGUN_POINT = re.compile(
    r"(?:(?:`(?P<code>[^`\n]{1,80})`|(?P<name>[^\s`()\[\],;:§]{1,80}))(?:::[ \t]*|[ \t]+))?"
    r"§(?P<number>[\d.]*)$"
)
"""The end of a line that refers to a point, as far as it is written."""


class Symbol(NamedTuple):
    """A symbol that stands at a place."""

    name: str
    span: Span


class NamedPoint(NamedTuple):
    """A point that is named at a place: ``span`` holds the number."""

    page: Page
    number: Number
    span: Span


class Begun(NamedTuple):
    """What was written of the number of a point of a page, or of a symbol."""

    text: str
    page: Page
    is_point: bool


def symbol_at(pages: Sequence[Page], offset: int) -> Symbol | None:
    """The symbol that is used or defined at an offset of the pages' source."""
    symbols = (one for page in pages for one in _symbols(page))
    return next((one for one in symbols if one.span.start <= offset <= one.span.end), None)


def _symbols(page: Page) -> list[Symbol]:
    found: list[Use | Definition] = [*page.uses, *page.definitions]
    return [Symbol(one.name, one.span) for one in found]


def meanings_of(bundle: Bundle, name: str) -> list[tuple[Page, Definition]]:
    """Where a symbol gets its meaning; where it is only named, if it gets none anywhere."""
    known = bundle.definitions.get(name, [])
    return [one for one in known if one[1].body is not None] or known


def places_of(bundle: Bundle, name: str) -> Iterator[tuple[Page, Span]]:
    """Every place of a symbol in the author's own text, each once, in the order of reading."""
    for page in bundle.pages:
        spans = {one.span for one in _symbols(page) if one.name == name}
        yield from ((page, span) for span in sorted(spans))


def headings_with_text(page: Page) -> Iterator[tuple[Heading, Span]]:
    """The headings of a page, each with its stretch of the text, up to the next one."""
    ends = [*(heading.span.start for heading in page.headings[1:]), page.span.end]
    for heading, end in zip(page.headings, ends, strict=False):
        yield heading, Span(heading.span.start, end)


def references_in(pages: Sequence[Page]) -> Iterator[tuple[Page, Reference]]:
    for page in pages:
        yield from ((page, reference) for reference in page.references)


def reference_at(pages: Sequence[Page], offset: int) -> tuple[Page, Reference] | None:
    """The reference at an offset, its sign in front included."""
    return next(
        (found for found in references_in(pages) if found[1].span.start - 1 <= offset <= found[1].span.end),
        None,
    )


def point_at(bundle: Bundle, pages: Sequence[Page], offset: int) -> NamedPoint | None:
    """The point that a reference at an offset names, or whose heading has its number there."""
    if cited := reference_at(pages, offset):
        target = bundle.target_of(*cited)
        return NamedPoint(target, cited[1].number, cited[1].span) if target else None
    for page in pages:
        for heading in page.headings:
            if heading.at.start <= offset <= heading.at.end and heading.number:
                return NamedPoint(page, heading.number, heading.at)
    return None


def places_of_point(bundle: Bundle, point: NamedPoint) -> Iterator[tuple[Page, Span]]:
    """The headings that have the number of a point, then the references to it."""
    yield from ((point.page, one.at) for one in point.page.headings if one.number == point.number)
    for page, reference in bundle.citations[point.page].get(point.number, ()):
        yield page, reference.span


def begun_at(bundle: Bundle, page: Page, offset: int) -> Begun | None:
    """The reference or the symbol that is being written in front of an offset."""
    start = page.source.line_starts[page.source.line_at(offset)]
    line = page.source.text[start:offset]
    if match := _BEGUN_POINT.search(line):
        named = match["code"] or match["name"] or ""
        target = bundle.documents.get(bundle.notation.document_named(named)) if named else page
        return Begun(match["number"], target or page, is_point=True)
    if line.count("`") % 2:
        return Begun(line.rpartition("`")[2], page, is_point=False)
    return None


def heading_named(bundle: Bundle, page: Page, reference: Reference) -> tuple[Page, Heading] | None:
    """The heading that a reference leads to; ``None`` where the point has none of its own."""
    target = bundle.target_of(page, reference)
    heading = bundle.headings[target].get(reference.number) if target else None
    return (target, heading) if target and heading else None
