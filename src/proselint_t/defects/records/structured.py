"""Records in YAML, JSON and JSON Lines: a list at the root, or below the key that names it.

JSON is read value by value, each with its line, so that a break costs only what stands behind it.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.defects.records.model import Record, RecordField
from proselint_t.defects.records.rows import read_table
from proselint_t.defects.records.tracing import trace_json, trace_lines, trace_yaml
from proselint_t.text.errors import InputError
from proselint_t.text.messages import translated
from proselint_t.text.span import Span
from proselint_t.yaml.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proselint_t.defects.records.model import Vocabulary
    from proselint_t.text.source import Source
    from proselint_t.yaml.nodes import Node


_MEMBER = r'"[^"]*"\s*:\s*(?>"(?>[^"\\]|\\.)*+"|[^\s"\[\]{},]++)\s*,\s*'
"""A member of an object that is a text, a number or the like, and the comma behind it."""
_LIST_BEHIND = re.compile(rf'\]\s*,\s*(?:{_MEMBER})*+"([^"]*)"\s*:\s*\[(?=\s*\{{)')
"""From the end of a list of objects to the next one in the same object, with its key."""
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
"""Where an object in a list follows another one."""
_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[,:\[\]{}]|[^\s,:\[\]{}"]+', re.DOTALL)
_KEYED = re.compile(r'\s*\{\s*(?:"[^"]*"\s*:\s*\{\s*)?"[^"\d]{0,20}\d{1,9}"\s*:\s*\{')
NUMBERED_KEY = re.compile(r"\D{0,20}(\d{1,9})[.)]?")
"""A key that has the number of a record: `3`, `defect 3`."""
_POINT_KEY = re.compile(r"\d{1,9}(?:\.\d{1,9})+")
_LONG = 18
"""Digits of a number that is kept as a text: what is longer is no number of ours, and Python refuses it."""


class JsonObject(list[tuple[str, Any]]):
    """An object as it is written: a key may stand in it twice."""


class JsonValue(NamedTuple):
    """A value, its line from 1 and its place; ``problem`` says what is wrong where there is no value.

    ``below`` is the key of the list in which it stands.
    """

    line: int
    value: Any
    problem: str | None = None
    span: Span = Span(0, 0)
    below: str = ""


def member(value: Any, key: str, default: Any) -> Any:
    """What an object has under a key; the default where it is no object or has it not."""
    return dict(value).get(key, default) if isinstance(value, JsonObject) else default


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONG else digits


_DECODER = json.JSONDecoder(object_pairs_hook=JsonObject, parse_int=_integer, strict=False)


def list_values(source: Source, key: str) -> Iterator[JsonValue]:
    """The elements of a list at the root, of the one below a key, or of those of objects below any keys."""
    start = re.match(
        rf'\s*(?:\{{.*?"{key}"\s*:\s*)?\[|\s*(?:\{{\s*(?:{_MEMBER})*"([^"]*)"\s*:\s*)+\[(?=\s*\{{)',
        source.text,
        re.DOTALL,
    )
    if start is None:
        yield _no_list(source, key)
        return
    at, below = _after_space(source.text, start.end()), start[1] or ""
    while not source.text.startswith("]", (place := _next_list(source.text, at, below))[0]):
        at, below = place
        value, end, problem = _decoded(source.text, at)
        line = source.position(end if problem else at).line  # where it begins, or where it breaks
        yield JsonValue(line, value, problem, Span(at, end), below)
        if problem:  # it costs itself alone
            further = _NEXT.search(source.text, end)
            if further is None:
                return
            at = further.end()
            continue
        at = _after_space(source.text, end)
        if source.text.startswith(",", at):
            at = _after_space(source.text, at + 1)
        elif not source.text.startswith("]", at):
            yield JsonValue(
                source.position(at).line, None, translated("not valid JSON: expected a comma or «]»")
            )
            return
    at, _ = place
    rest = source.text[at + 1 :].strip()
    if rest and not (start[0].lstrip().startswith("{") and rest.endswith("}")):
        yield JsonValue(
            source.position(at).line, None, translated("not valid JSON: «%s» behind the list", rest[:20])
        )


def _no_list(source: Source, key: str) -> JsonValue:
    """What is wrong with a text in which no list begins."""
    _, end, problem = _decoded(source.text, _after_space(source.text, 0))
    if problem:
        return JsonValue(source.position(end).line, None, problem)
    return JsonValue(1, None, translated("expected a list of %s, or an object with the key «%s»", key, key))


def _next_list(text: str, at: int, below: str) -> tuple[int, str]:
    """An offset in a list and its key; where it ends, those of the next list of objects beside it."""
    further = _LIST_BEHIND.match(text, at)
    return (_after_space(text, further.end()), further[1]) if further else (at, below)


def keyed_values(source: Source) -> list[tuple[str, JsonValue]]:
    """The objects below their numbers, `{"3": {…}, "4": {…}}`, at the root or below a key; else none."""
    if not _KEYED.match(source.text):
        return []
    at = _after_space(source.text, 0)
    root, end, problem = _decoded(source.text, at)
    if problem:
        return []
    span = Span(at, end)
    inner = zip((value for _, value in root), member_spans(source.text, span), strict=True)
    return next(filter(None, (_below_numbers(source, *one) for one in ((root, span), *inner))), [])


def _below_numbers(source: Source, value: Any, span: Span) -> list[tuple[str, JsonValue]]:
    members = value if isinstance(value, JsonObject) else []
    numbers = [NUMBERED_KEY.fullmatch(key) for key, _ in members]
    if not all(numbers) or not all(isinstance(member, JsonObject) for _, member in members):
        return []
    places = member_spans(source.text, span) if members else []
    return [
        (number[1], JsonValue(source.position(place.start).line, member, None, place))
        for number, (_, member), place in zip(numbers, members, places, strict=True)
        if number
    ]


def line_values(source: Source) -> Iterator[JsonValue]:
    """JSON Lines: one value on each line that is not blank."""
    for index in range(source.line_count):
        text = source.line(index)
        if not text.strip():
            continue
        start = len(text) - len(text.lstrip())
        value, end, problem = _decoded(text.rstrip(), start)
        rest = text[end:].strip()
        if rest not in {"", ","} and not problem:
            problem = translated("not valid JSON: «%s» behind the value", rest[:20].strip())
        span = Span(start, end).shifted(source.line_starts[index])
        yield JsonValue(source.first_line + index + 1, None if problem else value, problem, span)


def _decoded(text: str, at: int) -> tuple[Any, int, str | None]:
    """A value, where it ends or breaks, and what is wrong with it."""
    try:
        return *_DECODER.raw_decode(text, at), None
    except json.JSONDecodeError as error:
        return None, error.pos, translated("not valid JSON: %s (column %s)", error.msg, error.colno)
    except RecursionError:
        return None, at, translated("nested too deeply")


def member_spans(text: str, span: Span) -> list[Span]:
    """Where the values of an object stand, in order; that the text is valid JSON is known."""
    spans = []
    depth, start, end = 0, -1, -1
    for token in _TOKEN.finditer(text, *span):
        mark = token[0]
        if depth == 1 and mark == ":":
            start = _after_space(text, token.end())
        elif depth == 1 and mark in {",", "}"} and start >= 0:
            spans.append(Span(start, end))
        depth += (mark in {"{", "["}) - (mark in {"}", "]"})
        end = token.end()
    return spans


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _yaml(source: Source, words: Vocabulary) -> Iterator[Record]:
    try:
        nodes = _nodes(read_yaml(source.text, source.path, InputError), words.many)
    except InputError as error:
        where = f"{error.place.key}: " if error.place.key else ""
        line = min(error.place.line or 1, source.line_count)
        yield Record(line, Span(0, 0), [], f"{where}{error.problem}")
        return
    for number, below, node in nodes:
        span = Span(node.start, node.start + len(source.text[node.start : node.end].rstrip()))
        members = node.value if isinstance(node.value, dict) else {}
        fields = []
        for name, child in members.items():
            told = child.value if isinstance(child.value, str) else child.plain_value()  # `1.10` is not `1.1`
            traced = partial(trace_yaml, told, source.text, Span(child.start, child.end))
            line = source.position(child.start).line
            fields.append(RecordField(name, line, None if child.empty else told, traced))
        problem = None if isinstance(node.value, dict) else words.expected
        record = Record(source.position(node.start).line, span, fields, problem, below)
        yield _numbered(source, _at_point(source, record, words), words, number)


def _nodes(root: Node, key: str) -> list[tuple[str | None, str, Node]]:
    """The records of a list, or those of a mapping, with their numbers and the keys of their lists."""
    if not root.value:
        return []
    below = root.value.get(key, root) if isinstance(root.value, dict) else root
    members: dict[str, Node] = below.value if isinstance(below.value, dict) else {}
    if not members:
        return [(None, "", node) for node in below.items()]
    if all(map(_is_object, members.values())):
        numbers = [number[1] for number in map(NUMBERED_KEY.fullmatch, members) if number]
        if len(numbers) == len(members):
            return [(number, "", node) for number, node in zip(numbers, members.values(), strict=True)]
        if all(map(_POINT_KEY.fullmatch, members)):
            return [(None, name, node) for name, node in members.items()]
        if len(members) == 1:
            return _nodes(next(iter(members.values())), key)
    lists = {name: node.items() for name, node in members.items() if _holds_objects(node)}
    return [(None, name, node) for name, nodes in lists.items() for node in nodes] or [(None, "", below)]


def _holds_objects(node: Node) -> bool:
    """Whether a node is a list of nothing but mappings."""
    return isinstance(node.value, list) and all(map(_is_object, node.items()))


def _is_object(node: Node) -> bool:
    return isinstance(node.value, dict)


def _json(source: Source, words: Vocabulary) -> Iterator[Record]:
    keyed = keyed_values(source)
    if not keyed:
        return _json_records(source, list_values(source, words.many), words)
    records = _json_records(source, (value for _, value in keyed), words)
    return (
        _numbered(source, record, words, number) for (number, _), record in zip(keyed, records, strict=True)
    )


def _numbered(
    source: Source, record: Record, words: Vocabulary, number: str | None, key: str = "number"
) -> Record:
    """A record that stands below its number, unless it says one itself."""
    if number is None or any(words.key(field.name) == key for field in record.fields):
        return record
    place = partial(trace_lines, source.text, Span(record.span.start, record.span.start))
    return record._replace(fields=[RecordField(key, record.line, number, place), *record.fields])


def _at_point(source: Source, record: Record, words: Vocabulary) -> Record:
    """A record that stands below the number of its point, unless it names one itself."""
    point = record.below if _POINT_KEY.fullmatch(record.below) else None
    return _numbered(source, record, words, point, "point")


def _json_records(source: Source, values: Iterable[JsonValue], words: Vocabulary) -> Iterator[Record]:
    for line, value, problem, span, below in values:
        members = value if isinstance(value, JsonObject) else []
        spans = member_spans(source.text, span) if members else []
        fields = []
        for (name, member), place in zip(members, spans, strict=True):
            is_number = isinstance(member, int | float) and not isinstance(member, bool)
            told = source.text[slice(*place)] if is_number else member  # `1.10` is not `1.1`
            traced = partial(trace_json, told, source.text, place)
            fields.append(RecordField(name, source.position(place.start).line, told, traced))
        record = Record(line, span, fields, problem or (None if fields else words.expected), below)
        yield _at_point(source, record, words)


READERS: dict[str, Callable[[Source, Vocabulary], Iterator[Record]]] = {
    "yaml": _yaml,
    "json": _json,
    "json-lines": lambda source, words: _json_records(source, line_values(source), words),
    "csv": read_table,
}
