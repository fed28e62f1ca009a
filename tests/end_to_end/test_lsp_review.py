"""Reported defects in the editor, on the answer that the configuration puts under review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from lsprotocol import types

from proselint_t.defects.files import Remark, commented
from proselint_t.text.span import Span
from tests.end_to_end.lsp_client import Editor, capabilities, run

if TYPE_CHECKING:
    from pathlib import Path

CREATES = capabilities()
CREATES.workspace = types.WorkspaceClientCapabilities(
    workspace_edit=types.WorkspaceEditClientCapabilities(
        document_changes=True, resource_operations=[types.ResourceOperationKind.Create]
    )
)
ANSWER = "1) The first point.\n1.1) It takes three days.\n2) The second point.\n"
DEFECTS = """\
- number: 1
  point: "1.1"
  quote: three days
  remark: The brief says five.
- number: 2
  point: "2"
  quote: no such words
  remark: Not there.
- number: 3
  point: "7"
  remark: No such point.
"""


def test_defects_stand_on_their_quotes(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(
        "select: [english.website]\nanswer: answer.md\ndefects: defects.yaml\n"
    )
    (tmp_path / "answer.md").write_text(ANSWER)
    (tmp_path / "defects.yaml").write_text(DEFECTS)

    async def script(editor: Editor) -> None:
        uri = editor.open("answer.md", ANSWER)
        first, second, third = await editor.pushed(uri, bool)
        assert first.range == types.Range(types.Position(1, 14), types.Position(1, 24))
        assert first.message == "Defect 1: The brief says five."
        assert (first.source, first.code) == ("proselint-t review", "exact")
        assert second.range.start == types.Position(2, 0)
        assert second.message == "Defect 2: Not there. (missing-quote)"
        assert third.range.start == types.Position(0, 0)
        editor.change(uri, "\n" + ANSWER)
        await editor.pushed(uri, lambda found: found[0].range.start == types.Position(2, 14))
        other = editor.open("other.md", ANSWER)
        assert await editor.pushed(other, lambda _: True) == []

    run(tmp_path, script)


def test_a_missing_list_is_said(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("answer: answer.md\ndefects: defects.yaml\n")

    async def script(editor: Editor) -> None:
        (error,) = await editor.pushed(editor.open("answer.md", "x\n"), bool)
        assert "defects.yaml" in error.message

    run(tmp_path, script)


def test_what_is_settled_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("answer: answer.md\ndefects: defects.yaml\n")
    (tmp_path / "answer.md").write_text(ANSWER)
    (tmp_path / "defects.yaml").write_text(DEFECTS)
    (tmp_path / "defects.status.yaml").write_text(
        "defects:\n- {number: 1, status: rejected, reason: It says three.}\n- {number: 3, status: open}\n"
    )

    async def script(editor: Editor) -> None:
        found = await editor.pushed(editor.open("answer.md", ANSWER), bool)
        assert [one.message.partition(":")[0] for one in found] == ["Defect 2", "Defect 3"]

    run(tmp_path, script)


def test_a_status_file_that_leads_out_is_refused(tmp_path: Path) -> None:
    """Nothing of it is read, and no edit writes over it."""
    outside, folder = tmp_path / "secret.yaml", tmp_path / "project"
    outside.write_text("defects: [{number: 9, status: open}]\n")
    folder.mkdir()
    (folder / ".git").mkdir()
    (folder / ".proselint-t.yaml").write_text("answer: answer.md\ndefects: defects.yaml\nreply: reply.md\n")
    (folder / "answer.md").write_text(ANSWER)
    (folder / "defects.yaml").write_text(DEFECTS)
    (folder / "reply.md").write_text(
        "1.\nDefect: 1.\nPoint: 1.1.\nAction: replace\nOld: «three days»\nNew:\nfive days\n"
    )
    (folder / "defects.status.yaml").symlink_to(outside)

    async def script(editor: Editor) -> None:
        uri = editor.open("answer.md", ANSWER)
        (error,) = await editor.pushed(uri, bool)
        assert "a link that leads out of the repository" in error.message
        place = types.Range(types.Position(1, 14), types.Position(1, 14))
        assert not [one for one in await editor.actions(uri, place) if "edit 1" in one.title]

    run(folder, script, CREATES)


def test_edits_obey_the_preset_for_answers_where_none_is_named(tmp_path: Path) -> None:
    """As on the command line: an edit that breaks its rules is not offered."""
    (tmp_path / ".proselint-t.yaml").write_text("answer: answer.md\ndefects: defects.yaml\nreply: reply.md\n")
    (tmp_path / "answer.md").write_text(ANSWER)
    (tmp_path / "defects.yaml").write_text(DEFECTS)
    edit = "1.\nDefect: 1.\nPoint: 1.1.\nAction: replace\nOld: «It takes three days.»\nNew:\n{}\n"

    async def script(editor: Editor) -> None:
        uri = editor.open("answer.md", ANSWER)
        reply = editor.open("reply.md", edit.format("It does not take days."))
        place = types.Range(types.Position(1, 14), types.Position(1, 14))
        assert [one for one in await editor.actions(uri, place) if "edit 1" in one.title]
        editor.change(reply, edit.format("It doesn't take days."))
        assert not [one for one in await editor.actions(uri, place) if "edit 1" in one.title]

    run(tmp_path, script, CREATES)


def test_problems_of_a_list_stand_on_their_lines(tmp_path: Path) -> None:
    listed = "1.\nPoint: 1.1.\nQuote: «three days»\nRemark: Why?\n\n1.\nPoint: 2.\nRemark: The same number.\n"
    (tmp_path / ".proselint-t.yaml").write_text(
        "select: [english.website]\nanswer: answer.md\ndefects: defects.md\n"
    )
    (tmp_path / "answer.md").write_text(ANSWER)
    (tmp_path / "defects.md").write_text("1.\nPoint: 1.1.\nRemark: Saved before.\n")
    (tmp_path / "defects.status.yaml").write_text("defects: [{number: 9, status: open}]\n")

    async def script(editor: Editor) -> None:
        found = await editor.pushed(editor.open("defects.md", listed), bool)
        assert all(one.severity == types.DiagnosticSeverity.Error for one in found)
        twice = next(one for one in found if one.range.start.line > 0)
        assert twice.range.start.line == 5, twice
        assert any("the list has no defect 9" in one.message for one in found)

    run(tmp_path, script)


def test_problems_of_a_list_in_json_stand_on_their_lines(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("answer: answer.md\ndefects: list.json\n")
    (tmp_path / "answer.md").write_text(ANSWER)
    (tmp_path / "list.json").write_text("[]")
    listed = '[\n {"number": 1, "point": "1.1"},\n {"number": 2, "point": "1", "confidence": 300}\n]\n'

    async def script(editor: Editor) -> None:
        (found,) = await editor.pushed(editor.open("list.json", listed, "json"), bool)
        assert found.range.start.line == 2
        assert found.message.startswith("confidence: expected a number from 0 to 100")

    run(tmp_path, script)


REPLY = """\
1.
Defect: 1.
Point: 1.1.
Action: replace
Old: «three days»
New:
5 days

2.
Defect: 1.
Point: 2.
Action: replace
Old: «no such text»
New:
It is here.
"""


def with_reply(folder: Path) -> None:
    (folder / ".proselint-t.yaml").write_text(
        "select: [english.website]\nanswer: answer.md\ndefects: defects.yaml\nreply: reply.md\n"
    )
    for name, text in (("answer.md", ANSWER), ("defects.yaml", DEFECTS), ("reply.md", REPLY)):
        (folder / name).write_text(text)


def test_an_edit_of_the_reply_is_applied_from_the_answer_and_from_the_reply(tmp_path: Path) -> None:
    with_reply(tmp_path)

    async def script(editor: Editor) -> None:
        answer, reply = editor.open("answer.md", ANSWER), editor.open("reply.md", REPLY)
        found = await editor.pushed(reply, bool)
        assert [(one.code, one.range.start.line) for one in found] == [("review.anchor", 12)]
        for uri, line in ((answer, 1), (reply, 3)):
            place = types.Range(types.Position(line, 0), types.Position(line, 0))
            (action,) = await editor.actions(uri, place, ["quickfix"])
            assert action.title == "Apply edit 1 to answer.md (defect 1)"
            assert action.edit is not None
            assert action.edit.changes is not None
            (edit,) = action.edit.changes[answer]
            assert (edit.range.start, edit.new_text) == (types.Position(1, 14), "5 days")
        for uri, line in ((answer, 0), (reply, 10)):  # nothing is changed there; the second is not valid
            place = types.Range(types.Position(line, 0), types.Position(line, 0))
            assert await editor.actions(uri, place, ["quickfix"]) == []

    run(tmp_path, script)


def test_an_edit_that_is_applied_settles_its_defect(tmp_path: Path) -> None:
    """In the status file, which the change makes where the editor can make files."""
    with_reply(tmp_path)
    place = types.Range(types.Position(1, 0), types.Position(1, 0))

    def texts(action) -> dict[str, str]:
        changes = action.edit.document_changes or ()
        found = {
            one.text_document.uri: one.edits for one in changes if isinstance(one, types.TextDocumentEdit)
        }
        return {uri: edit.new_text for uri, (edit,) in (found or action.edit.changes).items()}

    async def script(editor: Editor) -> None:
        answer, status = editor.open("answer.md", ANSWER), editor.uri("defects.status.yaml")
        (action,) = await editor.actions(answer, place, ["quickfix"])
        made = action.edit.document_changes[0]
        assert isinstance(made, types.CreateFile)
        assert made.uri == status
        first = texts(action)
        assert first[answer] == "5 days"
        assert "number: 1" in first[status]
        assert "status: answered" in first[status]
        (tmp_path / "defects.status.yaml").write_text(
            "defects:\n- {number: 2, status: rejected, reason: It says three.}\n"
        )
        (action,) = await editor.actions(answer, place, ["quickfix"])
        assert action.edit.document_changes is None
        assert [one["status"] for one in yaml.safe_load(texts(action)[status])["defects"]] == [
            "answered",
            "rejected",
        ]

    run(tmp_path, script, CREATES)


def test_a_list_in_word_is_shown(tmp_path: Path) -> None:
    pytest.importorskip("docx", reason="the extra `word` is not installed")
    (tmp_path / ".proselint-t.yaml").write_text("answer: answer.md\ndefects: list.docx\n")
    (tmp_path / "answer.md").write_text(ANSWER)
    start = ANSWER.index("three days")
    remark = Remark("Ann", "How long?", [Span(start, start + 10)])
    (tmp_path / "list.docx").write_bytes(commented(ANSWER, [remark]))

    async def script(editor: Editor) -> None:
        (found,) = await editor.pushed(editor.open("answer.md", ANSWER), bool)
        assert found.message == "Defect 1: How long?"

    run(tmp_path, script)


def test_hovering_a_defect_tells_it_and_the_edit_that_answers_it(tmp_path: Path) -> None:
    with_reply(tmp_path)

    async def script(editor: Editor) -> None:
        uri = editor.open("answer.md", ANSWER)
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(1, 16))
        hover = await editor.client.text_document_hover_async(params)
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert hover.contents.value.startswith("**Defect 1** (exact)\n\nThe brief says five.")
        assert "Edit 1 (replace) may be applied.\n\n```text\n5 days\n```" in hover.contents.value
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(2, 3))
        assert await editor.client.text_document_hover_async(params) is None

    run(tmp_path, script)
