"""Patterns of the ``regex`` module as they are kept from run to run.

Its parser, in Python, takes a hundred times longer than to take up what it has made: the arguments of a
function of that module, which it tells for ``copy`` and ``pickle``. They are kept as JSON.
"""

from __future__ import annotations

from copyreg import dispatch_table
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import regex

from proselint_t.text.derived import keep, known

if TYPE_CHECKING:
    from collections.abc import Callable

_FLAGS = regex.VERSION1 | regex.UNICODE | regex.MULTILINE
_KEPT = "pattern"
_OF_JSON: dict[str, Callable[[Any], Any]] = {"bytes": bytes.fromhex, "tuple": tuple, "dict": dict}
"""The name of a type that JSON has not → how a value of it is made again."""


def compiled(text: str, *, ignore_case: bool) -> regex.Pattern[str]:
    """As ``regex.compile``, and raises what that raises: ``regex.error`` where it is no pattern."""
    flags = _FLAGS | (regex.IGNORECASE if ignore_case else 0)
    key = f"{regex.__version__}\0{flags}\0{text}"
    kept = known(_KEPT, key)
    if kept is not None:
        return cast("regex.Pattern[str]", _maker()(*map(_value, kept)))
    made = regex.compile(text, flags)
    keep(_KEPT, key, list(map(_data, _reduced(made)[1])))
    return made


def _reduced(pattern: regex.Pattern[str]) -> tuple[Callable[..., object], tuple[Any, ...]]:
    """A function, and the arguments with which it makes a pattern."""
    return cast("tuple[Callable[..., object], tuple[Any, ...]]", dispatch_table[regex.Pattern](pattern))


@cache
def _maker() -> Callable[..., object]:
    return _reduced(regex.compile(""))[0]


def _data(value: object) -> object:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, dict):
        return {"dict": list(value.items())}
    return {"tuple": list(value)} if isinstance(value, tuple) else value


def _value(data: object) -> object:
    if not isinstance(data, dict):
        return data
    ((name, held),) = data.items()
    return _OF_JSON[name](held)
