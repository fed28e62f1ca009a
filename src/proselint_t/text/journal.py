"""Several files change as one: what a kill leaves half done, the next run that writes there finishes.

From before the first of them changes until all have, a journal stands beside them, which holds the new texts.
It may also come with a repository: one that names a file outside its folder is none, and a file that holds
neither text is never touched.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.text.errors import InputError, Place
from proselint_t.text.inputs import read_file
from proselint_t.text.messages import translated
from proselint_t.text.repository import leads_out
from proselint_t.text.writing import abandoned, beside, refusals, replace_file, sweep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

JOURNAL = ".proselint-t.journal"


class FileChange(NamedTuple):
    """A file, what it holds (``None``: there is no such file), and what it is to hold."""

    path: Path
    old: bytes | None
    new: bytes


class _Noted(NamedTuple):
    """A change as a journal has it, which knows the old text by its digest alone."""

    path: Path
    old: str | None
    new: bytes


def replace_files(changes: Sequence[FileChange]) -> None:
    """Write several files, all or none: where one fails the others come back.

    Raises :class:`InputError` as :func:`replace_file` does.
    """
    done: list[FileChange] = []
    with _journal([FileChange(Path(os.path.realpath(path)), old, new) for path, old, new in changes]):
        try:
            for change in changes:
                replace_file(*change)
                done.append(change)
        except InputError:
            for path, old, new in reversed(done):
                if old is None:
                    path.unlink()
                else:
                    replace_file(path, new, old)
            raise


def finished(paths: Iterable[Path]) -> list[str]:
    """Finish what runs that were killed have begun beside some files, and say so in a line each.

    What else they have left there is removed. For a run that will write these files, before it reads them.
    Raises :class:`InputError` where one of them cannot be written.
    """
    folders = {Path(os.path.realpath(path)).parent for path in paths}
    common = _common(folders)
    said = []
    for folder in sorted(folders if common is None else folders | {common}):
        said.append(_finish(folder))
        sweep(folder)  # the journal has a second name for a moment, which no other writes over
    return [line for line in said if line is not None]


@contextmanager
def _journal(changes: Sequence[FileChange]) -> Iterator[None]:
    """A journal as long as the body lasts; it stays where that ends by anything but an error that is told.

    Where none can stand beside all the files they are written without one.
    """
    folder = _common({change.path.parent for change in changes}) if len(changes) > 1 else None
    if folder is None or not os.access(folder, os.W_OK):
        yield
        return
    noted = [
        (change.path.relative_to(folder).as_posix(), _digest(change.old), b64encode(change.new).decode())
        for change in changes
    ]
    journal = folder / JOURNAL
    with refusals(journal), beside(journal, json.dumps(noted).encode()) as temporary:
        _put(temporary, journal)
        try:
            yield
        except InputError:
            journal.unlink()
            raise
        journal.unlink()


def _put(temporary: Path, journal: Path) -> None:
    """Give a journal its name, over whatever has it but the journal of a run that lives."""
    try:
        os.link(temporary, journal)  # unlike a rename, never over another
    except FileExistsError:
        try:
            with abandoned(journal):
                temporary.replace(journal)
        except BlockingIOError:
            problem = translated("another run is writing beside it")
            raise InputError(translated("not written: %s", problem), Place(str(journal))) from None
        except OSError:  # over a link; of a folder it is told
            temporary.replace(journal)
    except OSError:  # no hard links here
        temporary.replace(journal)


def _common(folders: Iterable[Path]) -> Path | None:
    """The folder that holds some folders; ``None`` where there are none, or on two drives."""
    try:
        return Path(os.path.commonpath(list(folders)))
    except ValueError:
        return None


def _finish(folder: Path) -> str | None:
    """Finish what the journal of a folder notes, unless its writer lives; the line that says so."""
    journal = folder / JOURNAL
    with suppress(OSError), abandoned(journal):
        changes = _read(journal)
        if changes is not None:
            said = _carried_out(changes)
            journal.unlink()
            return said
    return None


def _read(journal: Path) -> list[_Noted] | None:
    """What a journal notes; ``None`` where it is no journal of ours."""
    try:
        noted = json.loads(read_file(journal))
        changes = [
            _Noted(journal.parent / name, old, b64decode(new, validate=True)) for name, old, new in noted
        ]
        return changes if all(_is_beside(journal, change.path) for change in changes) else None
    except (ValueError, TypeError, RecursionError):
        return None


def _is_beside(journal: Path, path: Path) -> bool:
    """Whether a file lies below the folder of a journal, as it is named there: by no link and no way up."""
    folder = journal.parent
    return os.path.realpath(path) == str(path) and folder in path.parents and not leads_out(path, folder)


def _carried_out(changes: Iterable[_Noted]) -> str | None:
    """Write what is not written yet, where the run came between two files and nobody else after it."""
    held = {change: _held(change.path) for change in changes}
    left = [change for change, text in held.items() if text != change.new]
    if not 0 < len(left) < len(held):
        return None
    names = ", ".join(str(change.path) for change in left)
    if any(_digest(held[change]) != change.old for change in left):
        return translated("note: %s: changed since a run that would have written it was killed", names)
    for change in left:
        replace_file(change.path, held[change], change.new)
    return translated("note: %s: written, as a run that was killed would have done", names)


def _held(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except FileNotFoundError:
        return None


def _digest(text: bytes | None) -> str | None:
    return None if text is None else sha256(text).hexdigest()
