"""How formats for other programs name a document: with slashes, from the current folder where it can be."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from proselint_t.text.source import Source


def posix(source: Source) -> str:
    """The path of a document."""
    return seen_from(Path.cwd(), Path(source.file)).as_posix()


def uri(source: Source) -> str:
    """The path of a document as a URI or, below the current folder, a reference relative to that."""
    return uri_reference(seen_from(Path.cwd(), Path(source.file)))


def uri_reference(path: PurePath) -> str:
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), errors="surrogateescape")  # a path need not be UTF-8


def seen_from(folder: PurePath, path: PurePath) -> PurePath:
    return path.relative_to(folder) if path.is_relative_to(folder) else path
