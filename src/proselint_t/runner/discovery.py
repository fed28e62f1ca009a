"""Which files a command is about: paths as given → Markdown files.

Knows folders, endings and ignore patterns; it must not know configuration or what is in the files.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.runner import recording
from proselint_t.text.errors import InputError, Place, nearest, unreadable
from proselint_t.text.inputs import folders_below
from proselint_t.text.messages import translated
from proselint_t.text.names import MARKDOWN_ENDINGS, REPOSITORIES
from proselint_t.text.repository import leads_out
from proselint_t.text.writing import sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proselint_t.runner.gitignore import GitIgnore

SKIPPED_FOLDERS = REPOSITORIES | {".venv", "node_modules"}
"""Never entered in search of files, whatever ``.gitignore`` says; a folder that is named is read."""


class FoundFiles:
    """``files`` are sorted by path; ``empty`` are named folders without Markdown.

    ``unread`` are the paths that are not there, or that the system lets nobody look at; ``outside`` are links
    that lead out of the repository, and are not followed.
    """

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.empty: list[Path] = []
        self.unread: list[InputError] = []
        self.outside: list[Path] = []


def suffixes_of(extensions: Sequence[str]) -> frozenset[str]:
    """Endings as a configuration names them (`md`, `.mdx`) in lower case with their dot; else Markdown's."""
    return frozenset(f".{one.lower().removeprefix('.')}" for one in extensions) or MARKDOWN_ENDINGS


def find_files(
    paths: Sequence[Path],
    excluded: Callable[[Path], bool],
    suffixes: frozenset[str] = MARKDOWN_ENDINGS,
    *,
    force: bool = False,
) -> FoundFiles:
    """Files to read. A file that is named is taken whatever its ending.

    ``excluded`` is asked for folders and files that are found; with ``force`` also for those that are
    named (a commit hook names the files it is about).
    """
    found = FoundFiles()
    files: dict[str, Path] = {}
    for path in paths:
        problem = _unreachable(path)
        if problem is not None:
            found.unread.append(problem)
        elif force and excluded(path):
            continue
        elif force and leads_out(path, path.parent):
            found.outside.append(path)
        elif path.is_dir():
            count, problems = len(files), len(found.unread)
            for file in _walk(path, excluded, suffixes, found):
                files.setdefault(os.path.abspath(file), file)  # noqa: PTH100 - resolve() would follow links
            nothing = len(files) == count and len(found.unread) == problems
            if nothing and not any(path in file.parents for file in files.values()):
                found.empty.append(path)
        else:
            files.setdefault(os.path.abspath(path), path)  # noqa: PTH100
    found.files = sorted(files.values(), key=str)
    _sweep(found.files)
    return found


def _sweep(files: Iterable[Path]) -> None:
    """Remove what killed runs left beside the files."""
    for folder in {path.parent for path in files}:
        sweep(folder)


def missing(path: Path) -> InputError:
    """What is told of a path that is not there."""
    there: list[str] = []
    with suppress(OSError):
        there = [other.name for other in path.parent.iterdir()]
    return InputError(translated("no such file or folder"), Place(str(path)), hint=nearest(path.name, there))


def _unreachable(path: Path) -> InputError | None:
    """Why a path that is named cannot be looked at, if it cannot."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return missing(path)
    except OSError as error:
        return unreadable(path, error)
    return None


def _walk(
    root: Path, excluded: Callable[[Path], bool], suffixes: frozenset[str], found: FoundFiles
) -> Iterator[Path]:
    """The files to read below a folder; what cannot or must not be read is added to what is ``found``."""
    from proselint_t.runner.gitignore import GitIgnore  # noqa: PLC0415 - not for files that are named

    ignore = GitIgnore(root, found.unread)

    def refused(error: OSError) -> None:
        found.unread.append(unreadable(error.filename, error))

    for folder, folders, names in folders_below(root, refused):
        here = Path(folder)
        _note(here, folders, names)
        if not os.access(here, os.X_OK):  # its names can be listed, and nothing behind them be read
            found.unread.append(unreadable(here, PermissionError(errno.EACCES, os.strerror(errno.EACCES))))
            folders.clear()
            continue
        folders[:] = [
            name
            for name in folders
            if name not in SKIPPED_FOLDERS
            and not ignore.ignores(here / name, folder=True)
            and not excluded(here / name)
        ]
        for name in names:
            path = here / name
            if path.suffix.lower() not in suffixes or not _is_wanted(path, ignore) or excluded(path):
                continue
            if path.is_symlink() and leads_out(path, root):
                found.outside.append(path)
            else:
                yield path


def _note(folder: Path, folders: Sequence[str], names: Sequence[str]) -> None:
    """Say what was there, for the next run."""
    if recording.current is not None:
        recording.current.note_folder(folder, folders, names)
        if any((folder / name).is_symlink() for name in names):
            recording.current.give_up()  # where it leads may change, and no name here with it


def _is_wanted(path: Path, ignore: GitIgnore) -> bool:
    """Neither ignored nor a dangling link, a socket or a pipe."""
    return not ignore.ignores(path) and path.is_file()
