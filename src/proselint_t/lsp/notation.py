"""Symbols and points of a bundle for the editor: where they are defined and used, what they mean, renaming.

Answers only where rules of the notation hold. Other documents of the bundle are read as they are on disk.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from proselint_t.lsp.buffers import uri_of
from proselint_t.lsp.positions import Positions
from proselint_t.notation.companions import bundle_of
from proselint_t.notation.lines import NUMBER, number_of
from proselint_t.notation.model import spelled
from proselint_t.notation.moving import edits_for, keeps_outline, renamed
from proselint_t.notation.navigation import (
    begun_at,
    heading_named,
    meanings_of,
    places_of,
    places_of_point,
    point_at,
    reference_at,
    references_in,
    symbol_at,
)
from proselint_t.text.edits import Edit
from proselint_t.text.errors import InputError
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.state import State
    from proselint_t.notation.bundle import Bundle
    from proselint_t.notation.model import Page
    from proselint_t.notation.navigation import NamedPoint, Symbol


class NotationServices:
    """The bundle of an open document; ``None`` from :meth:`of` where the notation is not asked for."""

    def __init__(self, state: State, buffer: Buffer, bundle: Bundle, pages: list[Page]) -> None:
        self.state, self.buffer, self.bundle, self.pages = state, buffer, bundle, pages
        session = state.session(buffer)
        self.rules = {one.rule.meta.id for one in session.settings.rules} if session else set()

    @classmethod
    def of(cls, state: State, buffer: Buffer) -> NotationServices | None:
        """Also ``None`` where a document of the bundle cannot be read, which the diagnostics say."""
        session = state.session(buffer)
        if session is None or not any(
            active.rule.meta.kind == "notation" for active in session.settings.rules
        ):
            return None
        settings = session.settings
        with suppress(InputError):
            return cls(
                state, buffer, *bundle_of(buffer.source, settings.value("bundle") or (), settings.setup)
            )
        return None

    def definitions(self, position: types.Position) -> list[types.Location]:
        """Where the symbol at a position is defined, or the heading of the point that is referred to."""
        offset = self.state.positions(self.buffer).offset(position)
        if cited := reference_at(self.pages, offset):
            found = heading_named(self.bundle, *cited)
            return [self._location(found[0], found[1].span)] if found else []
        symbol = symbol_at(self.pages, offset)
        known = meanings_of(self.bundle, symbol.name) if symbol else []
        return [self._location(page, one.span) for page, one in known]

    def references(self, position: types.Position) -> list[types.Location]:
        """Every place of the point or of the symbol at a position."""
        if point := self._point(position):
            return [self._location(*place) for place in places_of_point(self.bundle, point)]
        symbol = self._symbol(position)
        return [self._location(*place) for place in places_of(self.bundle, symbol.name)] if symbol else []

    def hover(self, position: types.Position) -> types.Hover | None:
        """What the symbol at a position means, or the heading of the point that is referred to."""
        positions = self.state.positions(self.buffer)
        offset = positions.offset(position)
        if cited := reference_at(self.pages, offset):
            found = heading_named(self.bundle, *cited)
            text = found[0].source.text[slice(*found[1].span)] if found else ""
            return _hover(text, positions.range(cited[1].span)) if found else None
        symbol = symbol_at(self.pages, offset)
        bodies = [one.body for _, one in meanings_of(self.bundle, symbol.name) if one.body] if symbol else []
        return _hover("\n\n".join(bodies), positions.range(symbol.span)) if symbol and bodies else None

    def links(self, *, tooltips: bool) -> list[types.DocumentLink]:
        """A link for each reference to a point that has a heading."""
        positions = self.state.positions(self.buffer)
        links = []
        for page, reference in references_in(self.pages):
            found = heading_named(self.bundle, page, reference)
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
        point = self._point(position)
        if point and point.number not in self.bundle.headings[point.page]:
            return None  # the number of something in a fence or a reply
        named = point or self._symbol(position)
        return self.state.positions(self.buffer).range(named.span) if named else None

    def rename(self, position: types.Position, name: str) -> types.WorkspaceEdit | None:
        """A symbol or a point under another name, with all that names it, in all documents.

        Raises ``ValueError`` for a name that is taken, or that is none.
        """
        if point := self._point(position):
            number = name.strip().removeprefix("§").removesuffix(".")
            if not re.fullmatch(NUMBER, number):
                raise ValueError(translated("a point is called by its number, such as 2.3"))
            numbers = renamed(point.page, point.number, number_of(number))
            edits = edits_for(self.bundle, point.page, numbers)
            if not keeps_outline(edits):
                raise ValueError(translated("with the number %s the order of the points is lost", number))
            return self._edit(edits)
        symbol = self._symbol(position)
        if symbol is None:
            return None
        if not name or not set(name).isdisjoint(" \t\r\n`"):
            raise ValueError(translated("a symbol has no white space and no backtick"))
        if name in self.bundle.definitions:
            raise ValueError(translated("«%s» is a symbol already", name))
        return self._edit([(page, Edit(span, name)) for page, span in places_of(self.bundle, symbol.name)])

    def quick_fixes(self, place: types.Range) -> list[types.CodeAction]:
        """Fixes that reach into other documents; those of one document its violations have themselves."""
        span = self.state.positions(self.buffer).span(place)
        faults = [fault for page in self.pages for fault in self.bundle.faults(page)]
        return [
            types.CodeAction(
                translated("%s, with all references (notation.%s, unsafe)", fault.remedy, fault.kind),
                kind=types.CodeActionKind.QuickFix,
                edit=self._edit(fault.mending),
            )
            for fault in faults
            if fault.span.start <= span.end
            and span.start <= fault.span.end
            and f"notation.{fault.kind}" in self.rules
            and any(page not in self.pages for page, _ in fault.mending)
        ]

    def completions(self, position: types.Position) -> list[types.CompletionItem]:
        """Symbols behind a backtick, points behind `§`: those that go on from what is written."""
        positions = self.state.positions(self.buffer)
        offset = positions.offset(position)
        page = next((one for one in self.pages if one.span.start <= offset <= one.span.end), None)
        begun = begun_at(self.bundle, page, offset) if page else None
        if begun is None:
            return []
        place = positions.range(Span(offset - len(begun.text), offset))
        offered = _points(begun.page) if begun.is_point else self._symbols()
        return [
            types.CompletionItem(
                label=name,
                kind=types.CompletionItemKind.Reference
                if begun.is_point
                else types.CompletionItemKind.Variable,
                detail=detail,
                sort_text=f"{index:06}",
                filter_text=name,
                text_edit=types.TextEdit(place, name),
            )
            for index, (name, detail) in enumerate(offered)
            if name.startswith(begun.text)
        ]

    def _symbols(self) -> Iterator[tuple[str, str]]:
        """Symbols, each with the first line of what it means."""
        for name in self.bundle.definitions:
            body = next((one.body for _, one in meanings_of(self.bundle, name)), None) or ""
            yield name, body.strip().partition("\n")[0]

    def _point(self, position: types.Position) -> NamedPoint | None:
        return point_at(self.bundle, self.pages, self.state.positions(self.buffer).offset(position))

    def _edit(self, edits: Iterable[tuple[Page, Edit]]) -> types.WorkspaceEdit:
        changes: dict[str, list[types.TextEdit]] = {}
        for page, edit in edits:
            location = self._location(page, edit.span)
            changes.setdefault(location.uri, []).append(types.TextEdit(location.range, edit.text))
        return types.WorkspaceEdit(changes=dict(changes))

    def _symbol(self, position: types.Position) -> Symbol | None:
        return symbol_at(self.pages, self.state.positions(self.buffer).offset(position))

    def _location(self, page: Page, span: Span) -> types.Location:
        return types.Location(self._uri(page), Positions(page.source, self.state.encoding).range(span))

    def _uri(self, page: Page) -> str:
        own = page.source.path == self.buffer.source.path
        return self.buffer.uri if own else uri_of(Path(page.source.path).resolve())


def _points(page: Page) -> Iterator[tuple[str, str]]:
    return ((spelled(heading.number), heading.title) for heading in page.headings)


def _hover(text: str, place: types.Range) -> types.Hover:
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), place)
