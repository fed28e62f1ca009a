"""Records with named fields: YAML, JSON, JSON Lines and CSV.

Owns how a record is found in each form, with its line; what the fields mean, `fields` says.
"""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from proselint_t.errors import InputError
from proselint_t.review.defects.fields import NAMES, FieldError, add_field, defect_of, field_key, quote_text
from proselint_t.review.defects.json_values import JsonObject, line_values, list_values
from proselint_t.review.defects.model import FIELDS, Problem, without_repeats
from proselint_t.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proselint_t.review.defects.json_values import JsonValue
    from proselint_t.review.defects.model import Defect, DefectList
    from proselint_t.source import Source
    from proselint_t.yaml_nodes import Node

    class _Rows(Protocol):
        """A reader of the module csv: its type has no public name."""

        line_num: int

        def __next__(self) -> list[str]: ...


_EXPECTED = f"expected a defect: {', '.join(FIELDS)}"


class Record(NamedTuple):
    """The line where a record begins, and its fields as they are written; or what is wrong with it."""

    line: int
    fields: list[tuple[str, Any]]
    problem: str | None = None


def read_records(source: Source, form: str) -> DefectList:
    """The defects of a file in one of :data:`READERS`."""
    defects: list[Defect] = []
    problems: list[Problem] = []
    for index, record in enumerate(READERS[form](source), start=1):
        try:
            defects.append(_defect(record, index))
        except FieldError as error:
            problems.append(Problem(source.path, record.line, error.field, error.message))
    return without_repeats(source.path, defects, problems)


def _defect(record: Record, index: int) -> Defect:
    if record.problem:
        raise FieldError(None, record.problem)
    values: dict[str, str] = {}
    for name, value in record.fields:
        key = field_key(name)
        add_field(values, key, _text(key, value))
    if values.get("quote"):
        values["quote"] = quote_text(values["quote"], labelled=False)
    return defect_of(values, record.line, index)


def _text(key: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise FieldError(key, f"expected text or a number, found {json.dumps(value, ensure_ascii=False)}")
    return str(value).strip()


def _yaml(source: Source) -> Iterator[Record]:
    try:
        nodes = _nodes(read_yaml(source.text, source.path, InputError))
    except InputError as error:
        where = f"{error.place.key}: " if error.place.key else ""
        nodes = []
        yield Record(min(error.place.line or 1, source.line_count), [], f"{where}{error.problem}")
    for node in nodes:
        if isinstance(node.value, dict):
            yield Record(node.line, [(key, _scalar(child)) for key, child in node.value.items()])
        else:
            yield Record(node.line, [], _EXPECTED)


def _nodes(root: Node) -> list[Node]:
    if isinstance(root.value, dict) and root.value:
        return root.mapping()["defects"].items() if "defects" in root.value else [root]
    return root.items() if root.value else []


def _scalar(node: Node) -> Any:
    """Text stays as it is written: `1.10` is not `1.1`."""
    if node.empty:
        return None
    return node.value if isinstance(node.value, str) else node.plain_value()


def _json(source: Source) -> Iterator[Record]:
    return _json_records(list_values(source))


def _json_lines(source: Source) -> Iterator[Record]:
    return _json_records(line_values(source))


def _json_records(values: Iterable[JsonValue]) -> Iterator[Record]:
    for line, value, problem in values:
        fields = value if isinstance(value, JsonObject) else []
        yield Record(line, fields, problem or (None if fields else _EXPECTED))


def _csv(source: Source) -> Iterator[Record]:
    """Columns are named by the first row; a comma, a semicolon or a tab divides the cells."""
    head = source.line(0)
    delimiter = max(",;\t", key=head.count)
    rows = _csv_rows(csv.reader(StringIO(source.text, newline=""), delimiter=delimiter, strict=True))
    _, names, problem = next(rows, (1, [], None))
    if problem:
        yield Record(1, [], problem)
    for name in names:
        if name.strip().lower() not in NAMES:
            yield Record(1, [], f"unknown column «{name}»: expected {', '.join(FIELDS)}")
    for line, cells, problem in rows:
        if problem:
            yield Record(line, [], problem)
        elif any(cell.strip() for cell in cells):
            yield _csv_record(line, names, cells)


def _csv_rows(rows: _Rows) -> Iterator[tuple[int, list[str], str | None]]:
    """Each row with the line where it begins; a row that is broken costs itself alone."""
    while True:
        line = rows.line_num + 1
        try:
            yield line, next(rows), None
        except StopIteration:
            return
        except csv.Error as error:
            yield line, [], f"not valid CSV: {error}"


def _csv_record(line: int, names: list[str], cells: list[str]) -> Record:
    if len(cells) > len(names):
        return Record(line, [], f"expected {len(names)} cells, found {len(cells)}")
    return Record(
        line, [pair for pair in zip(names, cells, strict=False) if pair[0].strip().lower() in NAMES]
    )


READERS: dict[str, Callable[[Source], Iterator[Record]]] = {
    "yaml": _yaml,
    "json": _json,
    "json-lines": _json_lines,
    "csv": _csv,
}
