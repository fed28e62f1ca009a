"""`edits apply` killed at any moment: the file holds the old text or the new one, and nothing else is taken for it.
Where the kill came between the answer and its status, the next run that writes there makes up for it.

The process is killed with SIGKILL, which nothing can catch: before each line of `writing` and
`journal` that runs, and from
outside at times that nobody chose.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from proselint_t.text.journal import JOURNAL, finished
from tests.end_to_end.test_edits import ANSWER, DEFECTS, DOCUMENTS, NEW, REPLY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no SIGKILL and no fork here")

KILLED = -signal.SIGKILL
OLDER = "an older answer\n"

AT_EACH_LINE = """
import os, pathlib, signal, sys
from proselint_t.text import journal, writing
from proselint_t.cli import run

def trace(frame, event, _):
    global lines
    if frame.f_code.co_filename not in {writing.__file__, journal.__file__}:
        return None
    lines -= event == "line"
    if not lines:
        os.kill(os.getpid(), signal.SIGKILL)
    return trace

arguments, lines = sys.argv[1:], 1
sys.stdout, results = open(os.devnull, "w"), sys.stdout
run(["edits", "apply", *arguments, "--diff"])  # what is loaded once is loaded here
while True:
    child = os.fork()
    if not child:
        journal.finished([pathlib.Path("answer.md")])
        writing.sweep(pathlib.Path())  # what the last one left would count as lines of this one
        sys.settrace(trace)
        os._exit(run(["edits", "apply", *arguments]))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(code, file=results, flush=True)
    if code >= 0 or not sys.stdin.readline():
        break
    lines += 1
"""
"""Kill a child before the n-th line, say so, wait for a line of input, go on with the next."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"answer.md": ANSWER, "defects.md": DEFECTS, "reply.md": REPLY}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def contents(folder: Path, name: str) -> str | None:
    path = folder / name
    return path.read_text(encoding="utf-8") if path.exists() else None


@pytest.mark.parametrize(
    ("target", "before", "flags"),
    [
        ("answer.md", ANSWER, ()),
        ("new.md", None, ("--output", "new.md")),
        ("new.md", OLDER, ("--output", "new.md")),
    ],
    ids=["in place", "a new file", "over another file"],
)
def test_killed_before_each_line(folder, target, before, flags):
    states = []
    for text in killed_one_by_one(folder, target, before, *flags):
        assert text in {before, NEW}
        states.append(text)
    assert len(states) > 15, "there are so many lines"
    assert states.count(before) > 5
    assert states.count(NEW) > 2, "also behind the step that puts the new file in its place"
    assert states == sorted(states, key=lambda text: text == NEW), "and there is one step"
    assert contents(folder, "answer.md") == (NEW if target == "answer.md" else ANSWER)


def killed_one_by_one(folder: Path, target: str, before: str | None, *flags: str):
    """What the file holds after each kill; it is put back before the next."""
    put_back(folder, target, before)
    process = subprocess.Popen(
        [sys.executable, "-c", AT_EACH_LINE, "reply.md", *DOCUMENTS, *flags],
        cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    with process:
        while (code := reported(process)) == KILLED:
            yield contents(folder, target)
            put_back(folder, target, before)
            print(file=process.stdin, flush=True)
        assert code == 0, "the last one lived"
        assert contents(folder, target) == NEW


def reported(process: subprocess.Popen[str]) -> int:
    return int(process.stdout.readline())


def put_back(folder: Path, target: str, before: str | None) -> None:
    """Put the file back. Temporary files stay: they must not matter."""
    (folder / "defects.status.yaml").unlink(missing_ok=True)
    assert {path.suffix for path in folder.iterdir()} <= {".md", ".tmp", ".journal"}
    if before is None:
        (folder / target).unlink(missing_ok=True)
    else:
        (folder / target).write_text(before, encoding="utf-8")


def test_the_answer_and_its_status_change_as_one_and_nothing_stays(folder):
    between, left = 0, []
    for text in killed_one_by_one(folder, "answer.md", ANSWER):
        left.append(len(list(folder.glob(".answer.md.*.tmp"))))
        has_status = (folder / "defects.status.yaml").exists()
        said = finished([folder / "answer.md"])
        assert len(said) == (text == NEW and not has_status)
        between += len(said)
        assert (contents(folder, "answer.md") == NEW) == (folder / "defects.status.yaml").exists()
        assert not (folder / JOURNAL).exists()
    assert between > 5, "some were killed between the two"
    assert max(left) == 1, "some were killed while they had a temporary file; the next run removed it"
    assert not list(folder.glob(".*.tmp"))


def test_what_a_kill_leaves_behind_is_no_document(folder):
    (folder / ".answer.md.1234.proselint-t.tmp").write_text(OLDER, encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "proselint_t", "check", "--isolated", "--verbose", "."],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    assert b".tmp" not in checked.stdout + checked.stderr
    assert not list(folder.glob(".*.tmp")), "a run that only reads removes it too"


def test_killed_from_outside(folder):
    """At moments from the start to beyond the end of a run."""
    command = [sys.executable, "-m", "proselint_t", "edits", "apply", "reply.md", *DOCUMENTS]
    start = time.monotonic()
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    longest = 1.3 * (time.monotonic() - start)
    draw = random.Random(1)  # noqa: S311 - moments, no secrets
    killed = 0
    for _ in range(12):
        put_back(folder, "answer.md", ANSWER)
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(draw.uniform(0, longest))
        process.kill()
        killed += process.wait() == KILLED
        assert contents(folder, "answer.md") in {ANSWER, NEW}
    assert killed
