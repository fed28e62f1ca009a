"""Reported defects in the editor, on the answer that the configuration puts under review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from tests.lsp_client import Editor, run

if TYPE_CHECKING:
    from pathlib import Path

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
