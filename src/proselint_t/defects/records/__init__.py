"""Files that hold records with named fields: lists of defects, and replies.

Owns which form a file has, how a record is found in each form, and where its values are written. What the
fields mean must not be known here: `Vocabulary` carries their names.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proselint_t.text.source import Source

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


_NUMBER_IN_BRACKETS = re.compile(r"\[\d+\][ \t]*[^\s,\]]|\[\d+\][ \t]*\r?\n")


_YAML = re.compile(r"- [a-z]+:(?: [^\n]*)?\r?\n {2,4}[a-z]+:(?: |\r?\n)")


def form_of(source: Source) -> str:
    """What the ending of the path tells.

    A text without a known ending is JSON or YAML where it begins like it, and else the labelled form.
    """
    return _FORMS.get(PurePath(source.path).suffix.lower()) or _guess(source.text.lstrip())


def _guess(text: str) -> str:
    if text.startswith("[") and not _NUMBER_IN_BRACKETS.match(text):
        return "json"
    if not text.startswith("{"):
        return "yaml" if _YAML.match(text) else "labelled"
    return "json" if _is_json(text) else "json-lines"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
