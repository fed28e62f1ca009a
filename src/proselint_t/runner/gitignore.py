"""What ``.gitignore`` files say about a path, from the root of the repository down to its folder."""

from __future__ import annotations

import os
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.text.errors import unreadable
from proselint_t.text.globs import Globs
from proselint_t.text.inputs import read_file
from proselint_t.text.names import IGNORE_NAME

if TYPE_CHECKING:
    from proselint_t.text.errors import InputError


class GitIgnore:
    """The ignore rules that hold below a folder.

    A folder that is itself ignored is read all the same when it is where the search begins: then the
    rules above it do not count. What cannot be read is added to ``unread``.
    """

    def __init__(self, root: Path, unread: list[InputError]) -> None:
        self._unread = unread
        self._root = Path(os.path.abspath(root))  # noqa: PTH100 - resolve() would follow links
        self._specs: dict[Path, tuple[tuple[Path, Globs], ...]] = {}
        """Those that hold in a folder with where they stand, the deepest first."""

    def ignores(self, path: Path, *, folder: bool = False) -> bool:
        """Whether git would ignore a path below the root, given that it enters the folder above it."""
        return self._ignored(Path(os.path.abspath(path)), self._top, folder=folder)  # noqa: PTH100

    @cached_property
    def _top(self) -> Path:
        repository = next(
            (folder for folder in (self._root, *self._root.parents) if (folder / ".git").exists()), self._root
        )
        inside = [self._root, *self._root.parents]
        above = inside[: inside.index(repository)]
        if any(self._ignored(folder, repository, folder=True) for folder in above):
            self._specs.clear()
            return self._root
        return repository

    def _ignored(self, path: Path, top: Path, *, folder: bool) -> bool:
        """The deepest file that has a word on the path decides."""
        for base, spec in self._specs_in(path.parent, top):
            verdict = spec.verdict(path.relative_to(base).as_posix(), folder=folder)
            if verdict is not None:
                return verdict
        return False

    def _specs_in(self, folder: Path, top: Path) -> tuple[tuple[Path, Globs], ...]:
        """What is new of a folder is that folder, as a rule: those above it were asked about before."""
        new: list[Path] = []
        specs: tuple[tuple[Path, Globs], ...] = ()
        for here in chain((folder,), folder.parents):
            if here in self._specs:
                specs = self._specs[here]
                break
            new.append(here)
            if here == top:
                break
        for here in reversed(new):
            spec = self._read(here / IGNORE_NAME)
            self._specs[here] = specs = specs if spec is None else ((here, spec), *specs)
        return specs

    def _read(self, path: Path) -> Globs | None:
        """The patterns of a file. One that cannot be read says nothing, and is added to ``unread``."""
        try:
            return Globs(read_file(path).decode(errors="surrogateescape").split("\n"))
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except (OSError, ValueError) as error:
            self._unread.append(unreadable(path, error))
            return None
