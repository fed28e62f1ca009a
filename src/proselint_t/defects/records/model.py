"""Records as they are written, the names that their fields may have, and what can be wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from proselint_t.text.errors import nearest
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from proselint_t.text.prose import Prose
    from proselint_t.text.span import Span

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


class Field(NamedTuple):
    """A field under the name that was written, with its line from 1.

    ``value`` is a text in most cases (a number too is a text, as it is written), ``None`` where nothing is
    written. ``traced`` gives a text with its places in the file, lines divided by a line feed.
    """

    name: str
    line: int
    value: Any
    traced: Callable[[], Prose]


class Record(NamedTuple):
    """A record with its first line; or, at that line, what is wrong with it."""

    line: int
    span: Span
    fields: list[Field]
    problem: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """The words of a kind of list.

    ``one`` and ``many`` are what its records are called, ``names`` the names of fields in lower case with
    their keys. The value of ``quoted`` may stand in marks. The lines of ``text`` are never fields; in a list
    that has such a field a blank line ends a value. ``bare`` is the field of a text that stands behind the
    number on its line; without it such a line begins no record. ``columns`` tells the names of columns by
    what stands in the rows below them: none where that is not sure.
    """

    one: str
    many: str
    names: Mapping[str, str]
    quoted: str
    text: str = ""
    bare: str = ""
    columns: Callable[[Sequence[Sequence[str]]], list[str]] = lambda _: []

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
            hint = self.nearest(name)
            raise FieldError(
                name.strip(), translated("unknown field (%s)", hint) if hint else translated("unknown field")
            )
        return key


def add_field(values: dict[str, Value], key: str, value: Value) -> None:
    if key in values:
        raise FieldError(key, translated("the field stands here twice"))
    values[key] = value
