"""Every error says what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.md").write_text("The site.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("check pgae.md", "pgae.md: no such file or folder (did you mean «page.md»?)"),
        ("check --watch pgae.md", "pgae.md: no such file or folder (did you mean «page.md»?)"),
        ("rules test pagemd", "pagemd: no such file or folder (did you mean «page.md»?)"),
        ("check --select zz", "--select: there is no rule or style «zz» (`proselint-t rule` lists them)"),
        ("rule zz", "there is no rule or style «zz» (`proselint-t rule` lists them)"),
        ("check --config no.yaml", "no.yaml: there is no such file (without --config the nearest one is taken)"),
        ("check --output-file no/report", "cannot be written: No such file or directory (make the folder no first)"),
        (r"check --exclude drafts\old", r"--exclude: «drafts\old» is no pattern of files (write «drafts/old»)"),
        ("check --diff-base HEAD", "(run it in a repository that has this revision, or fetch it)"),
    ],
)  # fmt: skip
def test_arguments(folder: Path, flags: str, told: str) -> None:
    done = run(*flags.split(), cwd=folder)
    assert done.code == 2
    assert told in done.err


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("zz: 1", ":1:1: zz: unknown key «zz» (one of: extends, preset, select,"),
        ("select: [zz]", ":1:10: select[0]: there is no rule or style «zz» (`proselint-t rule` lists them)"),
        ("rules: {zz: {}}", "rules.zz: there is no rule «zz» (`proselint-t rule` lists them)"),
        ("rules: {english.website: {zz: 1}}", "unknown key «zz» (one of: severity, exceptions)"),
        ("extends: no.yaml", "there is no file «no.yaml» (paths begin in the folder of this file)"),
        (r"exclude: ['drafts\a.md', b\]", r"exclude[0]: «drafts\a.md» is no pattern of files (write «drafts/a.md»)"),
        (r"exclude: [docs\]", r"exclude[0]: «docs\» is no pattern of files (write «docs/»)"),
        (r"overrides: [{files: 'a\*.md\'}]", r"«a\*.md\» is no pattern of files (write «a\*.md/»)"),
        ("exclude: ['!']", "«!» is no pattern of files (patterns are those of .gitignore)"),
        ("preset: \udcff", ".proselint-t.yaml: not UTF-8 (save the file as UTF-8)"),
    ],
)  # fmt: skip
def test_configuration(folder: Path, settings: str, told: str) -> None:
    (folder / ".proselint-t.yaml").write_bytes(settings.encode(errors="surrogateescape"))
    done = run("check", cwd=folder)
    assert done.code == 2
    assert told in done.err


def test_a_pattern_may_still_make_a_mark_plain(folder: Path) -> None:
    (folder / ".proselint-t.yaml").write_text("exclude: ['\\#*', 'a\\_b', '\\!x']\n", encoding="utf-8")
    (folder / "#draft.md").write_text("The site.\n", encoding="utf-8")
    assert run("check", "--select", "english.website", cwd=folder).out.count("english.website") == 1


def test_init_beside_a_configuration(folder: Path) -> None:
    assert run("init", cwd=folder).code == 0
    assert "(edit it, or move it away first)" in run("init", cwd=folder).err


def test_without_a_configuration_the_preset_is_told(folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    note = "no configuration found: the preset recommended is used (see proselint-t init)"
    assert run("check", "..", cwd=inner).err.count(note) == 1
    assert run("check", "..", "--preset", "answer", cwd=inner).err.count(note) == 0
