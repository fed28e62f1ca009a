"""From records with named fields to defects: the names in both languages, and what makes a record a defect.

All that is wrong with a record is reported, each at its line, and costs that record alone. A field that
nobody knows belongs to the remark.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from proselint_t.defects.answer import PREFACE
from proselint_t.defects.lists.model import FIELDS, Defect
from proselint_t.defects.lists.prose import SIGNS, is_preface, is_telling, part_of, placed, quotes_in
from proselint_t.defects.records.model import (
    FieldError,
    Problem,
    Vocabulary,
    add_field,
    point_numbers,
    quote_span,
    shown_value,
    whole_number,
)
from proselint_t.defects.records.structured import JsonObject
from proselint_t.document.points import IN_PROSE
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from proselint_t.defects.records.model import Record, RecordField
    from proselint_t.text.span import Span


_NAMES = {name: name for name in FIELDS} | {
    "номер": "number",
    "пункт": "point",
    "цитата": "quote",
    "пункты": "point",
    "points": "point",
    "citations": "quote",
    "quotes": "quote",
    "цитаты": "quote",
    "замечание": "remark",
    "essence": "remark",
    "суть": "remark",
    "степень уверенности": "confidence",
    "уверенность": "confidence",
    "id": "number",
    "№": "number",
    "#": "number",
    "location": "point",
    "section": "point",
    "место": "point",
    "где": "point",
    "where": "point",
    "что не так": "remark",
    "text": "quote",
    "текст": "quote",
    "excerpt": "quote",
    "отрывок": "quote",
    "issue": "remark",
    "problem": "remark",
    "explanation": "remark",
    "комментарий": "remark",
    "пояснение": "remark",
    "certainty": "confidence",
    "фрагмент": "quote",
    "было": "quote",
    "стало": "proposal",
    "проблема": "remark",
    "описание": "remark",
    "description": "remark",
    "comment": "remark",
    "предложение": "proposal",
    "предложение по устранению": "proposal",
    "рекомендация": "proposal",
    "proposal": "proposal",
    "suggestion": "proposal",
    "recommendation": "proposal",
    "suggested fix": "proposal",
    "suggested change": "proposal",
}
_COLUMNS = {
    "number": re.compile(r"[№#]?\d{1,9}[.)]?"),
    "point": re.compile(rf"(?:(?:пункт|point|section|п\.|§)\s*)?{IN_PROSE}[.)]?", re.IGNORECASE),
    "confidence": re.compile(
        r"\d{1,3}(?:[.,]\d+)?\s*(?:%|/\s*100?)?|высок\w+|средн\w+|низк\w+|high|medium|low", re.IGNORECASE
    ),
    "quote": re.compile(r"[«“„\"'`].*[»”“\"'`]\.?", re.DOTALL),
}
"""What all cells of a column are; each is the first such column that no other is."""


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """The names of columns without a head: a point or a quote is there, and the one text is the remark."""
    columns = [[cell.strip() for cell in column] for column in zip(*rows, strict=True)]
    names = [""] * len(columns)
    for name, pattern in _COLUMNS.items():
        free = (
            at for at, column in enumerate(columns) if not names[at] and all(map(pattern.fullmatch, column))
        )
        if (first := next(free, None)) is not None:
            names[first] = name
    if names.count("") != 1 or not {"point", "quote"} & set(names):
        return []
    names[names.index("")] = "remark"
    return names


WORDS = Vocabulary(
    "a defect",
    "defects",
    _NAMES,
    quoted="quote",
    bare="remark",
    columns=_columns,
    others=("action", "действие"),
    other="a reply has it: is this the list of defects?",
)

_WORDS_OF_NAME = re.compile(r"[^\W\d_]+?(?=[A-ZА-ЯЁ][a-zа-яё]|[\W\d_]|\Z)")
_LONGEST_NAME = 4
"""Words of a name in which a known name is looked for."""
_VALUES = {
    "number": re.compile(r"\d"),
    "point": re.compile(r"\d|введени|вступлени|introduction", re.IGNORECASE),
    "quote": re.compile(r"\A[«“„\"'`]"),
    "confidence": re.compile(r"\d|высок|средн|низк|high|medium|low", re.IGNORECASE),
}
"""What a value has that may stand behind a name of ordinary words."""


@lru_cache(maxsize=1000)
def key_of(name: str, value: str | None = None) -> str | None:
    """The key of a name: a known one, or one with a known word in it (`Exact quote`, `pointNumber`).

    With ``value`` such a name counts only in front of what can be its value: in prose it may be a sentence.
    """
    if key := WORDS.key(name.replace("_", " ")):
        return key
    words = [word.lower() for word in _WORDS_OF_NAME.findall(name)]
    if len(words) > _LONGEST_NAME:
        return None
    keys = [_NAMES[word] for word in words if word in _NAMES] + (["point"] if "пункта" in words else [])
    found = sorted(dict.fromkeys(keys), key=lambda key: key == "number")
    if not found or (value is not None and found[0] in _VALUES and not _VALUES[found[0]].search(value)):
        return None
    return found[0]


FILE = r"([\w./-]+\.[a-zA-Z]\w{1,7})"
"""The name of a file, as a pattern with a group."""
_CODE = re.compile(r"\A[A-ZА-ЯЁ]{1,8}[-_]?(?=\d)")
"""What stands in front of the number in the code of a record: `F-001`."""
_CONFIDENCE = re.compile(
    r"(?:(?:~|≈|about|around|около|примерно)\s*)?(-?\d+(?:[.,]\d+)?)(?:\s*%?\s*[–—-]\s*(\d+(?:[.,]\d+)?))?"
    r"\s*+(?:%|percent|процент\w*|(?:/|из|(?:out\s+)?of)\s*(100?|5)%?)?\.?(?:\s*\([^()]*\)\.?)?"
)
_STARS = re.compile(r"([★⭐\ufe0f]+)[☆✩\ufe0f]*")
_NO_MARKUP = str.maketrans("", "", "`*")
_BEHIND_POINT = re.compile(r"(?<!\s)(?:\s*+(?:[(«“\"—–:]|\.\s|,\s+(?=[^\W\d])|,\s++\d+-\w+\s)|\s++\d+-\w+\s)")
_QUOTED = r"(?:«[^«»]+»|“[^“”]+”|\"[^\"]+\")"
_QUOTES = re.compile(rf"({_QUOTED}(?:\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*{_QUOTED})*)(?:\s*\([^()]*\))?\.?")
_DEGREE = r"(?:(?:very|quite|rather|fairly|очень|довольно|весьма)\s+)?"
_LEVELS = {
    rf"{_DEGREE}(?:high|высок\w+)\.?": 90.0,
    rf"{_DEGREE}(?:medium|moderate|средн\w+)\.?": 60.0,
    rf"{_DEGREE}(?:low|низк\w+)\.?": 30.0,
}


def defect_of(
    values: Mapping[str, str], line: int | None, otherwise: int, known: Collection[str] = ()
) -> Defect:
    """A defect from the texts of its fields; an empty text is an absent field.

    ``otherwise`` is its number where none is stated, ``known`` are the numbers of points. The quote has its
    marks removed already. Without a point and a quote it is a defect of the whole answer.
    """
    point, quote = values.get("point"), values.get("quote")
    if not (point or quote or values.get("remark")):
        raise FieldError(None, translated("expected a point, a quote or a remark"))
    points = _points(point.translate(_NO_MARKUP), known) if point else ()
    return Defect(
        number=whole_number(_CODE.sub("", values["number"])) if values.get("number") else otherwise,
        line=line,
        point=points[0] if points else None,
        quote=quote or None,
        remark=values.get("remark", ""),
        confidence=_confidence(values["confidence"]) if values.get("confidence") else None,
        proposal=values.get("proposal", ""),
        also=points[1:],
        part=part_of(point) if point else None,
    )


def _points(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The points that a field names; what is said behind them of the place in the point is no part of it."""
    if is_preface(text):
        return (PREFACE,)
    try:
        return point_numbers(text, known)
    except FieldError:
        behind = _BEHIND_POINT.search(text)
        if not behind:
            raise
        return point_numbers(text[: behind.start()], known)


def _confidence(text: str) -> float:
    value = next(
        (worth for level, worth in _LEVELS.items() if re.fullmatch(level, text, re.IGNORECASE)), -1.0
    )
    if stars := _STARS.fullmatch(text):
        value = 20.0 * len(stars[1].replace("\ufe0f", ""))
    elif match := _CONFIDENCE.fullmatch(text):
        ends = [float(end.replace(",", ".")) for end in match.group(1, 2) if end]
        value = sum(ends) / len(ends) * (100 / int(match[3]) if match[3] else 1)
    if not 0 <= value <= 100:
        raise FieldError("confidence", translated("expected a number from 0 to 100, %s", shown_value(text)))
    return value


def quote_text(text: str, *, labelled: bool) -> str:
    """The quote without its outermost pair of marks.

    In the labelled form a note in brackets may stand behind it, and pieces in marks of their own with a gap
    between them are one quote.
    """
    if labelled and (match := _QUOTES.fullmatch(text)):
        return " … ".join(piece[1:-1].strip() for piece in re.findall(_QUOTED, match[1]))
    return text[slice(*quote_span("quote", text, labelled=labelled))]


_IN_ONE_LINE = frozenset({"point", "confidence"})
"""Fields of which further lines in the labelled form are the remark."""
_IN_LINE = "|".join(sorted((re.escape(name) for name in WORDS.names if len(name) > 2), key=len, reverse=True))
_INNER_HEAD = re.compile(rf"(?:(?<=[.;!?»”)\]])|(?<= [—–-]))[ \t]+({_IN_LINE}):[ \t]*(?=\S)", re.IGNORECASE)
_INNER_HEAD_FIRST = re.compile(rf"\A({_IN_LINE}):[ \t]*(?=\S)", re.IGNORECASE)
"""A known name with its colon behind the end of a sentence, or at the start of a remark of such fields."""
_WITH_OTHERS = frozenset({"remark", "point"})
_SIGN_OF_OTHERS = re.compile("[:%/]|confidence|уверенность", re.IGNORECASE)
_SURE = re.compile(
    r"\b(?:confidence|уверенность|степень уверенности)[ :—–-]{1,3}(\d{1,3} ?(?:%|/ ?100))(?!\w)"
    r"|\((\d{1,3}/100)\)|(?:\A|[.!?…]\s+)(\d{1,3}/100)\.?\s*\Z|\A\(?(\d{1,3} ?%)\)?[.:]?\s"
    rf"|[{SIGNS}]\s*(\d{{1,3}} ?%)\.?\s*\Z|[(\[,;] ?({'|'.join(_LEVELS)}) (?:confidence|уверенность)[)\],;]",
    re.IGNORECASE,
)
_DIGIT, _MARK = re.compile(r"\d"), re.compile(r"\A[«“„\"'`]")
_ORDINARY = {
    "location": _DIGIT,
    "section": _DIGIT,
    "место": _DIGIT,
    "где": _DIGIT,
    "where": _DIGIT,
    "text": _MARK,
    "текст": _MARK,
}
"""Names that are ordinary words too, and what their values have as fields of a defect."""
_LINE = re.compile(r"(?:start|end|first|last)?[_ ]?line(?:[_ ]?number)?|строка", re.IGNORECASE)
_DOCUMENT = re.compile(r"file[_ ]?(?:name|path)?|path|document|файл|документ", re.IGNORECASE)
_FILE_NAME = re.compile(FILE)
_SEVERAL = frozenset({"point", "quote"})
_JOINTS = {"point": ", ", "quote": ", ", "remark": "\n", "proposal": "\n"}
"""Fields that may hold a list, and what stands between its values in a text."""


def defects_in(
    path: str,
    records: Iterable[Record],
    known: Collection[str],
    *,
    labelled: bool,
    lines: Callable[[int, int], Span | None] | None = None,
) -> tuple[list[Defect], list[Problem]]:
    """The defects of records, and what is wrong; ``known`` are the numbers of the points of the answer.

    A record without a number has the one of its place in the list. ``lines`` tells where lines of the answer
    stand: a record that names no other place, and quotes nothing, may name these.
    """
    defects: list[Defect] = []
    problems: list[Problem] = []
    for index, record in enumerate(records, start=1):
        reading = _Reading(known, labelled=labelled)
        defect = reading.defect(record, index)
        if defect:
            found = placed(defect, known)
            if lines and reading.lines and not (found.point or found.quote or found.mentions):
                found = replace(found, span=lines(min(reading.lines), max(reading.lines)))
            defects.append(found)
        problems += (Problem(path, line, error.field, error.message) for line, error in reading.errors)
    return defects, problems


class _Reading:
    """One record on its way to a defect: texts by key, quotes where there are several, and what is wrong.

    ``extra`` are the fields that nobody knows; of these ``told`` are texts that may be of the answer,
    ``lines`` the numbers of its lines, and ``document`` is the file that is named.
    """

    def __init__(self, points: Collection[str], *, labelled: bool) -> None:
        self.points = points
        self.labelled = labelled
        self.values: dict[str, str] = {}
        self.quotes: list[str] = []
        self.extra: list[str] = []
        self.told: list[str] = []
        self.lines: list[int] = []
        self.document = ""
        self.errors: list[tuple[int, FieldError]] = []

    def defect(self, record: Record, otherwise: int) -> Defect | None:
        if record.problem:
            self.errors.append((record.line, FieldError(None, record.problem)))
            return None
        self.document = record.below if _FILE_NAME.fullmatch(record.below) else ""
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
        several = tuple(self.quotes) if len(self.quotes) > 1 else ()
        mentions = () if len(self.quotes) == 1 else tuple(self.told)
        try:
            defect = defect_of(self.values, record.line, otherwise, self.points)
            return replace(defect, quotes=several, mentions=mentions, document=self.document)
        except FieldError as error:
            lines = {key: field.line for field, key in fields}
            self.errors.append((lines.get(error.field, record.line), error))
            return None

    def _take(self, field: RecordField, key: str | None, known: Collection[str | None]) -> None:
        """A remark may go on in a second field, and a quote may be one of several; others stand once."""
        if (key is None and _is_extra(field.name, known)) or (
            self.labelled and key in _SEVERAL and _is_prose(field)
        ):
            if text := _plain(field.value):
                self.extra.append(f"{field.name.strip()}: {text}")
                self.told += [text] if key is None and is_telling(text) else []
                if _LINE.fullmatch(field.name.strip()) and text.isdecimal() and len(text) < 10:
                    self.lines.append(int(text))
                if _DOCUMENT.fullmatch(field.name.strip()):
                    self.document = text
            return
        key = key or WORDS.require(field.name)
        text = _text(key, field.value)
        if key == "quote":
            self.quotes += self._quotes(map(str, field.value) if isinstance(field.value, list) else [text])
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


def _apart(fields: Iterable[RecordField], *, labelled: bool) -> Iterator[RecordField]:
    """The fields of a record, with those that stand inside another one.

    An object holds fields; in the labelled form a remark may end with further ones on its line, and with a
    confidence in words.
    """
    for field in fields:
        value = field.value
        if isinstance(value, dict | JsonObject):
            for name, told in value.items() if isinstance(value, dict) else value:
                is_number = isinstance(told, int | float) and not isinstance(told, bool)
                yield field._replace(name=name, value=str(told) if is_number else told)
        elif (
            labelled
            and isinstance(value, str)
            and _SIGN_OF_OTHERS.search(value)
            and WORDS.key(field.name) in _WITH_OTHERS
        ):
            yield from _in_line(field)
        else:
            yield field


def _in_line(field: RecordField) -> Iterator[RecordField]:
    text, found = field.value, []
    for head in reversed(list(_INNER_HEAD.finditer(text)) if ":" in text else ()):
        found.append(field._replace(name=head[1], value=text[head.end() :].strip()))
        text = text[: head.start()].rstrip()
    if found and (first := _INNER_HEAD_FIRST.match(text)):
        found.append(field._replace(name=first[1], value=text[first.end() :].strip()))
        text = ""
    if not any(WORDS.key(one.name) == "confidence" for one in found) and (sure := _SURE.search(text)):
        found.append(field._replace(name="confidence", value=next(filter(None, sure.groups()))))
    if text or not found:
        yield field._replace(value=text) if found else field
    yield from reversed(found)


def _is_prose(field: RecordField) -> bool:
    """Whether a name that is an ordinary word stands before prose: «Место: в самом конце»."""
    needed = _ORDINARY.get(field.name.strip().lower())
    return needed is not None and not needed.search(str(field.value))


def _is_extra(name: str, known: Collection[str | None]) -> bool:
    """Whether a name that is not known is that of no field: no slip for one that the record lacks."""
    slips = get_close_matches(name.strip().lower(), WORDS.names, cutoff=0.6)
    return all(WORDS.key(slip) in known for slip in slips)


def _text(key: str, value: Any) -> str:
    """The text of a value, lists of points, quotes and paragraphs included."""
    if value is None:
        return ""
    if isinstance(value, list) and key in _JOINTS and all(isinstance(one, str | int) for one in value):
        return _JOINTS[key].join(str(one) for one in value)
    if not isinstance(value, str):
        raise FieldError(key, translated("expected text or a number, found %s", _plain(value)))
    return value.strip()


def _plain(value: Any) -> str:
    """The text of any value. Objects in a list are records of another kind, and no part of this one."""
    if isinstance(value, str):
        return value.strip()
    if type(value) is list and any(isinstance(one, dict | JsonObject) for one in value):
        raise FieldError(None, translated("expected text or a number, found %s", translated("a list")))
    if isinstance(value, JsonObject):
        value = dict(value)
    return "" if value is None else json.dumps(value, ensure_ascii=False)
