"""``init``: write a starting configuration."""

from __future__ import annotations

import json
from pathlib import Path

import click

from proselint_t.cli.streams import say
from proselint_t.text.errors import ConfigError, InputError, Place

NAME = ".proselint-t.yaml"
PRESETS = ("recommended", "docs", "answer", "report", "notation")
"""As in ``config``, which `--help` does not wait for."""

_PROPOSALS = ("- files:", "preset:", "exclude:", "- {fence:")
"""How lines of a proposal begin that are told on the terminal too."""

_START = """\
# What holds for the Markdown files of this folder and of those below it.
# `proselint-t config FILE` shows what is in force, `proselint-t rule` lists the rules there are.

# The rules to start from:
#   recommended  what is right in anybody's house
#   docs         a house style for documentation
#   answer       numbered answers to clients: every source line is a paragraph
#   report       an answer of fixed structure, with emphasis
#   notation     documents in the semi-formal notation
preset: {preset}

# Rules (english.website) and styles (english) to run beside the preset's, and to leave out:
# extend-select: [layout.blank-lines]
# ignore: [typography.terms]

# Single rules: severity, exceptions and settings, or off:
# rules:
#   typography.terms: {{severity: warning}}
#   notation.mixed-script: off

# Official names beside the bundled ones, with other spellings of them:
# terms: {{Acme Corp: [acme]}}

# Files that are not checked, as in .gitignore:
# exclude: [drafts/]

# Folders of your own rule files, also of Vale's; their rules run:
# styles: [styles]

# Other values for some files, and for the text of some fences in them, which is then checked too:
# overrides:
#   - files: "tasks/**"
#     preset: notation
#     inside: [{{fence: markdown, after: "The answer", preset: answer}}]
"""


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
        problem = "there is a configuration already; it was not changed"
        raise ConfigError(problem, Place(NAME), hint="edit it, or move it away first") from None
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", Place(NAME)) from None
    say(f"Wrote {NAME}.")


def _start(preset: str) -> str:
    """A start with comments, and overrides where the files of this folder show of what kinds they are."""
    from proselint_t.cli.proposing import proposed  # noqa: PLC0415 - `--help` must not load Markdown

    found = list(proposed(Path()))
    say(*(f"found: {line.strip()}" for line in found if line.lstrip().startswith(_PROPOSALS)))
    return "\n".join((_START.format(preset=preset), *found, "")) if found else _START.format(preset=preset)


def _from_vale(path: Path) -> str:
    """A configuration that runs what Vale would run: it names the one of Vale's, and the preset stays out."""
    from proselint_t.rules.vale.ini import read_ini  # noqa: PLC0415

    config = read_ini(path)
    say(*(f"not carried over: {note}" for note in config.notes))
    return f"vale: {json.dumps(path.as_posix(), ensure_ascii=False)}\n# preset: docs\n"
