"""What a run reads and says, noted for the next one: see :mod:`proselint_t.runner.again`."""

from __future__ import annotations

import json
import os
from _blake2 import blake2b  # of `hashlib`, which loads all that OpenSSL has beside it
from typing import TYPE_CHECKING, Any

from proselint_t.text.inputs import watch_reading

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MOST = 4_000_000
"""Characters of output, and :data:`_MOST_FILES` files, beyond which a run is not noted."""
_MOST_FILES = 20_000

current: Recording | None = None
"""The notes of this run, where it is one that may be told again."""


class Recording:
    """What one run reads and says; to be kept in a folder, as the entry of a name."""

    def __init__(self, folder: Path, name: bytes) -> None:
        self.folder = folder
        self.name = name
        self.said: list[tuple[int, str]] = []
        self.length = 0
        self.read: dict[str, str | None] = {}
        self.folders: dict[str, str] = {}

    def say(self, stream: int, text: str) -> None:
        """Note what was written to standard output (1) or to standard error (2)."""
        self.length += len(text)
        if self.length <= _MOST:
            self.said.append((stream, text))

    def note_folder(self, folder: Path, folders: Iterable[str], names: Iterable[str]) -> None:
        """Note a folder in which files are looked for."""
        self.folders[str(folder)] = listing(folders, names)

    def give_up(self) -> None:
        """Note nothing of this run after all."""
        self.length = _MOST + 1

    def note_file(self, path: str, data: bytes | None) -> None:
        """Note a file that was read, or that is not there."""
        found = digest(path, data)
        # A file that changes while it is read twice: no answer of this run is one for the next.
        self.read[path] = found if self.read.get(path, found) == found else ""

    def entry(self, code: int) -> bytes | None:
        """All of it, at the end of the run; ``None`` where it is too much or not to be told again."""
        if self.length > _MOST or len(self.read) > _MOST_FILES:
            return None
        noted: dict[str, Any] = {"read": self.read, "folders": self.folders, "said": self.said, "code": code}
        return json.dumps(noted).encode()


def begin(recording: Recording | None) -> None:
    """Note this run from here on, or do not."""
    global current  # noqa: PLW0603 - one run of a process
    current = recording
    watch_reading(recording.note_file if recording is not None else None)


def digest(path: str, data: bytes | None) -> str | None:
    """What a file holds and where it lies, links followed; ``None`` where it is not there."""
    if data is None:
        return None
    place = os.path.realpath(path).encode("utf-8", "surrogateescape")
    return _hash(place + b"\0" + data)


def listing(folders: Iterable[str], names: Iterable[str]) -> str:
    told = json.dumps([sorted(folders), sorted(names)]).encode("utf-8", "surrogatepass")
    return _hash(told)


def _hash(data: bytes) -> str:
    return hashed(data, size=20).hex()


def hashed(*parts: bytes, size: int = 32, key: bytes = b"") -> bytes:
    """A digest of some bytes, in as many bytes; with a key nobody without it can make it."""
    found = blake2b(digest_size=size, key=key)
    for part in parts:
        found.update(part)
    return found.digest()
