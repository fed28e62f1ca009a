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
