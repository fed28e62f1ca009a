"""What flags, keys of the configuration, environment variables and the user's own configuration may say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proselint_t.cli import run
from proselint_t.config import forget
from proselint_t.text.names import YAML_NAME

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Use the site, isn't it?\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    forget()
    (folder / "page.md").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("config", "flags", "found"),
    [
        ("preset: answer", [], (1, "page.md:1:9: error: english.website [*]")),
        ("preset: answer\nfail-on: never", [], (0, "english.website")),
        ("preset: answer\nfail-on: never", ["--fail-on", "error"], (1, "english.website")),
        ("preset: answer\noutput-format: pylint", [], (1, "page.md:1: [english.website]")),
        ("preset: answer\noutput-format: pylint", ["-f", "concise"], (1, "page.md:1:9: error: ")),
        ("preset: answer\nunfixable: [english]", [], (1, "english.website Write")),
        ("preset: answer\nfixable: [english.website]", [], (1, "english.website [*] Write")),
        ("preset: answer\nfixable: [english.website]", [], (1, "english.contractions Write")),
        ("preset: answer", ["--unfixable", "english"], (1, "english.website Write")),
        ("preset: answer", ["--fixable", "english.contractions"], (1, "english.website Write")),
        ("preset: answer\nextensions: [txt]", [], (0, "no Markdown files here")),
        ("select: [ALL]", [], (1, "english.website")),
        ("", ["--select", "ALL", "--ignore", "english"], (0, "No violations found")),
        ("preset: answer", ["--show-files"], (0, "page.md\n")),
        ("unfixable: [englsh]", [], (2, "did you mean «english»?")),
        ("output-format: pilint", [], (2, "pylint")),
    ],
)
def test_a_configuration_and_flags(
    config: str, flags: list[str], found: tuple[int, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / YAML_NAME).write_text(config, encoding="utf-8")
    code, said = found
    assert run(["check", *flags]) == code
    captured = capsys.readouterr()
    assert said in captured.out + captured.err


def test_an_environment_variable_is_a_flag(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROSELINT_T_CHECK_PRESET", "answer")
    assert run(["check", "--isolated", "page.md"]) == 1
    assert "english.website" in capsys.readouterr().out


def test_the_configuration_of_the_user_holds_where_there_is_no_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = folder.parent / "home" / "proselint-t" / "proselint-t.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("preset: answer\n", encoding="utf-8")
    assert run(["check", "-q"]) == 1
    assert run(["check", "-q", "--isolated"]) == 0
    (folder / YAML_NAME).write_text("preset: recommended\n", encoding="utf-8")
    forget()
    assert run(["check", "-q"]) == 0


def test_the_files_of_other_endings_are_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "page.md").rename(folder / "page.MDX")
    (folder / YAML_NAME).write_text("extensions: [.mdx]\npreset: answer\n", encoding="utf-8")
    assert run(["check"]) == 1
    assert "page.MDX:1:9" in capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completions", shell]) == 0
    assert f"{shell}_complete" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["version"]) == run(["--version"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == second
