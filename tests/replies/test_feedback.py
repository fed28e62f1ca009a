"""What is told to whoever writes a reply."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from proselint_t import cli, revise
from proselint_t.output import RenderOptions
from proselint_t.output.reply import feedback
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


def fed_back(revision):
    return feedback(revision, RenderOptions())


def test_a_fine_edit_and_one_without_a_place():
    told = fed_back(revise(ANSWER, DEFECTS, FINE + BAD))
    assert "Edit 1 (defect 1, point 1.1): fine.\n" in told
    assert "Edit 2 (defect 2, point 1.2): change it.\n- <text>:13: review.anchor: " in told
    assert "Nearest is <text>, point 1.2: «I will write 500 rows at once" in told
    assert "No valid edit answers defect 2.\n" in told
    assert told.endswith("Send the edits that are to be changed again, corrected, under the same numbers.\n")


def test_nothing_to_change():
    told = fed_back(revise(ANSWER, DEFECTS, FINE))
    assert told.endswith("Every edit may be applied.\n")
    assert fed_back(revise(ANSWER, DEFECTS, "")).endswith("There are no edits here.\n")


def test_what_cannot_be_read_is_told():
    told = fed_back(revise(ANSWER, DEFECTS, FINE.replace("Defect: 1.", "Defect: 7.")))
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


CORRECTED = BAD.replace("I will write some 500 rows at one time.", "I will write 500 rows at once.")


def loop(folder: Path, *replies: str) -> list[str]:
    for name, text in (("answer.md", ANSWER), ("defects.md", DEFECTS)):
        (folder / name).write_text(text, encoding="utf-8")
    for at, text in enumerate(replies):
        (folder / f"r{at}.md").write_text(text, encoding="utf-8")
    flags = ["--answer", "answer.md", "--defects", "defects.md", "--isolated", "--ignore", "layout"]
    return ["edits", "check", *(f"r{at}.md" for at in range(len(replies))), *flags]


def test_a_second_reply_has_the_corrected_edits_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.run(loop(tmp_path, FINE + BAD)) == 1
    capsys.readouterr()
    command = loop(tmp_path, FINE + BAD, CORRECTED)
    assert cli.run(command) == 0
    assert capsys.readouterr().err == "2 of 2 edits may be applied.\n"
    command[1] = "apply"
    assert cli.run(command) == 0
    assert "each row in a transaction of its own" in Path("answer.md").read_text(encoding="utf-8")
    assert "I will write 1,000 rows at once." in Path("answer.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["md", "json"])
def test_what_is_wrong_in_a_second_reply_is_told_of_its_own_lines(tmp_path, monkeypatch, capsys, form):
    monkeypatch.chdir(tmp_path)
    second = "\n\n" + CORRECTED.replace("1,000 rows", "all of them, I cannot wait,")
    if form == "json":
        new = "I will write all of them, I don't wait, at once."
        edit = {"number": 2, "defect": 2, "point": "1.2", "action": "replace"}
        second = f"\n\n{json.dumps([edit | {'old': 'I will write 500 rows at once.', 'new': new}])}"
    command = loop(tmp_path, FINE + BAD, second.replace("cannot", "can't"))
    assert cli.run([*command, "--output-format", "json"]) == 1
    violations = json.loads(capsys.readouterr().out)["violations"]
    found = [(one["path"], one["line"], one["rule"]) for one in violations]
    assert found == [
        ("defects.md", 6, "review.unanswered"),
        ("r1.md", 3 if form == "json" else 10, "english.contractions"),
    ]


def test_a_malformed_edit_is_mended_by_a_second_reply(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    broken = FINE + CORRECTED.replace("Defect: 2.", "Defect: 9.")
    assert cli.run(loop(tmp_path, broken)) == 2
    assert cli.run(loop(tmp_path, broken, CORRECTED)) == 0
    assert cli.run(loop(tmp_path, broken, CORRECTED.replace("Defect: 2.", "Defect: 9."))) == 2
    assert capsys.readouterr().err.endswith("1 of 1 edit may be applied.\n")


def test_a_reply_is_written_anew_in_its_form(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = (
        "1. 𐒌(1): в пункте 1.1 замени 1-й абзац на:\nThe import writes rows in groups.\n\n"
        "2. **Замечание:** В пункте 1.2 не сказано, сколько.\n**Предложение:** I will write 900 rows at once.\n"
    )
    assert cli.run([*loop(tmp_path, text), "--output-format", "reply"]) == 1
    written = capsys.readouterr().out
    assert written == (
        "1.\nНедостаток: 1.\nПункт: 1.1.\nДействие: заменить\n"
        "Было: «The import writes each row on its own.»\nСтало:\nThe import writes rows in groups.\n\n"
        "2.\nНедостаток: 2.\nПункт: 1.2.\nДействие: заменить\n"
        "Было: «I will write 500 rows at once.»\nСтало:\nI will write 900 rows at once.\n"
    )
    assert cli.run(loop(tmp_path, written)) == 0


def test_each_way_to_leave_the_form_is_told_of_each_edit():
    told = fed_back(revise(ANSWER, DEFECTS, FINE.replace("replace", "замена")))
    assert "change it.\n- <text>:4: review.form: expected an action by its name" in told
    two = "1. `𐒌(1)`\n1.1) It waits.\n\n2. `𐒌(2)`\n1.2) It runs.\n"
    assert fed_back(revise(ANSWER, DEFECTS, two)).count("review.form: expected a number alone") == 3
