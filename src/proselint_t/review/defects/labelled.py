"""Defects in the labelled text form. All that is wrong with a record is reported, each at its line."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from proselint_t.review.defects.dress import undressed
from proselint_t.review.defects.fields import WORDS, defect_of, quote_text
from proselint_t.review.defects.model import without_repeats
from proselint_t.review.records.labelled import LabelledText
from proselint_t.review.records.model import FieldError, Problem, add_field

if TYPE_CHECKING:
    from collections.abc import Collection

    from proselint_t.review.defects.model import Defect, DefectList
    from proselint_t.review.records.model import Field, Record
    from proselint_t.source import Source


_POINT = re.compile(
    r"(?<!\.md )(?:\b(?:пункт\w*|п\.|раздел\w*|points?|sections?)\s*|§\s*)"
    r"(\d{1,3}(?:\.\d{1,3})*)(?![\d(]|\.\d)(?!\.?\s+(?:of|стать|закон|ГОСТ|GDPR))",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"«([^«»]+)»|“([^“”]+)”|`([^`]+)`")
_WORDS_OF_AN_ANCHOR = 3


def read_labelled(source: Source, answer: Source) -> DefectList:
    """The defects of a text; what is malformed becomes a problem and costs its own record alone.

    ``answer`` tells which quotes inside a remark are its own: only those are anchors.
    """
    text = LabelledText(undressed(source), WORDS)
    problems: list[Problem] = []
    records = list(text.records())
    defects = [
        defect for record in records if (defect := _defect(source.path, record, answer.text, problems))
    ]
    if text.outside and (not records or any(WORDS.head.match(text.source.line(at)) for at in text.outside)):
        message = "expected a number alone on a line, and a field such as «Point: 1.3.» below it"
        problems.append(Problem(source.path, text.outside[0] + 1, None, message))
    return without_repeats(source.path, defects, problems)


def _defect(path: str, record: Record, answer: str, problems: list[Problem]) -> Defect | None:
    """The defect of a record, or nothing where one of its fields is wrong."""
    count = len(problems)
    values: dict[str, str] = {}
    known = {WORDS.key(field.name) for field in record.fields}
    extra: list[str] = []
    for field in record.fields:
        if _is_extra(field.name, known):
            extra.append(f"{field.name}: {field.value}")
            continue
        try:
            key = WORDS.require(field.name)
            add_field(values, key, _text(key, field))
        except FieldError as error:
            problems.append(Problem(path, field.line, error.field, error.message))
    if len(problems) > count:
        return None
    _complete(values, answer)
    values["remark"] = "\n".join(text for text in [values.get("remark", ""), *extra] if text)
    try:
        return defect_of(values, record.line, 0)
    except FieldError as error:
        lines = {WORDS.key(field.name): field.line for field in record.fields}
        problems.append(Problem(path, lines.get(error.field, record.line), error.field, error.message))
        return None


def _is_extra(name: str, known: Collection[str | None]) -> bool:
    """Whether a name is that of no field: neither known nor a slip for one that the record lacks."""
    slips = get_close_matches(name.strip().lower(), WORDS.names, cutoff=0.6)
    return WORDS.key(name) is None and all(WORDS.key(slip) in known for slip in slips)


def _complete(values: dict[str, str], answer: str) -> None:
    """Take the point and the quote from the remark where no field has them and the remark names one."""
    remark = values.get("remark", "")
    points = set(_POINT.findall(remark))
    if not values.get("point") and len(points) == 1:
        values["point"] = points.pop()
    quotes = {quote for match in _QUOTE.findall(remark) if (quote := "".join(match).strip()) in answer}
    long = [quote for quote in quotes if len(quote.split()) >= _WORDS_OF_AN_ANCHOR]
    if not values.get("quote") and len(long) == 1:
        values["quote"] = long[0]


def _text(key: str, field: Field) -> str:
    return quote_text(field.value, labelled=True) if key == "quote" else str(field.value)
