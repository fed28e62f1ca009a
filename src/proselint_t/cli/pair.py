"""``pair``: where two languages of one answer differ."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proselint_t.cli import OK, VIOLATIONS
from proselint_t.cli.streams import opened
from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.pairs import Difference

_MANY = 4
_SHOWN = 6
_KINDS = ("point", "number", "code", "address")
_PLURALS = {"point": "points", "number": "numbers", "code": "stretches of code", "address": "addresses"}


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
def pair(first: Path, second: Path) -> int:
    """Say where two languages of one answer differ: points, numbers, code, addresses.

    Words are not compared, and nothing is changed. The exit code is 1 where something differs.
    """
    from proselint_t.defects.pairs import differences  # noqa: PLC0415 - not for `--help`
    from proselint_t.text.source import Source  # noqa: PLC0415

    found = sorted(
        differences(Source.read(first), Source.read(second)), key=lambda one: _KINDS.index(one.what)
    )
    with opened(None, sys.stdout) as stream:
        for _, group in groupby(found, lambda one: (one.what, one.source.path)):
            for line in _lines(list(group)):
                stream.write(printable(line) + "\n")
    return VIOLATIONS if found else OK


def _lines(group: list[Difference]) -> Iterator[str]:
    """Differences of one kind: a line for each, or one for all where there are many.

    Texts that differ so much are two editions, and nobody reads on through single lines.
    """
    if len(group) <= _MANY:
        yield from (_line(one, f"{one.what} «{one.text}»{_where(one)}") for one in group)
        return
    first, *rest = (f"«{one.text}»" for one in group)
    shown = ", ".join((first, *rest[: _SHOWN - 1]))
    yield _line(group[0], f"{len(group)} {_PLURALS[group[0].what]}: {shown} …")


def _line(one: Difference, what: str) -> str:
    return f"{one.source.path}:{one.source.position(one.offset)}: {what}: not in {one.missing_in.path}"


def _where(one: Difference) -> str:
    return f" in point {one.point}" if one.what != "point" else ""
