"""YAML text → nodes.

The text is untrusted: size, depth and aliases are bounded before anything is built, and nothing recurses.
"""

from __future__ import annotations

from typing import Any

from proselint_t.text.derived import derived
from proselint_t.text.errors import ConfigError, Place, ProselintError
from proselint_t.text.limits import MAX_CHARACTERS, MAX_LEVELS, beyond, limit
from proselint_t.text.messages import translated
from proselint_t.yaml.nodes import File, Node, key_path


def read_yaml(text: str, path: str, error: type[ProselintError] = ConfigError) -> Node:
    """The root (of an empty file: a mapping). Raises ``error`` with the place of anything that is wrong."""
    import yaml  # noqa: PLC0415 - commands without rule files start faster

    refuse_large(text, path, error)
    builder = _Builder(File(path, error))
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        raise error(_told(problem.problem or problem.context or ""), place) from None
    except yaml.YAMLError as problem:
        raise error(translated("not valid YAML: %s", problem), Place(path)) from None
    return builder.root or Node(File(path, error), {}, 1, 1)


def refuse_large(text: str, path: str, error: type[ProselintError] = ConfigError) -> None:
    """Raises ``error`` where a file of settings or rules is longer than such a file may be."""
    most = limit(MAX_CHARACTERS)
    if len(text) > most:
        told = translated("it holds more than %s characters", f"{most:,.0f}")
        raise error(beyond(MAX_CHARACTERS, told), Place(path))


def too_deep() -> str:
    """What is told of a file of settings or rules that is nested deeper than it may be."""
    return beyond(MAX_LEVELS, translated("nested deeper than %s levels", int(limit(MAX_LEVELS))))


def read_kept(text: str, path: str) -> Node:
    """The same of a configuration, which each run reads: PyYAML is loaded where nothing is kept of it."""
    return _node(derived("yaml", text, lambda: _data(read_yaml(text, path))), File(path, ConfigError))


def _data(node: Node) -> list[Any]:
    """A node as JSON has it, without its file and the way to it."""
    value: Any = node.value
    if isinstance(value, dict):
        value = {key: _data(one) for key, one in value.items()}
    elif isinstance(value, list):
        value = [_data(one) for one in value]
    return [value, node.line, node.column, node.plain, node.key_places, node.start, node.end]


def _node(data: list[Any], file: File, way: str = "") -> Node:
    value, line, column, plain, places, start, end = data
    if isinstance(value, dict):
        value = {key: _node(one, file, key_path(way, key)) for key, one in value.items()}
    elif isinstance(value, list):
        value = [_node(one, file, f"{way}[{index}]") for index, one in enumerate(value)]
    places = places and {key: (at, beside) for key, (at, beside) in places.items()}
    return Node(file, value, line, column, way, plain, places, start, end)


def _told(problem: str) -> str:
    if "nesting depth" in problem:  # PyYAML 6.0.4 may stop before we count
        return too_deep()
    return translated("not valid YAML: %s", problem)


class _Builder:
    """Builds nodes from parser events, on a stack of its own."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.deepest = limit(MAX_LEVELS)
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.keys: list[str | None] = []
        """For each open mapping the key whose value comes next."""

    def take(self, event: Any) -> None:
        name = type(event).__name__
        if name in {"MappingStartEvent", "SequenceStartEvent", "ScalarEvent"}:
            self._add(event, name)
        elif name in {"MappingEndEvent", "SequenceEndEvent"}:
            self.stack.pop().end = event.end_mark.index
            self.keys.pop()
        elif name == "AliasEvent":
            raise self._error(event, translated("anchors and aliases are not used here"))
        elif name == "DocumentStartEvent" and self.root is not None:
            raise self._error(event, translated("a file holds one document"))

    def _add(self, event: Any, name: str) -> None:
        mark = event.start_mark
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and self.keys[-1] is None:
            self._take_key(parent, event, name)
            return
        node = Node(self.file, "", mark.line + 1, mark.column + 1, self._key_of_next(parent))
        node.start, node.end = mark.index, event.end_mark.index
        self._attach(parent, node)
        if name == "ScalarEvent":
            node.value, node.plain = event.value, not event.style
            return
        node.value, node.key_places = ({}, {}) if name == "MappingStartEvent" else ([], None)
        if len(self.stack) >= self.deepest:
            raise self._error(event, too_deep())
        self.stack.append(node)
        self.keys.append(None)

    def _take_key(self, parent: Node, event: Any, name: str) -> None:
        if name != "ScalarEvent":
            raise self._error(event, translated("a key must be text"))
        key: str = event.value
        if isinstance(parent.value, dict) and key in parent.value:
            raise self._error(event, translated("the key «%s» stands here twice", key))
        if parent.key_places is not None:
            parent.key_places[key] = (event.start_mark.line + 1, event.start_mark.column + 1)
        self.keys[-1] = key

    def _key_of_next(self, parent: Node | None) -> str:
        if parent is None:
            return ""
        if isinstance(parent.value, list):
            return f"{parent.key}[{len(parent.value)}]"
        return key_path(parent.key, self.keys[-1] or "")

    def _attach(self, parent: Node | None, node: Node) -> None:
        if parent is None:
            self.root = node
        elif isinstance(parent.value, dict):
            parent.value[self.keys[-1] or ""] = node
            self.keys[-1] = None
        elif isinstance(parent.value, list):
            parent.value.append(node)

    def _error(self, event: Any, problem: str) -> ProselintError:
        place = Place(self.file.path, event.start_mark.line + 1, event.start_mark.column + 1)
        return self.file.error(problem, place)
