"""`edits check` and `edits apply` as a user runs them: flags, documents, formats, files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from proselint_t import check, cli

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWER = """\
1) «Why does the search take 6 seconds?»
1.1) The search reads the whole table.
The table grows every day.
1.2) An index lets the database skip old orders.
2) «What do you propose?»
2.1) I will build the index on a copy first.
The copy shows how much time is saved.
"""
DEFECTS = """\
1.
Point: 1.1.
Quote: «the whole table»
Remark: Which one?
Confidence: 90.

2.
Point: 2.1.
Remark: For how long?
"""
REPLY = """\
1.
Defect: 1.
Point: 1.1.
Action: replace
Old: «the whole table»
New:
every row of `orders`

2.
Defect: 2.
Point: 2.1.
Action: insert-after
Old: «on a copy first»
New:
The copy lives for 2 days.
"""
NEW = ANSWER.replace("the whole table", "every row of `orders`").replace(
    "first.\n", "first.\nThe copy lives for 2 days.\n"
)
BROKEN = REPLY.replace("«the whole table»", "«the half of the table»")
EXAMPLE = Path(__file__).parents[2] / "examples" / "review"
DOCUMENTS = ("--answer", "answer.md", "--defects", "defects.md", "--isolated")


class Done(NamedTuple):
    code: int
    out: str
    errors: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


def command(folder: Path, *arguments: str, stdin: str = "") -> Done:
    """The command as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "proselint_t", "edits", *arguments],
        cwd=folder, input=stdin.encode(), capture_output=True, check=False,
        env={**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """The command in this process, for what does not depend on streams and files."""
    monkeypatch.chdir(folder)

    def call(*arguments: str) -> Done:
        capsys.readouterr()
        code = cli.run(["edits", *arguments])
        return Done(code, *capsys.readouterr())

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"answer.md": ANSWER, "defects.md": DEFECTS, "reply.md": REPLY}.items():
        write(tmp_path, name, text)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_bytes(text.encode())


def read(folder: Path, name: str = "answer.md") -> str:
    return (folder / name).read_bytes().decode()


# --- check and apply ------------------------------------------------------------------------------------


def test_checked_then_applied_then_refused(folder):
    assert command(folder, "check", "reply.md", *DOCUMENTS) == (0, "", "2 of 2 edits may be applied.\n")
    assert read(folder) == ANSWER
    assert command(folder, "apply", "reply.md", *DOCUMENTS) == (0, "", "Applied 2 edits to answer.md.\n")
    assert read(folder) == NEW
    code, out, _ = command(folder, "apply", "reply.md", *DOCUMENTS)
    assert code == 1
    assert [line for line in out.splitlines() if line.startswith("reply.md")] == [
        "reply.md:5:7: error: review.anchor already applied: the new text stands there",
        "reply.md:13:7: error: review.anchor already applied: the new text stands there",
    ]
    assert read(folder) == NEW


def test_all_or_nothing_or_the_valid_ones(folder, run):
    write(folder, "reply.md", BROKEN)
    code, out, errors = run("apply", "reply.md", *DOCUMENTS)
    assert (code, read(folder)) == (1, ANSWER)
    assert out == (
        "reply.md:5:7: error: review.anchor point 1.1 has no such text\n"
        "defects.md:1:1: warning: review.unanswered no valid edit answers defect 1\n"
    )
    assert errors == "Found 2 violations (1 error, 1 warning).\n1 of 2 edits may be applied.\n"
    done = run("apply", "reply.md", *DOCUMENTS, "--partial")
    assert done.code == 1
    assert "Applied 1 of 2 edits to answer.md.\n" in done.errors
    assert read(folder) == NEW.replace("every row of `orders`", "the whole table")


def test_the_difference_is_shown_and_nothing_is_written(folder):
    code, out, _ = command(folder, "apply", "reply.md", *DOCUMENTS, "--diff")
    assert (code, read(folder)) == (0, ANSWER)
    assert out.splitlines()[3:] == [
        " 1) «Why does the search take 6 seconds?»",
        "-1.1) The search reads the whole table.",
        "+1.1) The search reads every row of `orders`.",
        " The table grows every day.",
        " 1.2) An index lets the database skip old orders.",
        " 2) «What do you propose?»",
        " 2.1) I will build the index on a copy first.",
        "+The copy lives for 2 days.",
        " The copy shows how much time is saved.",
    ]


@pytest.mark.parametrize("there", [None, "an older answer\n"], ids=["new", "over another"])
def test_the_new_answer_goes_to_another_file(folder, run, there):
    if there:
        write(folder, "new.md", there)
    done = run("apply", "reply.md", *DOCUMENTS, "--output", "new.md")
    assert done == (0, "", "Applied 2 edits to new.md.\n")
    assert (read(folder), read(folder, "new.md")) == (ANSWER, NEW)


def test_nothing_is_written_to_another_file_where_nothing_is_applied(folder, run):
    write(folder, "reply.md", BROKEN)
    assert run("apply", "reply.md", *DOCUMENTS, "--output", "new.md").code == 1
    assert not (folder / "new.md").exists()


def test_the_new_answer_goes_to_standard_output(folder):
    done = command(folder, "apply", "reply.md", *DOCUMENTS, "--output", "-")
    assert (done.code, done.out, read(folder)) == (0, NEW, ANSWER)


def test_warnings_are_shown_where_all_may_be_applied(folder, run):
    write(folder, "reply.md", REPLY.replace("The copy lives for 2 days.", "The table grows every day."))
    done = run("check", "reply.md", *DOCUMENTS)
    assert (done.code, done.out.split()[:3]) == (0, ["reply.md:15:1:", "warning:", "review.restating"])
    done = run("apply", "reply.md", *DOCUMENTS)
    assert (done.code, done.out) == (0, "")


@pytest.mark.parametrize("fail_on", ["error", "warning", "suggestion", "never"])
def test_the_least_severity_that_fails(folder, run, fail_on):
    write(folder, "reply.md", REPLY[: REPLY.index("\n2.\n")])
    for command in ("check", "apply"):
        done = run(command, "reply.md", *DOCUMENTS, "--fail-on", fail_on)
        assert done.code == (1 if fail_on in {"warning", "suggestion"} else 0)
    assert "every row" in read(folder)


def test_never_does_not_hide_that_nothing_was_applied(folder, run):
    write(folder, "reply.md", BROKEN)
    assert run("check", "reply.md", *DOCUMENTS, "--fail-on", "never").code == 0
    assert run("apply", "reply.md", *DOCUMENTS, "--fail-on", "never").code == 1


def test_new_numbers_are_never_given_unasked(folder, run):
    deletion = "1.\nDefect: 1.\nPoint: 1.1.\nAction: delete\n"
    write(folder, "reply.md", deletion)
    done = run("apply", "reply.md", *DOCUMENTS, "--output-format", "json")
    (fault,) = [one for one in done.data["violations"] if one["rule"] == "review.numbering"]
    assert (done.code, read(folder)) == (1, ANSWER)
    assert fault["fix"]["applicability"] == "unsafe"
    assert [edit["text"] for edit in fault["fix"]["edits"]] == ["1.1)"]
    assert run("apply", "reply.md", *DOCUMENTS, "--unsafe-fixes").code == 0
    assert read(folder).splitlines()[1] == "1.1) An index lets the database skip old orders."


def test_the_worked_example(tmp_path):
    """Checked, applied, and clean under the preset for answers."""
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    checked = command(tmp_path, "check", "reply.md")
    assert (checked.code, checked.errors.splitlines()[-1]) == (0, "4 of 4 edits may be applied.")
    assert all(": suggestion: review.new-fact " in line for line in checked.out.splitlines())
    applied = command(tmp_path, "apply", "reply.md")
    assert (applied.code, applied.errors.splitlines()[-1]) == (0, "Applied 4 edits to answer.md.")
    clean = subprocess.run(
        [sys.executable, "-m", "proselint_t", "check", "--preset", "answer", "answer.md"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert (clean.returncode, clean.stdout) == (0, b"")
    assert read(tmp_path) != (EXAMPLE / "answer.md").read_text(encoding="utf-8")


# --- the report -----------------------------------------------------------------------------------------

EDIT = {
    "number": int,
    "defects": list,
    "point": str,
    "action": str,
    "outcome": str,
    "start": int,
    "end": int,
    "applies": bool,
    "problems": list,
}


def test_what_json_holds(folder, run):
    write(folder, "reply.md", BROKEN.replace("The copy lives", "The site lives"))
    done = run("check", "reply.md", *DOCUMENTS, "--output-format", "json")
    assert done.code == 1
    assert list(done.data) == [
        "answer",
        "edits",
        "unanswered_defects",
        "violations",
        "introduced",
        "problems",
    ]
    missing, styled = done.data["edits"]
    assert {key: type(value) for key, value in styled.items()} == EDIT
    assert missing == {
        "number": 1,
        "defects": [1],
        "point": "1.1",
        "action": "replace",
        "outcome": "missing-quote",
        "start": None,
        "end": None,
        "applies": False,
        "problems": [
            {
                "rule": "review.anchor",
                "severity": "error",
                "message": "point 1.1 has no such text",
                "path": "reply.md",
                "line": 5,
            }
        ],
    }
    assert ANSWER[styled["start"] : styled["end"]] == "on a copy first"
    assert done.data["unanswered_defects"] == [1, 2]
    places = [(one["rule"], one["path"], one["line"], one["group"]) for one in done.data["violations"]]
    assert places == [
        ("review.unanswered", "defects.md", 1, None),
        ("review.unanswered", "defects.md", 7, None),
        ("review.anchor", "reply.md", 5, None),
        ("english.website", "reply.md", 15, "review.format"),
    ]


def test_the_violations_of_json_are_those_of_check(folder, run):
    write(folder, "reply.md", REPLY.replace("The copy lives", "The site lives"))
    (style,) = [
        one
        for one in run("check", "reply.md", *DOCUMENTS, "--output-format", "json").data["violations"]
        if one["rule"] == "english.website"
    ]
    text = read(folder, "reply.md")
    assert text[style["start"] : style["end"]] == style["match"] == "site"
    assert (style["line"], style["column"], style["end_column"]) == (15, 5, 9)
    assert style["point"] == "2.1"
    report = check("The site lives.", preset="answer")
    assert style["message"] in {violation.message for violation in report.violations}


def test_json_of_what_was_applied(folder, run):
    done = run("apply", "reply.md", *DOCUMENTS, "--output-format", "json")
    assert (done.code, done.data["violations"], done.data["introduced"]) == (0, [], [])
    assert [edit["applies"] for edit in done.data["edits"]] == [True, True]


def test_only_what_the_edits_introduced_is_told_of_the_result(folder, run):
    write(folder, "answer.md", ANSWER.replace("grows every day", "doesn't shrink"))
    write(folder, "reply.md", REPLY.replace("for 2 days", "for two days"))
    done = run("apply", "reply.md", *DOCUMENTS, "--output-format", "json", "--preset", "docs")
    assert (done.code, done.data["introduced"]) == (0, [])
    write(folder, "answer.md", ANSWER.replace("grows every day", "doesn't shrink"))
    write(folder, ".proselint-t.yaml", "rules: {typography.digits: {severity: warning}}\npreset: answer\n")
    done = run("apply", "reply.md", *DOCUMENTS[:-1], "--output-format", "json")
    assert [(one["rule"], one["path"], one["line"]) for one in done.data["introduced"]] == [
        ("typography.digits", "answer.md", 7)
    ]
    assert done.code == 0
    assert "two days" in read(folder)


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("full", "Old: «the half of the table»"),
        ("concise", "reply.md:5:7: error: review.anchor"),
        ("grouped", "reply.md"),
        ("github", "file=reply.md,line=5"),
        ("sarif", '"ruleId": "review.anchor"'),
        ("gitlab", '"check_name": "review.anchor"'),
        ("junit", "review.anchor"),
        ("checkstyle", 'line="5"'),
        ("rdjson", "review.anchor"),
        ("json-lines", '"rule": "review.anchor"'),
    ],
)
def test_every_format(folder, run, form, shown):
    write(folder, "reply.md", BROKEN)
    done = run("check", "reply.md", *DOCUMENTS, "--output-format", form)
    assert (done.code, "review.unanswered" in done.out) == (1, True)
    assert shown in done.out


def test_the_report_goes_to_a_file(folder, run):
    write(folder, "reply.md", BROKEN)
    done = run("check", "reply.md", *DOCUMENTS, "--output-format=json", "--output-file=out.json")
    assert (done.code, done.out) == (1, "")
    assert len(json.loads(read(folder, "out.json"))["edits"]) == 2


# --- the documents --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["answer.md", "defects.md", "reply.md", "report.md"])
def test_each_document_may_come_from_standard_input(folder, name):
    write(folder, "report.md", "It takes 2 days.\n")
    text = read(folder, name)
    (folder / name).unlink()
    paths = ["-" if one == name else one for one in ("reply.md", "answer.md", "defects.md", "report.md")]
    flags = [paths[0], "--answer", paths[1], "--defects", paths[2], "--source", paths[3], "--isolated"]
    assert command(folder, "check", *flags, stdin=text).code == 0
    done = command(folder, "apply", *flags, stdin=text)
    assert done.code == 0
    assert (done.out if name == "answer.md" else read(folder)) == NEW


def test_standard_input_is_one_document(folder, run):
    done = run("check", "-", "--answer", "-", "--defects", "defects.md")
    assert (done.code, "«-»" in done.errors) == (2, True)


def test_all_but_the_reply_from_the_configuration(folder):
    write(folder, "report.md", "It lives «for 2 days» there.\n")
    write(folder, "reply.md", REPLY.replace("The copy lives for 2 days", "It «lives for 2 days there»"))
    settings = "preset: answer\nanswer: answer.md\ndefects: defects.md\n"
    write(folder, ".proselint-t.yaml", settings)
    assert "review.quotation-source" in command(folder, "check", "reply.md").out
    write(folder, "report.md", "It lives for 2 days there.\n")
    write(folder, ".proselint-t.yaml", settings + "sources: [report.md]\n")
    assert command(folder, "check", "reply.md").code == 0
    assert command(folder, "apply", "reply.md") == (0, "", "Applied 2 edits to answer.md.\n")


@pytest.mark.parametrize(
    "arguments", [[], ["--answer", "answer.md"], ["--answer", "no.md", "--defects", "defects.md"]]
)
def test_a_document_that_is_not_named_or_not_there(folder, run, arguments):
    """Each is told in one line, with the flags that name documents."""
    done = run("apply", "reply.md", *arguments, "--isolated")
    assert (done.code, done.out) == (2, "")
    assert done.errors.startswith("error: ")
    assert len(done.errors.splitlines()) == 1
    assert "no.md" in arguments or "(name them on the command line (--answer, --defects) or" in done.errors


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_reply(folder, run, text):
    write(folder, "reply.md", text)
    for command in ("check", "apply"):
        done = run(command, "reply.md", *DOCUMENTS)
        assert (done.code, "note: reply.md: no edits here\n" in done.errors) == (0, True)
    assert read(folder) == ANSWER


def test_a_whole_new_answer_is_no_reply(folder, run):
    write(folder, "reply.md", NEW)
    done = run("apply", "reply.md", *DOCUMENTS)
    assert (done.code, read(folder)) == (1, ANSWER)
    assert done.out.startswith("reply.md:1:1: error: review.whole-answer")


def test_no_defects_at_all(folder, run):
    write(folder, "defects.md", "\n")
    done = run("apply", "reply.md", *DOCUMENTS, "--output-format", "json")
    assert (done.code, read(folder)) == (2, ANSWER)
    assert [problem["message"] for problem in done.data["problems"]] == [
        "there is no defect 1",
        "there is no defect 2",
    ]
    assert [(one["path"], one["line"], one["field"]) for one in done.data["problems"]] == [
        ("reply.md", 2, "defect"),
        ("reply.md", 10, "defect"),
    ]


@pytest.mark.parametrize(("form", "name"), [("json", "found.json"), ("sarif", "found.sarif")])
def test_defects_that_check_has_found(folder, run, capsys, form, name):
    write(folder, "answer.md", ANSWER.replace("grows every day", "doesn't shrink"))
    cli.run(["check", "--isolated", "--preset=answer", "answer.md", f"--output-format={form}"])
    write(folder, name, capsys.readouterr().out)
    reply = "1.\nDefect: 1.\nPoint: 1.1.\nAction: replace\nOld: «doesn't»\nNew:\ndoes not\n"
    write(folder, "reply.md", reply)
    done = run("apply", "reply.md", "--answer", "answer.md", "--defects", name, "--isolated")
    assert done == (0, "", "Applied 1 edit to answer.md.\n")
    assert "The table does not shrink.\n" in read(folder)


@pytest.mark.parametrize(
    ("settings", "flags", "code"),
    [
        ("", (), 1),
        ("", ("--preset", "docs"), 0),
        ("", ("--ignore", "typography.digits"), 0),
        ("", ("--select", "english"), 0),
        ("preset: docs", (), 0),
        ("ignore: [typography]", (), 0),
        ("rules: {typography.digits: {severity: warning}}", (), 0),
        ("language: ru", (), 0),
    ],
)
def test_the_rules_that_hold_for_the_text_of_an_edit(folder, run, settings, flags, code):
    write(folder, "reply.md", REPLY.replace("2 days", "two days"))
    write(folder, ".proselint-t.yaml", settings + "\n")
    done = run("check", "reply.md", *DOCUMENTS[:-1], *flags)
    assert done.code == code, done


# --- the file -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("other", ["\n", "\r\n"], ids=["reply lf", "reply crlf"])
def test_bytes_are_kept(folder, bom, newline, other):
    text, new = (
        text.replace("\n", newline).replace("day.", "day. \t\u2028\x0b\u00a0") for text in (ANSWER, NEW)
    )
    (folder / "answer.md").write_bytes(bom + text.encode())
    (folder / "reply.md").write_bytes(b"\xef\xbb\xbf" + REPLY.replace("\n", other).encode())
    assert command(folder, "apply", "reply.md", *DOCUMENTS, "--ignore", "layout,typography").code == 0
    assert (folder / "answer.md").read_bytes() == bom + new.encode()


def test_a_file_without_a_last_newline(folder, run):
    write(folder, "answer.md", ANSWER.rstrip())
    assert run("apply", "reply.md", *DOCUMENTS).code == 0
    assert read(folder) == NEW.rstrip()


def test_a_read_only_answer(folder, run):
    (folder / "answer.md").chmod(0o444)
    done = run("apply", "reply.md", *DOCUMENTS)
    assert (done.code, read(folder)) == (2, ANSWER)
    assert done.errors == "error: answer.md: not written: the file is read-only\n"
    assert sorted(path.name for path in folder.iterdir()) == ["answer.md", "defects.md", "reply.md"]


def test_a_link_is_followed(folder):
    (folder / "real").mkdir()
    (folder / "answer.md").rename(folder / "real" / "answer.md")
    (folder / "answer.md").symlink_to("real/answer.md")
    assert command(folder, "apply", "reply.md", *DOCUMENTS).code == 0
    assert (folder / "answer.md").is_symlink()
    assert read(folder, "real/answer.md") == NEW


@pytest.mark.parametrize("name", ["мой ответ 1.md", "a;b $(c) 'd'.md", "-answer.md"])
def test_names_of_files(folder, name):
    for old, new in (("answer.md", name), ("defects.md", f"x{name}"), ("reply.md", f"y{name}")):
        (folder / old).rename(folder / new)
    done = command(folder, "apply", f"y{name}", f"--answer={name}", f"--defects=x{name}", "--isolated")
    assert done == (0, "", f"Applied 2 edits to {name}.\n")
    assert read(folder, name) == NEW


MEANWHILE = """
import sys

def hook(event, arguments):
    if event == "open" and str(arguments[0]).endswith("defects.md") and not changed:
        changed.append(True)
        with open("answer.md", "a", encoding="utf-8") as answer:
            answer.write("3) New.\\n")

changed = []
sys.addaudithook(hook)
from proselint_t.__main__ import main
main()
"""
"""The program, with somebody who writes to the answer when the defects are opened."""


def test_an_answer_that_changes_meanwhile_is_left_alone(folder):
    """The answer is read, then the defects: the answer is another one by then."""
    done = subprocess.run(
        [sys.executable, "-c", MEANWHILE, "edits", "apply", "reply.md", *DOCUMENTS],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: answer.md: not written: the file changed on disk after it was read\n"
    )
    assert read(folder) == ANSWER + "3) New.\n"


@pytest.mark.parametrize(
    ("broken", "code", "line"),
    [
        (lambda text: text.replace("Point: 1.1.", "Point: 9.9."), 1, "no point 9.9"),
        (lambda text: text.replace("the whole", "a changed"), 1, "reply.md:5:7: error: review.anchor point 1.1 has"),
        (lambda text: text.replace("every row of `orders`\n", "\n"), 2, "error: reply.md:6: new: expected"),
        (lambda text: text.replace("replace", "rewrite"), 2, "error: reply.md:4: action: expected one of"),
        (lambda text: text.replace("the whole table", "table"), 1, "reply.md:5:7: error: review.anchor the text stands in 2"),
        (lambda text: text.replace("table»", "table"), 2, "reply.md:5: old"),
        (lambda text: text.replace("Point: 1.1.", "Point: one."), 2, "reply.md:3: point"),
        (lambda text: text.replace("Defect: 1.\n", "Defect: 5.\n"), 2, "reply.md:2: defect: there is no defect 5"),
    ],
)  # fmt: skip
def test_bad_input_is_told_in_a_line_and_nothing_is_applied(
    folder, run, broken: Callable[[str], str], code: int, line: str
):
    write(folder, "reply.md", broken(REPLY))
    done = run("apply", "reply.md", *DOCUMENTS)
    assert (done.code, read(folder)) == (code, ANSWER)
    assert [one for one in (done.out + done.errors).splitlines() if line in one]


def test_the_way_to_the_form_is_told(folder, run):
    """Where edits leave their form and it is not written anew already."""
    write(folder, "loose.md", REPLY.replace("Old:", "**Old:**"))
    documents = ("loose.md", "--answer", "answer.md", "--defects", "defects.md", "--isolated")
    note = "note: `edits check --output-format reply` writes these edits in their form\n"
    assert note in run("check", *documents).errors
    assert note not in run("check", *documents, "--output-format", "reply").errors
    assert note not in run("check", "reply.md", *documents[1:]).errors
