"""The action of GitHub, and the examples of the page about CI, line by line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "ci.md"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="needs the source tree")

SCHEMAS = {"jobs": "vendor.github-workflows", "prose": "vendor.gitlab-ci", "include": "vendor.gitlab-ci"}
"""By the key that tells one kind of file from another."""


def examples(language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def steps() -> list[dict[str, Any]]:
    return yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]


def valid(schema: str, path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_runs_what_was_read_and_hands_nothing_on() -> None:
    """Actions of others are named by their commits, and no input reaches the environment of later steps."""
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one) for one in used)
    assert not re.search(r"GITHUB_(ENV|PATH)", text)
    assert not [step for step in steps() if "${{" in step.get("run", "")]


def test_the_action_is_one() -> None:
    valid("vendor.github-actions", ROOT / "action.yml")


@pytest.mark.parametrize("number", range(len(examples("yaml")) if PAGE.exists() else 0))
def test_the_examples_are_what_the_services_read(number: int, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(examples("yaml")[number], encoding="utf-8")
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if "repos" in data:
        known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
        assert {hook["id"] for hook in data["repos"][0]["hooks"]} <= known
        return
    valid(next(schema for key, schema in SCHEMAS.items() if key in data), path)
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    for step in data.get("jobs", {}).get("prose", {}).get("steps", ()):
        if "proselint-t@" in step["uses"]:
            assert set(step["with"]) <= set(inputs)


def component(**inputs: str) -> dict[str, Any]:
    """The jobs of the component for GitLab, with what inputs say in its gaps."""
    head, body = (ROOT / "templates" / "check.yml").read_text(encoding="utf-8").split("\n---\n")
    declared = yaml.safe_load(head)["spec"]["inputs"]
    values = {name: one.get("default") for name, one in declared.items()} | inputs
    filled = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: values[found[1]], body)
    assert "$[[" not in filled
    return yaml.safe_load(filled)


def included() -> dict[str, str]:
    """The inputs that the page gives to the component."""
    return next(
        data["include"][0]["inputs"]
        for text in examples("yaml")
        if "include" in (data := yaml.safe_load(text))
    )


def test_the_component_is_a_pipeline_of_gitlab(tmp_path: Path) -> None:
    path = tmp_path / "jobs.yml"
    path.write_text(yaml.safe_dump(component(**included())), encoding="utf-8")
    valid("vendor.gitlab-ci", path)


def test_the_component_writes_its_report(folder: Path) -> None:
    (job,) = component(**included() | {"paths": ".", "args": "--exit-zero"}).values()
    done = bash(job["script"][1], folder)
    assert done.returncode == 0, done.stderr
    report = folder / job["artifacts"]["reports"]["codequality"]
    assert {one["check_name"] for one in json.loads(report.read_text(encoding="utf-8"))} == {
        "english.website"
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "мой текст.md").write_text("The site.\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("A site.\n", encoding="utf-8")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", tmp_path]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]):
        subprocess.run([*git, *command], check=True)
    (tmp_path / ".proselint-t.yaml").write_text("preset: docs\n", encoding="utf-8")
    return tmp_path


def runner(folder: Path) -> Path:
    """Where the action has installed the program: beside the folder of a test."""
    installed = folder.with_name(f"{folder.name}-runner")
    if not installed.exists():
        (installed / "proselint-t").mkdir(parents=True)
        (installed / "proselint-t" / "bin").symlink_to(Path(sys.executable).parent)
    return installed


def bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("bash")
    if program is None:
        pytest.skip("no bash here")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "RUNNER_TEMP": str(runner(folder)), **variables}
    command = [program, "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("number", range(len(examples("sh")) if PAGE.exists() else 0))
def test_the_lines_for_a_shell_run(number: int, folder: Path) -> None:
    done = bash(examples("sh")[number], folder)
    assert done.returncode == 0, done.stderr


INPUTS = {"ARGS": "", "OUTPUT_FORMAT": "github", "OUTPUT_FILE": ""}


@pytest.mark.parametrize(
    ("inputs", "code", "out"),
    [
        ({"PATHS": "."}, 1, ["file=other.md", "file=мой текст.md"]),
        ({"PATHS": "мой текст.md\n"}, 1, ["file=мой текст.md"]),
        ({"PATHS": "other.md\nмой текст.md"}, 1, ["file=other.md", "file=мой текст.md"]),
        (
            {"PATHS": ".", "ARGS": "--exit-zero --select english.website"},
            0,
            ["file=other.md", "file=мой текст.md"],
        ),
        (
            {"PATHS": ".", "ARGS": "--exit-zero\n--select\nenglish.website\n"},
            0,
            ["file=other.md", "file=мой текст.md"],
        ),
        ({"PATHS": ".", "OUTPUT_FILE": "a b.txt"}, 1, []),
        ({"PATHS": "$(touch owned).md", "ARGS": "`touch owned`"}, 2, []),
        ({"PATHS": "; touch owned\n--exit-zero", "ARGS": "\n; touch owned"}, 2, []),
        ({"PATHS": ".", "OUTPUT_FORMAT": "$(touch owned)"}, 2, []),
        ({"PATHS": ".", "OUTPUT_FORMAT": "--exit-zero"}, 2, []),
    ],
    ids=["folder", "file", "files", "flags", "lines", "output", "injection", "names", "format", "flag"],
)
def test_the_step_that_checks(folder: Path, inputs: dict[str, str], code: int, out: list[str]) -> None:
    done = bash(steps()[-1]["run"], folder, **{**INPUTS, **inputs})
    assert done.returncode == code, done.stderr
    assert re.findall(r"file=[^,]*", done.stdout) == out
    assert not (folder / "owned").exists()
    assert (folder / "a b.txt").exists() == ("OUTPUT_FILE" in inputs)


@pytest.mark.parametrize(
    ("args", "code", "table"),
    [
        ("--select english.website", 1, "| english.website | 2 | 2 |"),
        ("--select english.point", 0, "No violations."),
        ("--select no.such", 2, ""),
    ],
)
def test_the_step_that_checks_sums_up(folder: Path, args: str, code: int, table: str) -> None:
    summary = folder / "summary.txt"
    given = {**INPUTS, "PATHS": ".", "ARGS": args, "GITHUB_STEP_SUMMARY": str(summary)}
    done = bash(steps()[-1]["run"], folder, **given)
    assert done.returncode == code, done.stderr
    told = summary.read_text(encoding="utf-8").splitlines() if summary.exists() else [""]
    assert told[-1] == table


def test_the_sum_shows_no_markdown_of_a_name(folder: Path) -> None:
    rule = folder / "styles" / "Own" / "a|b\n# [c](d).yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text("extends: existence\nmessage: No.\ntokens: [site]\n", encoding="utf-8")
    (folder / ".proselint-t.yaml").write_text("styles: [styles]\nselect: [Own]\n", encoding="utf-8")
    summary = folder / "summary.txt"
    bash(steps()[-1]["run"], folder, **INPUTS, PATHS=".", GITHUB_STEP_SUMMARY=str(summary))
    assert summary.read_text(encoding="utf-8").splitlines()[-1] == "| Own.a?b?? ?c??d? | 2 | 0 |"


def test_the_sum_of_the_source_changes_with_it(folder: Path) -> None:
    """What was kept is installed again for another version only."""
    sums = set()
    for text in ("one", "one", "two"):
        source = folder / "action"
        for name in ("pyproject.toml", "src/a b.py", "rules/a.yaml"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(text, encoding="utf-8")
        output = folder / "output"
        done = bash(steps()[1]["run"], folder, GITHUB_ACTION_PATH=str(source), GITHUB_OUTPUT=str(output))
        assert done.returncode == 0, done.stderr
        sums |= {*output.read_text(encoding="utf-8").splitlines()}
    assert len(sums) == 2
    assert all(re.fullmatch("sum=[0-9a-f]{32}", one) for one in sums)


def step_of(example: str) -> dict[str, str]:
    """What an example hands to the action."""
    ours = (one for one in yaml.safe_load(example)["jobs"]["prose"]["steps"] if "proselint-t@" in one["uses"])
    return next(ours)["with"]


@pytest.mark.parametrize(
    "example", [text for text in examples("yaml") if "jobs:" in text] if PAGE.exists() else []
)
def test_the_step_takes_what_the_examples_hand_to_it(folder: Path, example: str) -> None:
    (folder / "README.md").touch()
    (folder / "docs").mkdir()
    given = {name.upper().replace("-", "_"): value for name, value in step_of(example).items()}
    given["ARGS"] = re.sub(r"\$\{\{.*?\}\}", "HEAD", given["ARGS"])
    done = bash(steps()[-1]["run"], folder, **{**INPUTS, "PATHS": ".", **given})
    assert done.returncode == 0, done.stderr
    assert (folder / given.get("OUTPUT_FILE", "README.md")).exists()


def test_the_script_of_gitlab_writes_the_report_that_it_names(folder: Path) -> None:
    job = next(yaml.safe_load(text)["prose"] for text in examples("yaml") if text.startswith("prose:"))
    assert bash(job["script"][-1], folder).returncode == 1
    report = json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert {one["location"]["path"] for one in report} == {"other.md", "мой текст.md"}


def test_the_step_that_installs_is_sound_bash(folder: Path) -> None:
    script = next(step["run"] for step in steps() if step.get("name") == "Install proselint-t")
    assert bash(f"set -n\n{script}", folder).returncode == 0
