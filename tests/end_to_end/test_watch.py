"""`--watch` as a user runs it: files change, the report follows, Ctrl-C ends."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.test_cli import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 60.0
READY = "Watching for changes"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends the signal of Ctrl-C")


class Watched:
    """A running watch and the lines it has printed."""

    def __init__(self, folder: Path, *flags: str) -> None:
        command = [sys.executable, "-m", "proselint_t", "check", "--watch", *flags]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.put(line)

    def until(self, text: str) -> str:
        """What is printed until a line with this text."""
        end, seen = time.monotonic() + PATIENCE, ""
        while text not in seen.rpartition("\n")[0].rpartition("\n")[2]:
            seen += self.lines.get(timeout=max(end - time.monotonic(), 0.01))
        return seen

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()
        if self.process.stdout:
            self.process.stdout.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".proselint-t.yaml").write_text("select: [english.website]\n", encoding="utf-8")
    (tmp_path / "мой текст.md").write_text("The site.\n", encoding="utf-8")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("Our page.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def watched(request: pytest.FixtureRequest, folder: Path) -> Iterator[Watched]:
    one = Watched(folder, *getattr(request, "param", ()))
    yield one
    one.close()


def test_each_change_is_followed(folder: Path, watched: Watched) -> None:
    assert "мой текст.md:1:5: error: english.website" in watched.until(READY)
    (folder / "мой текст.md").write_text("The website.\n", encoding="utf-8")
    assert "No violations found" in watched.until(READY)
    (folder / ".proselint-t.yaml").write_text("selct: []\n", encoding="utf-8")
    assert ".proselint-t.yaml:1:1" in watched.until(READY)
    (folder / ".proselint-t.yaml").write_text("select: [english.point]\n", encoding="utf-8")
    assert "No violations found" in watched.until(READY)
    (folder / "new.md").write_text("See item 1.\n", encoding="utf-8")
    assert "new.md:1:5: error: english.point" in watched.until(READY)
    assert watched.stop() == 0
    assert "Traceback" not in "".join(watched.lines.queue)


@pytest.mark.parametrize("watched", [("notes",)], indirect=True)
def test_what_is_gone_may_come_back(folder: Path, watched: Watched) -> None:
    notes = folder / "notes"
    assert "No violations found" in watched.until(READY)
    (notes / "a.md").unlink()
    assert "no Markdown files here" in watched.until(READY)
    notes.rmdir()
    seen = watched.until(READY)
    while "notes: no such file or folder" not in seen:
        seen = watched.until(READY)
    notes.mkdir()
    seen = watched.until(READY)
    while "no such file" in seen:
        seen = watched.until(READY)
    (notes / "b.md").write_text("A site.\n", encoding="utf-8")
    assert "notes/b.md:1:3: error: english.website" in watched.until(READY)
    assert watched.stop() == 0


@pytest.mark.parametrize("watched", [("--fix",)], indirect=True)
def test_its_own_fixes_do_not_keep_it_busy(folder: Path, watched: Watched) -> None:
    watched.until(READY)
    assert (folder / "мой текст.md").read_text(encoding="utf-8") == "The website.\n"
    (folder / "мой текст.md").write_text("A site.\n", encoding="utf-8")
    watched.until(READY)
    time.sleep(3)
    assert "".join(watched.lines.queue).count(READY) <= 2  # the change of the fix, for each of the two
    assert watched.stop() == 0


@pytest.mark.parametrize("flags", [("-",), ("--output-file", "a.md"), ("nowhere.md",)])
def test_what_cannot_be_watched(folder: Path, flags: tuple[str, ...]) -> None:
    assert run("check", "--watch", *flags, cwd=folder).code == 2


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems have no such names")
def test_a_name_that_is_no_text_does_not_end_the_watch(watched: Watched, folder: Path) -> None:
    watched.until(READY)
    (folder / os.fsdecode(b"\xff.md")).write_text("Our web site.\n", encoding="utf-8")
    watched.until(READY)
    (folder / "b.md").write_text("Our web site.\n", encoding="utf-8")
    assert "b.md" in watched.until("b.md")
    assert watched.process.poll() is None
