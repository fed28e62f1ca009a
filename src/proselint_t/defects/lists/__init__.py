"""Lists of reported defects, in whatever form they come.

Owns which reader takes a file: records with named fields, or violations that a tool reported. All of them
make the same values (`model`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from proselint_t.defects.exchange.annotations import are_annotations
from proselint_t.defects.exchange.github import is_review
from proselint_t.defects.lists.comments import annotated_defects, github_defects
from proselint_t.defects.lists.fields import WORDS
from proselint_t.defects.lists.labelled import read_labelled
from proselint_t.defects.lists.model import Defect, DefectList, Part, without_repeats
from proselint_t.defects.lists.records import defects_in
from proselint_t.defects.lists.undressing import without_fence
from proselint_t.defects.lists.violations import own_violations, sarif_results
from proselint_t.defects.records.json_values import JsonObject, line_values, list_values
from proselint_t.defects.records.model import Problem
from proselint_t.defects.records.structured import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.records.json_values import JsonValue
    from proselint_t.text.source import Source

__all__ = ["Defect", "DefectList", "Part", "Problem", "read_defects"]


def read_defects(source: Source, answer: Answer) -> DefectList:
    """The defects of a file. Positions, and points that remarks name, are held against ``answer``."""
    if not source.text.strip():
        return DefectList(source.path, ())
    source, form = without_fence(source)
    if form == "labelled":
        return read_labelled(source, answer.known)
    if form in {"json", "json-lines"} and (reported := _reported_by_tool(source, form, answer.source)):
        return reported
    defects, problems = defects_in(source.path, READERS[form](source, WORDS), answer.known, labelled=False)
    return without_repeats(source.path, defects, problems)


def _reported_by_tool(source: Source, form: str, answer: Source) -> DefectList | None:
    """The list, where its JSON is that of a tool."""
    if form == "json" and (root := _sarif(source.text)) is not None:
        return sarif_results(source.path, root, answer)
    if form == "json" and is_review(source):
        return github_defects(source, answer)
    if form == "json" and are_annotations(source):
        return annotated_defects(source, answer)
    if _reports_violations(_values(source, form)):
        return own_violations(source.path, _values(source, form), answer)
    return None


def _values(source: Source, form: str) -> Iterator[JsonValue]:
    return list_values(source, WORDS.many) if form == "json" else line_values(source)


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
