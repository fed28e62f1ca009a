"""The commit hooks, run by pre-commit and prek in a scratch repository.

The hooks are those of `.pre-commit-hooks.yaml`, but run the program of this environment; that they install from
a clone is a matter of `.ci/run`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
pytestmark = pytest.mark.skipif(not HOOKS.exists(), reason="needs the source tree")

NAME = "мои заметки.md"
BAD, GOOD = "Our site is old.\n", "Our website is old.\n"
PROGRAMS = Path(sys.executable).parent


class Scratch:
    """A repository with one hook."""

    def __init__(self, folder: Path, runner: str, hook: str) -> None:
        self.folder, self.runner = folder, runner
        hooks = {one["id"]: one for one in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}
        chosen = {**hooks[hook], "language": "system"}
        self.write(
            yaml.safe_dump({"repos": [{"repo": "local", "hooks": [chosen]}]}), ".pre-commit-config.yaml"
        )
        self.write("preset: answer\nselect: [english.website]\nexclude: [old/]\n", ".proselint-t.yaml")
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "First")

    def write(self, text: str, name: str = NAME) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str = NAME) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def stage(self, text: str, name: str = NAME) -> None:
        self.write(text, name)
        self.git("add", "--", name)

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.quotePath=false")
        return subprocess.run(
            ["git", *identity, *arguments], cwd=self.folder, check=True, capture_output=True, text=True
        ).stdout

    def run(self, *flags: str) -> tuple[int, str]:
        environment = {
            **os.environ,
            "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(self.folder / ".git" / "pre-commit"),
            "PREK_HOME": str(self.folder / ".git" / "prek"),
        }
        command = [PROGRAMS / self.runner, "run", *flags]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(params=["pre-commit", "prek"])
def runner(request: pytest.FixtureRequest) -> str:
    if not shutil.which(PROGRAMS / request.param):
        pytest.skip(f"{request.param} is not installed")
    return str(request.param)


@pytest.fixture
def check(tmp_path: Path, runner: str) -> Scratch:
    return Scratch(tmp_path, runner, "proselint-t")


@pytest.fixture
def fix(tmp_path: Path, runner: str) -> Scratch:
    return Scratch(tmp_path, runner, "proselint-t-fix")


def test_a_violation_stops_the_commit(check: Scratch) -> None:
    check.stage(BAD)
    code, told = check.run()
    assert code == 1
    assert f"{NAME}:1:5: error: english.website" in told
    check.stage(GOOD)
    assert check.run()[0] == 0


def test_only_what_is_staged_counts(check: Scratch) -> None:
    check.stage(GOOD)
    check.write(BAD)
    assert check.run()[0] == 0
    assert check.read() == BAD
    check.stage(BAD)
    check.write(GOOD)
    assert check.run()[0] == 1
    assert check.read() == GOOD


def test_excluded_files_and_other_files_are_passed_over(check: Scratch) -> None:
    check.stage(BAD, "old/a.md")
    check.stage(BAD, "notes.txt")
    assert check.run()[0] == 0


def test_many_files_in_batches(check: Scratch) -> None:
    names = [f"глава {number}.md" for number in range(120)]
    for number, name in enumerate(names):
        check.write(BAD if number in {3, 117} else GOOD, name)
    check.git("add", ".")
    code, told = check.run()
    assert code == 1
    assert [name for name in names if f"{name}:1:5: error: english.website" in told] == [names[3], names[117]]


NAMES = [
    "--config=x.md",
    "-d/x.md",
    "--help.md",
    "a\nb.md",
    "$(touch pwned).md",
    "`id`;x.md",
    "@x.md",
    "\x1b[31m.md",
]


def test_names_are_only_names(fix: Scratch) -> None:
    for name in NAMES:
        fix.stage(BAD, name)
    (fix.folder / "gone.md").symlink_to("gone.md")
    (fix.folder / "out.md").symlink_to(".git/out.md")
    out = fix.folder / ".git" / "out.md"
    out.write_text(BAD, encoding="utf-8")
    fix.git("add", ".")
    code, told = fix.run()
    assert (code, "Fixed 8 violations" in told, "\x1b" in told) == (1, True, False)
    assert [fix.read(name) for name in NAMES] == [GOOD] * 8
    assert out.read_text(encoding="utf-8") == BAD
    assert not (fix.folder / "pwned").exists()


def test_a_broken_configuration_is_told(check: Scratch) -> None:
    check.stage("selct: []\n", ".proselint-t.yaml")
    check.stage(GOOD)
    code, told = check.run()
    assert code == 1
    assert ".proselint-t.yaml:1:1" in told


def test_fixes_stop_the_commit_until_they_are_staged(fix: Scratch) -> None:
    fix.stage(BAD)
    code, told = fix.run()
    assert code == 1
    assert "files were modified by this hook" in told.lower()
    assert fix.read() == GOOD
    fix.git("add", ".")
    assert fix.run()[0] == 0


def test_fixes_leave_unstaged_changes_alone(fix: Scratch) -> None:
    text = "".join(f"Line {number}.\n\n" for number in range(20))
    fix.stage(BAD + "\n" + text)
    fix.write(BAD + "\n" + text + "Unstaged site.\n")
    assert fix.run()[0] == 1
    assert fix.read() == GOOD + "\n" + text + "Unstaged site.\n"
    assert "Unstaged" not in fix.git("show", f":{NAME}")


def test_all_files(check: Scratch) -> None:
    check.stage(BAD)
    check.git("commit", "-q", "-m", "Old text")
    assert check.run()[0] == 0
    assert check.run("--all-files")[0] == 1


REVIEW = "answer: мой ответ.md\ndefects: defects.txt\n"
DEFECT = "1.\nPoint: 1\nQuote: «One two»\n"


@pytest.fixture
def review(tmp_path: Path, runner: str) -> Scratch:
    """An answer whose one defect stands where it says."""
    scratch = Scratch(tmp_path, runner, "proselint-t-map")
    scratch.stage(REVIEW, ".proselint-t.yaml")
    scratch.stage("1) One two.\n2) Three.\n", "мой ответ.md")
    scratch.stage(DEFECT, "defects.txt")
    assert scratch.run()[0] == 0
    scratch.git("commit", "-q", "-m", "Review")
    return scratch


def test_a_changed_answer_is_held_against_its_defects(review: Scratch) -> None:
    review.stage("1) One.\n2) Three.\n", "мой ответ.md")
    code, told = review.run()
    assert code == 1
    assert "missing-quote" in told
    review.stage("1) One two indeed.\n2) Three.\n", "мой ответ.md")
    assert review.run()[0] == 0


@pytest.mark.parametrize(
    ("defects", "told"), [(DEFECT.replace("1\n", "2\n"), "moved"), ("1.\nPoint: x\n", "defects.txt:2: point")]
)
def test_changed_defects_are_held_against_the_answer(review: Scratch, defects: str, told: str) -> None:
    review.stage(defects, "defects.txt")
    code, said = review.run()
    assert code == 1
    assert told in said


def test_a_review_is_read_as_it_is_staged(review: Scratch) -> None:
    review.stage(DEFECT + "Remark: Too short.\n", "defects.txt")
    review.write("1) Unstaged.\n", "мой ответ.md")
    assert review.run()[0] == 0
    assert review.read("мой ответ.md") == "1) Unstaged.\n"


def test_a_review_runs_once_and_not_for_pictures(review: Scratch) -> None:
    (review.folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    review.git("add", ".")
    assert "no files to check" in review.run()[1]
    for number in range(120):
        review.stage("", f"page {number}.md")
    code, told = review.run("--verbose")
    assert code == 0
    assert told.count("1 defect: 1 exact") == 1


def test_a_review_without_documents_is_told(review: Scratch) -> None:
    review.stage("preset: answer\n", ".proselint-t.yaml")
    code, told = review.run()
    assert code == 1
    assert (
        "no answer is named (name them on the command line (ANSWER, DEFECTS) or set `answer:` and `defects:`"
        in told
    )
