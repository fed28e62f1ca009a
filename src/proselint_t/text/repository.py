"""How far what lies in a repository may reach: as far as the repository, and not into its `.git`.

A configuration comes with the documents, in a pull request even from a stranger, and messages quote what they
are about. Only the command line opens the way to other files: see :func:`open_up`.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from proselint_t.text.errors import InputError, Place
from proselint_t.text.messages import translated
from proselint_t.text.names import REPOSITORIES

LINK = "a link that leads out of the repository"
WAY_OUT = "--allow-outside lets it"
_opened = False
_workspaces: list[Path] = []


def open_up() -> None:
    """Let everything reach everywhere, until the process ends: what ``--allow-outside`` says."""
    global _opened  # noqa: PLW0603 - a command line is one for the whole process
    _opened = True


def add_workspace(folder: Path) -> None:
    """Take a folder that a user has opened in an editor for one of which the parts belong together."""
    _workspaces.append(folder.resolve())
    _root_of.cache_clear()


def is_open() -> bool:
    """Whether the command line has said so."""
    return _opened


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path, links followed, lies outside the repository of a folder, or in its version control."""
    if _opened:
        return False
    try:
        root, target = _root_of(folder.resolve()), path.resolve()
    except (OSError, ValueError, RuntimeError):  # a null character, or links that go round in a circle
        return True
    return not (target.is_relative_to(root) and REPOSITORIES.isdisjoint(target.relative_to(root).parts))


def inside(path: Path, folder: Path | None = None) -> Path:
    """A path that nobody has named, below a folder (default: its own) that somebody has.

    Raises :class:`InputError` where it leads out, to be read there or written.
    """
    if leads_out(path, folder or path.parent):
        raise InputError(translated(LINK), Place(str(path)), hint=translated(WAY_OUT))
    return path


def named(path: Path) -> Path:
    """A path that somebody has named, to be written: a stranger may have put a link there.

    Raises :class:`InputError` where one of the repository in which the command runs leads out of it.
    """
    root = _root_of(Path.cwd().resolve())
    written = Path(os.path.abspath(path))  # noqa: PTH100 - as it is named, links not followed
    if written.is_relative_to(root) and REPOSITORIES.isdisjoint(written.relative_to(root).parts):
        return inside(path, root)
    return path


@cache
def _root_of(folder: Path) -> Path:
    """The repository of a folder; without one where the command runs, or an open workspace; or the folder."""
    root = repository_of(folder)
    if root is not None:
        return root
    around = (one for one in (Path.cwd().resolve(), *_workspaces) if folder.is_relative_to(one))
    return next(around, folder)


def repository_of(folder: Path) -> Path | None:
    """The nearest folder under version control that holds a folder, if there is one."""
    return next(
        (one for one in (folder, *folder.parents) if any((one / mark).exists() for mark in REPOSITORIES)),
        None,
    )
