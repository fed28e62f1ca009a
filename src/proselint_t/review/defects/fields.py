"""What the fields of a record mean: names in both languages, point numbers, marks of a quote, confidence.

Owns the checks that every form of a defect list shares. Raises :class:`FieldError`; who catches it knows the
line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.errors import nearest
from proselint_t.review.defects.model import FIELDS, Defect

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = {name: name for name in FIELDS} | {
    "номер": "number",
    "пункт": "point",
    "цитата": "quote",
    "замечание": "remark",
    "степень уверенности": "confidence",
    "уверенность": "confidence",
}
"""Name of a field in lower case → key."""

_POINT = re.compile(
    r"(?:(?:point|section|пункт\w*|п\.|§)\s*)?(\d+(?:\.\d+)*)(?:\.?\(?([a-zа-я])\)?)?\s*[.)]?", re.IGNORECASE
)
_NUMBER = re.compile(r"(\d{1,9})[.)]?")
_CONFIDENCE = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*%?\.?")
_PAIRS = {"«": "»", "“": "”", "„": "“”", '"': '"', "'": "'", "‘": "’", "‚": "‘’", "‹": "›"}


class FieldError(Exception):
    """A field that cannot be read."""

    def __init__(self, field: str | None, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def field_key(name: str) -> str:
    """The key that a written name means."""
    key = NAMES.get(name.strip().lower())
    if key is None:
        hint = nearest(name.strip().lower(), NAMES)
        raise FieldError(name.strip(), "unknown field" + (f" ({hint})" if hint else ""))
    return key


def add_field(values: dict[str, str], key: str, text: str) -> None:
    if key in values:
        raise FieldError(key, "the field stands here twice")
    values[key] = text


def defect_of(values: Mapping[str, str], line: int | None, otherwise: int) -> Defect:
    """A defect from the texts of its fields; an empty text is an absent field.

    ``otherwise`` is its number where none is stated. The quote has its marks removed already.
    """
    point, quote = values.get("point"), values.get("quote")
    if not point and not quote:
        raise FieldError(None, "expected a point or a quote")
    return Defect(
        number=_number(values["number"]) if values.get("number") else otherwise,
        line=line,
        point=point_number(point) if point else None,
        quote=quote or None,
        remark=values.get("remark", ""),
        confidence=_confidence(values["confidence"]) if values.get("confidence") else None,
    )


def point_number(text: str) -> str:
    """The normal form of one point: `1.3.`, `1.3)`, `§1.3`, «пункт 1.3», `2.1(a)`."""
    match = _POINT.fullmatch(_inside_marks(text.strip()))
    if match is None:
        raise FieldError("point", f"expected one point such as «1.3», found «{text}»")
    letter = f".{match[2].lower()}" if match[2] else ""
    return ".".join(str(int(part)) for part in match[1].split(".")) + letter


def _inside_marks(text: str) -> str:
    return text[1:-1] if text[:1] in _PAIRS and text[-1] in _PAIRS[text[0]] else text


def _number(text: str) -> int:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise FieldError("number", f"expected a whole number, found «{text}»")
    return int(match[1])


def _confidence(text: str) -> float:
    match = _CONFIDENCE.fullmatch(text)
    value = float(match[1].replace(",", ".")) if match else -1
    if not 0 <= value <= 100:
        raise FieldError("confidence", f"expected a number from 0 to 100, found «{text}»")
    return value


def quote_text(text: str, *, labelled: bool) -> str:
    """The quote without its outermost pair of marks.

    In the labelled form a mark that opens the value must close it; elsewhere such a mark is a part of the
    quote.
    """
    closing = _closing(text, labelled=labelled)
    if closing is None:
        return text
    inner = text[1:closing].strip()
    if not inner:
        raise FieldError("quote", "there is nothing between the marks")
    return inner


def _closing(text: str, *, labelled: bool) -> int | None:
    """Where the mark stands that closes the whole value; ``None`` where the value has no outer marks."""
    if text[:1] not in _PAIRS or _is_apostrophe(text, 0):
        return None
    opening, ends = text[0], _PAIRS[text[0]]
    last = len(text) - 1
    if labelled and text.endswith(".") and text[last - 1 : last] in ends and last > 1:
        last -= 1
    if last > 0 and text[last] in ends and _is_one_pair(text[1:last], opening, ends):
        return last
    if not labelled:
        return None
    if any(mark in text[1:] for mark in ends):
        raise FieldError("quote", "expected nothing but a full stop behind the closing mark")
    raise FieldError("quote", f"the opening mark {opening} is not closed")


def _is_one_pair(inner: str, opening: str, ends: str) -> bool:
    """Whether the marks around ``inner`` belong together: not so in `«a» and «b»`."""
    depth, closed = 0, False
    for at, mark in enumerate(inner):
        if mark not in ends and mark != opening:
            continue
        if mark == opening and (opening not in ends or _opens(inner, at)):
            depth += 1
        elif _is_apostrophe(inner, at):
            continue
        elif depth:
            depth -= 1
        else:
            closed = True
    return not (closed and depth)


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark stands in front of a word and behind none."""
    return not text[at - 1 : at].strip("([{«“„\"'") and bool(text[at + 1 : at + 2].strip())


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether a single mark stands inside a word."""
    inside = text[at - 1 : at].isalnum() if at else False
    return text[at] in "'’‘" and inside and text[at + 1 : at + 2].isalnum()
