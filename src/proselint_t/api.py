"""The public functions: text in, value types out. They read no document from disk and write none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.config import CommandLine, Resolver
from proselint_t.fixer import fix as _fix
from proselint_t.linter import check as _check
from proselint_t.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.fixer import FixResult
    from proselint_t.linter import Report


def check(
    text: str, *, path: str | None = None, preset: str | None = None, select: Sequence[str] | None = None
) -> Report:
    """The violations in a Markdown text.

    ``path`` says where the text belongs: the configuration that holds there is used. Without it no
    configuration file is read. ``preset`` and ``select`` (rules and styles) beat the configuration.
    Raises :class:`proselint_t.ProselintError`.
    """
    settings = _resolver(path, preset, select).for_file(Path(path or "document.md"))
    source = Source(text, path or "<text>")
    return _check(source, settings.rules, language=settings.language, known=settings.known)


def fix(
    text: str,
    *,
    unsafe: bool = False,
    path: str | None = None,
    preset: str | None = None,
    select: Sequence[str] | None = None,
) -> FixResult:
    """The text with its safe fixes applied (``unsafe``: the others too), and what remains.

    The other arguments and the errors are those of :func:`check`.
    """
    settings = _resolver(path, preset, select).for_file(Path(path or "document.md"))
    source = Source(text, path or "<text>")
    return _fix(source, settings.rules, unsafe=unsafe, language=settings.language, known=settings.known)


def _resolver(path: str | None, preset: str | None, select: Sequence[str] | None) -> Resolver:
    chosen = tuple(select) if select is not None else None
    return Resolver(CommandLine(select=chosen, preset=preset, isolated=path is None))
