"""What may be written at a place of a configuration or a rule file, as its JSON Schema and catalog say.

A file that is being written is hardly ever valid YAML, so the way to the cursor is read from indentation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from proselint_t.config.keys import NAMING
from proselint_t.config.schema import schema
from proselint_t.config.selection import names_of
from proselint_t.lint.suppressions import DIRECTIVES, PREFIX, comment_marks
from proselint_t.lsp.yaml_files import kind_of_file
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.state import State
    from proselint_t.text.source import Source

ITEM = "-"
"""Stands in a way for an entry of a list."""

_LINE = re.compile(
    r"(?P<indent>[ ]*)(?P<items>(?:-[ ]+)*)(?:(?P<key>[^\s:#'\"\[{][^:#]*?|\"[^\"]*\"|'[^']*'):(?=\s|$))?"
)

_schema = cache(schema)


def completions(state: State, buffer: Buffer, position: types.Position) -> list[types.CompletionItem]:
    """Keys, or values after a key, at a position; none in files that are not ours."""
    offset = state.positions(buffer).offset(position)
    if buffer.is_markdown:
        return list(_in_comment(state, buffer, offset))
    kind = kind_of_file(buffer, state.settings)
    if kind is None or not buffer.is_yaml:
        return []
    way, wants_value = way_to(buffer.source, offset)
    root = _schema(kind)
    node = _Node(root, root, buffer.source.text)
    for step in way:
        node = node.below(step)
    found = [*node.values()] if wants_value else []
    if not wants_value or way[-1] == ITEM:
        found += node.keys()
    if kind == "config" and not {*NAMING}.isdisjoint(way[-2:]) and (wants_value or way[-1] == ITEM):
        there = {item.label for item in found}
        names = sorted(names_of(state.settings.catalog(buffer.path).ids) - there)
        found += [types.CompletionItem(name, kind=types.CompletionItemKind.Value) for name in names]
    return found


def _in_comment(state: State, buffer: Buffer, offset: int) -> Iterator[types.CompletionItem]:
    """Directives, and the rules that one may name, in a comment that is meant for this program."""
    opened = buffer.source.text.rfind(comment_marks(str(buffer.path))[0], 0, offset)
    written = _COMMENT.fullmatch(buffer.source.text[opened:offset]) if opened >= 0 else None
    if written is None:
        return
    names: Iterable[str] = (PREFIX + one for one in DIRECTIVES)
    if written["directive"]:
        names = sorted(names_of(state.settings.catalog(buffer.path).ids))
    begun = written["begun"] or ""
    place = state.positions(buffer).range(Span(offset - len(begun), offset))
    for name in names:
        if name.startswith(begun):
            edit = types.TextEdit(place, name)
            yield types.CompletionItem(name, kind=types.CompletionItemKind.Value, text_edit=edit)


_COMMENT = re.compile(
    rf"(?:<!--|\{{/\*)\s*(?P<directive>{PREFIX}(?:{'|'.join(DIRECTIVES)})\s(?:[\w.-]+[\s,]+)*)?(?P<begun>[\w.-]*)"
)


def way_to(source: Source, offset: int) -> tuple[list[str], bool]:
    """The keys around a place, outermost first, and whether a value of the last is written there."""
    line = source.line_at(offset)
    written = source.text[source.line_starts[line] : offset]
    here = _read(written)
    key = here["key"]
    wants_value = key is not None or (bool(here["items"]) and ":" not in written)
    way = [key] if key else []
    way[:0] = [ITEM] * here["items"].count("-")
    indent = len(here["indent"])
    nested = bool(here["items"])
    for above in range(line - 1, -1, -1):
        match = _read(source.line(above))
        if not source.line(above).strip() or source.line(above).lstrip().startswith("#"):
            continue
        way, indent, nested = _step_out(match, way, indent, nested=nested)
        if indent == 0 and not nested:
            break
    return [step.strip().strip("\"'") for step in way], wants_value


def _read(line: str) -> re.Match[str]:
    match = _LINE.match(line)
    if match is None:  # pragma: no cover - the pattern also matches nothing
        raise AssertionError(line)
    return match


def _step_out(
    match: re.Match[str], way: list[str], indent: int, *, nested: bool
) -> tuple[list[str], int, bool]:
    """One line further up: what it opens around the place below, if anything.

    ``nested``: the place below is an entry of a list, which may stand right below its key.
    """
    begin, inside = len(match["indent"]), len(match["indent"]) + len(match["items"])
    if match["key"] and (inside < indent or (nested and inside == indent and not match["items"])):
        way = [match["key"], *way]
        indent, nested = inside, False
    if match["items"] and begin < indent <= inside and not nested:
        way = [*[ITEM] * match["items"].count("-"), *way]
        indent, nested = begin, True
    return way, indent, nested


class _Node:
    """A place in a JSON Schema. Of branches with `if` those hold that name what ``text`` extends."""

    def __init__(self, schema: Any, root: dict[str, Any], text: str) -> None:
        self._schema: dict[str, Any] = schema if isinstance(schema, dict) else {}
        self._root = root
        self._text = text

    def _node(self, schema: Any) -> _Node:
        return _Node(schema, self._root, self._text)

    def below(self, step: str) -> _Node:
        """The schema of a key or of the entries of a list."""
        for part in self.parts():
            if step == ITEM and "items" in part:
                return self._node(part["items"])
            if step in part.get("properties", {}) and part["properties"][step]:
                return self._node(part["properties"][step])
        return next(
            (
                self._node(part["additionalProperties"])
                for part in self.parts()
                if isinstance(part.get("additionalProperties"), dict)
            ),
            self._node({}),
        )

    def keys(self) -> Iterator[types.CompletionItem]:
        described: dict[str, Any] = {}
        for part in self.parts():
            for name, value in part.get("properties", {}).items():
                described[name] = described.get(name) or value
        for name, value in described.items():
            yield types.CompletionItem(
                name,
                kind=types.CompletionItemKind.Property,
                documentation=value.get("description"),
                insert_text=f"{name}: ",
            )

    def values(self) -> Iterator[types.CompletionItem]:
        for part in self.parts():
            words = part.get("enum", ["true", "false"] if part.get("type") == "boolean" else [])
            for word in words:
                yield types.CompletionItem(str(word), kind=types.CompletionItemKind.EnumMember)

    def parts(self) -> Iterator[dict[str, Any]]:
        """The schema itself and everything that it is also made of here."""
        yield self._schema
        parts = [part for name in ("anyOf", "allOf", "oneOf") for part in self._schema.get(name, ())]
        if "$ref" in self._schema:
            parts.append(self._root["$defs"][self._schema["$ref"].rpartition("/")[2]])
        for part in parts:
            if "if" not in part:
                yield from self._node(part).parts()
            elif self._holds(part["if"]):
                yield from self._node(part["then"]).parts()

    def _holds(self, condition: dict[str, Any]) -> bool:
        kind = condition["properties"]["extends"]["const"]
        return (
            re.search(rf"^extends:\s*['\"]?{re.escape(kind)}['\"]?\s*$", self._text, re.MULTILINE) is not None
        )
