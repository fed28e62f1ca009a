"""Defects in the labelled text form. All that is wrong with a record is reported, each at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.review.defects.fields import WORDS, defect_of, quote_text
from proselint_t.review.defects.model import without_repeats
from proselint_t.review.records.labelled import LabelledText
from proselint_t.review.records.model import FieldError, Problem, add_field

if TYPE_CHECKING:
    from proselint_t.review.defects.model import Defect, DefectList
    from proselint_t.review.records.model import Field, Record
    from proselint_t.source import Source


def read_labelled(source: Source) -> DefectList:
    """The defects of a text; what is malformed becomes a problem and costs its own record alone."""
    text = LabelledText(source, WORDS)
    problems: list[Problem] = []
    defects = [defect for record in text.records() if (defect := _defect(source.path, record, problems))]
    if text.outside:
        message = "expected a number alone on a line, and a field such as «Point: 1.3.» below it"
        problems.append(Problem(source.path, text.outside[0] + 1, None, message))
    return without_repeats(source.path, defects, problems)


def _defect(path: str, record: Record, problems: list[Problem]) -> Defect | None:
    """The defect of a record, or nothing where one of its fields is wrong."""
    count = len(problems)
    values: dict[str, str] = {}
    for field in record.fields:
        try:
            key = WORDS.require(field.name)
            add_field(values, key, _text(key, field))
        except FieldError as error:
            problems.append(Problem(path, field.line, error.field, error.message))
    if len(problems) > count:
        return None
    try:
        return defect_of(values, record.line, 0)
    except FieldError as error:
        lines = {WORDS.key(field.name): field.line for field in record.fields}
        problems.append(Problem(path, lines.get(error.field, record.line), error.field, error.message))
        return None


def _text(key: str, field: Field) -> str:
    return quote_text(field.value, labelled=True) if key == "quote" else str(field.value)
