"""Patterns of files, as in `.gitignore`: whether they make sense and which paths they match."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.globs import Globs
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from proselint_t.yaml.nodes import Node


_WINDOWS_SEPARATOR = pattern(r"(?<!\\)\\(?=[^\W_]|$)")
"""In a pattern `\\` only makes a following mark a plain one."""


def absolute(path: Path) -> Path:
    """The path from the root on without `..`: `../b/page.md` lies in `b`, not below this folder."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def matches(patterns: tuple[str, ...], folder: Path, path: Path) -> bool:
    """Whether a path lies in ``folder`` and matches one of the patterns, which are relative to it."""
    if not patterns:
        return False
    try:
        relative = absolute(path).relative_to(absolute(folder))
    except ValueError:
        return False
    return _compiled(patterns).take(relative.as_posix())


def refuse_broken(patterns: Node) -> None:
    """Raise at the first pattern that is none."""
    for node in patterns.items() if isinstance(patterns.value, list) else [patterns]:
        if not _is_sound(node.text()):
            raise node.problem(translated("«%s» is no pattern of files", node.value), _way_out(node.text()))


def refuse_broken_flags(patterns: tuple[str, ...]) -> None:
    """The same for the flag --exclude."""
    for glob in patterns:
        if not _is_sound(glob):
            problem, hint = translated("«%s» is no pattern of files", glob), _way_out(glob)
            raise ConfigError(problem, Place(key="--exclude"), hint=hint)


def _way_out(pattern: str) -> str:
    slashes = _WINDOWS_SEPARATOR.sub("/", pattern)
    return (
        translated("write «%s»", slashes)
        if slashes != pattern
        else translated("patterns are those of .gitignore")
    )


def _is_sound(pattern: str) -> bool:
    if _WINDOWS_SEPARATOR.search(pattern):
        return False
    try:
        _compiled((pattern,))
    except ValueError:
        return False
    return True


@cache
def _compiled(patterns: tuple[str, ...]) -> Globs:
    return Globs(patterns, strict=True)
