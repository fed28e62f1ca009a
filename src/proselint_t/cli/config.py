"""``config``: the settings in force for a file, and what set each of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proselint_t.cli.options import format_option, selection_of, selection_options
from proselint_t.cli.streams import tell, tell_json
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.config import FileSettings
    from proselint_t.rules.rule import ActiveRule


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path("document.md"))
@selection_options
@format_option("text", "json")
def config(path: Path, output_format: str, **values: Any) -> None:
    """Show the settings in force for a file (default: a file of this folder), and what set each."""
    from proselint_t.config import Resolver  # noqa: PLC0415 - `--help` must not load Markdown

    file = path / "document.md" if path.is_dir() else path
    settings = Resolver(selection_of(values)).for_file(file)
    if output_format == "json":
        tell_json(_data(settings))
    else:
        tell(*_lines(settings))


def _data(settings: FileSettings) -> dict[str, Any]:
    return {
        "config": str(settings.config) if settings.config else None,
        "settings": {
            key: {"value": _plain(value), "from": origin} for key, (value, origin) in settings.values.items()
        },
        "rules": {active.rule.meta.id: _rule(active) for active in settings.rules},
    }


def _rule(active: ActiveRule) -> dict[str, Any]:
    return {
        "severity": (active.severity or active.rule.meta.severity).value,
        "settings": {name: _plain(value) for name, value in active.settings.items()},
        "exceptions": sorted(active.exceptions),
    }


def _lines(settings: FileSettings) -> Iterator[str]:
    yield f"configuration: {settings.config or 'none'}"
    for key, (value, origin) in sorted(settings.values.items()):
        yield f"{key}: {_shown(value)}  ({origin})"
    yield "rules:"
    for active in settings.rules:
        own = _rule(active)
        extras = [f"{name}={_shown(value)}" for name, value in own["settings"].items()]
        extras += [f"exceptions={', '.join(own['exceptions'])}"] if own["exceptions"] else []
        yield f"  {active.rule.meta.id}  {own['severity']}  {'  '.join(extras)}".rstrip()


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value if isinstance(value, (str, int, type(None))) else str(value)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or translated("none")
    return ", ".join(value) or translated("none") if isinstance(value, dict) else str(value)
