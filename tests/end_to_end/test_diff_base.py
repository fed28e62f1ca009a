"""`--diff-base`: only lines that changed since a git revision, in real repositories."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.test_cli import Done, run

if TYPE_CHECKING:
    from pathlib import Path

NAME = "мои заметки [1].md"
OLD = "The site.\n\nOne.\n\nThe old site.\n"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    write(tmp_path, OLD)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "First")
    return tmp_path


def write(folder: Path, text: str, name: str = NAME) -> None:
    (folder / name).write_bytes(text.encode())


def check(folder: Path, *more: str, rev: str = "HEAD") -> Done:
    flags = ("--isolated", "--select", "english.website", "--diff-base", rev, "--output-format", "concise")
    return run("check", *flags, *more, cwd=folder)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (OLD, []),
        (OLD.replace("One.", "Two."), []),
        (OLD.replace("One.", "A site."), ["3:3"]),
        ("New.\n\n" + OLD, []),
        ("New site.\n\n" + OLD, ["1:5"]),
        (OLD.replace("One.\n\n", ""), []),
        (OLD + "My site", ["6:4"]),
        (OLD.replace("\n", "\r\n").replace("One.", "A site."), ["1:5", "3:3", "5:9"]),
    ],
    ids=["same", "clean-line", "changed-line", "moved", "inserted", "deleted", "no-newline", "line-ends"],
)
def test_only_changed_lines_count(folder: Path, text: str, places: list[str]) -> None:
    write(folder, text)
    done = check(folder)
    assert [line.removeprefix(f"{NAME}:").split(": ")[0] for line in done.out.splitlines()] == places
    assert done.code == (1 if places else 0)


def test_a_violation_counts_when_any_of_its_lines_changed(folder: Path) -> None:
    write(folder, "One.\n\n\n\nTwo.\n")
    git(folder, "commit", "-q", "-a", "-m", "Second")
    write(folder, "One.\n\n\n\n\nTwo.\n")
    done = run("check", "--isolated", "--select", "layout.blank-lines", "--diff-base", "HEAD", cwd=folder)
    assert done.code == 1
    write(folder, "One.\n\n\n\nTwo.\n\nThree.\n")
    done = run("check", "--isolated", "--select", "layout.blank-lines", "--diff-base", "HEAD", cwd=folder)
    assert done.code == 0


def test_a_new_file_counts_as_a_whole_and_a_staged_change_too(folder: Path) -> None:
    write(folder, "The site.\n", "new.md")
    write(folder, OLD + "\nMy site.\n")
    git(folder, "add", NAME)
    assert [line.rpartition(".md:")[2][:3] for line in check(folder).out.splitlines()] == ["1:5", "7:4"]


@pytest.mark.parametrize("name", ["inner/новое имя.md", "b.md"])
def test_a_renamed_file_keeps_its_lines(folder: Path, name: str) -> None:
    (folder / "inner").mkdir()
    git(folder, "config", "diff.relative", "true")
    git(folder, "mv", NAME, name)
    assert (check(folder).out, check(folder / "inner", "..").out) == ("", "")
    write(folder, OLD + "\nMy site.\n", name)
    assert [line.removeprefix(f"{name}:")[:3] for line in check(folder).out.splitlines()] == ["7:4"]


def test_a_file_of_other_words_in_its_place_is_new(folder: Path) -> None:
    git(folder, "mv", NAME, "b.md")
    write(folder, "A site.\n", "b.md")
    assert [line[:8] for line in check(folder).out.splitlines()] == ["b.md:1:3"]


def test_from_another_folder_and_an_older_revision(folder: Path, tmp_path: Path) -> None:
    write(folder, OLD + "\nMy site.\n")
    git(folder, "commit", "-q", "-a", "-m", "Second")
    inner = folder / "inner"
    inner.mkdir()
    assert check(inner, "..", rev="HEAD~1").code == 1
    assert check(inner, "..").code == 0


def test_variables_of_a_hook_do_not_mislead(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, OLD + "\nMy site.\n")
    inner = folder / "inner"
    inner.mkdir()
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    done = check(inner, "..")
    assert (done.code, done.out.count("english.website")) == (1, 1)


@pytest.mark.parametrize("rev", ["nowhere", "--output=x", ""])
def test_a_bad_revision_is_an_error(folder: Path, rev: str) -> None:
    done = check(folder, rev=rev)
    assert done.code == 2
    assert "no git revision" in done.err
    assert not (folder / "x").exists()


@pytest.mark.parametrize("text", [OLD, "Fine.\n"])
def test_outside_a_repository(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    done = check(tmp_path)
    assert done.code == 2
    assert "not a git repository" in done.err


@pytest.mark.parametrize("flags", [("--fix",), ("--diff",), ("-",), ("--update-baseline",)])
def test_what_does_not_stop_at_changed_lines(folder: Path, flags: tuple[str, ...]) -> None:
    done = check(folder, *flags)
    assert done.code == 2
    assert "--diff-base" in done.err


def test_a_folder_made_up_as_a_repository_runs_nothing_and_hides_nothing(folder: Path) -> None:
    """A stranger's commit may hold all that git takes for a repository without files, with its commands."""
    inner = folder / "docs"
    inner.mkdir()
    write(inner, OLD)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Second")
    for name in ("objects", "refs", "HEAD", "index"):
        kept = folder / ".git" / name
        (shutil.copytree if kept.is_dir() else shutil.copy)(kept, inner / name)
    command = f"touch {folder}/ran; false"
    settings = f'[core]\nbare = false\nworktree = "{folder}"\nfsmonitor = "{command}"\n'
    (inner / "config").write_text(settings, encoding="utf-8")
    revision = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=folder, text=True).strip()
    done = check(folder, f"docs/{NAME}", rev=revision)
    assert not (folder / "ran").exists()
    assert (done.code, f"{inner}: the folder is made up as a repository" in done.err) == (2, True)
