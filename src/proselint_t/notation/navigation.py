"""From a place in a bundle to what it means: a symbol and all its places, a point and its heading.

Owns how a place is looked up; what a symbol or a reference is, `reader` knows, what it means, `bundle`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.notation.bundle import Bundle
    from proselint_t.notation.model import Definition, Heading, Page, Reference
    from proselint_t.span import Span


class Symbol(NamedTuple):
    """A symbol that stands at a place."""

    name: str
    span: Span


def symbol_at(pages: Sequence[Page], offset: int) -> Symbol | None:
    """The symbol that is used or defined at an offset of the pages' source."""
    for page in pages:
        symbols = [*(Symbol(one.name, one.span) for one in page.uses), *_defined(page)]
        for one in symbols:
            if one.span.start <= offset <= one.span.end:
                return one
    return None


def _defined(page: Page) -> list[Symbol]:
    return [Symbol(one.name, one.span) for one in page.definitions]


def definitions_of(bundle: Bundle, name: str) -> list[tuple[Page, Definition]]:
    """Where a symbol gets its meaning; where it is only named, if it gets none anywhere."""
    known = bundle.definitions.get(name, [])
    return [one for one in known if one[1].body is not None] or known


def places_of(bundle: Bundle, name: str) -> Iterator[tuple[Page, Span]]:
    """Every place of a symbol in the author's own text, each once, in the order of reading."""
    for page in bundle.pages:
        symbols = [*(Symbol(one.name, one.span) for one in page.uses), *_defined(page)]
        spans = {one.span for one in symbols if one.name == name}
        yield from ((page, span) for span in sorted(spans))


def references_in(pages: Sequence[Page]) -> Iterator[tuple[Page, Reference]]:
    for page in pages:
        yield from ((page, reference) for reference in page.references)


def reference_at(pages: Sequence[Page], offset: int) -> tuple[Page, Reference] | None:
    """The reference at an offset, its sign in front included."""
    return next(
        (found for found in references_in(pages) if found[1].span.start - 1 <= offset <= found[1].span.end),
        None,
    )


def heading_of(bundle: Bundle, page: Page, reference: Reference) -> tuple[Page, Heading] | None:
    """The heading that a reference leads to; ``None`` where the point has none of its own."""
    target = page
    if reference.target:
        named = bundle.documents.get(bundle.notation.document_named(reference.target))
        if named is None or reference.target in page.inside:
            return None
        target = named
    return next(((target, one) for one in target.headings if one.number == reference.number), None)
