"""The graph of a bundle as text, JSON, DOT, or one HTML page that needs no other file."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from proselint_t.text.messages import translated
from proselint_t.text.printable import as_json, printable, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from proselint_t.notation.graph import Edge, Graph, GraphNode

_TOLD = 80
"""Characters of a meaning that a line shows."""
_HEAD = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Bundle</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  color-scheme: light dark }
dt { font-weight: bold; margin-top: 1rem } dd { margin-left: 1.5rem; white-space: pre-wrap }
dt:target { outline: 2px solid } dt span { font-weight: normal; opacity: .75 }
</style>
</head>
<body>
"""


def _text(graph: Graph) -> Iterator[str]:
    out = _by(graph, lambda edge: (edge.source, edge.target))
    for node in graph.nodes.values():
        targets = ", ".join(out[node.name])
        yield printable(f"{_place(node)}: {node.name}" + (f" → {targets}" if targets else ""))
    for cycle in graph.cycles:
        yield printable(translated("defined in a circle: %s", " → ".join(cycle)))


def _json(graph: Graph) -> Iterator[str]:
    data = {
        "nodes": [node._asdict() for node in graph.nodes.values()],
        "edges": [edge._asdict() for edge in graph.edges],
        "cycles": graph.cycles,
    }
    yield as_json(data, 2)


def _dot(graph: Graph) -> Iterator[str]:
    """The language of Graphviz: https://graphviz.org/doc/info/lang.html."""
    yield "digraph bundle {"
    for node in graph.nodes.values():
        shape = "box" if node.kind == "point" else "ellipse"
        yield f"  {_quoted(node.name)} [shape={shape}, tooltip={_quoted(shortened(node.text, _TOLD))}];"
    for edge in graph.edges:
        style = "solid" if edge.kind == "means" else "dashed"
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [style={style}];"
    yield "}"


def _html(graph: Graph) -> Iterator[str]:
    ids = {name: f"n{index}" for index, name in enumerate(graph.nodes)}
    around = (
        (translated("names"), _by(graph, lambda edge: (edge.source, edge.target))),
        (translated("named by"), _by(graph, lambda edge: (edge.target, edge.source))),
    )
    yield _HEAD
    for cycle in graph.cycles:
        links = " → ".join(_link(name, ids) for name in cycle)
        yield f"<p>{translated('defined in a circle: %s', links)}</p>"
    for kind, title in (("symbol", translated("Symbols")), ("point", translated("Points"))):
        yield f"<h1>{title}</h1>\n<dl>"
        for node in graph.nodes.values():
            if node.kind == kind:
                place = f"<span>{escape(_place(node))}</span>"
                yield f'<dt id="{ids[node.name]}">{escape(node.name)} {place}</dt>'
                yield f"<dd>{escape(node.text)}</dd>"
                for told, names in around:
                    links = ", ".join(_link(name, ids) for name in dict.fromkeys(names[node.name]))
                    if links:
                        yield f"<dd>{told}: {links}</dd>"
        yield "</dl>"
    yield "</body>\n</html>"


def _by(graph: Graph, pair: Callable[[Edge], tuple[str, str]]) -> dict[str, list[str]]:
    """For each node the names at the other end of its edges; ``pair`` gives the two ends of one."""
    found: dict[str, list[str]] = {name: [] for name in graph.nodes}
    for name, other in map(pair, graph.edges):
        found[name].append(other)
    return found


def _link(name: str, ids: dict[str, str]) -> str:
    return f'<a href="#{ids[name]}">{escape(name)}</a>'


def _place(node: GraphNode) -> str:
    return f"{node.path}:{node.line}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_FORMS: dict[str, Callable[[Graph], Iterator[str]]] = {
    "text": _text,
    "json": _json,
    "dot": _dot,
    "html": _html,
}
GRAPH_FORMATS = tuple(_FORMS)


def render(graph: Graph, form: str) -> str:
    return "".join(f"{line}\n" for line in _FORMS[form](graph))
