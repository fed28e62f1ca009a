"""A run that would find the same is not done again, and any other is."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "1) The **site** is quick.\n"
LOOKS = "import sys; from proselint_t.__main__ import main\ntry: main()\nfinally: print(sorted(sys.modules), file=open({!r}, 'w'))"


class Place:
    """A folder with two documents, and runs of the command in it."""

    def __init__(self, folder: Path) -> None:
        self.docs = folder / "docs"
        self.cache = folder / "cache"
        self.loaded = folder / "loaded"
        (self.docs / "inner").mkdir(parents=True)
        (self.docs / "a.md").write_text(TEXT)
        (self.docs / "inner" / "b.md").write_text("Some text.\n")

    def run(self, *flags: str, **environment: str) -> tuple[int, str, str, bool]:
        """Exit code, output, what was said, and whether documents were read as Markdown."""
        command = [
            sys.executable,
            "-c",
            LOOKS.format(str(self.loaded)),
            "check",
            "--preset",
            "answer",
            *flags,
        ]
        done = subprocess.run(
            [*command, "--cache-dir", str(self.cache)],
            cwd=self.docs,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr, "'markdown_it'" in self.loaded.read_text()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_the_same_run_says_the_same_and_reads_no_markdown(place: Place) -> None:
    *first, read = place.run(".")
    assert first[0] == 1
    assert "layout.emphasis" in str(first[1])
    assert read
    assert place.run(".") == (*first, False)


def test_a_named_file_is_told_again(place: Place) -> None:
    first = place.run("a.md", "inner/b.md")
    assert place.run("a.md", "inner/b.md") == (*first[:3], False)


def test_no_cache_runs(place: Place) -> None:
    place.run(".")
    assert place.run(".", "--no-cache")[3]


CHANGES: dict[str, Callable[[Path], object]] = {
    "text": lambda docs: (docs / "a.md").write_text(TEXT + "It is **fast**.\n"),
    "same-length": lambda docs: (docs / "a.md").write_text(TEXT.replace("site", "page")),
    "new-file": lambda docs: (docs / "inner" / "c.md").write_text(TEXT),
    "new-folder": lambda docs: (docs / "other").mkdir(),
    "gone": lambda docs: (docs / "inner" / "b.md").unlink(),
    "configuration": lambda docs: (docs / ".proselint-t.yaml").write_text("ignore: [layout]\n"),
    "of-the-folder-above": lambda docs: (docs.parent / ".proselint-t.yaml").write_text("ignore: [layout]\n"),
    "vale": lambda docs: (docs.parent / ".vale.ini").write_text("MinAlertLevel = error\n"),
    "ignored": lambda docs: (docs / ".gitignore").write_text("a.md\n"),
    "ignored-above": lambda docs: (docs.parent / ".gitignore").write_text("inner\n"),
    "repository": lambda docs: (docs.parent / ".git").mkdir(),
    "unread-name": lambda docs: (docs / ".proselint-t.toml").write_text(""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(place: Place, change: str) -> None:
    place.run(".")
    CHANGES[change](place.docs)
    after = place.run(".")
    assert after[3], "it was told again"
    assert after[:3] == place.run(".", "--no-cache")[:3]


@pytest.mark.parametrize("variable", ["LANG", "NO_COLOR", "PROSELINT_T_CHECK_SELECT", "XDG_CONFIG_HOME"])
def test_another_environment_is_another_run(place: Place, variable: str) -> None:
    place.run(".")
    assert place.run(".", **{variable: "layout"})[3]


@pytest.mark.parametrize(
    "flags", [("--fix",), ("--output-file", "report"), ("--baseline", "known.json", "--update-baseline")]
)
def test_a_run_that_writes_is_run(place: Place, flags: tuple[str, ...]) -> None:
    place.run(".", *flags)
    assert place.run(".", *flags)[3]


def test_a_link_is_followed_each_time(place: Place) -> None:
    (place.docs / "link.md").symlink_to("inner/b.md")
    place.run(".")
    assert place.run(".")[3]


def test_an_error_is_told_by_a_run(place: Place) -> None:
    (place.docs / "bad.md").write_bytes(b"\xff\n")
    assert place.run(".")[0] == 2
    assert place.run(".")[3]


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="the folder of the user has another name")
def test_what_another_user_has_kept_is_not_told(place: Place) -> None:
    user = {"PROSELINT_T_CACHE_SECRET": "", "XDG_CACHE_HOME": str(place.cache.parent)}
    place.run(".", **user)
    assert not place.run(".", **user)[3]
    assert not (place.cache / "secret").exists()
    (place.cache.parent / "proselint-t" / "secret").write_bytes(b"x" * 32)
    assert place.run(".", **user)[3]
