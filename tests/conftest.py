"""What several test modules share: where the measuring data lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A build must not fail by chance: CI tries the same examples each time, developers new ones.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with measuring data beside the repository; tests that need it skip aloud without it."""
    folder = Path(os.environ.get("PROSELINT_T_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no measuring data at {folder}")
    return folder
