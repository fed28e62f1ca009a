"""``config``, ``init``, ``schema``: the settings in force for a file, a start, and their JSON Schema."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from proselint_t.cli.options import PATH, format_option, selection_of, selection_options
from proselint_t.cli.streams import say, tell, tell_json
from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.messages import spoken, translated
from proselint_t.text.names import ANY_NAME, PRESETS, YAML_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.config import FileSettings
    from proselint_t.rules.rule import ActiveRule


@click.command()
@click.argument("path", type=PATH, default=Path(ANY_NAME))
@selection_options
@format_option("text", "json")
def config(path: Path, output_format: str, **values: Any) -> None:
    """Show the settings in force for a file (default: a file of this folder), and what set each."""
    from proselint_t.config import Resolver  # noqa: PLC0415 - `--help` must not load Markdown

    file = path / ANY_NAME if path.is_dir() else path
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


_PROPOSALS = ("- files:", "preset:", "exclude:", "- {fence:")
"""How lines of a proposal begin that are told on the terminal too."""


@click.command()
@click.option(
    "--preset",
    type=click.Choice(PRESETS),
    default=PRESETS[0],
    show_default=True,
    help="The rules to start from.",
)
@click.option(
    "--from-vale",
    type=PATH,
    is_flag=False,
    flag_value=".vale.ini",
    metavar="[FILE]",
    help="Take over a .vale.ini.",
)
def init(preset: str, from_vale: Path | None) -> None:
    """Write a starting configuration, with comments on what to set, into the current folder."""
    text = _start(preset) if from_vale is None else _from_vale(from_vale)
    path = Path(YAML_NAME)
    if path.exists() or path.is_symlink():
        problem = translated("there is a configuration already; it was not changed")
        raise ConfigError(problem, Place(YAML_NAME), hint=translated("edit it, or move it away first"))
    from proselint_t.text.writing import replace_file  # noqa: PLC0415 - `config` and `schema` write no file

    replace_file(path, None, text.encode())
    say(translated("Wrote %s.", YAML_NAME))


def _start(preset: str) -> str:
    """A start with comments, and overrides where the files of this folder show of what kinds they are."""
    from proselint_t.cli.proposing import proposed  # noqa: PLC0415 - `--help` must not load Markdown

    found = list(proposed(Path()))
    say(*(translated("found: %s", line.strip()) for line in found if line.lstrip().startswith(_PROPOSALS)))
    template = files(__package__).joinpath("start", f"{spoken()}.yaml").read_text(encoding="utf-8")
    start = template.replace("{preset}", preset)
    return "\n".join((start, *found, "")) if found else start


def _from_vale(path: Path) -> str:
    """A configuration that runs what Vale would run: it names the one of Vale's, and the preset stays out."""
    from proselint_t.rules.vale.ini import read_ini  # noqa: PLC0415

    config = read_ini(path)
    say(*(translated("not carried over: %s", note) for note in config.notes))
    return f"vale: {json.dumps(path.as_posix(), ensure_ascii=False)}\n# preset: docs\n"


@click.command()
@click.argument("which", type=click.Choice(["rule", "config"]), default="rule")
def schema(which: Literal["rule", "config"]) -> None:
    """Print the JSON Schema of rule files (default) or of the configuration."""
    from proselint_t.config.schema import schema as schema_of  # noqa: PLC0415 - `--help` must not load the kinds

    tell_json(schema_of(which))
