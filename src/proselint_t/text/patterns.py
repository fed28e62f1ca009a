"""Regular expressions that are compiled when they are first asked for: a run needs a fifth of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 50_000
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class LazyPattern:
    """Stands for a compiled pattern, whose methods are its own from the first use on; its text needs none."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """As :func:`re.compile`, which is called when the pattern is first used; ``re.error`` is raised then."""
    return cast("re.Pattern[str]", LazyPattern(source, flags))


def parts(text: str) -> Iterator[str]:
    """A text in parts, each of which begins with a space but for the first.

    All the words of a long text at once take twelve times its room.
    """
    at = 0
    while at < len(text):
        end = text.find(" ", at + _PIECE) if len(text) > at + _PIECE else -1
        end = len(text) if end < 0 else end
        yield text[at:end]
        at = end


def words_in(word: re.Pattern[str], text: str) -> Iterator[list[str]]:
    """What a pattern that matches no space finds in a text, in its order and in parts."""
    return map(word.findall, parts(text))
