"""Where the output of a command goes, and whether it may be coloured."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, cast

import click

from proselint_t.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import TextIOWrapper
    from pathlib import Path


def prepare() -> None:
    """Standard streams that take any text. One that the caller has closed is nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - until the end
    for stream in (sys.stdout, sys.stderr):
        cast("TextIOWrapper", stream).reconfigure(errors="backslashreplace")


def drop_output() -> None:
    """Let nobody write what standard output still holds: it cannot be written, and Python would say so."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def may_color(choice: str, stream: TextIO) -> bool:
    """``--color`` decides; then NO_COLOR (no-color.org), FORCE_COLOR, and whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def clear_screen() -> None:
    """Empty the screen of a terminal that knows how."""
    if os.environ.get("TERM") != "dumb":
        click.clear()  # it does nothing where standard output is no terminal


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
        hint = None if path.parent.is_dir() else f"make the folder {path.parent} first"
        problem = f"cannot be written: {error.strerror or error}"
        raise InputError(problem, Place(str(path)), hint=hint) from None
    with file:
        yield file


def write(chunks: Iterable[str], stream: TextIO) -> None:
    """Write chunks as they come; on a terminal, where a progress bar may stand, all at the end."""
    stream.writelines(list(chunks) if stream.isatty() else chunks)


def say(*lines: str) -> None:
    """Tell the user something that is no violation."""
    for line in lines:
        click.echo(line, err=True)
