"""Documents that stand inside another one: named, read, reviewed, and written back into their place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from proselint_t.mcp.roots import Roots
from proselint_t.notation.inner import read_document, with_inner
from proselint_t.text.errors import InputError
from tests.end_to_end.test_edits import command

TASK = (
    "# 1.\r\n`A⁎` ≔ (the answer)\r\n## 1.1.\r\nThe content of `A⁎`:\r\n~~~markdown\r\n1) One is short.\r\n~~~\r\n"
    "# 2.\r\n`D⁎` ≔ ⠿~ (defects of `A⁎`)\r\n```\r\n1.\r\nPoint: 1.\r\nQuote: «short»\r\nRemark: Too short.\r\n```\r\n"
)
REPLY = "1.\nDefect: 1.\nPoint: 1.\nAction: replace\nOld: «short»\nNew:\nlong\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "T.md").write_bytes(TASK.encode())
    (tmp_path / "reply.md").write_text(REPLY, "utf-8")
    config = "answer: T.md#A⁎\ndefects: T.md#D⁎\nignore: [english, layout]\n"
    (tmp_path / ".proselint-t.yaml").write_text(config, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_defects_of_a_task_are_mapped_onto_its_answer(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "proselint_t", "map"], capture_output=True, check=False)
    assert "exact          1" in done.stdout.decode()
    assert done.returncode == 0


def test_edits_are_written_back_into_the_fence(folder: Path) -> None:
    assert command(folder, "check", "reply.md").out == ""
    done = command(folder, "apply", "reply.md")
    assert (done.code, done.errors) == (0, "Applied 1 edit to T.md#A⁎.\n")
    assert (folder / "T.md").read_bytes() == TASK.replace("is short", "is long").encode()


def test_what_is_said_of_the_fence_holds_for_its_answer(folder: Path) -> None:
    (folder / "reply.md").write_text(REPLY.replace("\nlong", "\ntwo servers long"), "utf-8")
    config = "answer: T.md#A⁎\ndefects: T.md#D⁎\npreset: notation\n"
    inside = "inside: [{fence: markdown, after: The content, preset: answer%s}]\n"
    told = []
    for more in ("", ", ignore: [typography.digits]"):
        (folder / ".proselint-t.yaml").write_text(config + inside % more, "utf-8")
        told.append("typography.digits" in command(folder, "check", "reply.md").out)
    assert told == [True, False]


def test_places_are_those_of_the_file(folder: Path) -> None:
    (folder / "T.md").write_text(TASK.replace("Quote: «short»", "Quote: «brief»"), "utf-8")
    (folder / "reply.md").write_text(REPLY.replace("Defect: 1", "Defect: 7"), "utf-8")
    done = command(folder, "check", "reply.md", "--output-format", "json")
    found = [(one["path"], one["line"]) for one in json.loads(done.out)["violations"]]
    assert ("T.md", TASK[: TASK.index("1.\r\nPoint")].count("\n") + 1) in found


def test_offsets_are_those_of_the_file(folder: Path) -> None:
    (folder / ".proselint-t.yaml").write_text("answer: T.md#A⁎\ndefects: T.md#D⁎\n", "utf-8")
    (folder / "reply.md").write_text(REPLY.replace("\nlong", "\nlong a site"), "utf-8")
    (edit,) = json.loads(command(folder, "check", "reply.md", "--output-format", "json").out)["edits"]
    assert TASK[edit["start"] : edit["end"]] == "short"
    run = [sys.executable, "-m", "proselint_t", "map", "--output-format", "json"]
    mapping = json.loads(subprocess.run(run, capture_output=True, check=False).stdout)
    (piece,) = mapping["defects"][0]["pieces"]
    assert TASK[piece["start"] : piece["end"]] == "short"
    assert TASK[mapping["points"][0]["start"] :].startswith("1) One")


def test_reports_about_the_file_are_mapped_onto_a_document_inside(folder: Path) -> None:
    start = TASK.index("short")
    found = [
        {"path": "T.md", "rule": "r", "message": "m", "start": start, "end": start + 5},
        {"path": "T.md", "rule": "r", "message": "about another part", "start": 0, "end": 1},
    ]
    (folder / "found.json").write_text(json.dumps(found), "utf-8")
    run = [sys.executable, "-m", "proselint_t", "map", "T.md#A⁎", "found.json", "--output-format", "json"]
    (defect,) = json.loads(subprocess.run(run, capture_output=True, check=False).stdout)["defects"]
    assert [(one["start"], one["line"]) for one in defect["pieces"]] == [(start, 6)]


def test_a_report_does_not_replace_the_file_around_a_document(folder: Path) -> None:
    done = command(folder, "check", "reply.md", "--output-file", "T.md")
    assert "reads this file" in done.errors
    assert (folder / "T.md").read_bytes() == TASK.encode()


def test_a_text_that_would_end_its_fence_is_not_written(folder: Path) -> None:
    path, old = Path("T.md#A⁎"), "1) One is short.\r\n"
    assert read_document(path).text == old
    assert with_inner(path, old, "1) Two.")[1] == TASK.replace("One is short", "Two")
    with pytest.raises(InputError, match="ends the fence around it"):
        with_inner(path, old, "1) One.\n~~~\n")
    with pytest.raises(InputError, match="changed on disk"):
        with_inner(path, "1) Another.\n", "1) One.\n")


def test_what_is_not_inside_is_told_with_what_is(folder: Path) -> None:
    with pytest.raises(InputError, match=r"no document «B⁎» inside \(inside stand: A⁎, D⁎\)"):
        read_document(Path("T.md#B⁎"))
    with pytest.raises(InputError, match=r"X\.md: cannot be read"):
        read_document(Path("X.md#B⁎"))


def test_a_file_whose_name_holds_the_sign_is_that_file(folder: Path) -> None:
    (folder / "T.md#A⁎").write_text("1) Its own.\n", "utf-8")
    assert read_document(Path("T.md#A⁎")).text == "1) Its own.\n"


def test_a_client_reads_documents_inside_files_of_the_roots_only(folder: Path) -> None:
    outside = folder.parent / "outside.md"
    outside.write_bytes(TASK.encode())
    (folder / "link.md").symlink_to(outside)
    roots = Roots.of([folder])
    assert roots.read("T.md#A⁎").text == "1) One is short.\r\n"
    for name in ("../outside.md#A⁎", "link.md#A⁎", f"{outside}#A⁎"):
        with pytest.raises(InputError, match="outside the roots"):
            roots.read(name)
    with pytest.raises(InputError, match="no such file"):
        roots.read(os.fspath(folder / "X.md#A⁎"))
