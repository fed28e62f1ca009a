"""What the fields of a defect mean: their names in both languages, and what makes a record a defect.

Owns the checks that every form of a list shares. Raises :class:`FieldError`; who catches it knows the line.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from proselint_t.defects.answer import PREFACE
from proselint_t.defects.lists.model import FIELDS, Defect
from proselint_t.defects.lists.prose import is_preface, part_of
from proselint_t.defects.records.model import FieldError, Vocabulary
from proselint_t.defects.records.values import found, point_numbers, quote_span, whole_number
from proselint_t.document.points import IN_PROSE
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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
    "место": "point",
    "где": "point",
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
    "проблема": "remark",
    "описание": "remark",
    "description": "remark",
    "comment": "remark",
    "предложение": "proposal",
    "предложение по устранению": "proposal",
    "рекомендация": "proposal",
    "proposal": "proposal",
    "suggestion": "proposal",
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
        for at, column in enumerate(columns):
            if name not in names and not names[at] and all(map(pattern.fullmatch, column)):
                names[at] = name
    if names.count("") != 1 or not {"point", "quote"} & set(names):
        return []
    names[names.index("")] = "remark"
    return names


WORDS = Vocabulary("a defect", "defects", _NAMES, quoted="quote", bare="remark", columns=_columns)

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


_CONFIDENCE = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(?:%|(?:/|из|of)\s*(100?)%?)?\.?(?:\s*\([^()]*\)\.?)?")
_NO_MARKUP = str.maketrans("", "", "`*")
_BEHIND_POINT = re.compile(r"\s*(?:[(«“\"—–:]|\.\s|,\s+(?=[^\W\d])|,?\s+\d+-\w+\s)")
_QUOTED = r"(?:«[^«»]+»|“[^“”]+”|\"[^\"]+\")"
_QUOTES = re.compile(rf"({_QUOTED}(?:\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*{_QUOTED})*)(?:\s*\([^()]*\))?\.?")
_CONFIDENCE_WORDS = {"высокая": 90, "средняя": 60, "низкая": 30, "high": 90, "medium": 60, "low": 30}


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
        number=whole_number(values["number"]) if values.get("number") else otherwise,
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
    if (in_words := _CONFIDENCE_WORDS.get(text.lower().removesuffix("."))) is not None:
        return float(in_words)
    match = _CONFIDENCE.fullmatch(text)
    value = float(match[1].replace(",", ".")) * (10 if match[2] == "10" else 1) if match else -1
    if not 0 <= value <= 100:
        raise FieldError("confidence", translated("expected a number from 0 to 100, %s", found(text)))
    return value


def quote_text(text: str, *, labelled: bool) -> str:
    """The quote without its outermost pair of marks.

    In the labelled form a note in brackets may stand behind it, and pieces in marks of their own with a gap
    between them are one quote.
    """
    if labelled and (match := _QUOTES.fullmatch(text)):
        return " … ".join(piece[1:-1].strip() for piece in re.findall(_QUOTED, match[1]))
    return text[slice(*quote_span("quote", text, labelled=labelled))]
