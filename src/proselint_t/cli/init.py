"""``init``: write a starting configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from proselint_t.cli.streams import say
from proselint_t.errors import ConfigError, InputError, Place

if TYPE_CHECKING:
    from proselint_t.cli.vale_import import Imported

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
    from proselint_t.cli.vale_import import import_vale  # noqa: PLC0415
    from proselint_t.source import Source  # noqa: PLC0415

    imported = import_vale(Source.read(path).text, str(path))
    say(*(f"not carried over: {entry}" for entry in imported.lost))
    return _written(imported)


def _written(imported: Imported) -> str:
    import yaml  # noqa: PLC0415

    return yaml.safe_dump(imported.settings, sort_keys=False, allow_unicode=True, width=110)
