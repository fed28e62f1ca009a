"""A baseline keeps known violations silent, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.test_cli import Done, run

if TYPE_CHECKING:
    from pathlib import Path

OLD = "# Notes\n\nOur site is old.\n\nНаш веб-сайт and the site.\n"
CHECK = ("check", "--isolated", "--select", "english.website", "--baseline", "known.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, OLD)
    assert run(*CHECK, "--update-baseline", cwd=tmp_path).code == 0
    return tmp_path


def write(folder: Path, text: str, name: str = "заметки 1.md") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def check(folder: Path, *more: str) -> Done:
    return run(*CHECK, *more, cwd=folder)


def test_what_is_known_is_silent(folder: Path) -> None:
    done = check(folder)
    assert (done.code, done.out) == (0, "")
    assert "is gone" not in done.err
    assert list(json.loads((folder / "known.json").read_text(encoding="utf-8"))["violations"]) == [
        "заметки 1.md"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Notes\n\nНаш веб-сайт and the site.\n\nNew text.\n\nOur site is old.\n", 0),
        ("# Notes\n\nOur   site\nis old.\n\nНаш веб-сайт and the site.\n", 0),
        (OLD + "\nAnother site.\n", 1),
        (OLD + "\nOur site is old.\n", 1),
        (OLD.replace("is old", "is new"), 1),
    ],
    ids=["moved", "wrapped", "added", "twice", "edited"],
)
def test_moving_keeps_silent_and_editing_wakes(folder: Path, text: str, found: int) -> None:
    write(folder, text)
    done = check(folder)
    assert (done.code, done.out.count("english.website")) == (min(found, 1), found)


def test_an_entry_that_matches_nothing_is_told_until_it_is_removed(folder: Path) -> None:
    write(folder, OLD.replace("Our site is old.", "Our website is old."))
    done = check(folder)
    assert done.code == 0
    assert "a known violation of english.website in заметки 1.md is gone" in done.err
    assert check(folder, "--update-baseline").code == 0
    assert "is gone" not in check(folder).err


def test_only_rules_and_files_of_the_run_are_judged(folder: Path) -> None:
    write(folder, "The site.\n", "other.md")
    before = (folder / "known.json").read_bytes()
    flags = ("check", "--isolated", "--baseline", "known.json", "--select", "english.point")
    assert "is gone" not in run(*flags, cwd=folder).err
    assert run(*flags, "--update-baseline", cwd=folder).code == 0
    assert (folder / "known.json").read_bytes() == before
    assert "is gone" not in run(*CHECK, "other.md", cwd=folder).err


def test_a_document_that_was_deleted_is_told(folder: Path) -> None:
    (folder / "заметки 1.md").unlink()
    write(folder, "Fine.\n", "other.md")
    write(folder, "The site.\n", "bad.md")
    assert check(folder, "--update-baseline").code == 0
    (folder / "bad.md").unlink()
    assert "bad.md is gone" in check(folder, "other.md").err


def test_the_configuration_names_the_file_from_its_own_folder(folder: Path) -> None:
    (folder / ".proselint-t.yaml").write_text(
        "select: [english.website]\nbaseline: known.json\n", encoding="utf-8"
    )
    inner = folder / "inner"
    inner.mkdir()
    assert run("check", "..", cwd=inner).code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"version": 1, "violations": {\n<<<<<<< HEAD\n', "known.json:2:1: the baseline is damaged"),
        ("[]", "not what --update-baseline writes"),
        ('{"version": 1, "violations": {"a.md": ["x"]}}', "not what --update-baseline writes"),
        ('{"version": 2, "violations": {}}', "version 2"),
        ("\udcff", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"version": ' + "1" * 5000 + "}", "not JSON"),
        ("", "known.json:1:1: the baseline is damaged"),
        (None, "make it with --update-baseline"),
    ],
    ids=["conflict", "list", "shape", "version", "bytes", "deep", "number", "empty", "missing"],
)
def test_a_damaged_file_is_an_error(folder: Path, content: str | None, told: str) -> None:
    path = folder / "known.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content.encode(errors="surrogateescape"))
    done = check(folder)
    assert done.code == 2
    assert told in done.err
    assert "--update-baseline" in done.err or "program in use" in done.err
    assert "Traceback" not in done.err
    if content is not None:
        assert check(folder, "--update-baseline").code == 2
        assert path.read_bytes() == content.encode(errors="surrogateescape")


def test_a_folder_in_its_place(folder: Path) -> None:
    (folder / ".proselint-t.yaml").write_text("baseline: .\n", encoding="utf-8")
    done = run("check", "--select", "english.website", cwd=folder)
    assert done.code == 2
    assert "the baseline cannot be read" in done.err
    assert "(name a file that you may read)" in done.err


def test_a_folder_that_is_not_there(folder: Path) -> None:
    flags = ("--baseline", "new/known.json", "--update-baseline")
    done = run("check", "--isolated", *flags, cwd=folder)
    assert done.code == 2
    assert "(make the folder new first)" in done.err


def test_an_editor_may_leave_a_byte_order_mark(folder: Path) -> None:
    path = folder / "known.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert check(folder).code == 0


def test_updating_needs_a_file(folder: Path) -> None:
    done = run("check", "--isolated", "--update-baseline", cwd=folder)
    assert done.code == 2
    assert "--baseline FILE" in done.err
