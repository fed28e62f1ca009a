"""The rules of a review in the configuration and in `rule`: they can be ignored and graded like others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from proselint_t.cli import run
from proselint_t.replies.examples import run_examples
from proselint_t.rules.files import review_metas
from proselint_t.rules.review import ReviewRule

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = "1) The page opens in 9 seconds.\n1.1) The table has no index.\n1.2) The index needs a minute.\n"
DEFECTS = "1.\nPoint: 1.1.\n\n2.\nPoint: 1.2.\n"
REPLY = "1.\nDefect: 1.\nPoint: 1.1.\nAction: replace\nOld: «no index»\nNew:\nan index\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"answer.md": ANSWER, "defects.md": DEFECTS, "reply.md": REPLY}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(folder: Path, capsys: pytest.CaptureFixture[str], configuration: str) -> tuple[int, list[str]]:
    """The exit code of `edits check`, and rules with their severities."""
    documents = "answer: answer.md\ndefects: defects.md\n"
    (folder / ".proselint-t.yaml").write_text(documents + configuration, encoding="utf-8")
    capsys.readouterr()
    code = run(["edits", "check", "reply.md", "--output-format", "json"])
    output = capsys.readouterr().out
    violations = json.loads(output)["violations"] if output else []
    return code, [f"{one['rule']} {one['severity']}" for one in violations]


@pytest.mark.parametrize(
    ("configuration", "expected"),
    [
        ("", (0, ["review.unanswered warning"])),
        ("rules: {review.unanswered: {severity: error}}", (1, ["review.unanswered error"])),
        ("ignore: [review.unanswered]", (0, [])),
        ("ignore: [review]", (0, [])),
        ("ignore: [english]", (0, ["review.unanswered warning"])),
        ("select: [english]", (0, ["review.unanswered warning"])),
        ("rules: {review.unanswerd: {severity: error}}", (2, [])),
        ("rules: {review.unanswered: {exceptions: [x]}}", (2, [])),
        ("ignore: [review.nothing]", (2, [])),
    ],
)
def test_a_rule_of_a_review_is_set_like_any_other(folder, capsys, configuration, expected):
    assert found(folder, capsys, configuration) == expected


def test_an_error_that_is_only_a_warning_keeps_no_edit_out(folder, capsys):
    (folder / "reply.md").write_text(f"Here are the edits:\n\n{REPLY}", encoding="utf-8")
    code, rules = found(
        folder, capsys, "rules: {review.outside-list: {severity: warning}}\nignore: [review.language]"
    )
    assert (code, rules) == (0, ["review.unanswered warning", "review.outside-list warning"])
    assert run(["edits", "apply", "reply.md"]) == 0
    assert "has an index" in (folder / "answer.md").read_text(encoding="utf-8")


def test_every_rule_is_explained(capsys):
    assert run(["rule", "review.anchor"]) == 0
    assert "review.anchor (error)" in capsys.readouterr().out
    assert run(["rule"]) == 0
    listed = capsys.readouterr().out
    assert all(rule.value in listed for rule in ReviewRule)


@pytest.mark.parametrize("meta", review_metas(), ids=lambda meta: meta.id)
def test_the_examples_of_its_file_hold(meta):
    assert [str(failure) for failure in run_examples(meta)] == []
    assert meta.why
