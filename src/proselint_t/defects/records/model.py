"""Records as they are written: names of fields, values of every list, and what can be wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from proselint_t.document.points import from_to, normal_number
from proselint_t.text.errors import nearest
from proselint_t.text.marks import PAIRS
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from proselint_t.text.prose import Prose


Value = TypeVar("Value")


class FieldError(Exception):
    """A field that cannot be read. Who catches it knows the line."""

    def __init__(self, field: str | None, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with an input and leaves the rest usable. ``line`` counts from 1."""

    path: str
    line: int | None
    field: str | None
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class RecordField(NamedTuple):
    """A field under the name that was written, with its line from 1.

    ``value`` is a text in most cases (a number too is a text, as it is written), ``None`` where nothing is
    written. ``traced`` gives a text with its places in the file, lines divided by a line feed.
    """

    name: str
    line: int
    value: Any
    traced: Callable[[], Prose]


class Record(NamedTuple):
    """A record with its first line; or, at that line, what is wrong with it.

    ``below`` is the key of the list in which it stands.
    """

    line: int
    span: Span
    fields: list[RecordField]
    problem: str | None = None
    below: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """The words of a kind of list.

    ``one`` and ``many`` are what its records are called, ``names`` the names of fields in lower case with
    their keys. The value of ``quoted`` may stand in marks. The lines of ``text`` are never fields; in a list
    that has such a field a blank line ends a value. ``bare`` is the field of a text that stands behind the
    number on its line; without it such a line begins no record. ``columns`` tells the names of columns by
    what stands in the rows below them: none where that is not sure. ``others`` are names in lower case that
    files of another kind have, and ``other`` says which kind.
    """

    one: str
    many: str
    names: Mapping[str, str]
    quoted: str
    text: str = ""
    bare: str = ""
    columns: Callable[[Sequence[Sequence[str]]], list[str]] = lambda _: []
    others: Collection[str] = ()
    other: str = ""

    @property
    def expected(self) -> str:
        return translated(
            "expected %s: %s", translated(self.one), ", ".join(dict.fromkeys(self.names.values()))
        )

    @property
    def any_name(self) -> str:
        """The names of fields as alternatives of a pattern, the longest first."""
        return "|".join(sorted(self.names, key=len, reverse=True))

    @cached_property
    def head(self) -> re.Pattern[str]:
        """A known name at the start of a line, with its colon."""
        return re.compile(rf"[ \t]*({self.any_name})[ \t]*:[ \t]*", re.IGNORECASE)

    def key(self, name: str) -> str | None:
        return self.names.get(name.strip().lower())

    def nearest(self, name: str) -> str | None:
        return nearest(name.strip().lower(), self.names)

    def require(self, name: str) -> str:
        """The key that a written name means. Raises :class:`FieldError` where it means none."""
        key = self.key(name)
        if key is None:
            is_other = name.strip().lower() in self.others
            hint = translated(self.other) if is_other else self.nearest(name) or self.expected
            raise FieldError(name.strip(), translated("unknown field (%s)", hint))
        return key


def add_field(values: dict[str, Value], key: str, value: Value) -> None:
    if key in values:
        raise FieldError(key, translated("the field stands here twice"))
    values[key] = value


_POINT_NOUN = re.compile(r"\A(?:points?|sections?|пункт\w*|пп?\.|§+)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,9})[.)]?")
_POINT_JOINT = re.compile(r"(?<!\s)(?:\s*+[,;/&]\s*+|\s++(?:and|и)\s++)(?=\S)")
_DASH = re.compile(r"(?<=\d)[.)]?\s*(?:[-–—…]|\.{3}|\b(?:to|through|по|до)\b)\s*(?=\d)")
_FROM = re.compile(r"\A(?:from|с|от)\s+", re.IGNORECASE)
DEFECT_SIGN = r"𐒌(?:\((\d{1,9})\)|([₀-₉]{1,9}))"
"""The sign of a defect, `𐒌(3)` or `𐒌₃`: the number is in one of its groups."""
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SHOWN = 60
"""Characters of a wrong value that a message repeats."""


def shown_value(text: str) -> str:
    """The part of a message that shows a wrong value."""
    return translated("found «%s»", text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def plain_digits(text: str) -> str:
    """The text with figures in place of subscript ones."""
    return text.translate(_SUBSCRIPTS)


def whole_number(text: str) -> int:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise FieldError("number", translated("expected a whole number, %s", shown_value(text)))
    return int(match[1])


def point_number(text: str) -> str:
    """The normal form of one point: `1.3.`, `1.3)`, `§1.3`, «пункт 1.3», `2.1(a)`, `II.1`."""
    number = normal_number(_FROM.sub("", _POINT_NOUN.sub("", _inside_marks(text.strip()))))
    if number is None:
        raise FieldError("point", translated("expected one point such as «1.3», %s", shown_value(text)))
    return number


def point_numbers(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The points of a list or a range of such, each once: `1.1 and 1.2`, «1.1, 1.2», `1.1-1.3`.

    Of a range that reaches from one parent to another those are in it that are ``known``.
    """
    if number := normal_number(text):
        return (number,)
    found: list[str] = []
    for part in _POINT_JOINT.split(_inside_marks(text.strip())):
        first, dash, last = _DASH.sub("–", part).partition("–")
        ends = [point_number(first), *([point_number(last)] if dash else [])]
        found += from_to(ends[0], ends[1], known) if dash else ends
    return tuple(dict.fromkeys(found))


def _inside_marks(text: str) -> str:
    return text[1:-1] if text[:1] in PAIRS and text[-1] in PAIRS[text[0]] else text


def quote_span(key: str, text: str, *, labelled: bool) -> Span:
    """Where the quote stands in a value without white space around it: inside its outermost pair of marks.

    In the labelled form a mark that opens the value must close it; elsewhere such a mark is a part of the
    quote. ``key`` is the field that an error names.
    """
    closing = _closing(key, text, labelled=labelled)
    if closing is None:
        return Span(0, len(text))
    inner = text[1:closing]
    if not inner.strip():
        raise FieldError(key, translated("there is nothing between the marks"))
    start = 1 + len(inner) - len(inner.lstrip())
    return Span(start, start + len(inner.strip()))


def _closing(key: str, text: str, *, labelled: bool) -> int | None:
    """Where the mark stands that closes the whole value; ``None`` where the value has no outer marks."""
    if text[:1] not in PAIRS or _is_apostrophe(text, 0):
        return None
    opening, ends = text[0], PAIRS[text[0]]
    last = len(text) - 1
    if labelled and text.endswith(".") and text[last - 1 : last] in ends and last > 1:
        last -= 1
    if last > 0 and text[last] in ends and _is_one_pair(text[1:last], opening, ends):
        return last
    if not labelled:
        return None
    if any(mark in text[1:] for mark in ends):
        raise FieldError(key, translated("expected nothing but a full stop behind the closing mark"))
    raise FieldError(key, translated("the opening mark %s is not closed", opening))


def _is_one_pair(inner: str, opening: str, ends: str) -> bool:
    """Whether the marks around ``inner`` belong together: not so in `«a» and «b»`."""
    depth, closed = 0, False
    for at, mark in enumerate(inner):
        if mark not in ends and mark != opening:
            continue
        in_front = not inner[at - 1 : at].strip("([{«“„\"'") and inner[at + 1 : at + 2].strip()  # of a word
        if mark == opening and (opening not in ends or in_front):
            depth += 1
        elif _is_apostrophe(inner, at):
            continue
        elif depth:
            depth -= 1
        else:
            closed = True
    return not (closed and depth)


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether a single mark stands inside a word."""
    inside = text[at - 1 : at].isalnum() if at else False
    return text[at] in "'’‘" and inside and text[at + 1 : at + 2].isalnum()
