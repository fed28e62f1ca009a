"""The documentation is current: written pages, and links that lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_FENCE = re.compile(r"^(`{3,}).*?^\1$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "docs").glob("write_*.py")))
def test_written_pages_are_current(script: str) -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / script, "--check"], check=False)
    assert done.returncode == 0, f"run python docs/{script}"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_the_picture_says_what_the_program_says() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / "images" / "draw.py", "--check"], check=False)
    assert done.returncode == 0, "run python docs/images/draw.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    missing = [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    assert missing == []
