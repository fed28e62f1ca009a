"""Defects in the labelled text form. All that is wrong with a record is reported, each at its line."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from proselint_t.review.answer import read_answer
from proselint_t.review.defects.dress import undressed
from proselint_t.review.defects.fields import WORDS, defect_of, quote_text
from proselint_t.review.defects.model import without_repeats
from proselint_t.review.defects.prose import points_of, quotes_in
from proselint_t.review.records.labelled import LabelledText
from proselint_t.review.records.model import FieldError, Problem, add_field

if TYPE_CHECKING:
    from collections.abc import Collection, Container

    from proselint_t.review.defects.model import Defect, DefectList
    from proselint_t.review.records.model import Field, Record
    from proselint_t.source import Source


def read_labelled(source: Source, answer: Source) -> DefectList:
    """The defects of a text; what is malformed becomes a problem and costs its own record alone.

    ``answer`` tells which of the points are its own that a remark names.
    """
    text = LabelledText(undressed(source), WORDS)
    problems: list[Problem] = []
    records = list(text.records())
    known = frozenset(read_answer(answer).by_number)
    first = records[0].line if records else 0
    preface = "\n".join(source.line(at) for at in text.outside if at + 1 < first)
    common = points_of(preface, known)
    defects = [
        _placed(defect, known, common if len(common) == 1 else ())
        for record in records
        if (defect := _defect(source.path, record, problems))
    ]
    if text.outside and (not records or any(WORDS.head.match(text.source.line(at)) for at in text.outside)):
        message = "expected a number alone on a line, and a field such as «Point: 1.3.» below it"
        problems.append(Problem(source.path, text.outside[0] + 1, None, message))
    return without_repeats(source.path, defects, problems)


def _placed(defect: Defect, known: Container[str], common: tuple[str, ...]) -> Defect:
    """A defect with what its remark says of its place, where no field says it.

    ``common`` is the point that the head of the list names.
    """
    if defect.point is None:
        points = points_of(defect.remark, known) or (() if defect.quote else common)
        defect = replace(defect, point=points[0] if points else None, also=points[1:])
    if defect.quote is None:
        defect = replace(defect, mentions=(*defect.mentions, *quotes_in(defect.remark)))
    return defect


def _defect(path: str, record: Record, problems: list[Problem]) -> Defect | None:
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
            _add(values, field)
        except FieldError as error:
            problems.append(Problem(path, field.line, error.field, error.message))
    if len(problems) > count:
        return None
    values["remark"] = "\n".join(text for text in [values.get("remark", ""), *extra] if text)
    mentions = tuple(quote for field in record.fields for quote in _several(field))
    if mentions and not (values.get("point") or values["remark"]):
        values["quote"], *_ = mentions
    try:
        return replace(defect_of(values, record.line, 0), mentions=mentions)
    except FieldError as error:
        lines = {WORDS.key(field.name): field.line for field in record.fields}
        problems.append(Problem(path, lines.get(error.field, record.line), error.field, error.message))
        return None


def _add(values: dict[str, str], field: Field) -> None:
    """A remark may go on in a second field; other fields stand once."""
    key = WORDS.require(field.name)
    if key == "remark" and key in values:
        values[key] += f"\n{field.value}"
    else:
        add_field(values, key, "" if _several(field) else _text(key, field))


def _several(field: Field) -> tuple[str, ...]:
    """The quotes of a field in which more than one stands, and not as the pieces of one."""
    if WORDS.key(field.name) != WORDS.quoted:
        return ()
    try:
        quote_text(field.value, labelled=True)
    except FieldError:
        found = tuple(quotes_in(field.value))
        return found if len(found) > 1 else ()
    return ()


def _is_extra(name: str, known: Collection[str | None]) -> bool:
    """Whether a name is that of no field: neither known nor a slip for one that the record lacks."""
    slips = get_close_matches(name.strip().lower(), WORDS.names, cutoff=0.6)
    return WORDS.key(name) is None and all(WORDS.key(slip) in known for slip in slips)


def _text(key: str, field: Field) -> str:
    return quote_text(field.value, labelled=True) if key == "quote" else str(field.value)
