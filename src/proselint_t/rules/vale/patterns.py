"""Patterns as Vale's styles write them (those of .NET), for the ``regex`` module."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from proselint_t.rules.matching.finder import portable
from proselint_t.rules.matching.patterns import compile_pattern

if TYPE_CHECKING:
    from proselint_t.rules.matching.patterns import Pattern

_SET = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]", re.DOTALL)
_OPERATOR = re.compile(r"\\.|\[:\^?\w+:\]|\[(?!:)|--|\|\||&&|~~", re.DOTALL)
_OPENING = re.compile(r"(?<!\\)\((?!\?)")
WORD = r"\b(?:%s)\b"
NONWORD = "(?:%s)"


@lru_cache(maxsize=20_000)
def compiled(pattern: str, *, ignore_case: bool = False, key: str | None = None) -> Pattern:
    """The pattern. Raises :class:`proselint_t.text.errors.RuleError` naming ``key`` when it is malformed."""
    return compile_pattern(portable(_plain_sets(pattern)), ignore_case=ignore_case, key=key)


def _plain_sets(pattern: str) -> str:
    """With the operators of version 1 of ``regex`` taken for the characters that they are elsewhere."""
    if "[" not in pattern:
        return pattern
    return _SET.sub(lambda found: found[0] if found[0][0] == "\\" else _plain_set(found[0]), pattern)


def _plain_set(text: str) -> str:
    def escaped(found: re.Match[str]) -> str:
        operator = found[0]
        if operator.startswith(("\\", "[:")):
            return operator
        return "".join(f"\\{character}" for character in operator)

    return text[0] + _OPERATOR.sub(escaped, text[1:-1]) + "]"


def without_groups(pattern: str) -> str:
    """The pattern with its plain groups no longer captured."""
    return _OPENING.sub("(?:", pattern)


def has_group(pattern: str) -> bool:
    """Whether the pattern captures anything."""
    return pattern.count("(") > pattern.count("(?") + pattern.count(r"\(")
