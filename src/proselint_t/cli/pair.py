"""``pair``: where two languages of one answer differ."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proselint_t.cli import OK, VIOLATIONS
from proselint_t.cli.streams import opened, say
from proselint_t.text.messages import translated
from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.pairs import PairDifference

_MANY = 4
_SHOWN = 6
_ONE = {
    "point": "point «%s»",
    "number": "number «%s» in point %s",
    "code": "code «%s» in point %s",
    "address": "address «%s» in point %s",
}
_SEVERAL = {
    "point": "%s points: %s …",
    "number": "%s numbers: %s …",
    "code": "%s stretches of code: %s …",
    "address": "%s addresses: %s …",
}


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
def pair(first: Path, second: Path) -> int:
    """Say where two languages of one answer differ: points, numbers, code, addresses (`-`: standard input).

    Words are not compared, and nothing is changed. The exit code is 1 where something differs.
    """
    from proselint_t.cli.documents import read_named, refuse_several_from_stdin  # noqa: PLC0415 - not for `--help`
    from proselint_t.defects.pairs import differences  # noqa: PLC0415

    refuse_several_from_stdin(first, second)
    both = read_named(first), read_named(second)
    found = sorted(differences(*both), key=lambda one: tuple(_ONE).index(one.what))
    with opened(None, sys.stdout) as stream:
        for _, group in groupby(found, lambda one: (one.what, one.source.path)):
            for line in _lines(list(group)):
                stream.write(printable(line) + "\n")
    empty = [source.path for source in both if not source.text.strip()]
    say(*(printable(translated("note: %s: no text here", path)) for path in empty))
    if not found and not empty:
        say(translated("No points, numbers, code or addresses differ."))
    return VIOLATIONS if found else OK


def _lines(group: list[PairDifference]) -> Iterator[str]:
    """Differences of one kind: a line for each, or one for all where there are many.

    Texts that differ so much are two editions, and nobody reads on through single lines.
    """
    if len(group) <= _MANY:
        yield from (_line(one, translated(_ONE[one.what], one.text, one.point)) for one in group)
        return
    first, *rest = (f"«{one.text}»" for one in group)
    shown = ", ".join((first, *rest[: _SHOWN - 1]))
    yield _line(group[0], translated(_SEVERAL[group[0].what], len(group), shown))


def _line(one: PairDifference, what: str) -> str:
    missing = translated("%s: not in %s", what, one.missing_in.path)
    return f"{one.source.path}:{one.source.position(one.offset)}: {missing}"
