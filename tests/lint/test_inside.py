"""Documents in the fences of a document (key ``inside``) are checked, fixed and silenced in place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proselint_t import ProselintError
from proselint_t.cli import main
from proselint_t.config import Resolver
from proselint_t.lint import checking
from proselint_t.lint.incremental import Session
from proselint_t.text.edits import apply_edits
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from proselint_t.config import FileSettings

CONFIG = """\
overrides:
  - files: T.md
    preset: notation
    inside: [{fence: markdown, after: "Содержание `A`", preset: answer}]
"""
ANSWER = "1) The site is up.\n2) It has four disks. They are new.\n"
FIXED = "1) The website is up.\n2) It has 4 disks.\nThey are new.\n"
LINES = [
    "1) The site is up.\n",
    "2) It is\n",
    "cold. It is new.\n",
    "\n",
    "> the site\n",
    "- a  b\n",
    "```\n",
    "e.g. x\n",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".proselint-t.yaml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def task(folder: Path) -> FileSettings:
    return Resolver().for_file(folder / "T.md")


def holding(text: str, prefix: str = "", above: str = "Содержание `A`:", name: str = "markdown") -> str:
    """A task with a fenced text, all of it behind the signs of a container."""
    lines = [above, "", f"~~~~{name}", *text.removesuffix("\n").split("\n"), "~~~~", "", "The site."]
    return "".join(f"{prefix}{line}".rstrip(" ") + "\n" for line in lines)


@pytest.mark.parametrize("prefix", ["", "> ", "  ", "> > "])
def test_what_is_wrong_in_a_fence_stands_at_its_place(task: FileSettings, prefix: str) -> None:
    text = holding(ANSWER, prefix)
    found = checking.check(Source(text), task).violations
    assert [(one.rule, text[slice(*one.span)]) for one in found] == [
        ("english.website", "site"),
        ("typography.digits", "four"),
        ("layout.one-sentence-per-paragraph", "T"),
    ]


@pytest.mark.parametrize("prefix", ["", "> ", "  ", "> > "])
def test_fixes_stay_in_the_fence(task: FileSettings, prefix: str) -> None:
    result = checking.fix(Source(holding(ANSWER, prefix)), task)
    assert result.source.text == holding(FIXED, prefix)
    assert not result.report.violations


def test_single_fixes_are_those_of_the_outer_text(task: FileSettings) -> None:
    text = holding(ANSWER, "> ")
    for violation in checking.check(Source(text), task).violations:
        assert violation.fix
        text_after = apply_edits(text, violation.fix.edits)
        lines = text_after.splitlines()
        assert all(line.startswith(">") for line in lines), lines


def test_newlines_of_the_file_stay(task: FileSettings) -> None:
    text = holding(ANSWER).replace("\n", "\r\n")
    assert checking.fix(Source(text), task).source.text == holding(FIXED).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("above", "name"), [("Содержание `B`:", "markdown"), ("Содержание `A`:", "text"), ("", "markdown")]
)
def test_other_fences_are_code(task: FileSettings, above: str, name: str) -> None:
    assert not checking.check(Source(holding(ANSWER, above=above, name=name)), task).violations


def test_a_heading_may_stand_above(task: FileSettings) -> None:
    assert checking.check(Source(holding(ANSWER, above="## Содержание `A`")), task).violations


def test_comments_inside_and_outside_silence(task: FileSettings) -> None:
    comment = "<!-- proselint-t-disable-next-line english.website -->\n"
    inner = checking.check(Source(holding(comment + ANSWER)), task).violations
    outer = checking.check(
        Source("<!-- proselint-t-disable english.website -->\n\n" + holding(ANSWER)), task
    ).violations
    for found in (inner, outer):
        assert [one.rule for one in found] == ["typography.digits", "layout.one-sentence-per-paragraph"]


def test_json_tells_point_and_language_of_the_inner_text(folder: Path) -> None:
    (folder / "T.md").write_text("# 7. `A`\n\n" + holding(ANSWER), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--output-format", "json", "T.md"])
    told = [(one["line"], one["column"], one["point"], one["language"]) for one in json.loads(result.stdout)]
    assert told == [(6, 8, "1", "en"), (7, 11, "2", "en"), (7, 23, "2", "en")]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=6), prefix=st.sampled_from(["", "> "]))
def test_a_text_in_a_fence_is_checked_as_it_would_be_alone(
    task: FileSettings, lines: list[str], prefix: str
) -> None:
    inner = "".join(lines)
    text = holding(inner, prefix)
    alone = checking.check(Source(inner), task.inside[0].settings).violations
    inside = checking.check(Source(text), task)
    assert [one.rule for one in inside.violations] == [one.rule for one in alone]
    begin = text.index("markdown\n") + len("markdown\n")
    if not prefix:
        assert [one.span.shifted(-begin) for one in inside.violations] == [one.span for one in alone]
    assert Session(task).check(Source(text)) == inside.violations


def test_an_editor_checks_the_fence_while_it_is_written(task: FileSettings) -> None:
    session = Session(task)
    for text in (holding(ANSWER), holding("1) Up.\n"), "x\n\n" + holding(ANSWER), ANSWER):
        assert session.check(Source(text)) == checking.check(Source(text), task).violations


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("{preset: answer}", "names its fences"),
        ("{fence: markdown, files: x}", "unknown key «files»"),
        ("{fence: markdown, preset: letter}", "unknown value «letter»"),
    ],
)
def test_wrong_entries_are_named(tmp_path: Path, entry: str, problem: str) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(f"inside: [{entry}]\n", encoding="utf-8")
    with pytest.raises(ProselintError, match=problem):
        Resolver().for_file(tmp_path / "T.md")
