"""What a shell is offered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("proselint-t")
pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed here")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("proselint-t che", ["check"]),
        ("proselint-t check --add", ["--add-suppressions"]),
        ("proselint-t check --output-format js", ["json", "json-lines"]),
        ("proselint-t check --fail-on n", ["never"]),
        ("proselint-t nowhere ", []),
    ],
)
def test_bash_is_offered(line: str, offered: list[str]) -> None:
    words = line.split(" ")
    environment = {
        **os.environ,
        "_PROSELINT_T_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run([PROGRAM], env=environment, capture_output=True, text=True, check=False)
    assert [one.partition(",")[2] for one in done.stdout.split()] == offered
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(shell: str) -> None:
    environment = {**os.environ, "_PROSELINT_T_COMPLETE": f"{shell}_source"}
    done = subprocess.run([PROGRAM], env=environment, capture_output=True, text=True, check=False)
    assert "proselint-t" in done.stdout
