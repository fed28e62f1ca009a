"""Emacs in batch mode, with eglot and the snippet of this project: a file is opened, mended and saved."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
EMACS = shutil.which("emacs")
SCRIPT = """
(progn
  (require 'markdown-mode)
  (load "{snippet}")
  (setq proselint-t-command '("{python}" "-m" "proselint_t" "server")
        eglot-sync-connect t
        proselint-t-fix-on-save t)
  (find-file "{page}")
  (unless (eglot-managed-p) (apply #'eglot (eglot--guess-contact)))
  (with-timeout (20 (error "no diagnostics"))
    (while (null (flymake-diagnostics)) (accept-process-output nil 0.1) (flymake-start)))
  (princ (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\\n"))
  (goto-char (point-max))
  (insert " ")
  (delete-char -1)
  (save-buffer))
"""


def _has_eglot() -> bool:
    if EMACS is None:
        return False
    found = subprocess.run(
        [EMACS, "--batch", "--eval", "(progn (require 'eglot) (require 'markdown-mode))"], capture_output=True,
        check=False,
    )  # fmt: skip
    return found.returncode == 0


@pytest.mark.skipif(
    not _has_eglot(), reason="no Emacs with eglot (Debian: emacs-nox elpa-eglot elpa-markdown-mode)"
)
def test_a_file_is_shown_and_fixed_on_save(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("preset: answer\n")
    page = tmp_path / "страница.md"
    page.write_text("1) «Ёлка» 🙂 is on the site.\n1.1) It is **new**.\n")
    script = SCRIPT.format(snippet=ROOT / "editors/emacs/proselint-t.el", python=sys.executable, page=page)
    done = subprocess.run(
        [str(EMACS), "--batch", "--eval", script], check=False, timeout=90, capture_output=True, text=True,
        env={**os.environ, "HOME": str(tmp_path), "LANG": "C.UTF-8"}, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Write «website» instead of «site»." in done.stdout
    assert page.read_text() == "1) «Ёлка» 🙂 is on the website.\n1.1) It is new.\n"
