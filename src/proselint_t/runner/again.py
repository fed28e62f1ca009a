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
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proselint_t.runner.recording import Recording, begin, digest, listing
from proselint_t.runner.store import RUNS, Store, folder_of_user
from proselint_t.text.inputs import read_file
from proselint_t.text.names import (
    CACHE_VARIABLE,
    IGNORE_NAME,
    MARKERS,
    REPOSITORIES,
    TOML_NAME,
    UNREAD_NAMES,
    VALE_NAMES,
    YAML_NAME,
    configuration_of_user,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_DECIDING = (
    YAML_NAME,
    TOML_NAME,
    *UNREAD_NAMES,
    *VALE_NAMES,
    IGNORE_NAME,
    *sorted(REPOSITORIES),
    *chain(*MARKERS.values()),
)
_OF_SHELLS = frozenset({"_", "OLDPWD", "SHLVL"})
"""Variables that differ from run to run and are nobody's business."""


def told_again(arguments: Sequence[str]) -> int | None:
    """Say what the last run of these words said, and return its exit code.

    ``None`` where it must be run; it is then noted, where that may be.
    """
    if not _may_be_told(arguments):
        return None
    with Store(_folder(arguments)) as store:
        name = store.name(b"run", json.dumps(_situation(arguments)).encode("utf-8", "surrogatepass"))
        entry = store.entry(RUNS, name)
        noted = json.loads(entry) if entry is not None else None
        if noted is None or not _holds(noted):
            begin(Recording(store.folder, name))
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
        listing(*_names_in(folder)) == found for folder, found in noted["folders"].items()
    )


def _digest_of(path: str) -> str | None:
    try:
        return digest(path, read_file(Path(path)))
    except FileNotFoundError:
        return None
    except OSError:
        return ""


def _names_in(folder: str) -> tuple[list[str], list[str]]:
    return next(((folders, names) for _, folders, names in os.walk(folder)), ([], []))


def _write(stream: int, data: bytes) -> None:
    while data:
        data = data[os.write(stream, data) :]
