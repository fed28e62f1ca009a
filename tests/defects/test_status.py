"""The statuses of defects: kept beside the list, written when edits are applied, heeded by `map`."""

from __future__ import annotations

import json
import os

import pytest

from proselint_t import Source, cli
from proselint_t.defects.answer import read_answer
from proselint_t.defects.lists import read_defects
from proselint_t.defects.mapping import map_defects
from proselint_t.defects.status import Status, digest_of, read_statuses, status_path, written
from proselint_t.text.errors import InputError

ANSWER = """1) «Why does the queue grow?»
1.1) The queue grows because 1 worker reads it.
The worker restarts every night.
1.2) I will start 3 workers.
"""
DEFECTS = """1.
Point: 1.1.
Quote: «because 1 worker reads it»
Remark: Which worker is meant?

2.
Point: 1.1.
Quote: «1 worker»
Remark: Name it.

3.
Point: 1.2.
Quote: «3 workers»
Remark: Why 3?
"""
REPLY = """1.
Defect: 1.
Point: 1.1.
Action: replace
Old: «because 1 worker reads it»
New:
because the worker `mail` reads it
"""


@pytest.fixture
def run(folder, capsys):
    def call(*arguments):
        capsys.readouterr()
        code = cli.run(list(arguments))
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("answer.md", ANSWER), ("defects.md", DEFECTS), ("reply.md", REPLY)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".proselint-t.yaml").write_text("answer: answer.md\ndefects: defects.md\n", encoding="utf-8")
    return tmp_path


def statuses_of(text, defects=DEFECTS):
    reported = read_defects(Source(defects, "defects.md"), read_answer(Source(ANSWER)))
    return read_statuses(Source(text, "defects.status.yaml"), reported)


def test_it_stands_beside_the_list():
    assert status_path("lists/defects.md") == "lists/defects.status.yaml"


def test_the_hook_passes_after_edits_are_applied(folder, run):
    assert run("map")[0] == 0
    assert run("edits", "apply", "reply.md")[0] == 0
    _, statuses = statuses_of((folder / "defects.status.yaml").read_text(encoding="utf-8"))
    assert {number: one.status for number, one in statuses.items()} == {1: Status.ANSWERED, 2: Status.GONE}
    assert statuses[1].edit == 1
    code, out, errors = run("map")
    assert code == 0
    assert "not counted: 1 answered, 1 gone" in errors
    assert "answered by edit 1" in out
    (folder / "defects.status.yaml").unlink()
    assert run("map")[0] == 1


def test_a_list_older_than_its_answer_is_said_to_be_so(folder, run):
    os.utime(folder / "defects.md", (1, 1))
    assert "defects.md is older than answer.md" in run("map")[2]
    assert "defects.md is older than answer.md" in run("edits", "check", "reply.md")[2]


def test_what_is_settled_asks_for_no_edit(folder, run):
    run("edits", "apply", "reply.md")
    (folder / "reply.md").write_text(
        REPLY.replace("because 1 worker reads it", "every night").replace(
            "because the worker `mail` reads it", "once a day"
        ),
        encoding="utf-8",
    )
    out = json.loads(run("edits", "check", "reply.md", "--output-format", "json")[1])
    assert out["unanswered_defects"] == [3]


def test_another_answer_file_leaves_the_statuses_alone(folder, run):
    run("edits", "apply", "reply.md", "--output", "new.md")
    assert not (folder / "defects.status.yaml").exists()


def test_a_rejected_defect_does_not_count():
    status = 'defects:\n- {number: 3, status: rejected, reason: "out of scope"}\n'
    other = Source(ANSWER.replace("3 workers", "4 threads"))
    assert [one.outcome.value for one in map_defects(other, Source(DEFECTS)).open][2] == "missing-quote"
    mapping = map_defects(other, Source(DEFECTS), status=Source(status))
    assert [one.defect.number for one in mapping.open] == [1, 2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("defects:\n- {number: 9, status: gone}", "the list has no defect 9"),
        ("defects:\n- {number: 1, status: gone, hash: 0a0a0a}", "had another quote or remark"),
        (
            "defects:\n- {number: 1, status: gone}\n- {number: 1, status: open}",
            "a status of defect 1 already",
        ),
    ],
)
def test_a_status_that_contradicts_the_list(text, message):
    reported, statuses = statuses_of(text)
    (problem,) = reported.problems
    assert message in problem.message
    assert problem.path == "defects.status.yaml"
    assert statuses == {} or statuses[1].status is Status.GONE


@pytest.mark.parametrize(
    "text",
    [
        "defects:\n- {number: 1, status: rejected}",
        "defects:\n- {number: 1}",
        "defects:\n- {number: 1, status: done}",
        "defects:\n- {number: one, status: open}",
        "statuses: []",
        "- 1",
        "defects: {",
    ],
)
def test_a_malformed_file_is_an_error(text):
    with pytest.raises(InputError):
        statuses_of(text)


def test_what_is_written_is_read_again():
    reported = read_defects(Source(DEFECTS), read_answer(Source(ANSWER)))
    first = (
        f"defects:\n- {{number: 1, status: answered, edit: 2, hash: {digest_of(reported.defects[0])!r}}}\n"
    )
    _, statuses = statuses_of(first)
    assert statuses_of(written(statuses.values()))[1] == statuses
