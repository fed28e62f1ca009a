"""What is told to whoever writes a reply."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from proselint_t import cli, revise
from proselint_t.output import feedback
from tests.conftest import ROOT

ANSWER = """1) «Why is the import slow?»
1.1) The import writes each row on its own.
The table has 3 indexes.
1.2) I will write 500 rows at once.
"""
DEFECTS = """1.
Point: 1.1.
Quote: «each row on its own»
Remark: Is it sure?

2.
Point: 1.2.
Quote: «500 rows»
Remark: Why 500?
"""
FINE = """1.
Defect: 1.
Point: 1.1.
Action: replace
Old: «each row on its own»
New:
each row in a transaction of its own
"""
BAD = """
2.
Defect: 2.
Point: 1.2.
Action: replace
Old: «I will write some 500 rows at one time.»
New:
I will write 1,000 rows at once.
"""


def test_a_fine_edit_and_one_without_a_place():
    told = feedback.render(revise(ANSWER, DEFECTS, FINE + BAD))
    assert "Edit 1 (defect 1, point 1.1): fine.\n" in told
    assert "Edit 2 (defect 2, point 1.2): change it.\n- <text>:13: review.anchor: " in told
    assert "Nearest is <text>, point 1.2: «I will write 500 rows at once" in told
    assert "No valid edit answers defect 2.\n" in told
    assert told.endswith("Send the edits that are to be changed again, corrected, under the same numbers.\n")


def test_nothing_to_change():
    told = feedback.render(revise(ANSWER, DEFECTS, FINE))
    assert told.endswith("Every edit may be applied.\n")
    assert feedback.render(revise(ANSWER, DEFECTS, "")).endswith("There are no edits here.\n")


def test_what_cannot_be_read_is_told():
    told = feedback.render(revise(ANSWER, DEFECTS, FINE.replace("Defect: 1.", "Defect: 7.")))
    assert "Not readable: " in told
    assert "under the same numbers" in told


def test_the_task_and_the_loop(tmp_path: Path, monkeypatch, capsys):
    """From the task by a bad reply and what is told of it to a good one, and the hook passes."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("answer.md", ANSWER), ("defects.md", DEFECTS), ("reply.md", FINE + BAD)):
        Path(name).write_text(text, encoding="utf-8")
    Path(".proselint-t.yaml").write_text("answer: answer.md\ndefects: defects.md\n", encoding="utf-8")
    assert cli.run(["edits", "prompt"]) == 0
    task = capsys.readouterr().out
    assert "1.2) I will write 500 rows at once." in task
    assert "Defect: 2.\nPoint: 1.2.\nQuote (line 4): «500 rows»\nRemark: Why 500?" in task
    assert "- english.contractions: " in task
    assert cli.run(["edits", "check", "reply.md", "--output-format", "feedback"]) == 1
    assert "Edit 2 (defect 2, point 1.2): change it." in capsys.readouterr().out
    assert cli.run(["edits", "apply", "reply.md"]) == 1
    Path("reply.md").write_text(FINE + BAD.replace("some 500 rows at one time", "500 rows at once"), "utf-8")
    assert cli.run(["edits", "apply", "reply.md"]) == 0
    assert cli.run(["map"]) == 0
    assert cli.run(["edits", "prompt"]) == 0
    assert "Defect: 2.\nPoint: 1.2." not in capsys.readouterr().out


def test_the_recorded_loop_closes():
    """What the record says of each step; that it is what the commands say, the test of written pages holds."""
    page = (ROOT / "examples" / "review" / "loop.md").read_text(encoding="utf-8")
    codes = re.findall(r"^## `proselint-t (\w+(?: \w+)?).*\n\n.* Exit code (\d)\.$", page, re.MULTILINE)
    assert codes == [
        ("edits prompt", "0"),
        ("edits check", "1"),
        ("edits apply", "1"),
        ("edits check", "0"),
        ("edits apply", "0"),
        ("map", "0"),
    ]
    for rule in ("review.anchor", "english.contractions", "review.defect-reference"):
        assert re.search(rf"^- bad-reply\.md:\d+: {rule}: ", page, re.MULTILINE), rule


def test_the_task_in_russian_with_a_schema(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, text in (("answer.md", ANSWER), ("defects.md", DEFECTS)):
        Path(name).write_text(text, encoding="utf-8")
    documents = ["--answer", "answer.md", "--defects", "defects.md", "--isolated"]
    assert cli.run(["edits", "prompt", *documents, "--language", "ru", "--schema"]) == 0
    told = capsys.readouterr().out
    assert "Цитата (строка 4): «500 rows»" in told
    schema = json.loads(told[told.index("{\n") :])
    jsonschema.validate([{"number": 1, "defect": [1], "point": "1.1", "action": "delete"}], schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"number": 1, "defect": [], "point": "1.1", "action": "delete"}], schema)


def test_the_command(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, text in (("answer.md", ANSWER), ("defects.md", DEFECTS), ("reply.md", FINE)):
        Path(name).write_text(text, encoding="utf-8")
    documents = ["--answer", "answer.md", "--defects", "defects.md", "--isolated"]
    assert cli.run(["edits", "check", "reply.md", *documents, "--output-format", "feedback"]) == 0
    assert capsys.readouterr().out.startswith("Edit 1 (defect 1, point 1.1): fine.\n")
