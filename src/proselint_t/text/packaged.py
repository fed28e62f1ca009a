"""Data that is shipped as YAML beside the code: lists of words, masks, messages, presets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from proselint_t.text.derived import derived


def packaged(module: str, name: str) -> Any:
    """The file ``name`` beside a module (its ``__file__``), as mappings and lists of strings.

    Nothing becomes another value: ``no`` and ``on`` are words here. Who asks twice keeps the answer.
    """
    text = (Path(module).parent / name).read_text(encoding="utf-8")
    return derived("packaged", text, lambda: _read(text))


def _read(text: str) -> Any:
    import yaml  # noqa: PLC0415 - most commands need no list

    return yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - strings only
