"""The documents of a bundle on disk: which they are, and in which order they are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.errors import InputError, Place
from proselint_t.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COMPOSITE = "composite.md"
_ORDER = "BLOTERAF"
"""Names of the documents, in the order of reading, where no `B.md` names others."""
_NAMED = re.compile(r"`([^`\n/\\]+\.md)`")


def documents_of(paths: Sequence[Path]) -> list[Path]:
    """The documents that some paths name, in the order of reading.

    A folder stands for the documents that its `B.md` names, else for those called `B.md`, `L.md`, `O.md`,
    `T.md`, `E.md`, `R.md`, `A.md`, `F.md`, else for its `composite.md`. Raises :class:`InputError` for a
    folder without any, and for one document given twice.
    """
    found: list[Path] = []
    for path in paths:
        for document in _in_folder(path) if path.is_dir() else [path]:
            if any(document.name == known.name for known in found):
                raise InputError("two documents of one name in a bundle", Place(str(document)))
            found.append(document)
    return found


def _in_folder(folder: Path) -> list[Path]:
    head = folder / "B.md"
    named = dict.fromkeys(_NAMED.findall(Source.read(head).text)) if head.is_file() else {}
    usual = [f"{letter}.md" for letter in _ORDER]
    names = dict.fromkeys([*(["B.md"] if head.is_file() else []), *named, *usual])
    found = [folder / name for name in names if (folder / name).is_file()]
    if not found and (folder / COMPOSITE).is_file():
        return [folder / COMPOSITE]
    if not found:
        raise InputError(
            "there are no documents of a bundle here",
            Place(str(folder)),
            hint="name them: B.md L.md O.md T.md",
        )
    return found
