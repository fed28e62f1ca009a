"""Word lists that are shipped as YAML beside the code.

Owns where they lie and how they are read: as nested mappings and lists of strings, never as other values
(``no`` and ``on`` are words here). It must not know what the words are for.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeAlias, cast

WordList: TypeAlias = "dict[str, str | list[str] | dict[str, str]]"


@cache
def load(name: str) -> WordList:
    """The file ``data/<name>.yaml``; lists of words may be written as one text with spaces."""
    import yaml  # noqa: PLC0415 - start-up: only a rule that meets a number word needs it

    text = files(__package__).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return cast("WordList", yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))  # noqa: S506 - base loader: strings only


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
