"""Where the output of a command goes, and whether it may be coloured."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from proselint_t.runner import recording
from proselint_t.text.errors import InputError, Place
from proselint_t.text.messages import translated
from proselint_t.text.printable import as_json, printable, printable_lines
from proselint_t.text.repository import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import TextIOWrapper

    from proselint_t.text.source import Source


_COLUMNS = 100
"""Where there is no terminal."""


def prepare() -> None:
    """Standard streams that take any text. One that the caller has closed is nowhere.

    What is no terminal gets UTF-8 with the newlines as they are, whatever the locale: there a program reads
    reports, diffs and documents, which are UTF-8.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - until the end
    for stream in (sys.stdout, sys.stderr):
        wrapper = cast("TextIOWrapper", stream)
        if wrapper.isatty():
            wrapper.reconfigure(errors="backslashreplace")
        else:
            wrapper.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def drop(*streams: TextIO) -> None:
    """Let nobody write what streams still hold: it cannot be written, and Python would say so."""
    for stream in streams:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def may_color(choice: str, stream: TextIO) -> bool:
    """``--color`` decides; then NO_COLOR (no-color.org), FORCE_COLOR, and whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def may_link(stream: TextIO) -> bool:
    """Whether a terminal is known to follow links (OSC 8); FORCE_HYPERLINK decides where it is set.

    One that does not know them may print them as text, so only those that say who they are get any.
    """
    forced = os.environ.get("FORCE_HYPERLINK")
    if forced is not None:
        return forced != "0"
    named = os.environ.get("TERM_PROGRAM") in _LINKING or os.environ.get("TERM") in _LINKING
    return stream.isatty() and (named or any(os.environ.get(one) for one in _ONLY_SET_BY_LINKING))


_LINKING = frozenset(
    {"iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty", "zed", "xterm-kitty", "xterm-ghostty", "alacritty"}
)
_ONLY_SET_BY_LINKING = ("VTE_VERSION", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM")


def clear_screen() -> None:
    """Empty the screen of a terminal that knows how."""
    if os.environ.get("TERM") != "dumb":
        click.clear()  # it does nothing where standard output is no terminal


def width() -> int:
    """The columns of the terminal, by COLUMNS or by what it says itself.

    As `shutil.get_terminal_size` has it, whose module loads every compressor there is.
    """
    with suppress(ValueError):
        if (said := int(os.environ.get("COLUMNS", "0"))) > 0:
            return said
    terminal = sys.__stdout__
    with suppress(ValueError, OSError):
        return (os.get_terminal_size(terminal.fileno()).columns if terminal else 0) or _COLUMNS
    return _COLUMNS


@contextmanager
def opened(path: Path | None, otherwise: TextIO, read: Iterable[Path | str] = ()) -> Iterator[TextIO]:
    """The file to write a report to, as one step at the end, or a standard stream.

    Nothing is written where the body raises. Raises :class:`InputError` at once where nothing can be written
    there, or where the file is one of those that the command has ``read``.
    """
    if path is None:
        yield otherwise
        return
    from proselint_t.text.writing import write_file  # noqa: PLC0415 - most runs write to standard output

    _refuse_documents(named(path), read)
    if path.exists() and not path.is_file():  # a device or a pipe is written to, not replaced
        with _at_device(path) as file:
            yield file
        return
    if not path.parent.is_dir():
        problem = translated("cannot be written: %s", os.strerror(errno.ENOENT))
        raise InputError(problem, Place(str(path)), hint=translated("make the folder %s first", path.parent))
    report = StringIO(newline="")
    yield report
    write_file(path, report.getvalue().encode(errors="backslashreplace"))


def _refuse_documents(path: Path, read: Iterable[Path | str]) -> None:
    from proselint_t.notation.inner import file_of  # noqa: PLC0415 - most runs write no file

    for document in read:
        with suppress(OSError):  # one of the two is not there
            if path.samefile(file_of(Path(document))):
                problem = translated("not written: the command reads this file")
                raise InputError(
                    problem, Place(str(path)), hint=translated("name another one with --output-file")
                )


def _at_device(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        raise InputError(
            translated("cannot be written: %s", error.strerror or error), Place(str(path))
        ) from None


def write(chunks: Iterable[str], stream: TextIO) -> None:
    """Write chunks as they come; on a terminal, where a progress bar may stand, all at the end."""
    noted = _noted(chunks) if stream is sys.stdout and recording.current is not None else chunks
    stream.writelines(list(noted) if stream.isatty() else noted)


def _noted(chunks: Iterable[str]) -> Iterator[str]:
    for chunk in chunks:
        if recording.current is not None:
            recording.current.say(1, chunk)
        yield chunk


def say(*lines: str) -> None:
    """Tell the user something that is no violation, each on one line that cannot steer the terminal.

    It comes behind what was written before, where both streams lead to one place: `2>&1`, the log of CI.
    """
    sys.stdout.flush()
    for line in lines:
        shown = printable(line)
        if recording.current is not None:
            recording.current.say(2, f"{shown}\n")
        click.echo(shown, err=True)


def tell(*lines: str) -> None:
    """The same on standard output, for commands whose answer is a text."""
    for line in lines:
        click.echo(printable(line))


def pour(document: Source) -> None:
    """Write a document to standard output, byte by byte; to a terminal as :func:`printable_lines`."""
    if sys.stdout.isatty():
        sys.stdout.write(printable_lines(document.text))
    else:
        sys.stdout.buffer.write(document.encode())
    sys.stdout.flush()


def tell_json(data: Any) -> None:
    """Write data to standard output, for programs."""
    click.echo(as_json(data, 2))


def log_safely() -> None:
    """Let no library write what it was given to the log as it is."""
    import logging  # noqa: PLC0415 - servers log, most commands do not

    class Formatter(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return printable_lines(super().format(record))

    handler = logging.StreamHandler()
    handler.setFormatter(Formatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
