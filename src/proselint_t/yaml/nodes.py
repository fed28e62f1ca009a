"""YAML read as nodes that know their lines, never as Python values.

`no`, `on` and `1.10` stay words. How they are read, `reading` says. Must not know what the file is
about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.text.errors import Place, ProselintError, nearest
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_INTEGER = pattern(r"[-+]?\d{1,18}")  # bounded: int() refuses thousands of digits


class File(NamedTuple):
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
            problem, Place(self.file.path, line, column, key_path(self.key, key)), hint=hint
        )

    @property
    def empty(self) -> bool:
        """Nothing was written: `key:` with no value."""
        return self.plain and isinstance(self.value, str) and self.value in {"", "~", "null"}

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.problem(translated("expected text, found %s", self._what()))
        return self.value

    def boolean(self) -> bool:
        word = self.text().lower()
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        raise self.problem(translated("expected true or false, found «%s»", self.value))

    def integer(self) -> int:
        if not _INTEGER.fullmatch(self.text()):
            raise self.problem(translated("expected a whole number, found «%s»", self.value))
        return int(self.text())

    def choice(self, choices: Iterable[str]) -> str:
        """Text that is one of ``choices``."""
        known = list(choices)
        if self.text() not in known:
            hint = nearest(self.text(), known) or translated("one of: %s", ", ".join(known))
            raise self.problem(translated("unknown value «%s»", self.value), hint)
        return self.text()

    def items(self) -> list[Node]:
        """The nodes of a list; nothing written is an empty list."""
        if self.empty:
            return []
        if not isinstance(self.value, list):
            raise self.problem(translated("expected a list, found %s", self._what()))
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
            raise self.problem(translated("expected keys and values, found %s", self._what()))
        return self.value

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise at the first key of the mapping that is not known."""
        names = list(known)
        for key in self.mapping():
            if key not in names:
                hint = nearest(key, names) or translated("one of: %s", ", ".join(names))
                raise self.problem_at_key(key, translated("unknown key «%s»", key), hint)

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
            return f"«{self.value}»" if self.value else translated("nothing")
        return translated("a list") if isinstance(self.value, list) else translated("keys and values")


def key_path(key: str, part: str) -> str:
    """The dotted way to a part of what a key leads to."""
    return f"{key}.{part}" if key else part
