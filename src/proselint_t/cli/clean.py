"""``clean``: remove what earlier runs have kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from proselint_t.cli.options import cache_dir_option
from proselint_t.cli.streams import say
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@cache_dir_option
def clean(cache_dir: Path | None) -> None:
    """Remove what `check` and `fix` have kept of earlier runs."""
    from proselint_t.runner import store  # noqa: PLC0415 - only here

    folder = cache_dir or store.folder_of_user()
    size = store.clean(folder)
    say(
        translated("Removed %s bytes from %s.", f"{size:,}", folder)
        if size
        else translated("Nothing is kept in %s.", folder)
    )
