"""Replacing a file as one step: readers see the old text or the new one, never a half.

Owns temporary files, modes and owners; it must not know Markdown or fixes. A temporary file is locked as long
as its writer lives: one without a lock was left by a run that was killed.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.text.errors import InputError, Place
from proselint_t.text.inputs import regular_file
from proselint_t.text.messages import translated
from proselint_t.text.repository import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

if sys.platform != "win32":  # there a file that somebody has open cannot be removed at all
    import fcntl

_ENDING = ".proselint-t.tmp"
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def replace_file(path: Path, old: bytes | None, new: bytes) -> None:
    """Write ``new`` over a file that still holds ``old``, or where ``None`` stood and still does.

    A symbolic link is followed, not replaced; mode and owner are kept. Raises :class:`InputError`, and
    leaves the file and its folder as they were, when the file vanished or came, is read-only, has a second
    name (a hard link, which would keep the old text), or holds something else by now.
    """
    with refusals(path):
        if old is not None:
            _replace(path.resolve(strict=True), old, new)
        elif path.exists():
            raise _changed()
        else:
            _create(path.resolve(), new)


def write_file(path: Path, new: bytes) -> None:
    """Write a file as one step, over the file that stands there or where there is none.

    Raises :class:`InputError` as :func:`replace_file` and :func:`named` do.
    """
    with refusals(named(path)):
        target = path.resolve()
        if target.is_file():
            _replace(target, _read(target), new)
        elif target.exists():
            raise _RefusedError(translated("it is no file"))
        else:
            _create(target, new)


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs left in a folder."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - names are enough
            if name.startswith(".") and name.endswith(_ENDING):
                _remove_unless_locked(folder / name)


def _remove_unless_locked(left: Path) -> None:
    with suppress(OSError), abandoned(left):
        left.unlink()


@contextmanager
def abandoned(left: Path) -> Iterator[None]:
    """A file whose writer is dead, locked. Raises ``OSError`` where it lives, or another run is faster."""
    descriptor = os.open(left, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class _RefusedError(Exception):
    """The file must stay as it is; the text says why."""


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Tell of whatever goes wrong as an error of this file."""
    try:
        yield
    except FileNotFoundError:
        there = path.parent.is_dir()
        problem = (
            translated("the file vanished after it was read")
            if there
            else translated("there is no such folder")
        )
        hint = None if there else translated("make the folder %s first", path.parent)
        raise InputError(translated("not written: %s", problem), Place(str(path)), hint=hint) from None
    except _RefusedError as refusal:
        raise InputError(translated("not written: %s", refusal), Place(str(path))) from None
    except OSError as error:
        raise InputError(translated("not written: %s", error.strerror or error), Place(str(path))) from None
    except RuntimeError:  # pathlib's, of links that go round in a circle
        raise InputError(translated("not written: %s", os.strerror(errno.ELOOP)), Place(str(path))) from None


def _create(target: Path, new: bytes) -> None:
    with beside(target, new) as temporary:
        temporary.replace(target)


def _replace(target: Path, old: bytes, new: bytes) -> None:
    with _instead(target, old, new) as temporary:
        temporary.replace(target)


@contextmanager
def _instead(target: Path, old: bytes, new: bytes) -> Iterator[Path]:
    """A file that may take the place of a target, which holds the old text still."""
    status = target.stat()
    if not status.st_mode & _WRITABLE or not os.access(target, os.W_OK):
        raise _RefusedError(translated("the file is read-only"))  # the first test also holds for root
    if stat.S_ISREG(status.st_mode) and status.st_nlink > 1:
        raise _RefusedError(
            translated("the file has %s names (hard links), which would part", status.st_nlink)
        )
    with beside(target, new, lambda descriptor: _keep_owner_and_mode(descriptor, status)) as temporary:
        if _read(target) != old:
            raise _changed()
        yield temporary


def _changed() -> _RefusedError:
    return _RefusedError(translated("the file changed on disk after it was read"))


def _read(target: Path) -> bytes:
    """What a file holds, however much; a pipe or a device that has come in its place is not waited for."""
    with regular_file(target) as file:
        return file.read()


def _as_created(descriptor: int) -> None:
    """The mode of a new file, as the user's mask wants it."""
    mask = os.umask(0)
    os.umask(mask)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, 0o666 & ~mask)


@contextmanager
def beside(target: Path, data: bytes, prepare: Callable[[int], None] = _as_created) -> Iterator[Path]:
    """A file with the data on disk beside the target, gone at the end unless it took its place."""
    sweep(target.parent)
    descriptor, temporary = _temporary(target)
    file = os.fdopen(descriptor, "wb")
    try:
        file.write(data)
        file.flush()
        prepare(file.fileno())
        os.fsync(file.fileno())
        if sys.platform == "win32":
            file.close()  # Windows moves no open file; elsewhere the lock must last until the file has moved
        yield temporary
    finally:
        with suppress(OSError):  # the disk is full, as `flush` has said
            file.close()
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _temporary(target: Path) -> tuple[int, Path]:
    """A file beside the target, locked; made again where a sweep took it before the lock."""
    import tempfile  # noqa: PLC0415 - most runs write no file

    while True:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=_ENDING, dir=target.parent)
        with suppress(OSError):  # a file system without locks has no sweeps either
            _lock(descriptor)
        if Path(name).exists():
            return descriptor, Path(name)
        os.close(descriptor)


def _keep_owner_and_mode(descriptor: int, wanted: os.stat_result) -> None:
    """The owner comes first: changing it clears the set-user-id bits."""
    made = os.fstat(descriptor)
    if hasattr(os, "fchown") and (made.st_uid, made.st_gid) != (wanted.st_uid, wanted.st_gid):
        try:
            os.fchown(descriptor, wanted.st_uid, wanted.st_gid)
        except PermissionError:
            raise _RefusedError(
                translated("it belongs to another user, and its owner could not be kept")
            ) from None
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(wanted.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
