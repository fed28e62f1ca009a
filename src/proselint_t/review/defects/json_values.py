"""JSON read value by value, each with its line, so that a break costs only what stands behind it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.source import Source

_SPACE = re.compile(r"[ \t\r\n]*")
_LIST = re.compile(r"[ \t\r\n]*(?:\{.*?\"defects\"[ \t\r\n]*:[ \t\r\n]*)?\[", re.DOTALL)


class JsonObject(list[tuple[str, Any]]):
    """An object as it is written: a key may stand in it twice."""


class JsonValue(NamedTuple):
    """A value and its line from 1; ``problem`` says what is wrong where there is no value."""

    line: int
    value: Any
    problem: str | None = None


_DECODER = json.JSONDecoder(object_pairs_hook=JsonObject, strict=False)


def list_values(source: Source) -> Iterator[JsonValue]:
    """The elements of a list at the root, or of the one below the key `defects`."""
    start = _LIST.match(source.text)
    if start is None:
        yield JsonValue(1, None, "expected a list of defects, or an object with the key «defects»")
        return
    at = _after_space(source.text, start.end())
    while not source.text.startswith("]", at):
        value, end = _value(source, at)
        yield value
        at = _after_space(source.text, end)
        if value.problem:
            return
        if source.text.startswith(",", at):
            at = _after_space(source.text, at + 1)
        elif not source.text.startswith("]", at):
            yield JsonValue(source.position(at).line, None, "not valid JSON: expected a comma or «]»")
            return
    rest = source.text[at + 1 :].strip()
    if rest and not (start[0].lstrip().startswith("{") and rest.endswith("}")):
        yield JsonValue(source.position(at).line, None, f"not valid JSON: «{rest[:20]}» behind the list")


def line_values(source: Source) -> Iterator[JsonValue]:
    """JSON Lines: one value on each line that is not blank."""
    for index in range(source.line_count):
        text = source.line(index).strip()
        if text:
            yield _line_value(text, index + 1)


def _line_value(text: str, line: int) -> JsonValue:
    value, end = _decoded(text, 0)
    if value.problem or end == len(text):
        return JsonValue(line, value.value, value.problem)
    return JsonValue(line, None, f"not valid JSON: «{text[end : end + 20].strip()}» behind the value")


def _value(source: Source, at: int) -> tuple[JsonValue, int]:
    """The value at an offset and where it ends; ``line`` is where it begins, or where it breaks."""
    value, end = _decoded(source.text, at)
    return value._replace(line=source.position(end if value.problem else at).line), end


def _decoded(text: str, at: int) -> tuple[JsonValue, int]:
    try:
        value, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        return JsonValue(0, None, f"not valid JSON: {error.msg}"), error.pos
    except RecursionError:
        return JsonValue(0, None, "nested too deeply"), at
    return JsonValue(0, value), end


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at
