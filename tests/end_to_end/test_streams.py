"""How a run ends when its output has nowhere to go, and when the user stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.test_cli import run

PROGRAM = (sys.executable, "-m", "proselint_t")
FULL_DISK = Path("/dev/full")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and signals of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "big.md").write_text("The site is up.\n\n" * 3000, encoding="utf-8")
    (tmp_path / ".proselint-t.yaml").write_text("preset: docs\n", encoding="utf-8")
    (tmp_path / "small.md").write_text("The site is up.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    ["check -q big.md", "check -q big.md --output-format json", "rule", "--help", "check --help", "config"],
)
def test_a_reader_that_goes_away_is_no_error(folder: Path, command: str) -> None:
    process = subprocess.Popen(
        [*PROGRAM, *command.split()], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    with process.stderr as told:
        assert told.read() == b""
    assert process.wait() == 141


def test_errors_for_nobody(folder: Path) -> None:
    process = subprocess.Popen([*PROGRAM, "chekc"], cwd=folder, stderr=subprocess.PIPE)
    assert process.stderr
    process.stderr.close()
    assert process.wait() == 141


@pytest.mark.parametrize(
    ("closed", "code"), [(">&-", 1), ("2>&-", 1), (">&- 2>&-", 1), ("<&-", 1), ("--fix >&-", 0)]
)
def test_streams_that_are_closed_from_the_start(folder: Path, closed: str, code: int) -> None:
    line = f'"$0" -m proselint_t check -q small.md {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable], cwd=folder, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.skipif(not FULL_DISK.exists(), reason="no full disk here")
@pytest.mark.parametrize("command", ["check -q small.md", "check -q big.md", "rule", "--version", "--help"])
def test_a_full_disk(folder: Path, command: str) -> None:
    with FULL_DISK.open("w") as full:
        done = subprocess.run(
            [*PROGRAM, *command.split()], cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (2, b"error: No space left on device\n")


@pytest.mark.skipif(not FULL_DISK.exists(), reason="no full disk here")
def test_what_is_told_again_on_a_full_disk(folder: Path) -> None:
    run("check", "small.md", cwd=folder)
    test_a_full_disk(folder, "check small.md")


@pytest.mark.parametrize("command", ["check .", "check /nowhere.md", "check -", "fix .", "init"])
def test_a_folder_that_is_gone(tmp_path: Path, command: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    line = f'rmdir "{gone}"; exec "$0" -m proselint_t {command} </dev/null'
    done = subprocess.run(["bash", "-c", line, sys.executable], cwd=gone, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.splitlines()[-1] == b"error: No such file or directory"


def test_a_report_on_a_full_disk(folder: Path) -> None:
    if not FULL_DISK.exists():
        pytest.skip("no full disk here")
    done = run("check", "-q", "big.md", "--output-file", str(FULL_DISK), cwd=folder)
    assert (done.code, done.err) == (2, "error: No space left on device\n")


def test_ctrl_c(folder: Path) -> None:
    os.mkfifo(folder / "slow")
    command = [*PROGRAM, "check", "--isolated", "--preset", "answer", "-q", "--output-file", "slow", "big.md"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with (folder / "slow").open():  # waits until the program opens its report, and lets it go on for long
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert (process.returncode, told) == (130, b"")
