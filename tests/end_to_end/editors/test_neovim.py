"""Neovim, headless, with the snippet of this project: a file is opened, shown, mended and saved."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NVIM = shutil.which("nvim")
TEXT = "1) «Ёлка» 🙂 is on the site.\n1.1) Open the site. It is **new**.\n"
FIXED = "1) «Ёлка» 🙂 is on the website.\n1.1) Open the website.\nIt is new.\n"


@pytest.mark.skipif(NVIM is None, reason="nvim is not installed (Debian: apt-get install neovim)")
def test_a_file_is_shown_and_fixed_on_save(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("preset: answer\n")
    page = tmp_path / "страница one.md"
    page.write_text(TEXT)
    seen = tmp_path / "seen.txt"
    command = f"let g:proselint_t_command = ['{sys.executable}', '-m', 'proselint_t', 'server']"
    subprocess.run(
        [
            str(NVIM), "--headless", "--clean", "-n",
            "--cmd", command,
            "--cmd", "let g:proselint_t_fix_on_save = v:true",
            "--cmd", f"luafile {ROOT / 'editors/neovim/proselint-t.lua'}",
            str(page),
            "-c", f"luafile {ROOT / 'tests/end_to_end/editors/neovim.lua'}",
        ],
        check=True, timeout=90, capture_output=True,
        env={**os.environ, "PROSELINT_T_SEEN": str(seen), "HOME": str(tmp_path), "LANG": "C.UTF-8"},
    )  # fmt: skip
    found = seen.read_text().split("\n")
    assert found[-1] == "after: 0"
    # Neovim counts columns in bytes: «Ёлка» takes 12 and the emoji 4.
    assert "1:32 Write «website» instead of «site»." in found
    assert any(line.startswith("2:15 Write «website»") for line in found)
    assert page.read_text() == FIXED
