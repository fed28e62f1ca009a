"""Lists of reported defects, in whatever form they come.

Owns which form a file has. Each form has a module; all of them make the same values (`model`).
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from proselint_t.review.defects.json_values import JsonObject, line_values, list_values
from proselint_t.review.defects.labelled import read_labelled
from proselint_t.review.defects.model import Defect, DefectList, Problem
from proselint_t.review.defects.records import read_records
from proselint_t.review.defects.violations import own_violations, sarif_results

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.review.defects.json_values import JsonValue
    from proselint_t.source import Source

__all__ = ["Defect", "DefectList", "Problem", "read_defects"]

_FORMS = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".sarif": "json",
    ".jsonl": "json-lines",
    ".ndjson": "json-lines",
    ".csv": "csv",
    ".tsv": "csv",
}


def read_defects(source: Source, answer: Source) -> DefectList:
    """The defects of a file. ``answer`` is what positions are held against.

    The ending of the path tells the form; a text without a known ending is JSON where it begins like it, and
    else the labelled form.
    """
    if not source.text.strip():
        return DefectList(source.path, ())
    form = _FORMS.get(PurePath(source.path).suffix.lower()) or _guess(source.text)
    if form == "json" and (root := _sarif(source.text)) is not None:
        return sarif_results(source.path, root, answer)
    if form in {"json", "json-lines"} and _reports_violations(_values(source, form)):
        return own_violations(source.path, _values(source, form), answer)
    return read_labelled(source) if form == "labelled" else read_records(source, form)


def _guess(text: str) -> str:
    first = text.lstrip()[0]
    if first == "[":
        return "json"
    if first != "{":
        return "labelled"
    return "json" if _is_json(text) else "json-lines"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _values(source: Source, form: str) -> Iterator[JsonValue]:
    return list_values(source) if form == "json" else line_values(source)


def _reports_violations(values: Iterator[JsonValue]) -> bool:
    """Whether the first value is a violation of ours."""
    first = next(values, None)
    keys = dict(first.value) if first and isinstance(first.value, JsonObject) else {}
    return "rule" in keys and "message" in keys


def _sarif(text: str) -> Any:
    """The log, where the text is one."""
    if '"runs"' not in text:
        return None
    try:
        root = json.loads(text, object_pairs_hook=JsonObject)
    except (ValueError, RecursionError):
        return None
    return root if isinstance(root, JsonObject) and "runs" in dict(root) else None
