"""``schema``: the JSON Schema of rule files or of the configuration, for editors."""

from __future__ import annotations

import json
from typing import Literal

import click


@click.command()
@click.argument("which", type=click.Choice(["rule", "config"]), default="rule")
def schema(which: Literal["rule", "config"]) -> None:
    """Print the JSON Schema of rule files (default) or of the configuration."""
    from proselint_t.schema import schema as schema_of  # noqa: PLC0415 - `--help` must not load the kinds

    click.echo(json.dumps(schema_of(which), ensure_ascii=False, indent=2))
