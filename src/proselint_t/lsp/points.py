"""Points of an answer for the editor: the outline, and references to points as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from proselint_t.document.annotations.point_references import point_references
from proselint_t.document.points import resolved
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document.model import Point
    from proselint_t.lint.incremental import Session
    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.positions import Positions
    from proselint_t.lsp.state import State

_NAME_LENGTH = 60


def symbols(state: State, buffer: Buffer) -> list[types.DocumentSymbol]:
    """The points of a document as a tree."""
    session = state.checked(buffer)
    if session is None:
        return []
    tree: list[types.DocumentSymbol] = []
    above: list[tuple[Point, list[types.DocumentSymbol]]] = []
    for point in session.points():
        while above and above[-1][0].subtree_end <= point.span.start:
            above.pop()
        children: list[types.DocumentSymbol] = []
        (above[-1][1] if above else tree).append(_symbol(point, state.positions(buffer), children))
        above.append((point, children))
    return tree


def _symbol(point: Point, positions: Positions, children: list[types.DocumentSymbol]) -> types.DocumentSymbol:
    source = positions.source
    line = source.line(source.line_at(point.label.span.start))
    begin = point.text_start - source.line_starts[source.line_at(point.label.span.start)]
    text = line[begin:].strip()
    return types.DocumentSymbol(
        name=f"{point.label.text} {text[:_NAME_LENGTH]}".strip(),
        kind=types.SymbolKind.String,
        range=positions.range(Span(point.span.start, point.subtree_end)),
        selection_range=positions.range(point.label.span),
        children=children,
    )


def flat(
    tree: list[types.DocumentSymbol], uri: str, above: str | None = None
) -> Iterator[types.SymbolInformation]:
    """The tree as a list, for clients that know no trees."""
    for one in tree:
        location = types.Location(uri, one.range)
        yield types.SymbolInformation(location, one.name, one.kind, container_name=above)
        yield from flat(list(one.children or []), uri, one.name)


def links(state: State, buffer: Buffer, *, tooltips: bool) -> list[types.DocumentLink]:
    """A link for each reference to a point that there is."""
    positions = state.positions(buffer)
    return [
        types.DocumentLink(
            range=positions.range(place),
            target=f"{buffer.uri}#L{positions.position(point.label.span.start).line + 1}",
            tooltip=translated("Go to point %s", point.number) if tooltips else None,
        )
        for place, point in _references(state.checked(buffer))
    ]


def definition(state: State, buffer: Buffer, position: types.Position) -> types.Location | None:
    """Where the point stands that is referred to at a position."""
    positions = state.positions(buffer)
    offset = positions.offset(position)
    for place, point in _references(state.checked(buffer)):
        if place.start <= offset <= place.end:
            return types.Location(buffer.uri, positions.range(point.label.span))
    return None


def _references(session: Session | None) -> Iterator[tuple[Span, Point]]:
    if session is None:
        return
    points = {point.number: point for point in reversed(session.points())}
    for by, document in session.parts():
        for segment in document.segments:
            for reference in point_references(segment.prose):
                near = segment.point.number if segment.point else ""
                number = resolved(reference.number, near, points)
                if number is not None:
                    yield segment.prose.span(*reference.span).shifted(by), points[number]
