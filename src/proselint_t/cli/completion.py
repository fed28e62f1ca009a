"""What a shell is offered as the value of a flag, where that is not a fixed list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.text.errors import ProselintError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click


def offered_rules(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Rule ids that go on from what was typed."""
    return _going_on(_rules(), begun)


def rules_and_styles(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Rule ids and styles for the last of several names."""
    from proselint_t.config.selection import names_of  # noqa: PLC0415 - only a shell asks

    before, comma, last = begun.rpartition(",")
    return [before + comma + name for name in _going_on(names_of(_rules()), last)]


def offered_presets(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    from proselint_t.config.keys import PRESETS  # noqa: PLC0415

    return _going_on(PRESETS, begun)


def _going_on(names: Iterable[str], begun: str) -> list[str]:
    return sorted(name for name in names if name.startswith(begun))


def _rules() -> tuple[str, ...]:
    """The rules that hold in this folder; the bundled ones where its configuration is broken."""
    from pathlib import Path  # noqa: PLC0415

    from proselint_t.config import CommandLine, Resolver  # noqa: PLC0415

    try:
        return tuple(Resolver().catalog(Path("document.md")).ids)
    except ProselintError:
        return tuple(Resolver(CommandLine(isolated=True)).catalog(Path("document.md")).ids)
