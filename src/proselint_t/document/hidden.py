"""What a rule of the raw source may hide from itself: code, the targets of links, what is no Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.model import BlockKind, MarkupKind
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from proselint_t.document import Document

Hidden = dict[str, tuple[Span, ...]]
"""For each name of :data:`HIDEABLE` the places in the source, in order."""

HIDEABLE = ("fence", "code", "destination", "html")
"""The names by which a rule file says what is hidden."""
_CODE = frozenset({BlockKind.CODE})
_FOREIGN = frozenset({BlockKind.HTML, BlockKind.MASKED, BlockKind.FRONT_MATTER})


def hidden_in(document: Document) -> Hidden:
    """What may be hidden of a document."""
    return {
        "fence": tuple(_blocks(document, _CODE)),
        "code": tuple(seg.prose.span(*span) for seg in document.segments for span in seg.prose.code),
        "destination": tuple(_destinations(document)),
        "html": tuple(_blocks(document, _FOREIGN)),
    }


def together(parts: Iterable[tuple[int, Mapping[str, tuple[Span, ...]]]]) -> Hidden:
    """What may be hidden of a text of parts, each with where it begins and what is hidden of it."""
    found: dict[str, list[Span]] = {name: [] for name in HIDEABLE}
    for start, hidden in parts:
        for name, spans in hidden.items():
            found[name] += [span.shifted(start) for span in spans]
    return {name: tuple(spans) for name, spans in found.items()}


def _blocks(document: Document, kinds: Collection[BlockKind]) -> Iterator[Span]:
    starts = [*document.source.line_starts, len(document.source.text)]
    for block in document.blocks:
        if block.kind in kinds:
            yield Span(starts[block.first_line], starts[block.end_line])


def _destinations(document: Document) -> Iterator[Span]:
    """From the bracket that ends the text of a link to the end of the link."""
    for block in document.blocks:
        for markup in block.markup:
            if markup.kind is MarkupKind.LINK:
                yield Span(markup.inner.end, markup.outer.end)
