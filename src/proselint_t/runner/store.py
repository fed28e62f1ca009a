"""Entries that are kept from run to run in a folder of the user.

The name of an entry is a hash that is keyed with a secret of the user, and so is the seal of each entry. The
secret never lies in a folder that is named for a run, which may come with a repository: nothing that a
stranger has put there is believed. Nothing in it is executed. What cannot be read or written, by another
process or for good, costs its use and nothing else.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from _operator import _compare_digest as compare_digest  # as `hmac` has it where there is no OpenSSL
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

from proselint_t.runner.recording import hashed
from proselint_t.text.limits import MAX_CACHE_BYTES, limit, limits_set

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_FILE = "found.sqlite"
_SECRET = "secret"  # noqa: S105 - the name of a file
SECRET_VARIABLE = "PROSELINT_T_CACHE_SECRET"  # noqa: S105 - the name of a variable
"""Says the secret itself, for a folder that machines share."""
_FEW = 1_000
"""Entries that wait to be written together."""
_TABLES = "CREATE TABLE IF NOT EXISTS {} (name BLOB PRIMARY KEY, entry BLOB) WITHOUT ROWID"
FOUND, DERIVED, RUNS = "found", "derived", "runs"
_NAMES = (FOUND, DERIVED, RUNS)
"""The tables."""


def folder_of_user() -> Path:
    """Where caches of this user belong on this platform."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "proselint-t"


class Store:
    """The entries of one folder; to be used as a context, at whose end what is new is written.

    Where the folder cannot be used it knows nothing and keeps nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._new: dict[tuple[str, bytes], bytes] = {}
        self._store: sqlite3.Connection | None = None
        self.folder = folder
        self._path = folder / _FILE
        self._key = b""
        with suppress(OSError, sqlite3.Error):
            folder.mkdir(parents=True, exist_ok=True)
            self._key = _key()
            self._store = _opened(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.flush()
        if self._store is not None:
            self._store.close()

    def name(self, kind: bytes, text: bytes) -> bytes:
        """What an entry about a text is called."""
        return hashed(program(), len(kind).to_bytes(8), kind, text, key=self._key)

    def _seal(self, table: str, name: bytes, entry: bytes) -> bytes:
        return hashed(table.encode(), name, entry, key=self._key, size=16)

    def entry(self, table: str, name: bytes) -> bytes | None:
        """What is kept under a name, if anything is."""
        if self._store is None:
            return None
        new = self._new.get((table, name))
        if new is not None:
            return new[16:]
        try:
            found = self._store.execute(f"SELECT entry FROM {table} WHERE name = ?", (name,)).fetchone()  # noqa: S608 - one of three names
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        entry = bytes(found[0]) if found and isinstance(found[0], bytes) else b""
        return entry[16:] if compare_digest(entry[:16], self._seal(table, name, entry[16:])) else None

    def add(self, table: str, name: bytes, entry: bytes) -> None:
        """Keep an entry."""
        if self._store is not None:
            self._new[table, name] = self._seal(table, name, entry) + entry
            if len(self._new) >= _FEW:
                self.flush()

    def flush(self) -> None:
        """Write what is new."""
        if self._store is not None and self._new:
            try:
                with self._store:
                    for table in _NAMES:
                        rows = [(name, entry) for (kind, name), entry in self._new.items() if kind == table]
                        self._store.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608 - one of three names
            except sqlite3.Error as error:
                self._give_up(error)
        self._new.clear()

    def _give_up(self, error: sqlite3.Error) -> None:
        """Do without the store for the rest of the run; a damaged one is not met again."""
        if self._store is not None:
            self._store.close()
            self._store = None
        if not isinstance(error, sqlite3.OperationalError):
            self._path.unlink(missing_ok=True)


def clean(folder: Path) -> int:
    """Remove what was kept in a folder, and nothing else there; the number of bytes that it took."""
    size = 0
    for path in _files(folder):
        size += path.stat().st_size
        path.unlink()
    return size


def _files(folder: Path) -> Iterator[Path]:
    names = (_FILE, f"{_FILE}-journal", _SECRET)
    return (path for name in names if (path := folder / name).is_file())


def _key() -> bytes:
    """The secret of the user, who keeps it in a folder that no run can name, or says it."""
    said = os.environ.get(SECRET_VARIABLE)
    if said:
        return hashed(said.encode("utf-8", "surrogateescape"))
    folder = folder_of_user()
    folder.mkdir(parents=True, exist_ok=True)
    return _secret(folder / _SECRET)


def _secret(path: Path) -> bytes:
    """The secret of the user; made where there is none, by one of several processes."""
    new = os.urandom(32)  # `secrets` takes them from there, and as long to load as all of this
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(new)
        return new
    secret = path.read_bytes()
    if len(secret) != len(new):
        raise OSError("no secret")
    return secret


def _opened(path: Path) -> sqlite3.Connection:
    """The store; one that is damaged or has grown too large is made anew."""
    if path.is_file() and path.stat().st_size > limit(MAX_CACHE_BYTES):
        path.unlink()
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise  # locked, read-only, full: not damaged
        path.unlink()
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path, timeout=2)
    try:
        for table in _NAMES:
            store.execute(_TABLES.format(table))
        store.execute("PRAGMA synchronous = OFF")  # what a crash loses is found again
    except sqlite3.Error:
        store.close()
        raise
    return store


@cache
def program() -> bytes:
    """This program and what it runs on: its files, the installed libraries, the Python, and its bounds."""
    package = Path(__file__).parents[1]
    about_library = find_spec("regex")
    libraries = Path(about_library.origin).parents[1] if about_library and about_library.origin else package
    installed = sorted(entry.name for entry in os.scandir(libraries) if entry.name.endswith(".dist-info"))
    roots = package, package.parents[1] / "rules"  # the rules of a checkout stand beside the package
    told = sys.version, "\n".join(installed), *("\n".join(_stamps(str(root))) for root in roots)
    return hashed(*(one.encode("utf-8", "surrogatepass") for one in (*told, *limits_set())))


def _stamps(folder: str) -> Iterator[str]:
    """The files below a folder that may not be there, with what changes when they do."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            about = entry.stat()
            yield f"{entry.path}\0{about.st_size}\0{about.st_mtime_ns}"
        elif entry.name != "__pycache__":
            yield from _stamps(entry.path)
