"""What costs more to derive from a text than to read back: kept from run to run where somebody keeps it.

What is kept is data as JSON has it, and depends on nothing but the text and this program with its files.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    class Keeper(Protocol):
        """Who keeps what was derived; ``kind`` says what it is."""

        def derived(self, kind: str, text: str) -> Any: ...
        def keep_derived(self, kind: str, text: str, value: Any) -> None: ...


_Value = TypeVar("_Value")
_keeper: Keeper | None = None


def known(kind: str, text: str) -> Any:
    """What is kept of a text: a value as JSON has it, or ``None``."""
    return _keeper.derived(kind, text) if _keeper is not None else None


def keep(kind: str, text: str, value: object) -> None:
    """Keep a value that JSON holds, where somebody keeps it."""
    if _keeper is not None:
        _keeper.keep_derived(kind, text, value)


def derived(kind: str, text: str, derive: Callable[[], _Value]) -> _Value:
    """What ``derive`` returns, a value that JSON gives back as it was; it is called when nothing is kept."""
    value: _Value | None = known(kind, text)
    if value is None:
        value = derive()
        keep(kind, text, value)
    return value


@contextmanager
def keeping_derived(keeper: Keeper) -> Iterator[None]:
    """Inside, a keeper is asked and told."""
    before = _keeper
    keep_with(keeper)
    try:
        yield
    finally:
        keep_with(before)


def keep_with(keeper: Keeper | None) -> None:
    """From now on ask and tell a keeper, or nobody."""
    global _keeper  # noqa: PLW0603 - one command runs after another
    _keeper = keeper
