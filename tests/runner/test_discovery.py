"""Which files are found, and what becomes of each."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from proselint_t.config import FileSettings
from proselint_t.rules.rule import ActiveRule, Reach, RuleMeta, Severity, Violation
from proselint_t.runner.discovery import find_files
from proselint_t.runner.files import Checked, Failed, Fixing, run
from proselint_t.text.edits import Edit, Fix
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TREE = (
    "a.md",
    "b.markdown",
    "C.MD",
    "notes.txt",
    "deep/er/d.md",
    ".github/e.md",
    "node_modules/f.md",
    ".git/g.md",
    "build/h.md",
    "build/keep.md",
    "drafts/i.md",
)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in TREE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def nothing(_path: Path) -> bool:
    return False


def names(*paths: str, force: bool = False, excluded: str | None = None) -> list[str]:
    def skip(path: Path) -> bool:
        return path.name == excluded

    found = find_files([Path(path) for path in paths], skip, force=force)
    return [path.as_posix() for path in found.files]


def test_markdown_of_a_folder_is_found_by_its_ending_and_sorted(tree: Path) -> None:
    assert names(".") == [
        ".github/e.md",
        "C.MD",
        "a.md",
        "b.markdown",
        "build/h.md",
        "build/keep.md",
        "deep/er/d.md",
        "drafts/i.md",
    ]


@pytest.mark.parametrize(
    ("ignored", "gone"),
    [
        ({".gitignore": "build/\n"}, {"build/h.md", "build/keep.md"}),
        (
            {".gitignore": "*.md\n!a.md\n"},
            {".github/e.md", "build/h.md", "build/keep.md", "deep/er/d.md", "drafts/i.md"},
        ),
        ({".gitignore": "build/*\n!build/keep.md\n"}, {"build/h.md"}),
        ({"build/.gitignore": "h.md\n"}, {"build/h.md"}),
        ({".gitignore": "h.md\n", "build/.gitignore": "!h.md\n"}, set()),
        ({".gitignore": "/d.md\n/a.md\n"}, {"a.md"}),
        ({"deep/.gitignore": "/er/d.md\r\n# a comment\r\n"}, {"deep/er/d.md"}),
    ],
)  # fmt: skip
def test_gitignore_is_respected(tree: Path, ignored: dict[str, str], gone: set[str]) -> None:
    before = set(names("."))
    for name, text in ignored.items():
        (tree / name).write_text(text, encoding="utf-8")
    assert before - set(names(".")) == gone


def test_gitignore_above_the_folder_counts_up_to_the_repository(tree: Path) -> None:
    (tree / ".gitignore").write_text("d.md\n", encoding="utf-8")
    assert names("deep") == []
    (tree / "deep/.git").mkdir()
    assert names("deep") == ["deep/er/d.md"]


def test_an_ignored_folder_is_read_when_it_is_named(tree: Path) -> None:
    (tree / ".gitignore").write_text("build/\nh.md\n", encoding="utf-8")
    assert names("build") == ["build/h.md", "build/keep.md"]


def test_named_files_are_read_whatever_their_ending_or_ignore_rules(tree: Path) -> None:
    (tree / ".gitignore").write_text("*\n", encoding="utf-8")
    assert names("notes.txt", "a.md") == ["a.md", "notes.txt"]


def test_a_file_is_read_once(tree: Path) -> None:
    assert names("a.md", "./a.md", str(tree / "a.md"), "deep", "deep/er") == ["a.md", "deep/er/d.md"]


@pytest.mark.parametrize(
    ("paths", "force", "expected"),
    [
        (["drafts", "a.md"], False, ["a.md"]),
        (["drafts/i.md"], False, ["drafts/i.md"]),
        (["drafts/i.md"], True, []),
    ],
)
def test_exclusion_holds_for_named_files_when_forced(
    tree: Path, paths: list[str], force: bool, expected: list[str]
) -> None:
    assert names(*paths, force=force, excluded="i.md") == expected


def test_excluded_folders_are_not_entered(tree: Path) -> None:
    assert "deep/er/d.md" not in names(".", excluded="er")


def test_links_to_folders_are_not_followed_and_dangling_ones_are_passed_over(tree: Path) -> None:
    (tree / "deep/loop").symlink_to(tree, target_is_directory=True)
    (tree / "deep/.#lock.md").symlink_to("nobody@nowhere")
    (tree / "deep/link.md").symlink_to(tree / "a.md")
    assert names("deep") == ["deep/er/d.md", "deep/link.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_block_the_search(tree: Path) -> None:
    os.mkfifo(tree / "deep/pipe.md")
    assert names("deep") == ["deep/er/d.md"]


def test_missing_paths_and_empty_folders_are_told_apart(tree: Path) -> None:
    (tree / "empty").mkdir()
    found = find_files([Path("empty"), Path("gone.md"), Path("a.md")], nothing)
    assert found.empty == [Path("empty")]
    assert [str(error) for error in found.unread] == ["gone.md: no such file or folder"]
    assert found.files == [Path("a.md")]


@dataclass
class Meddling:
    """A rule that mends `old`, and lets something happen to the file while it is being checked."""

    happens: Callable[[Path], object]
    meta: RuleMeta = RuleMeta("test.old", "test", "Old.")  # noqa: RUF009 - frozen
    reach: ClassVar[Reach] = Reach.DOCUMENT

    def check(self, unit: Any, _context: object, /) -> Iterator[Violation]:
        if unit.source.text.startswith("old"):
            if unit.source.path == "b.md":
                self.happens(Path(unit.source.path))
            span = Span(0, 3)
            yield Violation(self.meta.id, Severity.ERROR, span, "Old.", Fix((Edit(span, "new"),), "new"))


@pytest.mark.parametrize(
    ("happens", "message", "left"),
    [
        (Path.unlink, "b.md: not written: the file vanished after it was read", None),
        (lambda path: path.write_text("theirs"), "b.md: not written: the file changed on disk", "theirs"),
        (lambda path: path.chmod(0o444), "b.md: not written: the file is read-only", "old\n"),
    ],
    ids=["vanishes", "changes", "becomes read-only"],
)
def test_a_file_that_changes_under_the_fixer_is_left_alone_and_the_others_are_mended(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[Path], object],
    message: str,
    left: str | None,
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = [Path(name) for name in ("a.md", "b.md", "c.md")]
    for path in paths:
        path.write_text("old\n", encoding="utf-8")
    settings = FileSettings((ActiveRule(Meddling(happens)),), None, "docs", ("test.old",))
    first, second, third = run(paths, lambda _path: settings, Fixing())
    assert isinstance(first, Checked)
    assert isinstance(second, Failed)
    assert isinstance(third, Checked)
    assert message in str(second.error)
    assert [path.read_text(encoding="utf-8") if path.exists() else None for path in paths] == [
        "new\n", left, "new\n",
    ]  # fmt: skip
    assert {path.name for path in tmp_path.iterdir()} <= {"a.md", "b.md", "c.md"}
