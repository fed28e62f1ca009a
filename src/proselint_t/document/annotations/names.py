"""The lists of ``names.yaml``: endings, domains, products. They are read when a text first needs one."""

from __future__ import annotations

from functools import cache

from proselint_t.text.packaged import packaged


@cache
def words(key: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(word for line in _lists()[key] for word in line.split())


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = packaged(__file__, "names.yaml")
    return lists
