"""What the fields of a defect mean: their names in both languages, and what makes a record a defect.

Owns the checks that every form of a list shares. Raises :class:`FieldError`; who catches it knows the line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.review.defects.model import FIELDS, Defect
from proselint_t.review.records.model import FieldError, Vocabulary
from proselint_t.review.records.values import found, point_number, quote_span, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = {name: name for name in FIELDS} | {
    "номер": "number",
    "пункт": "point",
    "цитата": "quote",
    "замечание": "remark",
    "степень уверенности": "confidence",
    "уверенность": "confidence",
}
WORDS = Vocabulary("a defect", "defects", _NAMES, quoted="quote")

_CONFIDENCE = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*%?\.?")


def defect_of(values: Mapping[str, str], line: int | None, otherwise: int) -> Defect:
    """A defect from the texts of its fields; an empty text is an absent field.

    ``otherwise`` is its number where none is stated. The quote has its marks removed already.
    """
    point, quote = values.get("point"), values.get("quote")
    if not point and not quote:
        raise FieldError(None, "expected a point or a quote")
    return Defect(
        number=whole_number(values["number"]) if values.get("number") else otherwise,
        line=line,
        point=point_number(point) if point else None,
        quote=quote or None,
        remark=values.get("remark", ""),
        confidence=_confidence(values["confidence"]) if values.get("confidence") else None,
    )


def _confidence(text: str) -> float:
    match = _CONFIDENCE.fullmatch(text)
    value = float(match[1].replace(",", ".")) if match else -1
    if not 0 <= value <= 100:
        raise FieldError("confidence", f"expected a number from 0 to 100, {found(text)}")
    return value


def quote_text(text: str, *, labelled: bool) -> str:
    """The quote without its outermost pair of marks."""
    return text[slice(*quote_span("quote", text, labelled=labelled))]
