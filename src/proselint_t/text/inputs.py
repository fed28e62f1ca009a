"""Reading what comes from outside: regular files and standard input, and never more of them than a bound.

A repository may hold a pipe that nobody writes to, or a link to a device without end; both would hold up a
run for ever. It must not know what the bytes mean.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from proselint_t.text.errors import InputError, Place
from proselint_t.text.limits import MAX_BYTES, MAX_FOLDERS, beyond, limit
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.text.errors import ProselintError

_CHUNK = 1 << 20

Witness = Callable[[str, "bytes | None"], None]
_witness: Witness | None = None
_rest: object | None = None


def watch_reading(witness: Witness | None) -> None:
    """Have somebody told of each file that is read, with what it holds; ``None`` where it is not there."""
    global _witness  # noqa: PLW0603 - one run of a process
    _witness = witness


@contextmanager
def at_rest() -> Iterator[None]:
    """A stretch in which files are taken to stay as they are: who depends on many of them looks at each once.

    One inside another is a part of it.
    """
    global _rest  # noqa: PLW0603 - one run of a process
    before = _rest
    _rest = before or object()
    try:
        yield
    finally:
        _rest = before


def stamp_of(path: str) -> object:
    """What changes when a file does; ``None`` where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a thousand documents look at each other: half the time
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size


def current_rest() -> object | None:
    """What tells one such stretch from another; ``None`` outside of them."""
    return _rest


def read_file(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises ``OSError`` where there is none, where it is a folder, a pipe or a device, and past the bound.
    """
    try:
        with regular_file(path) as file:
            data = _bounded(file, str(path))
    except FileNotFoundError:
        if _witness is not None:
            _witness(str(path), None)
        raise
    if _witness is not None:
        _witness(str(path), data)
    return data


@contextmanager
def regular_file(path: Path) -> Iterator[BinaryIO]:
    """A regular file, opened to be read. Raises ``OSError`` as :func:`read_file` does."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(_opened(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, translated("it is no regular file"), str(path))
        yield file


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, without a byte order mark. Raises as :func:`read_file` and on other bytes."""
    return read_file(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def text_of(path: Path, error: type[ProselintError]) -> str:
    """The same of a file that somebody has named. Raises the error where it cannot be read."""
    try:
        return read_text(path)
    except OSError as reason:
        problem = translated("cannot be read: %s", reason.strerror or reason)
        raise error(problem, Place(str(path))) from None
    except UnicodeDecodeError:
        hint = translated("save the file as UTF-8")
        raise error(translated("not UTF-8"), Place(str(path)), hint=hint) from None


def folders_below(
    root: Path, refused: Callable[[OSError], None] | None = None
) -> Iterator[tuple[str, list[str], list[str]]]:
    """As :func:`os.walk`, which calls itself for a folder in a folder: ``refused`` is told of one too deep.

    Without it :class:`InputError` is raised of such a one, and others that cannot be looked at are none.
    """
    most = int(limit(MAX_FOLDERS))
    deepest = str(root).count(os.sep) + most
    for folder, folders, names in os.walk(root, onerror=refused):
        if folder.count(os.sep) <= deepest:
            yield folder, folders, names
            continue
        folders.clear()
        told = beyond(MAX_FOLDERS, translated("a folder in more than %s others", most))
        if refused is None:
            raise InputError(told, Place(folder))
        refused(OSError(errno.ELOOP, told, folder))


def files_below(root: Path, name: str) -> list[Path]:
    """The files of a name, which may have stars, in a folder and in those below it, sorted."""
    found = (Path(folder, one) for folder, _, names in folders_below(root) for one in names)
    return sorted(path for path in found if path.match(name))


def read_standard_input() -> bytes:
    """Everything on standard input. Raises ``OSError`` past the bound."""
    return _bounded(sys.stdin.buffer, "<stdin>")


def _opened(path: Path, flags: int) -> int:
    """A descriptor; a pipe without a writer is opened at once, to be refused."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    try:
        return os.open(path, flags)
    except ValueError:  # a path with a NUL in it
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path)) from None


def _bounded(file: BinaryIO, name: str) -> bytes:
    most = int(limit(MAX_BYTES))
    chunks = []
    size = 0
    while chunk := file.read(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > most:
            told = translated("it holds more than %s bytes", f"{most:,}")
            raise OSError(errno.EFBIG, beyond(MAX_BYTES, told), name)
    return b"".join(chunks)
