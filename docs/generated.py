"""Pages that a script writes: written anew, or held against what stands there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def keep(page: Path, text: str) -> int:
    """Write a page; with ``--check`` compare it. The exit code: 1 when it is not current."""
    if "--check" in sys.argv[1:]:
        return int(not page.is_file() or page.read_text(encoding="utf-8") != text)
    page.write_text(text, encoding="utf-8")
    return 0


def keep_only(folder: Path, names: set[str]) -> int:
    """Delete pages of a folder that are no longer written; with ``--check`` 1 where there is one."""
    stale = [page for page in folder.glob("*.md") if page.name not in names]
    if "--check" in sys.argv[1:]:
        return int(bool(stale))
    for page in stale:
        page.unlink()
    return 0
