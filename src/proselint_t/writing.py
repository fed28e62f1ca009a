"""Replacing a file as one step: readers see the old text or the new one, never a half.

Owns temporary files, modes and owners; it must not know Markdown or fixes.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from proselint_t.errors import InputError, Place

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def replace_file(path: Path, old: bytes, new: bytes) -> None:
    """Write ``new`` over a file that still holds ``old``.

    A symbolic link is followed, not replaced; mode and owner are kept. Raises :class:`InputError`, and
    leaves the file and its folder as they were, when the file vanished, is read-only, or holds something
    else by now.
    """
    try:
        _replace(path.resolve(strict=True), old, new)
    except FileNotFoundError:
        raise InputError("not written: the file vanished after it was read", Place(str(path))) from None
    except _RefusedError as refusal:
        raise InputError(f"not written: {refusal}", Place(str(path))) from None
    except OSError as error:
        raise InputError(f"not written: {error.strerror or error}", Place(str(path))) from None


class _RefusedError(Exception):
    """The file must stay as it is; the text says why."""


def _replace(target: Path, old: bytes, new: bytes) -> None:
    status = target.stat()
    if not status.st_mode & _WRITABLE or not os.access(target, os.W_OK):
        raise _RefusedError("the file is read-only")  # the first test also holds for root
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            _keep_owner_and_mode(file.fileno(), status)
            os.fsync(file.fileno())
        if target.read_bytes() != old:
            raise _RefusedError("the file changed on disk after it was read")
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _keep_owner_and_mode(descriptor: int, wanted: os.stat_result) -> None:
    """The owner comes first: changing it clears the set-user-id bits."""
    made = os.fstat(descriptor)
    if hasattr(os, "fchown") and (made.st_uid, made.st_gid) != (wanted.st_uid, wanted.st_gid):
        try:
            os.fchown(descriptor, wanted.st_uid, wanted.st_gid)
        except PermissionError:
            raise _RefusedError("it belongs to another user, and its owner could not be kept") from None
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
