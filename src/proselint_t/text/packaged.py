"""Data that is shipped as YAML beside the code: lists of words, masks, messages, presets."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from proselint_t.text.derived import derived


def packaged(module: str, name: str) -> Any:
    """The file ``name`` beside a module (its ``__file__``), as mappings and lists of strings.

    Nothing becomes another value: ``no`` and ``on`` are words here. Who asks twice keeps the answer. It is
    kept under the path, for whoever keeps it knows a change of this program.
    """
    path = Path(module).parent / name
    return derived("packaged", str(path), lambda: _read(path.read_text(encoding="utf-8")))


def _read(text: str) -> Any:
    import yaml  # noqa: PLC0415 - most commands need no list

    return yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - strings only


class WordLists:
    """The lists of one such file: under each key words, phrases or a table. It is read when first asked."""

    def __init__(self, module: str, name: str) -> None:
        self._file = module, name
        self._words: dict[str, frozenset[str]] = {}

    @cached_property
    def _lists(self) -> dict[str, str | list[str] | dict[str, str]]:
        lists: dict[str, str | list[str] | dict[str, str]] = packaged(*self._file)
        return lists

    def words(self, key: str) -> frozenset[str]:
        """A list of words, written as one text or as lines, with spaces between them."""
        if key not in self._words:
            self._words[key] = frozenset(" ".join(self.phrases(key)).split())
        return self._words[key]

    def phrases(self, key: str) -> list[str]:
        """A list of texts that may hold spaces."""
        value = self._lists[key]
        return [value] if isinstance(value, str) else list(value)

    def table(self, key: str) -> dict[str, str]:
        """A mapping of texts to texts."""
        value = self._lists[key]
        if not isinstance(value, dict):
            raise TypeError(f"{self._file[1]}: {key} is no mapping")
        return value
