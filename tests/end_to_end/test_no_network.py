"""Nothing is sent and nothing is fetched: a socket that would leave this process ends it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

GUARDED = """
import sys

def guard(event, _arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        raise SystemExit(f"network: {event}")

sys.addaudithook(guard)
from proselint_t.cli import run
sys.exit(run(sys.argv[1:]))
"""
FILES = {
    "page.md": "Our [site](https://example.org/a.md) isn't new.\n",
    "answer.md": "1) The page is long.\n",
    "defects.md": "1.\nPoint: 1.\nRemark: Long, see https://example.org.\n",
    "reply.md": "1.\nAction: replace\nPoint: 1\nOld: «The page»\nNew: «A page»\n",
    ".vale.ini": "StylesPath = styles\nPackages = https://example.org/p.zip, Google\n[*]\nVale.Repetition = YES\n",
    "styles/Own/R.yml": "extends: existence\nmessage: No.\nlink: https://example.org\ntokens: [site]\n",
}


def guarded(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", GUARDED, *arguments]
    return subprocess.run(command, cwd=cwd, input="", capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            "check",
            "check --isolated --preset answer --output-format sarif .",
            "fix --diff --isolated .",
            "rule",
        ),
        *("map answer.md defects.md", "map answer.md defects.md --output-format html", "config", "--version"),
        *(
            "edits check reply.md --answer answer.md --defects defects.md",
            "rules test styles",
            "schema config",
        ),
        *(
            "init --from-vale",
            "server --stdio",
            "--help",
            "edits prompt --answer answer.md --defects defects.md",
        ),
    ],
)
def test_no_command_asks_the_network(tmp_path: Path, arguments: str) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = guarded(*arguments.split(), cwd=tmp_path)
    assert "network:" not in done.stderr
    assert "this is a bug" not in done.stderr
    assert done.returncode in {0, 1, 2}


def test_the_guard_guards(tmp_path: Path) -> None:
    asking = GUARDED.replace(
        "from proselint_t.cli import run", "import socket; socket.create_connection(('::1', 9))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asking], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "network: socket." in done.stderr
