"""YAML read as nodes that know their lines, never as Python values.

`no`, `on` and `1.10` stay words. The text is untrusted: size, depth and aliases are bounded before
anything is built, and nothing recurses. Must not know what the file is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proselint_t.errors import ConfigError, Place, ProselintError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_SIZE = 1_000_000
"""Characters of a file."""
MAX_DEPTH = 40

_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_INTEGER = re.compile(r"[-+]?\d{1,18}")  # bounded: int() refuses thousands of digits


@dataclass(frozen=True, slots=True)
class File:
    """What every node of a file shares: its path and the class of its errors."""

    path: str
    error: type[ProselintError]


@dataclass(slots=True)
class Node:
    """A scalar (text), a list of nodes or a mapping of text to nodes, with its place.

    ``line`` and ``column`` count from 1, ``start`` and ``end`` are offsets; ``key`` is the dotted way to the
    node. ``plain`` tells that a scalar stands without quotation marks.
    """

    file: File
    value: str | list[Node] | dict[str, Node]
    line: int
    column: int
    key: str = ""
    plain: bool = True
    key_places: dict[str, tuple[int, int]] | None = None
    """For a mapping: where each key stands."""
    start: int = 0
    end: int = 0

    @property
    def place(self) -> Place:
        return Place(self.file.path, self.line, self.column, self.key or None)

    def problem(self, problem: str, hint: str | None = None) -> ProselintError:
        """An error at this node, to be raised by the caller."""
        return self.file.error(problem, self.place, hint=hint)

    def problem_at_key(self, key: str, problem: str, hint: str | None = None) -> ProselintError:
        """An error at a key of this mapping."""
        line, column = (self.key_places or {}).get(key, (self.line, self.column))
        return self.file.error(
            problem, Place(self.file.path, line, column, _joined(self.key, key)), hint=hint
        )

    @property
    def empty(self) -> bool:
        """Nothing was written: `key:` with no value."""
        return self.plain and isinstance(self.value, str) and self.value in {"", "~", "null"}

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.problem(f"expected text, found {self._what()}")
        return self.value

    def boolean(self) -> bool:
        word = self.text().lower()
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        raise self.problem(f"expected true or false, found «{self.value}»")

    def integer(self) -> int:
        if not _INTEGER.fullmatch(self.text()):
            raise self.problem(f"expected a whole number, found «{self.value}»")
        return int(self.text())

    def choice(self, choices: Iterable[str]) -> str:
        """Text that is one of ``choices``."""
        known = list(choices)
        if self.text() not in known:
            hint = nearest(self.text(), known) or f"one of: {', '.join(known)}"
            raise self.problem(f"unknown value «{self.value}»", hint)
        return self.text()

    def items(self) -> list[Node]:
        """The nodes of a list; nothing written is an empty list."""
        if self.empty:
            return []
        if not isinstance(self.value, list):
            raise self.problem(f"expected a list, found {self._what()}")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        if isinstance(self.value, str):
            return () if self.empty else (self.value,)
        return tuple(item.text() for item in self.items())

    def mapping(self) -> dict[str, Node]:
        """The keys and nodes of a mapping; nothing written is an empty one."""
        if self.empty:
            return {}
        if not isinstance(self.value, dict):
            raise self.problem(f"expected keys and values, found {self._what()}")
        return self.value

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise at the first key of the mapping that is not known."""
        names = list(known)
        for key in self.mapping():
            if key not in names:
                hint = nearest(key, names) or f"one of: {', '.join(names)}"
                raise self.problem_at_key(key, f"unknown key «{key}»", hint)

    def plain_value(self) -> Any:
        """The node as Python data: plain `true`/`false` and whole numbers are taken as such."""
        if isinstance(self.value, dict):
            return {key: node.plain_value() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain_value() for node in self.value]
        if self.plain and self.value in {"true", "false"}:
            return self.value == "true"
        if self.plain and _INTEGER.fullmatch(self.value):
            return int(self.value)
        return self.value

    def at(self, key: str | None) -> Node:
        """The node that a dotted key such as ``tokens[3]`` or ``swap.word`` names, as far as it is there."""
        node = self
        for part in re.findall(r"[^.\[\]]+", key or ""):
            value = node.value
            if isinstance(value, dict) and part in value:
                node = value[part]
            elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
                node = value[int(part)]
            else:
                break
        return node

    def _what(self) -> str:
        if isinstance(self.value, str):
            return f"«{self.value}»" if self.value else "nothing"
        return "a list" if isinstance(self.value, list) else "keys and values"


def read_yaml(text: str, path: str, error: type[ProselintError] = ConfigError) -> Node:
    """The root (of an empty file: a mapping). Raises ``error`` with the place of anything that is wrong."""
    import yaml  # noqa: PLC0415 - commands without rule files start faster

    if len(text) > MAX_SIZE:
        raise error(f"the file is too large ({len(text)} characters)", Place(path))
    builder = _Builder(File(path, error))
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        raise error(f"not valid YAML: {problem.problem or problem.context}", place) from None
    except yaml.YAMLError as problem:
        raise error(f"not valid YAML: {problem}", Place(path)) from None
    return builder.root or Node(File(path, error), {}, 1, 1)


class _Builder:
    """Builds nodes from parser events, on a stack of its own."""

    def __init__(self, file: File) -> None:
        self.file = file
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
            raise self._error(event, "anchors and aliases are not used here")
        elif name == "DocumentStartEvent" and self.root is not None:
            raise self._error(event, "a file holds one document")

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
        if len(self.stack) >= MAX_DEPTH:
            raise self._error(event, f"nested deeper than {MAX_DEPTH} levels")
        self.stack.append(node)
        self.keys.append(None)

    def _take_key(self, parent: Node, event: Any, name: str) -> None:
        if name != "ScalarEvent":
            raise self._error(event, "a key must be text")
        key: str = event.value
        if isinstance(parent.value, dict) and key in parent.value:
            raise self._error(event, f"the key «{key}» stands here twice")
        if parent.key_places is not None:
            parent.key_places[key] = (event.start_mark.line + 1, event.start_mark.column + 1)
        self.keys[-1] = key

    def _key_of_next(self, parent: Node | None) -> str:
        if parent is None:
            return ""
        if isinstance(parent.value, list):
            return f"{parent.key}[{len(parent.value)}]"
        return _joined(parent.key, self.keys[-1] or "")

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


def _joined(key: str, part: str) -> str:
    return f"{key}.{part}" if key else part
