"""Symbols and points of a bundle in the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp_client import Editor, run

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
