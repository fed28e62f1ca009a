"""``init``: write a starting configuration."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import click

from proselint_t.cli.streams import say
from proselint_t.text.errors import ConfigError, InputError, Place
from proselint_t.text.messages import spoken, translated

NAME = ".proselint-t.yaml"
PRESETS = ("recommended", "docs", "answer", "report", "notation")
"""As in ``config``, which `--help` does not wait for."""

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
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=".vale.ini",
    metavar="[FILE]",
    help="Take over a .vale.ini.",
)
def init(preset: str, from_vale: Path | None) -> None:
    """Write a starting configuration, with comments on what to set, into the current folder."""
    text = _start(preset) if from_vale is None else _from_vale(from_vale)
    try:
        with Path(NAME).open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        problem = translated("there is a configuration already; it was not changed")
        raise ConfigError(problem, Place(NAME), hint=translated("edit it, or move it away first")) from None
    except OSError as error:
        raise InputError(translated("cannot be written: %s", error.strerror or error), Place(NAME)) from None
    say(translated("Wrote %s.", NAME))


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
