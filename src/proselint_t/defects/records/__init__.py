"""Files that hold records with named fields: lists of defects, and replies.

Owns which form a file has, how a record is found in each form, and where its values are written. What the
fields mean must not be known here: `Vocabulary` carries their names.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

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
_JSON_LIST = re.compile(r"\[\s*(?:[{\"]|\]?\s*\Z)")
_YAML = re.compile(r"- [a-z]+:(?: [^\n]*)?\r?\n {2,4}[a-z]+:(?: |\r?\n)")


def form_of(source: Source) -> str:
    """What the ending of the path tells.

    A text without a known ending is JSON or YAML where it begins like it, and else the labelled form.
    """
    text = source.text.lstrip()
    if form := _FORMS.get(PurePath(source.path).suffix.lower()):
        return form
    if _JSON_LIST.match(text):
        return "json"
    if not text.startswith("{"):
        return "yaml" if _YAML.match(text) else "labelled"
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return "json-lines"
    return "json"


FENCE = r"[ \t]*(?:```|~~~)"
"""How the line of a fence begins, as a pattern."""
_FENCE_LINE = re.compile(rf"^{FENCE}", re.MULTILINE)
_DATA = re.compile(
    rf"^{FENCE}(?=ya?ml|\w*[ \t]*\r?\n\s*[\[{{])(\w*)[ \t]*\r?\n(.*?)\n{FENCE}[ \t]*\r?$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_WRITTEN = re.compile(r"[^\r\n]")


class Fenced(NamedTuple):
    """The text in a fence, the text around it, both at their places, and the form of the first."""

    inner: Source
    around: str
    form: str


def data_in_fence(source: Source) -> Fenced | None:
    """What stands in the fence; ``None`` where there is none of that kind, or a second one."""
    text, first = source.text, _FENCE_LINE.search(source.text)
    match = _DATA.match(text, first.start()) if first else None
    if match is None or _FENCE_LINE.search(text[: match.start()] + text[match.end() :]):
        return None
    inner = replace(source, text=_blank(text[: match.start(2)]) + match[2])
    form = "yaml" if match[1].lower() in {"yaml", "yml"} else form_of(inner)
    if form == "labelled":  # a bracket begins no data here
        return None
    return Fenced(inner, text[: match.start()] + _blank(match[0]) + text[match.end() :], form)


def _blank(text: str) -> str:
    return _WRITTEN.sub(" ", text)
