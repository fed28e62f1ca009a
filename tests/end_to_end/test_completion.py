"""What a shell is offered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("proselint-t")
LAYOUT = [
    "layout",
    *(
        f"layout.{rule}"
        for rule in (
            "blank-lines",
            "emphasis",
            "numbering",
            "one-sentence-per-paragraph",
            "repeated-word",
            "required-headings",
            "trailing-space",
        )
    ),
]
pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed here")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("proselint-t che", ["check"]),
        ("proselint-t check --add", ["--add-suppressions"]),
        ("proselint-t check --output-format js", ["json", "json-lines"]),
        ("proselint-t check --fail-on n", ["never"]),
        ("proselint-t check --preset ", ["answer", "docs", "notation", "recommended", "report"]),
        ("proselint-t check --select english.w", ["english.website"]),
        ("proselint-t check --ignore layout,english.w", ["layout,english.website"]),
        ("proselint-t rule english.w", ["english.website"]),
        ("proselint-t config --extend-select lay", LAYOUT),
        ("proselint-t check --preset = an", ["answer"]),
        ("proselint-t check --preset = answer --select = english.w", ["english.website"]),
        ("proselint-t chekc rul", ["rule", "rules"]),
    ],
)
def test_bash_is_offered(tmp_path: Path, line: str, offered: list[str]) -> None:
    assert offers(line, tmp_path) == offered


def test_own_rules_are_offered_unless_the_configuration_is_broken(tmp_path: Path) -> None:
    rule = tmp_path / "styles" / "house" / "greeting.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text("extends: existence\nmessage: No greetings.\ntokens: [hello]\n", encoding="utf-8")
    config = tmp_path / ".proselint-t.yaml"
    config.write_text("styles: [styles]\n", encoding="utf-8")
    assert offers("proselint-t check --select house", tmp_path) == ["house", "house.greeting"]
    config.write_text("stiles: [styles]\n", encoding="utf-8")
    assert offers("proselint-t check --select house", tmp_path) == []
    assert offers("proselint-t check --select layout.b", tmp_path) == ["layout.blank-lines"]


def offers(line: str, folder: Path) -> list[str]:
    """What bash is given; it divides a line at spaces and at `=`."""
    words = line.split(" ")
    environment = {
        **os.environ,
        "_PROSELINT_T_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run([PROGRAM], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return [one.partition(",")[2] for one in done.stdout.split()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(shell: str) -> None:
    environment = {**os.environ, "_PROSELINT_T_COMPLETE": f"{shell}_source"}
    done = subprocess.run([PROGRAM], env=environment, capture_output=True, text=True, check=False)
    assert "proselint-t" in done.stdout


@pytest.mark.parametrize(
    ("language", "typed", "told"),
    [
        ("en", "rul", "rule\tExplain a rule: why, examples, settings, fix, source."),
        ("ru", "rul", "rule\tОбъяснить правило: зачем, примеры, параметры, исправление, источник."),
        ("ru", "check --isol", "--isolated\tНе читать файлы настройки."),
    ],
)
def test_what_is_offered_is_told_in_the_language_of_the_run(language: str, typed: str, told: str) -> None:
    asked = {"COMP_WORDS": f"proselint-t {typed}", "COMP_CWORD": typed.rpartition(" ")[2]}
    speaks = {"PROSELINT_T_MESSAGES": language, "_PROSELINT_T_COMPLETE": "fish_complete"}
    done = subprocess.run([PROGRAM], env={**os.environ, **asked, **speaks}, capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[0] == f"plain,{told}"
