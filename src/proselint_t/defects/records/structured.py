"""Records in YAML, JSON and JSON Lines (a list at the root, or below the key that names it), and in CSV."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from proselint_t.defects.records.json_values import (
    NUMBERED_KEY,
    JsonObject,
    keyed_values,
    line_values,
    list_values,
    member_spans,
)
from proselint_t.defects.records.model import Field, Record
from proselint_t.defects.records.table import read_table
from proselint_t.defects.records.tracing import trace_json, trace_lines, trace_yaml
from proselint_t.text.errors import InputError
from proselint_t.text.span import Span
from proselint_t.yaml.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proselint_t.defects.records.json_values import JsonValue
    from proselint_t.defects.records.model import Vocabulary
    from proselint_t.text.source import Source
    from proselint_t.yaml.nodes import Node


def _yaml(source: Source, words: Vocabulary) -> Iterator[Record]:
    try:
        nodes = _nodes(read_yaml(source.text, source.path, InputError), words.many)
    except InputError as error:
        where = f"{error.place.key}: " if error.place.key else ""
        line = min(error.place.line or 1, source.line_count)
        yield Record(line, Span(0, 0), [], f"{where}{error.problem}")
        return
    for number, node in nodes:
        span = Span(node.start, node.start + len(source.text[node.start : node.end].rstrip()))
        members = node.value if isinstance(node.value, dict) else {}
        fields = [_yaml_field(source, name, child) for name, child in members.items()]
        problem = None if isinstance(node.value, dict) else words.expected
        record = Record(source.position(node.start).line, span, fields, problem)
        yield _numbered(source, record, words, number)


def _nodes(root: Node, key: str) -> list[tuple[str | None, Node]]:
    """The records of a list, or those of a mapping with their numbers."""
    if not root.value:
        return []
    if not isinstance(root.value, dict):
        return [(None, node) for node in root.items()]
    below = root.value.get(key, root)
    members = below.value if isinstance(below.value, dict) else {}
    numbers = [NUMBERED_KEY.fullmatch(name) for name in members]
    if members and all(numbers) and all(isinstance(node.value, dict) for node in members.values()):
        return [(number[1], node) for number, node in zip(numbers, members.values(), strict=True) if number]
    return [(None, node) for node in (below.items() if below is not root else [root])]


def _yaml_field(source: Source, name: str, node: Node) -> Field:
    """Text stays as it is written: `1.10` is not `1.1`."""
    span = Span(node.start, node.end)
    value = node.value if isinstance(node.value, str) else node.plain_value()
    line = source.position(node.start).line
    return Field(name, line, None if node.empty else value, partial(trace_yaml, value, source.text, span))


def _json(source: Source, words: Vocabulary) -> Iterator[Record]:
    keyed = keyed_values(source)
    if not keyed:
        return _json_records(source, list_values(source, words.many), words)
    records = _json_records(source, (value for _, value in keyed), words)
    return (
        _numbered(source, record, words, number) for (number, _), record in zip(keyed, records, strict=True)
    )


def _numbered(source: Source, record: Record, words: Vocabulary, number: str | None) -> Record:
    """A record that stands below its number, unless it says one itself."""
    if number is None or any(words.key(field.name) == "number" for field in record.fields):
        return record
    place = partial(trace_lines, source.text, Span(record.span.start, record.span.start))
    return record._replace(fields=[Field("number", record.line, number, place), *record.fields])


def _json_lines(source: Source, words: Vocabulary) -> Iterator[Record]:
    return _json_records(source, line_values(source), words)


def _json_records(source: Source, values: Iterable[JsonValue], words: Vocabulary) -> Iterator[Record]:
    for line, value, problem, span in values:
        members = value if isinstance(value, JsonObject) else []
        spans = member_spans(source.text, span) if members else []
        fields = [_json_field(source, *one, place) for one, place in zip(members, spans, strict=True)]
        yield Record(line, span, fields, problem or (None if fields else words.expected))


def _json_field(source: Source, name: str, value: Any, span: Span) -> Field:
    """A number stays as it is written: `1.10` is not `1.1`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = source.text[slice(*span)]
    line = source.position(span.start).line
    return Field(name, line, value, partial(trace_json, value, source.text, span))


READERS: dict[str, Callable[[Source, Vocabulary], Iterator[Record]]] = {
    "yaml": _yaml,
    "json": _json,
    "json-lines": _json_lines,
    "csv": read_table,
}
