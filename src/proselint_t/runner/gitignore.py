"""What ``.gitignore`` files say about a path, from the root of the repository down to its folder."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.errors import InputError, Place
from proselint_t.inputs import read_file

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class GitIgnore:
    """The ignore rules that hold below a folder.

    A folder that is itself ignored is read all the same when it is where the search begins: then the
    rules above it do not count.
    """

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.abspath(root))  # noqa: PTH100 - resolve() would follow links
        self._specs: dict[Path, GitIgnoreSpec | None] = {}

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
        hidden = any(self._ignored(folder, repository, folder=True) for folder in above)
        return self._root if hidden else repository

    def _ignored(self, path: Path, top: Path, *, folder: bool) -> bool:
        """The deepest file that has a word on the path decides."""
        for base in path.parents:
            spec = self._spec(base)
            if spec is not None:
                name = path.relative_to(base).as_posix() + ("/" if folder else "")
                verdict = spec.check_file(name).include
                if verdict is not None:
                    return verdict
            if base == top:
                break
        return False

    def _spec(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            self._specs[folder] = _read(folder / ".gitignore")
        return self._specs[folder]


def _read(path: Path) -> GitIgnoreSpec | None:
    try:
        text = read_file(path).decode(errors="surrogateescape")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", Place(str(path))) from None
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most folders have no such file

    return GitIgnoreSpec.from_lines(text.splitlines())
