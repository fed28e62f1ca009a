"""``init``: write a starting configuration."""

from __future__ import annotations

import json
from pathlib import Path

import click

from proselint_t.cli.streams import say
from proselint_t.errors import ConfigError, InputError, Place

NAME = ".proselint-t.yaml"

_START = """\
preset: {preset}
# rules:
#   english.website: {{severity: warning}}
# exclude: [drafts/]
"""


@click.command()
@click.option("--preset", type=click.Choice(["answer", "docs"]), default="docs", show_default=True)
@click.option(
    "--from-vale",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=".vale.ini",
    metavar="[FILE]",
    help="Take over a .vale.ini.",
)
def init(preset: str, from_vale: Path | None) -> None:
    """Write a starting configuration into the current folder."""
    text = _START.format(preset=preset) if from_vale is None else _from_vale(from_vale)
    try:
        with Path(NAME).open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        problem = "there is a configuration already; it was not changed"
        raise ConfigError(problem, Place(NAME), hint="edit it, or move it away first") from None
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", Place(NAME)) from None
    say(f"Wrote {NAME}.")


def _from_vale(path: Path) -> str:
    """A configuration that runs what Vale would run: it names the one of Vale's, and the preset stays out."""
    from proselint_t.vale.ini import read_ini  # noqa: PLC0415

    config = read_ini(path)
    say(*(f"not carried over: {note}" for note in config.notes))
    return f"vale: {json.dumps(path.as_posix(), ensure_ascii=False)}\n# preset: docs\n"
