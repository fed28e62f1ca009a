"""Where the output of a command goes, and whether it may be coloured."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from proselint_t.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def may_color(choice: str, stream: TextIO) -> bool:
    """``--color`` decides; then NO_COLOR (no-color.org), FORCE_COLOR, and whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    return shutil.get_terminal_size((100, 24)).columns


@contextmanager
def opened(path: Path | None, otherwise: TextIO) -> Iterator[TextIO]:
    """The file to write a report to, or a standard stream."""
    if path is None:
        yield otherwise
        return
    try:
        file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", Place(str(path))) from None
    with file:
        yield file


def write(chunks: Iterable[str], stream: TextIO) -> None:
    """Write chunks as they come; on a terminal, where a progress bar may stand, all at the end."""
    stream.writelines(list(chunks) if stream.isatty() else chunks)


def say(*lines: str) -> None:
    """Tell the user something that is no violation."""
    for line in lines:
        click.echo(line, err=True)
