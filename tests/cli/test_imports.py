"""What a command may load: the table of what each must do without."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import proselint_t
from proselint_t.cli import COMMANDS, COMPLETION, PROGRAM, main
from proselint_t.text.messages import speaking
from proselint_t.text.speech import SPEAKS

LOOK = """
import sys
from proselint_t.__main__ import main
sys.argv[1:] = {arguments!r}
try:
    main()
except SystemExit:
    pass
finally:
    print("\\nloaded", *sorted(sys.modules))
"""
MARKDOWN = ("markdown_it", "regex", "yaml", "spacy")
EVERYTHING = ("click", "dataclasses", *MARKDOWN)
OF_OTHERS = (
    *("_hashlib", "proselint_t.runner.ahead", "proselint_t.rules.vale.ini"),
    *("shutil", "sqlite3.dump", "tempfile", "proselint_t.lsp", "proselint_t.rules.vale.settings"),
    *(
        "proselint_t.lint.baseline",
        "proselint_t.lint.fixer",
        "proselint_t.lint.inside",
        "proselint_t.lint.long_texts",
        "proselint_t.lint.silencing",
    ),
    *("rich", "proselint_t.runner.gitignore", "proselint_t.text.journal"),
)
"""What other runs need: those with fixes, folders, baselines, styles of Vale's."""
TABLE: list[tuple[list[str], tuple[str, ...]]] = [
    (["--version"], EVERYTHING),
    (["--help"], EVERYTHING),
    (["check", "--help"], (*MARKDOWN, "sqlite3")),
    (["fix", "--help"], MARKDOWN),
    (["rule", "--help"], MARKDOWN),
    (["map", "--help"], MARKDOWN),
    (["clean", "--help"], MARKDOWN),
    (["completions", "bash"], MARKDOWN),
    (
        ["check", "--isolated", "--no-cache", "one.md"],
        ("spacy", "pymorphy3", "regex", "proselint_t.lint.proof", *OF_OTHERS),
    ),
    (["check", "--isolated", "--no-cache", "--preset", "answer", "one.md"], ("spacy", *OF_OTHERS)),
]


@pytest.mark.parametrize(("arguments", "without"), TABLE, ids=lambda one: " ".join(one)[:40])
def test_a_command_does_without(tmp_path: Path, arguments: list[str], without: tuple[str, ...]) -> None:
    (tmp_path / "one.md").write_text("# A title\n\nA text of some words.\n")
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(arguments=arguments)],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.rpartition("\nloaded ")[2].split())
    assert loaded.isdisjoint(without), loaded & {*without}


def test_an_unchanged_file_is_told_without_what_checks(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("# A title\n\nA **text**.\n")
    arguments = ["check", "--isolated", "--cache-dir", "cache", "--preset", "answer", "one.md"]
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", LOOK.format(arguments=arguments)],
            cwd=tmp_path, capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert "layout.emphasis" in done.stdout
    assert set(done.stdout.rpartition("\nloaded ")[2].split()).isdisjoint(EVERYTHING)


@pytest.mark.parametrize("flags", [["--isolated", "--preset", "answer"], []])
def test_a_second_file_is_checked_without_files_of_rules_and_configuration(
    tmp_path: Path, flags: list[str]
) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("preset: answer\nignore: [english]\n")
    arguments = ["check", *flags, "--cache-dir", "cache", "one.md"]
    for text in ("A **text**.\n", "Another **text**.\n"):
        (tmp_path / "one.md").write_text(text)
        done = subprocess.run(
            [sys.executable, "-c", LOOK.format(arguments=arguments)],
            cwd=tmp_path, capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert "layout.emphasis" in done.stdout
    assert {"yaml", "spacy"}.isdisjoint(done.stdout.rpartition("\nloaded ")[2].split())


@pytest.mark.parametrize("words", ["ch", "check --out", "check --select eng", "rule eng"])
def test_completions_are_offered_without_what_checks(tmp_path: Path, words: str) -> None:
    typed = f"{PROGRAM} {words}"
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" ")), COMPLETION: "bash_complete"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(arguments=[])],
        cwd=tmp_path, env={**os.environ, **asked}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    offered, _, loaded = done.stdout.rpartition("\nloaded ")
    assert f",{typed.rsplit(maxsplit=1)[-1]}" in offered
    assert set(loaded.split()).isdisjoint(MARKDOWN)


@pytest.mark.parametrize("language", SPEAKS)
def test_the_help_is_what_click_says(language: str) -> None:
    kept = (Path(proselint_t.__file__).parent / "cli" / f"help.{language}.txt").read_text(encoding="utf-8")
    with speaking(language):
        assert kept == main.make_context(PROGRAM, ["version"], terminal_width=80).get_help() + "\n"


def test_the_help_names_each_command_on_one_line() -> None:
    for name, (_, what) in COMMANDS.items():
        command = main.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert what.endswith(".")
        assert len(what) < 80 - len("  completions  ")
