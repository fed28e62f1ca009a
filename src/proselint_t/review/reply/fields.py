"""What the fields of an edit mean: their names in both languages, actions, numbers of defects, texts.

Raises :class:`FieldError`; who catches it knows the line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.errors import nearest
from proselint_t.review.records.model import FieldError, Vocabulary
from proselint_t.review.records.values import found, quote_span
from proselint_t.review.reply.model import FIELDS, Action

if TYPE_CHECKING:
    from collections.abc import Collection

    from proselint_t.prose import Prose
    from proselint_t.review.records.model import Field

_NAMES = {name: name for name in FIELDS} | {
    "номер": "number",
    "defects": "defect",
    "недостаток": "defect",
    "недостатки": "defect",
    "пункт": "point",
    "действие": "action",
    "было": "old",
    "стало": "new",
}
WORDS = Vocabulary("an edit", "edits", _NAMES, quoted="old", text="new")

_ACTIONS: dict[str, Action] = {action.value: action for action in Action} | {
    "заменить": Action.REPLACE,
    "вставить после": Action.INSERT_AFTER,
    "вставить перед": Action.INSERT_BEFORE,
    "удалить": Action.DELETE,
}
_BY_WORDS = {name.replace("-", " "): action for name, action in _ACTIONS.items()}
_JOINT = re.compile(r"[,;]|\b(?:and|и)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_text(key: str, field: Field) -> str:
    if field.value is None:
        return ""
    if not isinstance(field.value, str):
        raise FieldError(key, f"expected text, found {_kind(field.value)}")
    return field.value.strip()


def _kind(value: object) -> str:
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return "a list" if type(value) is list else "keys and values"


def defect_numbers(field: Field, known: Collection[int] | None) -> tuple[int, ...]:
    """`3`, `3, 4`, `3 and 4`, «3 и 4», or a list; each number once."""
    if type(field.value) is list:  # no subclass: an object of JSON is one
        parts = [_part(part) for part in field.value]
    else:
        text = plain_text("defect", field).removesuffix(".")
        parts = [part for part in _JOINT.split(text) if part.strip()]
    numbers = tuple(dict.fromkeys(_defect_number(part.strip()) for part in parts))
    unknown = [number for number in numbers if known is not None and number not in known]
    if unknown:
        raise FieldError("defect", f"there is no defect {', '.join(map(str, unknown))}")
    return numbers


def _part(value: object) -> str:
    if not isinstance(value, str | int | float):
        raise FieldError("defect", f"expected numbers of defects, found {_kind(value)}")
    return str(value)


def _defect_number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise FieldError("defect", f"expected numbers of defects such as «3, 4», {found(text)}")
    return int(text)


def action_of(text: str) -> Action:
    words = " ".join(text.lower().removesuffix(".").replace("-", " ").split())
    action = _BY_WORDS.get(words)
    if action is None:
        hint = nearest(words, _ACTIONS)
        message = f"expected one of {', '.join(_ACTIONS)}; {found(text)}"
        raise FieldError("action", message + (f" ({hint})" if hint else ""))
    return action


def old_text(field: Field, *, labelled: bool) -> Prose | None:
    """The anchor without its outer marks; ``None`` where nothing is written."""
    if not plain_text("old", field):
        return None
    traced = _writable("old", field.traced().trimmed())
    return traced.slice(*quote_span("old", traced.text, labelled=labelled))


def new_text(field: Field) -> Prose | None:
    """The text as it stands, but for white space at its end; ``None`` where nothing is written."""
    if not plain_text("new", field):
        return None
    traced = _writable("new", field.traced())
    return traced.slice(0, len(traced.text.rstrip()))


def _writable(key: str, traced: Prose) -> Prose:
    if _LONE_SURROGATE.search(traced.text):
        raise FieldError(key, "half of a surrogate pair is no character: write both halves")
    return traced
