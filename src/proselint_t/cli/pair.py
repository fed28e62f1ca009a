"""``pair``: where two languages of one answer differ."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from proselint_t.cli import OK, VIOLATIONS
from proselint_t.cli.streams import opened
from proselint_t.printable import printable


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
def pair(first: Path, second: Path) -> int:
    """Say where two languages of one answer differ: points, numbers, code, addresses.

    Words are not compared, and nothing is changed. The exit code is 1 where something differs.
    """
    from proselint_t.review.pairs import differences  # noqa: PLC0415 - not for `--help`
    from proselint_t.source import Source  # noqa: PLC0415

    found = list(differences(Source.read(first), Source.read(second)))
    with opened(None, sys.stdout) as stream:
        for one in found:
            place = f"{one.source.path}:{one.source.position(one.offset)}"
            where = f" in point {one.point}" if one.what != "point" else ""
            what = f"{one.what} «{one.text}»{where}"
            stream.write(printable(f"{place}: {what}: not in {one.missing_in.path}") + "\n")
    return VIOLATIONS if found else OK
