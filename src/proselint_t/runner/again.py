"""A run of ``check`` that would find what the last one has found: its answer, without rules or Markdown.

While such a run is done, what it reads and says is noted. The next one with the same words, in the same
folder and environment, reads the same files; where they hold the same bytes, and no file has come that might
decide otherwise, it says the same. Everything else is run. Not on a terminal, where a report has colours, a
width and a bar of progress.
"""

from __future__ import annotations

import json
import os
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proselint_t.runner.store import Store, folder_of_user
from proselint_t.text.inputs import read_file, watch_reading
from proselint_t.text.names import (
    CACHE_VARIABLE,
    IGNORE_NAME,
    REPOSITORIES,
    TOML_NAME,
    UNREAD_NAMES,
    VALE_NAMES,
    YAML_NAME,
    configuration_of_user,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RUNS = "runs"
_DECIDING = (YAML_NAME, TOML_NAME, *UNREAD_NAMES, *VALE_NAMES, IGNORE_NAME, *sorted(REPOSITORIES))
_OF_SHELLS = frozenset({"_", "OLDPWD", "SHLVL"})
"""Variables that differ from run to run and are nobody's business."""
_MOST = 4_000_000
"""Characters of output, and :data:`_MOST_FILES` files, beyond which a run is not noted."""
_MOST_FILES = 20_000

recording: Recording | None = None
"""The notes of this run, where it is one that may be told again."""


class Recording:
    """What one run reads and says; ``name`` is that of its entry."""

    def __init__(self, store: Store, name: bytes) -> None:
        self.name = name
        self.folder = store.folder
        self.said: list[tuple[int, str]] = []
        self.length = 0
        self.read: dict[str, str | None] = {}
        self.folders: dict[str, str] = {}
        watch_reading(self._note_file)

    def say(self, stream: int, text: str) -> None:
        """Note what was written to standard output (1) or to standard error (2)."""
        self.length += len(text)
        if self.length <= _MOST:
            self.said.append((stream, text))

    def note_folder(self, folder: Path, folders: Iterable[str], names: Iterable[str]) -> None:
        """Note a folder in which files are looked for."""
        self.folders[str(folder)] = _listing(folders, names)

    def give_up(self) -> None:
        """Note nothing of this run after all."""
        self.length = _MOST + 1

    def _note_file(self, path: str, data: bytes | None) -> None:
        found = _digest(path, data)
        # A file that changes while it is read twice: no answer of this run is one for the next.
        self.read[path] = found if self.read.get(path, found) == found else ""

    def keep(self, store: Store, code: int) -> None:
        """Remember the run, at its end."""
        if self.length <= _MOST and len(self.read) <= _MOST_FILES:
            noted = {"read": self.read, "folders": self.folders, "said": self.said, "code": code}
            store.add(_RUNS, self.name, json.dumps(noted).encode())


def told_again(arguments: Sequence[str]) -> int | None:
    """Say what the last run of these words said, and return its exit code.

    ``None`` where it must be run; it is then noted, where that may be.
    """
    global recording  # noqa: PLW0603 - one run of a process
    recording = None
    if not _may_be_told(arguments):
        return None
    with Store(_folder(arguments)) as store:
        name = store.name(b"run", json.dumps(_situation(arguments)).encode("utf-8", "surrogatepass"))
        entry = store.entry(_RUNS, name)
        noted = json.loads(entry) if entry is not None else None
        if noted is None or not _holds(noted):
            recording = Recording(store, name)
            return None
    for stream, text in noted["said"]:
        _write(stream, text.encode("utf-8", "backslashreplace"))
    return int(noted["code"])


def _may_be_told(arguments: Sequence[str]) -> bool:
    if any(one is None or one.isatty() for one in (sys.stdout, sys.stderr)):
        return False
    return "--no-cache" not in arguments and not any(name.endswith("NO_CACHE") for name in os.environ)


def _folder(arguments: Sequence[str]) -> Path:
    """Where entries are kept: what ``--cache-dir`` says, as the command line reads it."""
    for index, one in enumerate(arguments):
        if one == "--cache-dir" and index + 1 < len(arguments):
            return Path(arguments[index + 1])
        if one.startswith("--cache-dir="):
            return Path(one.partition("=")[2])
    said = os.environ.get(CACHE_VARIABLE)
    return Path(said) if said else folder_of_user()


def _situation(arguments: Sequence[str]) -> list[Any]:
    """All that decides beside the files that are read: words, place, environment, which files there are."""
    here = os.getcwd()  # noqa: PTH109 - a path object is made of it anyway
    named = [one for one in arguments if not one.startswith("-") and os.path.lexists(one)]
    targets = [*map(os.path.realpath, (here, *named))]
    places = {here, *targets, *map(os.path.abspath, named)}
    above = {folder for place in places for folder in (place, *map(str, Path(place).parents))}
    deciding = [f"{folder}{os.sep}{name}" for folder in sorted(above) for name in _DECIDING]
    own = configuration_of_user()
    environment = sorted((name, value) for name, value in os.environ.items() if name not in _OF_SHELLS)
    there = [path for path in (*deciding, str(own)) if os.path.lexists(path)]
    return [[*arguments], here, targets, environment, there]


def _holds(noted: dict[str, Any]) -> bool:
    """Whether every file and folder that a run has read is what it was."""
    return all(_digest_of(path) == found for path, found in noted["read"].items()) and all(
        _listing(*_names_in(folder)) == found for folder, found in noted["folders"].items()
    )


def _digest_of(path: str) -> str | None:
    try:
        return _digest(path, read_file(Path(path)))
    except FileNotFoundError:
        return None
    except OSError:
        return ""


def _digest(path: str, data: bytes | None) -> str | None:
    """What a file holds and where it lies, links followed; ``None`` where it is not there."""
    if data is None:
        return None
    place = os.path.realpath(path).encode("utf-8", "surrogateescape")
    return blake2b(place + b"\0" + data, digest_size=20).hexdigest()


def _names_in(folder: str) -> tuple[list[str], list[str]]:
    return next(((folders, names) for _, folders, names in os.walk(folder)), ([], []))


def _listing(folders: Iterable[str], names: Iterable[str]) -> str:
    told = json.dumps([sorted(folders), sorted(names)]).encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=20).hexdigest()


def _write(stream: int, data: bytes) -> None:
    while data:
        data = data[os.write(stream, data) :]
