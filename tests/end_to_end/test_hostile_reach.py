"""A configuration and a link reach as far as their repository, and no message quotes what is none of its business."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from proselint_t.text.repository import WAY_OUT
from tests.end_to_end.test_cli import run
from tests.end_to_end.test_inputs import POSIX

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "s3cr3t: hunter2\ntoken = hunter2\nhunter2==\n"
OUTSIDE = "lies outside the repository (--allow-outside lets it)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository beside files that are none of its business."""
    for name in ("secret", "secret.yaml", "secret.md", "secret.ini", "secret.toml"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "base.yaml").write_text("preset: docs\n", encoding="utf-8")
    folder = tmp_path / "repository"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", folder], check=True)
    (folder / ".git" / "config").write_text(f"[http]\n{TEXT}", encoding="utf-8")
    (folder / ".env").write_text(TEXT, encoding="utf-8")
    (folder / "page.md").write_text("Our site is new.\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "key", ["extends", "styles", "sources", "bundle", "answer", "defects", "baseline", "vale"]
)
@pytest.mark.parametrize("name", ["../secret.yaml", "/etc/passwd", ".git/config", "../../../../etc/shadow"])
def test_a_configuration_stays_in_its_repository(folder: Path, key: str, name: str) -> None:
    (folder / ".proselint-t.yaml").write_text(f"preset: docs\n{key}: '{name}'\n", encoding="utf-8")
    done = run("check", "page.md", cwd=folder)
    assert done.code == 2
    assert done.err == f"error: {folder}/.proselint-t.yaml:2:{len(key) + 3}: {key}: «{name}» {OUTSIDE}\n"


def test_an_override_does_too(folder: Path) -> None:
    (folder / ".proselint-t.yaml").write_text(
        "preset: docs\noverrides: [{files: 'x.md', sources: [page.md, ../secret.md]}]\n", encoding="utf-8"
    )
    assert OUTSIDE in run("check", "page.md", cwd=folder).err


def test_the_command_line_opens_the_way(folder: Path) -> None:
    (folder / ".proselint-t.yaml").write_text("extends: ../base.yaml\n", encoding="utf-8")
    assert run("check", "page.md", cwd=folder).code == 2
    assert run("check", "page.md", "--allow-outside", cwd=folder).code == 1
    (folder / ".proselint-t.yaml").unlink()
    (folder / "inner").mkdir()
    (folder / "base.yaml").write_text("preset: docs\n", encoding="utf-8")
    (folder / "inner" / ".proselint-t.yaml").write_text("extends: ../base.yaml\n", encoding="utf-8")
    (folder / "inner" / "page.md").write_text("Our site is new.\n", encoding="utf-8")
    assert run("check", "inner/page.md", cwd=folder).code == 1


def test_without_a_repository_the_folder_of_the_run_is_one(tmp_path: Path) -> None:
    for name in ("base.yaml", "a/base.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("preset: docs\n", encoding="utf-8")
    (tmp_path / "a" / ".proselint-t.yaml").write_text("extends: ../base.yaml\n", encoding="utf-8")
    (tmp_path / "a" / "page.md").write_text("Our site is new.\n", encoding="utf-8")
    assert run("check", "a/page.md", cwd=tmp_path).code == 1
    assert OUTSIDE in run("check", "page.md", cwd=tmp_path / "a").err


@POSIX
@pytest.mark.parametrize("target", ["../secret", "../secret.yaml", ".git/config"])
@pytest.mark.parametrize("name", [".proselint-t.yaml", ".vale.ini"])
def test_a_configuration_that_is_a_link(folder: Path, name: str, target: str) -> None:
    (folder / name).symlink_to(target)
    done = run("check", ".", cwd=folder)
    told = f"error: {folder}/{name}: a link that leads out of the repository (--allow-outside lets it)\n"
    assert (done.code, done.err) == (2, told)


@POSIX
@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({".proselint-t.yaml": "extends: .env"}, ".env: no configuration: no line begins with one of its keys"),
        ({".proselint-t.yaml": "vale: .env"}, ".env: no configuration of Vale's"),
        ({".proselint-t.yaml": "extends: x.yaml", "x.yaml": "@../secret"}, OUTSIDE),
        ({".proselint-t.yaml": "@.env"}, "no configuration: no line begins with one of its keys"),
        ({".vale.ini": "StylesPath = ../\n[*]\nBasedOnStyles = a\n"}, f"StylesPath: «../» {OUTSIDE}"),
        ({"s/config/vocabularies/V/accept.txt": "@../../../../../secret",
          ".vale.ini": "StylesPath = s\nVocab = V\n[*]\nVale.Terms = YES\n"}, "a link that leads out"),
        ({"s/A/R.yml": "@../../../secret.yaml", ".vale.ini": "StylesPath = s\n[*]\nBasedOnStyles = A\n"}, "s/A/R.yml is not read"),
        ({"s/A": "@../../", ".proselint-t.yaml": "styles: [s]\npreset: docs\n"}, "secret.yaml is not read"),
        ({"s/A/R.yaml": "@../../../secret.yaml", ".proselint-t.yaml": "styles: [s]\npreset: docs\n"}, "s/A/R.yaml is not read"),
        ({"link.md": "@../secret.md"}, "link.md is not read: a link that leads out of the repository"),
    ],
    ids=str,
)  # fmt: skip
def test_nothing_is_quoted(folder: Path, files: dict[str, str], told: str) -> None:
    """Beginning with `@` it is a link."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text.startswith("@"):
            path.symlink_to(text[1:])
        else:
            path.write_text(text, encoding="utf-8")
    for arguments in (
        ["check", "."],
        ["config"],
        ["rule"],
        ["fix", "--diff", "--select", "typography,english", "."],
    ):
        done = run(*arguments, cwd=folder)
        assert "hunter2" not in done.out + done.err
        assert "this is a bug" not in done.err
        if arguments[0] == "check":
            assert told in done.err


@POSIX
def test_a_link_out_of_the_repository_is_not_fixed(folder: Path) -> None:
    (folder.parent / "secret.md").write_text("Our site is new.\n", encoding="utf-8")
    (folder / "link.md").symlink_to("../secret.md")
    done = run("fix", ".", "--select", "english", cwd=folder)
    assert "link.md is not read" in done.err
    assert (folder.parent / "secret.md").read_text(encoding="utf-8") == "Our site is new.\n"
    assert run("check", "link.md", "--select", "english", "--force-exclude", cwd=folder).out == ""
    assert "link.md:1:5" in run("check", "link.md", "--select", "english", cwd=folder).out, "it was named"
    assert "link.md:1:5" in run("check", ".", "--select", "english", "--allow-outside", cwd=folder).out


@POSIX
@pytest.mark.parametrize(
    "command", ["check .", "graph .", "build .", "renumber --unsafe-fixes .", "diff . ."]
)
def test_a_document_of_a_bundle_that_leads_out_is_left_alone(folder: Path, command: str) -> None:
    secret = folder.parent / "secret.md"
    secret.write_text("# 5. hunter2\n\nSee O.md \u00a77.\n", encoding="utf-8")
    (folder / "O.md").symlink_to("../secret.md")
    (folder / "T.md").write_text("# 2.\n\nSee O.md \u00a75.\n", encoding="utf-8")
    done = run("bundle", *command.split(), cwd=folder)
    assert "note: O.md is left out: it lies outside the folder" in done.err
    assert "hunter2" not in done.out + done.err
    composite = folder / "composite.md"
    assert not composite.exists() or "hunter2" not in composite.read_text(encoding="utf-8")
    assert secret.read_text(encoding="utf-8").startswith("# 5. hunter2")
    assert "hunter2" in run("bundle", "renumber", "--diff", ".", "--allow-outside", cwd=folder).out


@POSIX
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize(
    ("link", "command"),
    [
        ("composite.md", "bundle build ."),
        ("composite.md", "bundle check --composite ."),
        ("B.md", "bundle check ."),
        ("O.md", "bundle adopt page.md --as #_9."),
        ("defects.status.yaml", "edits apply reply.md --answer answer.md --defects defects.md"),
        ("style/rule.yaml", "rules test ."),
    ],
)
def test_a_file_that_nobody_named_is_not_written_elsewhere(
    folder: Path, link: str, command: str, there: bool
) -> None:
    files = {
        "T.md": "# 1.\n\nText.\n",
        "answer.md": "1) The page is long.\n",
        "defects.md": "1.\nPoint: 1.\nRemark: Long.\n",
        "reply.md": "1.\nDefect: 1.\nPoint: 1.\nAction: replace.\n"
        "Old: «The page is long.»\nNew: The page is short.\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    target = folder.parent / "target"
    if there:
        target.write_text("hunter2: 1\n", encoding="utf-8")
    (folder / link).parent.mkdir(exist_ok=True)
    (folder / link).symlink_to(target)
    done = run(*(one.replace("_", " ") for one in command.split()), cwd=folder)
    assert "hunter2" not in done.out + done.err
    assert target.exists() == there
    assert not there or target.read_text(encoding="utf-8") == "hunter2: 1\n"
    if there:
        assert done.code == 2


@POSIX
@pytest.mark.parametrize("link", ["report.json", "out/report.json", "hook"])
@pytest.mark.parametrize("flags", ["-o json --output-file", "--update-baseline --baseline"])
def test_a_named_file_is_not_written_where_a_link_leads(folder: Path, link: str, flags: str) -> None:
    """Whoever named the file of a report need not have made the link that stands there in a pull request."""
    target = folder / ".git" / "hook" if link == "hook" else folder.parent / "report.json"
    (folder / link.partition("/")[0]).symlink_to(".." if "/" in link else target)
    command = ["check", "page.md", *flags.split(), link]
    done = run(*command, cwd=folder)
    assert (done.code, target.exists()) == (2, False)
    assert done.err.endswith(f"error: {link}: a link that leads out of the repository ({WAY_OUT})\n")
    assert run(*command, "--allow-outside", cwd=folder).code < 2
    assert target.exists()
