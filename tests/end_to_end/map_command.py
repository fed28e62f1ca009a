"""The command `map` as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def run(folder: Path, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
    """The exit code, and what is written to standard output and standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "proselint_t", "map", *arguments],
        cwd=folder, input=stdin.encode(), capture_output=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.decode(), done.stderr.decode()
