"""The lists of ``names.yaml``: endings, domains, products. They are read when a text first needs one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import cast


@cache
def words(key: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(word for line in _lists()[key] for word in line.split())


@cache
def _lists() -> dict[str, list[str]]:
    import yaml  # noqa: PLC0415 - only documents with a dot between letters need the lists

    text = Path(__file__).with_name("names.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return cast("dict[str, list[str]]", yaml.load(text, loader))  # noqa: S506 - base loader: strings only
