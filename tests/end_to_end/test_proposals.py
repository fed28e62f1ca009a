"""The repository to copy, from end to end: a commit is refused, mended, reviewed, edited, and green."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROPOSALS = ROOT / "examples" / "proposals"
FAULTY = "daily/2025/11/09/02/result/EN.md"
REVIEW = "daily/2025/11/10/01"
PROGRAMS = Path(sys.executable).parent

pytestmark = pytest.mark.skipif(not PROPOSALS.is_dir(), reason="needs the source tree")


class Copy:
    """The folder as a git repository of its own, whose hook is that of this environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(PROPOSALS, folder)
        hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
        own = [{**one, "language": "system"} for one in hooks if one["id"] == "proselint-t"]
        config = {"repos": [{"repo": "local", "hooks": own}]}
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        self.run("git", "init", "-q")
        self.run("pre-commit", "install")

    def run(self, *command: str, below: str = ".") -> tuple[int, str]:
        path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            command,
            cwd=self.folder / below,
            env={**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(self.folder / ".git" / "pre-commit")},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def commit(self, *files: str) -> tuple[int, str]:
        self.run("git", "add", *files)
        return self.run(
            "git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "Work"
        )

    def linter(self, *arguments: str, below: str = ".") -> tuple[int, str]:
        return self.run("proselint-t", *arguments, below=below)


def test_from_a_refused_commit_to_a_reviewed_answer(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "proposals")

    code, said = copy.commit(FAULTY)
    assert (code, "english.website" in said) == (1, True), said
    copy.linter("fix", FAULTY)
    text = (copy.folder / FAULTY).read_text(encoding="utf-8")
    mended = text.replace("knows one language", "knows a language")  # what no safe fix may decide
    (copy.folder / FAULTY).write_text(mended, encoding="utf-8")
    code, said = copy.linter("check", FAULTY)
    assert (code, "No violations found" in said) == (0, True), said
    code, said = copy.commit(FAULTY)
    assert code == 0, said

    code, said = copy.linter("map", below=REVIEW)
    assert (code, "2 defects: 2 exact" in said) == (0, True), said
    code, said = copy.linter("edits", "check", "reply.md", below=REVIEW)
    assert (code, "2 of 2 edits may be applied." in said) == (0, True), said
    code, said = copy.linter("edits", "apply", "reply.md", below=REVIEW)
    assert code == 0, said
    assert "waits in the morning" in (copy.folder / REVIEW / "result/EN.md").read_text(encoding="utf-8")
    assert (copy.folder / REVIEW / "defects.status.yaml").is_file()
    code, said = copy.commit(REVIEW)
    assert code == 0, said


def test_all_but_the_faulty_job_is_clean(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "proposals")
    code, said = copy.linter("check", "--output-format", "concise")
    paths = {
        line.partition(":")[0] for line in said.splitlines() if ": error: " in line or ": warning: " in line
    }
    assert (code, {path.rpartition("/result/")[0] for path in paths}) == (1, {"daily/2025/11/09/02"}), said


def test_what_is_built_is_current(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "proposals")
    for composite in sorted(copy.folder.glob("daily/**/composite.md")):
        before = composite.read_text(encoding="utf-8")
        code, said = copy.linter("bundle", "build", str(composite.parent))
        assert (code, composite.read_text(encoding="utf-8")) == (0, before), said


def test_the_answer_in_a_task_is_an_answer(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "proposals")
    (task,) = copy.folder.glob("daily/**/T.md")
    task.write_text(task.read_text(encoding="utf-8").replace("1,000 products", "the site"), encoding="utf-8")
    code, said = copy.linter("check", str(task))
    assert (code, "T.md:9:22: error: english.website" in said) == (1, True), said


def test_both_languages_of_the_finished_answer_say_the_same(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "proposals")
    code, said = copy.linter("pair", "RU.md", "EN.md", below="daily/2025/11/09/01/result")
    assert code == 0, said
