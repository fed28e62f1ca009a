"""The documents of a bundle on disk: which they are, and in which order they are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.notation.setup import DEFAULT, Setup
from proselint_t.text.errors import InputError, Place
from proselint_t.text.messages import translated
from proselint_t.text.repository import inside, leads_out
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COMPOSITE = "composite.md"
_ORDER = "BLOTERAF"
"""Names of the documents, in the order of reading, where no `B.md` names others."""
_NAMED = re.compile(r"`([^`\n/\\]+\.md)`")
_OUTSIDE = re.compile(r"`((?:\.\./|/|~/)[^`\n]*\.md)`")


class Documents(NamedTuple):
    """Documents in the order of reading, and those that a `B.md` names and that are not there, or outside."""

    found: list[Path]
    absent: list[str]
    outside: list[str]


def documents_of(paths: Sequence[Path], configured: Sequence[Path] = (), setup: Setup = DEFAULT) -> Documents:
    """The documents that some paths name.

    A folder stands for the documents that a configuration names, where one of them lies in it, else for
    those that its `B.md` names, else for those called `B.md`, `L.md`, `O.md`, `T.md`, `E.md`, `R.md`, `A.md`,
    `F.md`, else for its `composite.md`. Raises :class:`InputError` for a folder without any, and for one
    document given twice.
    """
    documents = Documents([], [], [])
    for path in paths:
        inside = _in_folder(path, configured, setup) if path.is_dir() else Documents([path], [], [])
        documents.absent.extend(inside.absent)
        documents.outside.extend(inside.outside)
        for document in inside.found:
            if any(document.name == known.name for known in documents.found):
                raise InputError(translated("two documents of one name in a bundle"), Place(str(document)))
            documents.found.append(document)
    return documents


def composite_of(path: Path) -> Path:
    """The composite file of a folder; a file is its own."""
    return inside(path / COMPOSITE) if path.is_dir() else path


def _in_folder(folder: Path, configured: Sequence[Path], setup: Setup) -> Documents:
    if any(path.resolve().parent == folder.resolve() for path in configured):
        return Documents(list(configured), [], [])
    head = folder / (setup.named("bundle") or "B.md")
    text = Source.read(inside(head)).text if head.is_file() else ""
    named, outside = (dict.fromkeys(pattern.findall(text)) for pattern in (_NAMED, _OUTSIDE))
    usual = [f"{letter}.md" for letter in _ORDER]
    names = dict.fromkeys([*([head.name] if head.is_file() else []), *named, *usual])
    there = [name for name in names if (folder / name).is_file()]
    linked = [name for name in there if leads_out(folder / name, folder)]
    found = [folder / name for name in there if name not in linked]
    if not found and (folder / COMPOSITE).is_file():
        return Documents([composite_of(folder)], [], linked)
    if not found:
        raise InputError(
            translated("there are no documents of a bundle here"),
            Place(str(folder)),
            hint=translated("name them: B.md L.md O.md T.md"),
        )
    absent = [str(folder / name) for name in named if not (folder / name).is_file()]
    return Documents(found, absent, [*outside, *linked])
