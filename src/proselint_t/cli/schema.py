"""``schema``: the JSON Schema of rule files or of the configuration, for editors."""

from __future__ import annotations

from typing import Literal

import click

from proselint_t.cli.streams import tell_json


@click.command()
@click.argument("which", type=click.Choice(["rule", "config"]), default="rule")
def schema(which: Literal["rule", "config"]) -> None:
    """Print the JSON Schema of rule files (default) or of the configuration."""
    from proselint_t.config.schema import schema as schema_of  # noqa: PLC0415 - `--help` must not load the kinds

    tell_json(schema_of(which))
