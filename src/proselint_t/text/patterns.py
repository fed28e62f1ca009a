"""Regular expressions that are compiled when they are first asked for: a run needs a fifth of them."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class LazyPattern:
    """Stands for a compiled pattern, whose methods are its own from the first use on."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """As :func:`re.compile`, which is called when the pattern is first used; ``re.error`` is raised then."""
    return cast("re.Pattern[str]", LazyPattern(source, flags))
