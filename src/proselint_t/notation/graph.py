"""The bundle as a graph: which symbol means which, which point uses a symbol or refers to a point."""

from __future__ import annotations

import re
from itertools import filterfalse
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.notation.model import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.notation.bundle import Bundle
    from proselint_t.notation.model import Number, Page

_SPAN = re.compile(r"`([^`\n]+)`")


class GraphNode(NamedTuple):
    """A symbol, or a point (``name`` is then `O.md §2.3`). ``text`` is the meaning, or the title."""

    name: str
    kind: str
    path: str
    line: int
    text: str


class Edge(NamedTuple):
    """``kind`` is `means` (symbol → symbol that explains it), `uses` (of a symbol), `refers` (to a point)."""

    source: str
    target: str
    kind: str


class Graph(NamedTuple):
    """Nodes by name, edges without repetition, and the circles in which symbols are defined by each other."""

    nodes: dict[str, GraphNode]
    edges: list[Edge]
    cycles: list[list[str]]


def graph_of(bundle: Bundle) -> Graph:
    """What is defined and what has a heading; of several of one name the first in the order of reading."""
    nodes: dict[str, GraphNode] = {}
    for node in _nodes(bundle):
        nodes.setdefault(node.name, node)
    edges = list(
        dict.fromkeys(edge for edge in _edges(bundle) if edge.target in nodes and edge.source in nodes)
    )
    means: dict[str, list[str]] = {}
    for edge in edges:
        if edge.kind == "means":
            means.setdefault(edge.source, []).append(edge.target)
    return Graph(nodes, edges, list(_cycles(means)))


def _nodes(bundle: Bundle) -> Iterator[GraphNode]:
    for page in bundle.pages:
        for heading in page.headings:
            line = page.source.position(heading.span.start).line
            yield GraphNode(_point(page, heading.number), "point", page.source.path, line, heading.title)
        for known in page.definitions:
            if known.body is not None:
                line = page.source.position(known.span.start).line
                yield GraphNode(known.name, "symbol", page.source.path, line, known.body)


def _edges(bundle: Bundle) -> Iterator[Edge]:
    for page in bundle.pages:
        defined = {known.span for known in page.definitions}
        for known in page.definitions:
            for name in _SPAN.findall(known.body or ""):
                yield from (Edge(known.name, one, "means") for one in _symbols(bundle, name))
        for use in page.uses:
            if use.span not in defined:
                yield from (
                    Edge(_point(page, use.section), one, "uses") for one in _symbols(bundle, use.name)
                )
        for reference in filterfalse(attrgetter("pasted"), page.references):
            target = bundle.target_of(page, reference)
            if target is not None:
                yield Edge(_point(page, reference.section), _point(target, reference.number), "refers")


def _symbols(bundle: Bundle, name: str) -> Iterator[str]:
    """The symbol itself, or the family that declares it."""
    if name in bundle.definitions:
        yield name
    else:
        family = bundle.notation.family_of(name)
        yield from (
            f"{family}{sign}" for sign in bundle.notation.family if f"{family}{sign}" in bundle.definitions
        )


def _point(page: Page, number: Number) -> str:
    return f"{page.name} §{spelled(number)}"


def _cycles(means: dict[str, list[str]]) -> Iterator[list[str]]:
    """One circle through each set of symbols that mean each other, found without recursion."""
    done: set[str] = set()
    for start in means:
        way: dict[str, int] = {}
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            name, left = stack.pop()
            if left:
                done.add(way.popitem()[0])
            elif name in way:
                yield [*list(way)[way[name] :], name]
            elif name not in done:
                way[name] = len(way)
                stack.append((name, True))
                stack += [(one, False) for one in reversed(means.get(name, []))]
