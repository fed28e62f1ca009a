"""Symbols and points of a bundle in the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.end_to_end.lsp_client import Editor, applied, run

if TYPE_CHECKING:
    from pathlib import Path

FACTS = "# 1.\n`P⁎` ≔ (the project)\n\n# 2. Prices\nAll is free.\n"
TASK = "# 1.\nRead `P⁎` and `O.md` §2.\n"


def test_symbols_and_points_lead_across_the_bundle(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("preset: notation\nbundle: [O.md, T.md]\n", "utf-8")
    (tmp_path / "O.md").write_text(FACTS, "utf-8")
    (tmp_path / "T.md").write_text(TASK, "utf-8")

    async def script(editor: Editor) -> None:
        uri, facts = editor.open("T.md", TASK), (tmp_path / "O.md").as_uri()
        document = types.TextDocumentIdentifier(uri)
        symbol, point = types.Position(1, 7), types.Position(1, 21)
        client = editor.client

        found = await client.text_document_definition_async(types.DefinitionParams(document, symbol))
        assert found == [types.Location(facts, types.Range(types.Position(1, 1), types.Position(1, 3)))]
        found = await client.text_document_definition_async(types.DefinitionParams(document, point))
        assert found == [types.Location(facts, types.Range(types.Position(3, 0), types.Position(3, 11)))]

        hover = await client.text_document_hover_async(types.HoverParams(document, symbol))
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert hover.contents.value == "(the project)"
        (link,) = await client.text_document_document_link_async(types.DocumentLinkParams(document)) or []
        assert link.target == f"{facts}#L4"

        context = types.ReferenceContext(include_declaration=True)
        places = await client.text_document_references_async(types.ReferenceParams(context, document, symbol))
        assert [place.uri for place in places or []] == [facts, uri]
        edit = await client.text_document_rename_async(types.RenameParams(document, symbol, "Q⁎"))
        assert edit is not None
        assert {name: [one.new_text for one in edits] for name, edits in (edit.changes or {}).items()} == {
            facts: ["Q⁎"],
            uri: ["Q⁎"],
        }
        with pytest.raises(JsonRpcException, match="white space"):
            await client.text_document_rename_async(types.RenameParams(document, symbol, "Q Q"))

    run(tmp_path, script)


def workspace(folder: Path, **documents: str) -> None:
    names = ", ".join(f"{name}.md" for name in documents)
    (folder / ".proselint-t.yaml").write_text(f"preset: notation\nbundle: [{names}]\n", "utf-8")
    for name, text in documents.items():
        (folder / f"{name}.md").write_text(text, "utf-8")


def texts_of(edit: types.WorkspaceEdit | None, folder: Path) -> dict[str, str]:
    """Name of a document → what the edit makes of it."""
    assert edit is not None
    return {
        uri.rpartition("/")[2]: applied((folder / uri.rpartition("/")[2]).read_text("utf-8"), list(edits))
        for uri, edits in (edit.changes or {}).items()
    }


def test_a_point_is_renamed_with_all_that_names_it(tmp_path: Path) -> None:
    workspace(tmp_path, O="# 1.\n# 2.\n## 2.1.\nSee §2.1 and §1.\n", T="Read `O.md` §2 and `O.md` §2.1.\n")

    async def script(editor: Editor) -> None:
        client = editor.client
        uri = editor.open("T.md", (tmp_path / "T.md").read_text("utf-8"))
        document, place = types.TextDocumentIdentifier(uri), types.Position(0, 13)
        prepared = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, place))
        assert prepared == types.Range(types.Position(0, 13), types.Position(0, 14))
        edit = await client.text_document_rename_async(types.RenameParams(document, place, "§5"))
        assert texts_of(edit, tmp_path) == {
            "O.md": "# 1.\n# 5.\n## 5.1.\nSee §5.1 and §1.\n",
            "T.md": "Read `O.md` §5 and `O.md` §5.1.\n",
        }
        for name, told in (("1", "a point 1 already"), ("2.2", "has 1 parts"), ("x", "by its number")):
            with pytest.raises(JsonRpcException, match=told):
                await client.text_document_rename_async(types.RenameParams(document, place, name))
        context = types.ReferenceContext(include_declaration=True)
        found = await client.text_document_references_async(types.ReferenceParams(context, document, place))
        assert [(one.uri.rpartition("/")[2], one.range.start.line) for one in found or []] == [
            ("O.md", 1),
            ("T.md", 0),
        ]

    run(tmp_path, script)


def test_symbols_and_points_are_completed(tmp_path: Path) -> None:
    workspace(tmp_path, O="# 1. Facts\n`P⁎` ≔ (the project)\n## 1.1.\n", T="# 3. Task\n")

    async def script(editor: Editor) -> None:
        async def offered(line: str) -> list[tuple[str, str | None]]:
            text = f"# 3. Task\n{line}"
            editor.change(uri, text)
            found = await editor.client.text_document_completion_async(
                types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(1, len(line)))
            )
            assert isinstance(found, list)
            edits = [one.text_edit for one in found]
            assert all(isinstance(one, types.TextEdit) for one in edits)
            return [(one.label, one.detail) for one in found]

        uri = editor.open("T.md", "# 3. Task\n")
        assert await offered("Read `") == [("P⁎", "(the project)")]
        assert await offered("Read `X") == []
        assert await offered("Read §") == [("3", "Task")]
        assert await offered("Read `O.md`::§1.") == [("1.1", "")]
        assert await offered("Read O.md §") == [("1", "Facts"), ("1.1", "")]
        assert await offered("Read ") == []

    run(tmp_path, script)


def test_quick_fixes_of_numbers_take_the_references_along(tmp_path: Path) -> None:
    workspace(
        tmp_path,
        O="# 1.\n# 2.\n# 2.\n## 2.1.\nSee §2.1 and §2.\n#### 2.2.\n##### 2.2.1.\n",
        T="Read `O.md` §2.1.\n",
    )

    async def script(editor: Editor) -> None:
        text = (tmp_path / "O.md").read_text("utf-8")
        uri = editor.open("O.md", text)
        await editor.seen(uri)

        async def fixed(line: int) -> list[dict[str, str]]:
            place = types.Range(types.Position(line, 2), types.Position(line, 3))
            found = await editor.actions(uri, place)
            return [texts_of(one.edit, tmp_path) for one in found if "Silence" not in one.title]

        assert await fixed(2) == [
            {
                "O.md": text.replace("# 2.\n## 2.1", "# 3.\n## 3.1").replace("# 2.2", "# 3.2")
                .replace("§2.1", "§3.1").replace("2.2.1", "3.2.1"),
                "T.md": "Read `O.md` §3.1.\n",
            }
        ]  # fmt: skip
        assert await fixed(5) == []  # below a repeated number nothing else is said

    run(tmp_path, script)


def test_a_quick_fix_gives_all_points_of_a_point_their_level(tmp_path: Path) -> None:
    workspace(tmp_path, O="# 2.\n### 2.1.\n#### 2.1.1.\n## 2.2.\n### 2.3.\n")

    async def script(editor: Editor) -> None:
        uri = editor.open("O.md", (tmp_path / "O.md").read_text("utf-8"))
        await editor.seen(uri)
        found = await editor.actions(uri, types.Range(types.Position(1, 4), types.Position(1, 5)))
        (one,) = [one for one in found if "Silence" not in one.title]
        assert one.title == "Give the points of 2 2 «#» (notation.number-level, unsafe)"
        assert texts_of(one.edit, tmp_path) == {"O.md": "# 2.\n## 2.1.\n### 2.1.1.\n## 2.2.\n## 2.3.\n"}

    run(tmp_path, script)


def test_a_document_that_is_not_there_is_told_and_stops_nothing(tmp_path: Path) -> None:
    workspace(tmp_path, O=FACTS, T=TASK)
    (tmp_path / "O.md").unlink()

    async def script(editor: Editor) -> None:
        uri = editor.open("T.md", TASK)
        assert "O.md, cannot be read" in (await editor.seen(uri))[0].message
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(1, 7))
        assert await editor.client.text_document_hover_async(params) is None

    run(tmp_path, script)
