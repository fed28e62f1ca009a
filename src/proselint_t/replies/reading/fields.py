"""What the fields of an edit mean: their names in both languages, actions, numbers of defects, texts.

Raises :class:`FieldError`; who catches it knows the line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.defects.records.model import FieldError, Vocabulary
from proselint_t.defects.records.values import DEFECT_SIGN, found, plain_digits, quote_span
from proselint_t.replies.reading.model import FIELDS, Action
from proselint_t.text.errors import nearest
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Collection

    from proselint_t.defects.records.model import Field
    from proselint_t.text.prose import Prose

_NAMES = {name: name for name in FIELDS} | {
    "номер": "number",
    "№": "number",
    "#": "number",
    "defects": "defect",
    "недостаток": "defect",
    "недостатки": "defect",
    "пункт": "point",
    "действие": "action",
    "source": "source",
    "sources": "source",
    "источник": "source",
    "источники": "source",
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
_LOOSE = (
    (Action.INSERT_AFTER, r"(?:встав\w+|добав\w+|insert\w*|add)(?: \w+)? (?:после|after)|append"),
    (Action.INSERT_BEFORE, r"(?:встав\w+|добав\w+|insert\w*|add)(?: \w+)? (?:перед|before)|prepend"),
    (Action.REPLACE, r"замен\w+(?: на)?|измен\w+|replac\w+(?: with)?"),
    (Action.DELETE, r"удал\w+|исключ\w+|убрать|delet\w+|remov\w+|cut"),
)
"""Other words for the actions; they are understood, and said to be other words."""
_SIGN = re.compile(rf"`?{DEFECT_SIGN}`?|(?:№|#|\b(?:defects?|недостат\w+)\s)\s*(\d{{1,9}})", re.IGNORECASE)
_FENCED = re.compile(r"(```|~~~)(?:markdown|md|te?xt)?[ \t]*\n(.*)\n\1[ \t]*", re.DOTALL)
_JOINT = re.compile(r"[,;]|\b(?:and|и)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_text(key: str, field: Field) -> str:
    if field.value is None:
        return ""
    if not isinstance(field.value, str):
        raise FieldError(key, translated("expected text, found %s", _kind(field.value)))
    return field.value.strip()


def _kind(value: object) -> str:
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return translated("a list") if type(value) is list else translated("keys and values")


def without_signs(field: Field) -> Field:
    """The numbers of defects alone: `𐒌(3)`, `𐒌₃` and «№3» are `3`."""
    if not isinstance(field.value, str):
        return field
    value = _SIGN.sub(lambda sign: "".join(filter(None, sign.groups())), field.value)
    return field._replace(value=plain_digits(value))


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
        raise FieldError("defect", translated("there is no defect %s", ", ".join(map(str, unknown))))
    return numbers


def _part(value: object) -> str:
    if not isinstance(value, str | int | float):
        raise FieldError("defect", translated("expected numbers of defects, found %s", _kind(value)))
    return str(value)


def _defect_number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise FieldError("defect", translated("expected numbers of defects such as «3, 4», %s", found(text)))
    return int(text)


def action_of(text: str) -> Action:
    words = _plain_action(text)
    loose = (action for action, pattern in _LOOSE if re.fullmatch(pattern, words))
    action = _BY_WORDS.get(words) or next(loose, None)
    if action is None:
        hint = nearest(words, _ACTIONS)
        message = translated("expected one of %s; %s", ", ".join(_ACTIONS), found(text))
        raise FieldError("action", message + (f" ({hint})" if hint else ""))
    return action


def is_loose(text: str) -> bool:
    """Whether an action is understood and not called by its name."""
    return _plain_action(text) not in _BY_WORDS


def _plain_action(text: str) -> str:
    return " ".join(text.lower().rstrip(".:").replace("-", " ").split())


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


def source_text(field: Field) -> Prose | None:
    """What an edit is taken from, as it stands; ``None`` where nothing is written."""
    return field.traced().trimmed() if plain_text("source", field) else None


def in_fence(new: Prose) -> Prose | None:
    """The text in a fence that is all there is."""
    match = _FENCED.fullmatch(new.text)
    return new.slice(*match.span(2)) if match else None


def in_marks(new: Prose) -> Prose | None:
    """The text between « and » that are around all of it."""
    inner = new.text[1:-1]
    whole = new.text[:1] + new.text[-1:] == "«»" and "»" not in inner and "«" not in inner
    return new.slice(1, len(new.text) - 1) if whole and inner.strip() else None


def _writable(key: str, traced: Prose) -> Prose:
    if _LONE_SURROGATE.search(traced.text):
        raise FieldError(key, translated("half of a surrogate pair is no character: write both halves"))
    return traced
