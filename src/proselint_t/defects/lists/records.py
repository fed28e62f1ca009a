"""From records with named fields to defects: the same for every form of a list.

All that is wrong with a record is reported, each at its line, and costs that record alone. A field that
nobody knows belongs to the remark.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from proselint_t.defects.lists.fields import WORDS, defect_of, key_of, quote_text
from proselint_t.defects.lists.prose import placed, quotes_in
from proselint_t.defects.records.json_values import JsonObject
from proselint_t.defects.records.model import FieldError, Problem, add_field
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from proselint_t.defects.lists.model import Defect
    from proselint_t.defects.records.model import Field, Record

_IN_ONE_LINE = frozenset({"point", "confidence"})
"""Fields of which further lines in the labelled form are the remark."""
_IN_LINE = "|".join(sorted((re.escape(name) for name in WORDS.names if len(name) > 2), key=len, reverse=True))
_INNER_HEAD = re.compile(rf"(?:(?<=[.;!?»”)\]])|(?<= [—–-]))[ \t]+({_IN_LINE}):[ \t]*(?=\S)", re.IGNORECASE)
_INNER_HEAD_FIRST = re.compile(rf"\A({_IN_LINE}):[ \t]*(?=\S)", re.IGNORECASE)
"""A known name with its colon behind the end of a sentence, or at the start of a remark of such fields."""
_WITH_OTHERS = frozenset({"remark", "point"})
_SIGN_OF_OTHERS = re.compile("[:%/]")
_SURE = re.compile(
    r"\b(?:confidence|уверенность|степень уверенности)[ :—–-]{1,3}(\d{1,3} ?(?:%|/ ?100))(?!\w)"
    r"|\((\d{1,3}/100)\)",
    re.IGNORECASE,
)
_DIGIT, _MARK = re.compile(r"\d"), re.compile(r"\A[«“„\"'`]")
_ORDINARY = {
    "location": _DIGIT,
    "место": _DIGIT,
    "где": _DIGIT,
    "text": _MARK,
    "текст": _MARK,
}
"""Names that are ordinary words too, and what their values have as fields of a defect."""
_SEVERAL = frozenset({"point", "quote"})
"""Fields that may hold a list."""


def defects_in(
    path: str, records: Iterable[Record], known: Collection[str], *, labelled: bool
) -> tuple[list[Defect], list[Problem]]:
    """The defects of records, and what is wrong; ``known`` are the numbers of the points of the answer.

    A record without a number has the one of its place in the list.
    """
    defects: list[Defect] = []
    problems: list[Problem] = []
    for index, record in enumerate(records, start=1):
        reading = _Reading(known, labelled=labelled)
        defect = reading.defect(record, index)
        if defect:
            defects.append(placed(defect, known))
        problems += (Problem(path, line, error.field, error.message) for line, error in reading.errors)
    return defects, problems


class _Reading:
    """One record on its way to a defect: texts by key, quotes where there are several, and what is wrong."""

    def __init__(self, points: Collection[str], *, labelled: bool) -> None:
        self.points = points
        self.labelled = labelled
        self.values: dict[str, str] = {}
        self.quotes: list[str] = []
        self.extra: list[str] = []
        self.errors: list[tuple[int, FieldError]] = []

    def defect(self, record: Record, otherwise: int) -> Defect | None:
        if record.problem:
            self.errors.append((record.line, FieldError(None, record.problem)))
            return None
        fields = [(one, key_of(one.name)) for one in _apart(record.fields, labelled=self.labelled)]
        known = {key for _, key in fields}
        for field, key in fields:
            try:
                self._take(field, key, known)
            except FieldError as error:
                self.errors.append((field.line, error))
        if self.errors:
            return None
        self.values["remark"] = "\n".join(filter(None, [self.values.get("remark", ""), *self.extra]))
        if len(self.quotes) == 1 or (self.quotes and not (self.values.get("point") or self.values["remark"])):
            self.values["quote"] = self.quotes[0]
        mentions = () if len(self.quotes) == 1 else tuple(self.quotes)
        try:
            defect = defect_of(self.values, record.line, otherwise, self.points)
            return replace(defect, mentions=mentions) if mentions else defect
        except FieldError as error:
            lines = {key: field.line for field, key in fields}
            self.errors.append((lines.get(error.field, record.line), error))
            return None

    def _take(self, field: Field, key: str | None, known: Collection[str | None]) -> None:
        """A remark may go on in a second field, and a quote may be one of several; others stand once."""
        if (key is None and _is_extra(field.name, known)) or (
            self.labelled and key in _SEVERAL and _is_prose(field)
        ):
            if text := _plain(field.value):
                self.extra.append(f"{field.name.strip()}: {text}")
            return
        key = key or WORDS.require(field.name)
        text = _text(key, field.value)
        if key == "quote":
            self.quotes += self._quotes(field.value if isinstance(field.value, list) else [text])
        elif key == "remark" and key in self.values:
            self.values[key] += f"\n{text}"
        else:
            if self.labelled and key in _IN_ONE_LINE:
                text, _, rest = text.partition("\n")
                self.extra += [rest.strip()] if rest.strip() else []
            add_field(self.values, key, text.strip())

    def _quotes(self, texts: Iterable[str]) -> list[str]:
        """The quotes of a field; in the labelled form several may stand in one text."""
        found: list[str] = []
        for text in filter(None, texts):
            try:
                found.append(quote_text(text, labelled=self.labelled))
            except FieldError:
                several = tuple(quotes_in(text))
                if len(several) < 2:
                    raise
                found += several
        return found


def _apart(fields: Iterable[Field], *, labelled: bool) -> Iterator[Field]:
    """The fields of a record, with those that stand inside another one.

    An object holds fields; in the labelled form a remark may end with further ones on its line, and with a
    confidence in words.
    """
    for field in fields:
        value = field.value
        if isinstance(value, str):
            others = labelled and _SIGN_OF_OTHERS.search(value) and WORDS.key(field.name) in _WITH_OTHERS
            if others:
                yield from _in_line(field)
            else:
                yield field
        elif isinstance(value, (dict, JsonObject)):
            members = value.items() if isinstance(value, dict) else value
            yield from (field._replace(name=name, value=_written(value)) for name, value in members)
        else:
            yield field


def _written(value: Any) -> Any:
    """A number in an object is the text that it is."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _in_line(field: Field) -> Iterator[Field]:
    text, found = field.value, []
    for head in reversed(list(_INNER_HEAD.finditer(text)) if ":" in text else ()):
        found.append(field._replace(name=head[1], value=text[head.end() :].strip()))
        text = text[: head.start()].rstrip()
    if found and (first := _INNER_HEAD_FIRST.match(text)):
        found.append(field._replace(name=first[1], value=text[first.end() :].strip()))
        text = ""
    if not any(WORDS.key(one.name) == "confidence" for one in found) and (sure := _SURE.search(text)):
        found.append(field._replace(name="confidence", value=sure[1] or sure[2]))
    if text or not found:
        yield field._replace(value=text) if found else field
    yield from reversed(found)


def _is_prose(field: Field) -> bool:
    """Whether a name that is an ordinary word stands before prose: «Место: в самом конце»."""
    needed = _ORDINARY.get(field.name.strip().lower())
    return needed is not None and not needed.search(str(field.value))


def _is_extra(name: str, known: Collection[str | None]) -> bool:
    """Whether a name that is not known is that of no field: no slip for one that the record lacks."""
    slips = get_close_matches(name.strip().lower(), WORDS.names, cutoff=0.6)
    return all(WORDS.key(slip) in known for slip in slips)


def _text(key: str, value: Any) -> str:
    """The text of a value, lists of points and quotes included."""
    if value is None:
        return ""
    if isinstance(value, list) and key in _SEVERAL and all(isinstance(one, str | int) for one in value):
        return ", ".join(str(one) for one in value)
    if not isinstance(value, str):
        raise FieldError(key, translated("expected text or a number, found %s", _plain(value)))
    return value.strip()


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else json.dumps(value, ensure_ascii=False)
