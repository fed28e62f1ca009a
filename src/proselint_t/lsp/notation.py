"""Symbols and points of a bundle for the editor: where they are defined and used, what they mean, renaming.

Answers only where rules of the notation hold. Other documents of the bundle are read as they are on disk.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from proselint_t.lsp.buffers import uri_of
from proselint_t.lsp.positions import Positions
from proselint_t.notation.companions import bundle_of
from proselint_t.notation.navigation import (
    definitions_of,
    heading_of,
    places_of,
    reference_at,
    references_in,
    symbol_at,
)

if TYPE_CHECKING:
    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.state import State
    from proselint_t.notation.bundle import Bundle
    from proselint_t.notation.model import Page
    from proselint_t.notation.navigation import Symbol
    from proselint_t.span import Span


class Notation:
    """The bundle of an open document; ``None`` from :meth:`of` where the notation is not asked for."""

    def __init__(self, state: State, buffer: Buffer, bundle: Bundle, pages: list[Page]) -> None:
        self.state, self.buffer, self.bundle, self.pages = state, buffer, bundle, pages

    @classmethod
    def of(cls, state: State, buffer: Buffer) -> Notation | None:
        """Raises :class:`InputError` where a document of the bundle cannot be read."""
        session = state.session(buffer)
        if session is None or not any(
            active.rule.meta.kind == "notation" for active in session.settings.rules
        ):
            return None
        return cls(state, buffer, *bundle_of(buffer.source, session.settings.value("bundle") or ()))

    def definitions(self, position: types.Position) -> list[types.Location]:
        """Where the symbol at a position is defined, or the heading of the point that is referred to."""
        offset = self.state.positions(self.buffer).offset(position)
        if cited := reference_at(self.pages, offset):
            found = heading_of(self.bundle, *cited)
            return [self._location(found[0], found[1].span)] if found else []
        symbol = symbol_at(self.pages, offset)
        known = definitions_of(self.bundle, symbol.name) if symbol else []
        return [self._location(page, one.span) for page, one in known]

    def references(self, position: types.Position) -> list[types.Location]:
        """Every place of the symbol at a position."""
        symbol = self._symbol(position)
        return [self._location(*place) for place in places_of(self.bundle, symbol.name)] if symbol else []

    def hover(self, position: types.Position) -> types.Hover | None:
        """What the symbol at a position means, or the heading of the point that is referred to."""
        positions = self.state.positions(self.buffer)
        offset = positions.offset(position)
        if cited := reference_at(self.pages, offset):
            found = heading_of(self.bundle, *cited)
            text = found[0].source.text[slice(*found[1].span)] if found else ""
            return _hover(text, positions.range(cited[1].span)) if found else None
        symbol = symbol_at(self.pages, offset)
        bodies = (
            [one.body for _, one in definitions_of(self.bundle, symbol.name) if one.body] if symbol else []
        )
        return _hover("\n\n".join(bodies), positions.range(symbol.span)) if symbol and bodies else None

    def links(self, *, tooltips: bool) -> list[types.DocumentLink]:
        """A link for each reference to a point that has a heading."""
        positions = self.state.positions(self.buffer)
        links = []
        for page, reference in references_in(self.pages):
            found = heading_of(self.bundle, page, reference)
            if found is not None:
                line = found[0].source.line_at(found[1].span.start) + 1
                links.append(
                    types.DocumentLink(
                        range=positions.range(reference.span),
                        target=f"{self._uri(found[0])}#L{line}",
                        tooltip=found[1].title or None if tooltips else None,
                    )
                )
        return links

    def place_to_rename(self, position: types.Position) -> types.Range | None:
        symbol = self._symbol(position)
        return self.state.positions(self.buffer).range(symbol.span) if symbol else None

    def rename(self, position: types.Position, name: str) -> types.WorkspaceEdit | None:
        """A symbol under another name in all documents. Raises ``ValueError`` for a name that is taken."""
        symbol = self._symbol(position)
        if symbol is None:
            return None
        if not name or not set(name).isdisjoint(" \t\r\n`"):
            raise ValueError("a symbol has no white space and no backtick")
        if name in self.bundle.definitions:
            raise ValueError(f"«{name}» is a symbol already")
        changes: dict[str, list[types.TextEdit]] = {}
        for page, span in places_of(self.bundle, symbol.name):
            location = self._location(page, span)
            changes.setdefault(location.uri, []).append(types.TextEdit(location.range, name))
        return types.WorkspaceEdit(changes=dict(changes))

    def _symbol(self, position: types.Position) -> Symbol | None:
        return symbol_at(self.pages, self.state.positions(self.buffer).offset(position))

    def _location(self, page: Page, span: Span) -> types.Location:
        return types.Location(self._uri(page), Positions(page.source, self.state.encoding).range(span))

    def _uri(self, page: Page) -> str:
        own = page.source.path == self.buffer.source.path
        return self.buffer.uri if own else uri_of(Path(page.source.path).resolve())


def _hover(text: str, place: types.Range) -> types.Hover:
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), place)
