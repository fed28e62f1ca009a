"""What checks of documents have found, kept from run to run in a folder of the user.

An entry is found by a hash of all that decides it: the text, the settings with the files of their rules, the
program and the libraries around it. The hash is keyed with a secret of the user, and so is the seal of each
entry: a folder that comes with a repository holds nothing for anybody else. Nothing in it is executed. What
cannot be read or written, by another process or for good, costs its use and nothing else.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import regex

from proselint_t.lint.linter import Report
from proselint_t.rules.rule import Severity, Violation
from proselint_t.runner.unread import Unread
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.messages import spoken
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from proselint_t.config import FileSettings
    from proselint_t.rules.rule import ActiveRule
    from proselint_t.text.source import Source

MOST_BYTES = 200_000_000
"""A larger store begins anew."""
_FILE = "found.sqlite"
_SECRET = "secret"  # noqa: S105 - the name of a file
_FEW = 1_000
"""Entries that wait to be written together."""
_TABLES = "CREATE TABLE IF NOT EXISTS {} (name BLOB PRIMARY KEY, entry BLOB) WITHOUT ROWID"
_FOUND, _ENDS = "found", "ends"


def folder_of_user() -> Path:
    """Where caches of this user belong on this platform."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "proselint-t"


class Memory:
    """The entries of one folder; to be used as a context, at whose end what is new is written.

    Where the folder cannot be used it knows nothing and keeps nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._new: dict[tuple[str, bytes], bytes] = {}
        self._digests: dict[int, tuple[FileSettings, bytes | None]] = {}
        self._store: sqlite3.Connection | None = None
        self.folder = folder
        self._path = folder / _FILE
        self._key = b""
        with suppress(OSError, sqlite3.Error):
            folder.mkdir(parents=True, exist_ok=True)
            self._key = _secret(folder / _SECRET)
            self._store = _opened(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.flush()
        if self._store is not None:
            self._store.close()

    def report(self, source: Source, settings: FileSettings) -> Report | None:
        """What is known of a document; it is parsed when more than its text is asked for."""
        name = self._name(source, settings)
        entry = self._entry(_FOUND, name) if name else None
        if entry is None:
            return None
        with suppress(ValueError, TypeError):
            violations = tuple(_violation(one) for one in json.loads(entry))
            return Report(Unread(source, settings.language), violations)
        return None

    def keep(self, report: Report, source: Source, settings: FileSettings) -> None:
        """Remember what was found in a document."""
        if name := self._name(source, settings):
            self._add(_FOUND, name, json.dumps([*map(_data, report.violations)]).encode())

    def ends(self, text: str) -> list[int] | None:
        """The ends of the sentences of a block of prose, where they are known."""
        entry = self._entry(_ENDS, self._hash(b"ends", text.encode("utf-8", "surrogatepass")))
        return json.loads(entry) if entry is not None else None

    def keep_ends(self, text: str, ends: list[int]) -> None:
        """Remember the ends of the sentences of a block of prose."""
        name = self._hash(b"ends", text.encode("utf-8", "surrogatepass"))
        self._add(_ENDS, name, json.dumps(ends).encode())

    def _name(self, source: Source, settings: FileSettings) -> bytes | None:
        """The name of a document held against its settings; ``None`` where other files decide too."""
        known = self._digests.get(id(settings))
        if known is None:
            known = self._digests[id(settings)] = (settings, _digest(settings))
        if known[1] is None:
            return None
        return self._hash(known[1], source.text.encode("utf-8", "surrogatepass"))

    def _hash(self, kind: bytes, text: bytes) -> bytes:
        found = blake2b(_program(), key=self._key, digest_size=32)
        found.update(len(kind).to_bytes(8) + kind + text)
        return found.digest()

    def _seal(self, table: str, name: bytes, entry: bytes) -> bytes:
        return blake2b(table.encode() + name + entry, key=self._key, digest_size=16).digest()

    def _entry(self, table: str, name: bytes) -> bytes | None:
        if self._store is None:
            return None
        new = self._new.get((table, name))
        if new is not None:
            return new[16:]
        try:
            found = self._store.execute(f"SELECT entry FROM {table} WHERE name = ?", (name,)).fetchone()  # noqa: S608 - one of two names
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        entry = bytes(found[0]) if found and isinstance(found[0], bytes) else b""
        return entry[16:] if secrets.compare_digest(entry[:16], self._seal(table, name, entry[16:])) else None

    def _add(self, table: str, name: bytes, entry: bytes) -> None:
        if self._store is not None:
            self._new[table, name] = self._seal(table, name, entry) + entry
            if len(self._new) >= _FEW:
                self.flush()

    def flush(self) -> None:
        """Write what is new."""
        if self._store is not None and self._new:
            try:
                with self._store:
                    for table in (_FOUND, _ENDS):
                        rows = [(name, entry) for (kind, name), entry in self._new.items() if kind == table]
                        self._store.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608 - one of two names
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


def _secret(path: Path) -> bytes:
    """The secret of the user; made where there is none, by one of several processes."""
    new = secrets.token_bytes(32)
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
    if path.is_file() and path.stat().st_size > MOST_BYTES:
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
        for table in (_FOUND, _ENDS):
            store.execute(_TABLES.format(table))
        store.execute("PRAGMA synchronous = OFF")  # what a crash loses is found again
    except sqlite3.Error:
        store.close()
        raise
    return store


@cache
def _program() -> bytes:
    """This program and what it runs on: its files, the installed libraries, the Python."""
    libraries = Path(regex.__file__).parents[1]
    found = blake2b(sys.version.encode(), digest_size=32)
    found.update("\n".join(sorted(path.name for path in libraries.glob("*.dist-info"))).encode())
    for path in sorted(Path(__file__).parents[1].rglob("*.[py][ya]*")):
        about = path.stat()
        found.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return found.digest()


def _digest(settings: FileSettings) -> bytes | None:
    """All that settings decide; ``None`` where a rule reads files that are not named here."""
    if settings.inside or any(not _is_pure(active) for active in settings.rules):
        return None
    found = blake2b(digest_size=32)
    told = [spoken(), settings.language, settings.known, settings.value("paragraph"), settings.value("mask")]
    found.update(json.dumps(told, default=_plain).encode())
    for active in settings.rules:
        own = [
            active.rule.meta.id,
            active.settings,
            active.severity,
            sorted(active.exceptions),
            active.fixable,
        ]
        found.update(json.dumps(own, default=_plain, sort_keys=True).encode())
        found.update(blake2b(Path(active.rule.meta.path).read_bytes()).digest())
    return found.digest()


def _is_pure(active: ActiveRule) -> bool:
    """Whether a rule needs nothing but its own file: not a style of Vale's, nor other documents."""
    meta = active.rule.meta
    return not meta.vale and meta.kind != "notation" and Path(meta.path).is_file()


def _plain(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, (set, frozenset)) else str(value)


def _data(violation: Violation) -> list[Any]:
    fix = violation.fix
    mended = fix and [
        fix.applicability,
        fix.title,
        [[*edit.span, edit.text] for edit in fix.edits],
        list(fix.alternatives),
    ]
    return [
        violation.rule,
        violation.severity,
        [*violation.span],
        violation.message,
        violation.group,
        mended,
    ]


def _violation(data: list[Any]) -> Violation:
    rule, severity, span, message, group, fix = data
    return Violation(rule, Severity(severity), Span(*span), message, _fix(*fix) if fix else None, group)


def _fix(applicability: str, title: str, edits: list[Any], alternatives: list[str]) -> Fix:
    written = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    return Fix(written, title, Applicability(applicability), tuple(alternatives))
