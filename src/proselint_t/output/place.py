"""How the formats for other programs name the place of a violation."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proselint_t.source import Source


def posix(source: Source) -> str:
    """The path of a document with slashes, on Windows too."""
    return PurePath(source.path).as_posix()
