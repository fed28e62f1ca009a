"""Word lists that are shipped as YAML beside the code.

Owns where they lie; it must not know what the words are for.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from proselint_t.text.packaged import packaged

WordList: TypeAlias = "dict[str, str | list[str] | dict[str, str]]"


@cache
def load(name: str) -> WordList:
    """The file ``data/<name>.yaml``; lists of words may be written as one text with spaces."""
    lists: WordList = packaged(__file__, f"data/{name}.yaml")
    return lists


def words(name: str, key: str) -> frozenset[str]:
    """A list of words; ``key`` names its place in the file."""
    value = load(name)[key]
    return frozenset(value.split() if isinstance(value, str) else value)


def phrases(name: str, key: str) -> list[str]:
    """A list of patterns that may hold spaces."""
    value = load(name)[key]
    return [value] if isinstance(value, str) else list(value)


def table(name: str, key: str) -> dict[str, str]:
    """A mapping of strings to strings."""
    value = load(name)[key]
    if not isinstance(value, dict):
        raise TypeError(f"{name}.yaml: {key} is no mapping")
    return value
