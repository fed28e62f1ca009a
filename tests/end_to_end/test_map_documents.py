"""Which documents `map` reads: those of the command line, else those of the configuration."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from proselint_t.cli.documents import read_documents
from proselint_t.config import CommandLine, Resolver
from tests.end_to_end.map_command import run

if TYPE_CHECKING:
    from pathlib import Path

ALL = "answer: answer.md\ndefects: defects.txt\nsources: notes.md\nbundle: [plan.md]\n"


LATER = 4_000_000_000
"""A time behind that of every answer: a list that is older than its answer is told of."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {
        "answer.md": "1) One two.\n1.1) Three four.\n",
        "defects.txt": "1.\nPoint: 1.1\nQuote: «Three»\nRemark: See notes.md §1 and plan.md §2.\n",
        "moved.txt": "1.\nPoint: 1\nQuote: «Three»\n",
        "notes.md": "# 1. One\n",
        "plan.md": "# 1. One\n\n# 2. Two\n",
        "other.md": "1) Three four.\n",
        "sub/answer.md": "1) Five.\n",
        "sub/defects.txt": "1.\nQuote: Five\n",
    }.items():
        write(tmp_path, name, text)
    for path in tmp_path.rglob("*.txt"):
        os.utime(path, (LATER, LATER))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def configure(folder: Path, text: str, name: str = ".proselint-t.yaml") -> None:
    write(folder, name, text)


def mapped(folder: Path, *arguments: str, stdin: str = "") -> tuple[int, str, list[str]]:
    code, out, errors = run(folder, *arguments, "--output-format", "json", stdin=stdin)
    assert errors == ""
    data = json.loads(out)
    return code, data["answer"], [defect["outcome"] for defect in data["defects"]]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".proselint-t.yaml", ALL),
        ("pyproject.toml", '[tool.proselint_t]\nanswer = "answer.md"\ndefects = "defects.txt"\n'),
        (".proselint-t.yaml", "overrides: [{files: '*.md', answer: answer.md, defects: defects.txt}]\n"),
        (".proselint-t.yaml", "answer: answer.md\noverrides: [{files: answer.md, defects: defects.txt}]\n"),
        (".proselint-t.yaml", "extends: base.yaml\nanswer: answer.md\n"),
    ],
)
def test_the_configuration_names_all(folder: Path, name: str, text: str) -> None:
    configure(folder, "answer: sub/answer.md\ndefects: defects.txt\n", "base.yaml")
    configure(folder, text, name)
    assert mapped(folder) == (0, "answer.md", ["exact"])


def test_paths_belong_to_the_folder_of_the_configuration(folder: Path) -> None:
    configure(folder, ALL)
    assert mapped(folder / "sub") == (0, str(folder / "answer.md"), ["exact"])


def test_the_answer_alone_takes_its_own_configuration(folder: Path) -> None:
    configure(folder, ALL)
    configure(folder, "defects: defects.txt\n", "sub/.proselint-t.yaml")
    assert mapped(folder, "answer.md") == (0, "answer.md", ["exact"])
    assert mapped(folder, "sub/answer.md") == (0, "sub/answer.md", ["exact"])


def test_one_answer_each_by_overrides(folder: Path) -> None:
    configure(
        folder,
        "overrides:\n"
        "- {files: /answer.md, answer: answer.md, defects: moved.txt}\n"
        "- {files: other.md, answer: other.md, defects: moved.txt}\n",
    )
    assert mapped(folder, "answer.md") == (1, "answer.md", ["moved"])
    assert mapped(folder, "other.md") == (0, "other.md", ["exact"])
    code, _, errors = run(folder)
    assert code == 2
    assert "several answers are named: answer.md, other.md (name one on the command line)" in errors


def test_an_answer_of_a_folder_with_a_configuration_of_its_own(folder: Path) -> None:
    configure(folder, "answer: sub/answer.md\ndefects: sub/defects.txt\n")
    configure(folder, "preset: answer\n", "sub/.proselint-t.yaml")
    assert mapped(folder) == (0, "sub/answer.md", ["exact"])
    assert read_documents(Resolver()).settings.preset == "answer"


def test_arguments_win(folder: Path) -> None:
    configure(folder, ALL)
    assert mapped(folder, "answer.md", "moved.txt") == (1, "answer.md", ["moved"])
    assert mapped(folder, "answer.md", "-", stdin="1.\nPoint: 1\n") == (0, "answer.md", ["point-only"])
    assert mapped(folder, "--source", "plan.md")[0] == 1, "the sources of the configuration are replaced"
    configure(folder, "answer: other.md\ndefects: moved.txt\n", "own.yaml")
    assert mapped(folder, "--config", "own.yaml") == (0, "other.md", ["exact"])


def test_remarks_are_held_against_the_sources_and_the_bundle(folder: Path) -> None:
    configure(folder, ALL.replace("[plan.md]", "[]"))
    assert mapped(folder)[0] == 1
    configure(folder, ALL.replace("notes.md", "[]"))
    assert mapped(folder)[0] == 1


def test_what_is_named_for_another_answer_is_left_alone(folder: Path) -> None:
    configure(folder, ALL)
    write(folder, "unknown.txt", "1.\nQuote: Three\nRemark: See far.md §7.\n")
    assert mapped(folder, "other.md", "unknown.txt") == (0, "other.md", ["exact"])
    assert mapped(folder, "answer.md", "unknown.txt") == (1, "answer.md", ["exact"])


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        (
            None,
            "",
            "error: no answer is named (name them on the command line (ANSWER, DEFECTS) or set `answer:`",
        ),
        (
            None,
            "answer.md",
            "error: no defects of answer.md are named (name them on the command line (ANSWER, DEFECTS) or",
        ),
        (ALL, "--isolated", "error: no answer is named"),
        (ALL, "--isolated answer.md", "error: no defects of answer.md are named"),
        (ALL, "other.md", ".proselint-t.yaml: no defects of other.md are named"),
        (ALL, "-", ".proselint-t.yaml: no defects of - are named"),
        (ALL, "answer.md - --source -", "«-» (standard input) can be one of the documents only"),
        (ALL, "--isolated --config own.yaml", "--isolated and --config exclude each other"),
        (ALL, "--config nowhere.yaml", "error: nowhere.yaml: there is no such file"),
        ("preset: answer\n", "", ".proselint-t.yaml: no answer is named (name them on the command line"),
        ("answer: answer.md\n", "", ".proselint-t.yaml: no defects of answer.md are named"),
        ("answer: answer.md\ndefects: gone.txt\n", "", "error: gone.txt: cannot be read: No such file"),
        ("answer: [answer.md]\n", "", ".proselint-t.yaml:1:9: answer: expected"),
        (ALL + "selct: []\n", "", "did you mean «select»?"),
    ],
)
def test_what_is_missing_is_told(folder: Path, text: str | None, arguments: str, said: str) -> None:
    if text is not None:
        configure(folder, text)
    code, out, errors = run(folder, *arguments.split())
    assert (code, out) == (2, "")
    assert said in errors
    assert "Traceback" not in errors


def test_documents_come_with_the_rules_of_the_answer(folder: Path) -> None:
    configure(folder, ALL + "overrides: [{files: answer.md, select: [english.website]}]\n")
    documents = read_documents(Resolver(CommandLine(ignore=("english.jargon",))))
    assert [source.path for source in (documents.answer, documents.defects)] == ["answer.md", "defects.txt"]
    assert [source.path for source in (*documents.sources, *documents.bundle)] == ["notes.md", "plan.md"]
    ids = [active.rule.meta.id for active in documents.settings.rules]
    assert [one for one in ids if not one.startswith("suppression.")] == ["english.website"]
    assert documents.settings.value("ignore") == ("english.jargon",)
