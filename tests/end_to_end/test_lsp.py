"""The language server as an editor meets it: through the protocol, in a process of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pytest_lsp import client_capabilities

from tests.end_to_end.lsp_client import Editor, applied, capabilities, rules, run

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = "preset: answer\n"
START = types.Range(types.Position(0, 0), types.Position(0, 0))


def everything(text: str) -> types.Range:
    return types.Range(types.Position(0, 0), types.Position(text.count("\n") + 1, 0))


def test_diagnostics_are_pushed_on_open_change_and_save(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER)

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "Open the site.\n")
        (one,) = await editor.pushed(uri, bool)
        assert (one.code, one.source, one.severity) == (
            "english.website", "proselint-t", types.DiagnosticSeverity.Error
        )  # fmt: skip
        assert one.range == types.Range(types.Position(0, 9), types.Position(0, 13))
        editor.change(uri, "page", types.Range(types.Position(0, 9), types.Position(0, 13)))
        await editor.pushed(uri, lambda found: not found)
        editor.change(uri, "Visit the site.\n")
        editor.save(uri)
        assert rules(await editor.pushed(uri, bool)) == ["english.website"]
        editor.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )
        await editor.pushed(uri, lambda found: not found)

    run(tmp_path, script)


@pytest.mark.parametrize(
    ("config", "options", "said"),
    [
        ("", {}, "Write «website»"),
        ("messages: ru\n", {}, "Пишите «website»"),
        ("messages: ru\n", {"messages": "en"}, "Write «website»"),
        ("", {"messages": "ru"}, "Пишите «website»"),
        ("", {"messages": "klingon"}, "Write «website»"),
    ],
)
def test_the_language_of_messages(tmp_path: Path, config: str, options: dict[str, object], said: str) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER + config)

    async def script(editor: Editor) -> None:
        (one,) = await editor.seen(editor.open("page.md", "Open the site.\n"))
        assert one.message.startswith(said)

    run(tmp_path, script, options=options)


EDITORS = ["visual-studio-code", "neovim@0.7", "neovim@0.11", "emacs"]


@pytest.mark.parametrize("name", EDITORS)
def test_real_editors_are_served_what_they_can_read(tmp_path: Path, name: str) -> None:
    """With the capabilities that editors send; pytest-lsp warns where an answer goes beyond them."""
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER)

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "1) Open the site, as in 1.1.\n1.1) See item 1.\n")
        assert "english.website" in rules(await editor.seen(uri))
        document = types.TextDocumentIdentifier(uri)
        client = editor.client
        assert await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert await client.text_document_document_link_async(types.DocumentLinkParams(document))
        place = types.Position(0, 13)
        assert await client.text_document_hover_async(types.HoverParams(document, place))
        assert await editor.actions(uri, types.Range(place, place))

    run(tmp_path, script, client_capabilities(name))


def test_many_keys_are_answered_once(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER)

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "")
        await editor.pushed(uri, lambda found: not found)
        pushes = 0
        diagnostics = editor.client.diagnostics

        class Counting(dict[str, object]):
            def __setitem__(self, key: str, value: object) -> None:
                nonlocal pushes
                pushes += 1
                super().__setitem__(key, value)

        editor.client.diagnostics = Counting(diagnostics)  # type: ignore[assignment]
        for index, key in enumerate("The site is here."):
            editor.change(uri, key, types.Range(types.Position(0, index), types.Position(0, index)))
        assert rules(await editor.pushed(uri, bool)) == ["english.website"]
        assert pushes < 4

    run(tmp_path, script)


def test_a_client_that_pulls_gets_nothing_pushed(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER)

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "Open the site.\n")
        assert rules(await editor.pulled(uri)) == ["english.website"]
        editor.change(uri, "Open the page.\n")
        assert await editor.pulled(uri) == []
        await asyncio.sleep(0.3)
        assert uri not in editor.client.diagnostics

    run(tmp_path, script, capabilities(pull=True))


def test_the_whole_workspace_is_pulled(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / ".proselint-t.yaml").write_text(ANSWER + "exclude: [draft.md]\n")
        (folder / "page.md").write_text("The site.\n")
        (folder / "draft.md").write_text("The site.\n")

    async def script(editor: Editor) -> None:
        editor.open("page.md", "The page.\n")
        params = types.WorkspaceDiagnosticParams(previous_result_ids=[])
        first = await editor.client.workspace_diagnostic_async(params)
        found = {report.uri: report for report in first.items}
        names = (".proselint-t.yaml", "page.md")
        assert set(found) == {(folder / name).as_uri() for folder in (one, two) for name in names}
        assert [len(getattr(found[uri], "items")) for uri in sorted(found)] == [0, 0, 0, 1]  # noqa: B009
        params.previous_result_ids = [
            types.PreviousResultId(report.uri, report.result_id or "") for report in first.items
        ]
        second = await editor.client.workspace_diagnostic_async(params)
        assert {report.kind for report in second.items} == {"unchanged"}
        (two / "page.md").unlink()
        third = await editor.client.workspace_diagnostic_async(params)
        (gone,) = [report for report in third.items if report.kind == "full"]
        assert (gone.uri, list(getattr(gone, "items"))) == ((two / "page.md").as_uri(), [])  # noqa: B009

    run(one, script, capabilities(pull=True), [one, two])


def test_other_markdown_is_a_document_too(tmp_path: Path) -> None:
    """That of an editor's other languages, and in the workspace what the configuration takes for one."""
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER + "extensions: [mdx]\n")
    (tmp_path / "page.mdx").write_text("The site.\n")

    async def script(editor: Editor) -> None:
        for name, language in (("open.mdx", "mdx"), ("open.qmd", "quarto")):
            assert len(await editor.pulled(editor.open(name, "The site.\n", language))) == 1
        report = await editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
        found = {one.uri: len(getattr(one, "items")) for one in report.items}  # noqa: B009
        assert found == {editor.uri(".proselint-t.yaml"): 0, editor.uri("page.mdx"): 1}

    run(tmp_path, script, capabilities(pull=True))


def test_configurations_and_rule_files_are_pulled_with_the_workspace(tmp_path: Path) -> None:
    rule = "extends: existence\nmessage: x\ntokens: [foo]\nexamples:\n  - good: A foo.\n"
    files = {
        ".proselint-t.yaml": "styles: [styles]\n",
        "styles/own/foo.yaml": rule,
        "styles/own/bar.yaml": "extends: existance\nmessage: x\n",
        "part/.proselint-t.yaml": "extends: ../shared.yaml\n",
        "part/page.md": "The page.\n",
        "shared.yaml": "presset: answer\nignore: []\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    shared = (tmp_path / "shared.yaml").as_uri()

    async def script(editor: Editor) -> None:
        editor.open("part/page.md", "The page.\n")
        await editor.pushed(shared, bool)
        report = await editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
        found = {one.uri: list(getattr(one, "items")) for one in report.items}  # noqa: B009
        assert set(found) == {(tmp_path / name).as_uri() for name in files}
        wrong = {uri.rpartition("/")[2]: items[0].message for uri, items in found.items() if items}
        assert sorted(wrong) == ["bar.yaml", "foo.yaml", "shared.yaml"]
        assert "did you mean «preset»?" in wrong["shared.yaml"]
        await editor.pushed(shared, lambda now: not now)  # or the client would show it twice
        editor.open("shared.yaml", files["shared.yaml"], "yaml")
        assert [one.message for one in await editor.pulled(shared)] == [wrong["shared.yaml"]]

    run(tmp_path, script, capabilities(pull=True))


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 23), ("utf-16", 15), ("utf-32", 14), (None, 15)])
def test_places_are_in_the_agreed_encoding(tmp_path: Path, encoding: str | None, column: int) -> None:
    """«Ёлка» takes 8 bytes, the emoji 2 units of UTF-16 and 4 bytes."""
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER)
    text = "«Ёлка» 🙂: the site, and more.\n"

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", text)
        found = await editor.pushed(uri, bool)
        website = next(one for one in found if one.code == "english.website")
        begin = website.range.start
        assert begin.character == column
        (fix, *_) = await editor.actions(uri, website.range, ["quickfix"])
        assert fix.edit
        assert fix.edit.changes
        assert [edit.range for edit in fix.edit.changes[uri]] == [website.range]
        # What is typed behind these characters lands where the client means it.
        editor.change(uri, "page", types.Range(begin, types.Position(0, begin.character + 4)))
        await editor.pushed(uri, lambda now: "english.website" not in rules(now))

    run(tmp_path, script, capabilities(encodings=[encoding] if encoding else None))


def test_fixes_tell_safe_from_unsafe(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER)
    text = "See item 2 of the law, and the site.\n"

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", text)
        found = await editor.actions(uri, everything(text))
        fixes = [action for action in found if action.edit and "Silence" not in action.title]
        safe = [action for action in fixes if action.is_preferred]
        assert [action.title for action in safe] == ["Replace with «website» (english.website)"]
        assert all("unsafe" in action.title for action in fixes if not action.is_preferred)
        assert any(not action.is_preferred for action in fixes)
        assert {action.kind for action in fixes} == {types.CodeActionKind.QuickFix}
        assert safe[0].edit
        assert safe[0].edit.changes
        assert applied(text, list(safe[0].edit.changes[uri])) == "See item 2 of the law, and the website.\n"

    run(tmp_path, script)


def test_fix_all_and_formatting_apply_what_is_safe(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER)
    text = "1) See item 2 of the law. Open the site.\n\n\nThe **end**, e.g. here.\n"

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", text)
        for only in (["source.fixAll.proselint-t"], ["source.fixAll"], ["source"]):
            (action,) = await editor.actions(uri, START, only)
            assert action.kind == "source.fixAll.proselint-t"
            assert action.edit
            assert action.edit.changes
            fixed = applied(text, list(action.edit.changes[uri]))
        assert fixed == "1) See item 2 of the law.\nOpen the website.\nThe end, e.g. here.\n"
        edits = await editor.client.text_document_formatting_async(
            types.DocumentFormattingParams(
                types.TextDocumentIdentifier(uri), types.FormattingOptions(2, True)
            )
        )
        assert applied(text, list(edits or [])) == fixed
        assert await editor.actions(uri, START, ["refactor"]) == []
        editor.change(uri, fixed)
        assert await editor.actions(uri, START, ["source.fixAll"]) == []

    run(tmp_path, script)


SILENCED = {
    "plain": ("The site.\n", "The site. <!-- proselint-t-disable-line english.website -->\n"),
    "heading": ("## The site ##\n", "## The site <!-- proselint-t-disable-line english.website --> ##\n"),
    "table": (
        "| The site |\n|---|\n",
        "| The site <!-- proselint-t-disable-line english.website --> |\n|---|\n",
    ),
    "item": ("- The site\n", "- The site <!-- proselint-t-disable-line english.website -->\n"),
    "second rule": (
        "The site, for example. <!-- proselint-t-disable-line english.for-example -->\n",
        "The site, for example. <!-- proselint-t-disable-line english.for-example english.website -->\n",
    ),
}


@pytest.mark.parametrize("name", SILENCED)
def test_a_violation_is_silenced_where_it_stands(tmp_path: Path, name: str) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("select: [english]\n")
    text, wanted = SILENCED[name]

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", text)
        found = await editor.actions(uri, everything(text), ["quickfix"])
        (silence,) = [one for one in found if one.title == "Silence english.website on this line"]
        assert silence.edit
        assert silence.edit.changes
        assert applied(text, list(silence.edit.changes[uri])) == wanted
        editor.change(uri, wanted)
        await editor.pushed(uri, lambda now: not now)

    run(tmp_path, script)


def test_a_word_becomes_a_term(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()

    async def script(editor: Editor) -> None:
        uri = editor.open("docs/page.md", "We use Github.\n")
        assert "typography.terms" in rules(await editor.pushed(uri, bool))
        found = await editor.offers(uri, everything("x"), ["quickfix"])
        (add,) = [one for one in found if isinstance(one, types.Command)]
        assert add.title == "Add «Github» to the terms of this project"
        params = types.ExecuteCommandParams(add.command, add.arguments)
        await editor.client.workspace_execute_command_async(params)
        await editor.pushed(uri, lambda now: "typography.terms" not in rules(now))

    run(tmp_path, script)
    assert (tmp_path / "docs" / ".proselint-t.yaml").read_text() == 'terms:\n  - "Github"\n'


def test_all_is_mended_from_the_list_at_a_place(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER)

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "Open the site and the other site.\n")
        found = await editor.offers(uri, START)
        (every,) = [one for one in found if isinstance(one, types.Command)]
        assert every.title == "Fix all that is safe to fix"
        params = types.ExecuteCommandParams(every.command, every.arguments)
        await editor.client.workspace_execute_command_async(params)
        (asked,) = editor.applied
        assert asked.edit.changes
        assert [edit.new_text for edit in asked.edit.changes[uri]] == [
            "Open the website and the other website.\n"
        ]
        editor.change(uri, "Open the website.\n")
        assert not [one for one in await editor.offers(uri, START) if isinstance(one, types.Command)]

    run(tmp_path, script)


def test_the_preset_of_a_text_is_told(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("preset: docs\n")

    async def script(editor: Editor) -> None:
        params = types.ExecuteCommandParams("proselint-t.presetOf", [editor.uri("page.md")])
        assert await editor.client.workspace_execute_command_async(params) == "docs"

    run(tmp_path, script)


def test_the_workspace_is_left_alone_unless_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("We use Github.\n")

    async def script(editor: Editor) -> None:
        report = await editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
        assert list(report.items) == []

    run(tmp_path, script, options={})


def test_hover_tells_why_and_shows_examples(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER)

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "Open the site.\n")
        document = types.TextDocumentIdentifier(uri)
        told = await editor.client.text_document_hover_async(
            types.HoverParams(document, types.Position(0, 10))
        )
        assert told
        assert isinstance(told.contents, types.MarkupContent)
        assert told.contents.value.startswith("**english.website** (error)\n")
        for part in ("```diff\n- ", "\n+ ", "/rules/english.website/"):
            assert part in told.contents.value
        assert (
            len(told.contents.value.splitlines()) <= 10
        )  # 8 and the two of the fence, which no editor shows
        assert "Write «website»" not in told.contents.value  # the diagnostic says it
        nothing = await editor.client.text_document_hover_async(
            types.HoverParams(document, types.Position(0, 0))
        )
        assert nothing is None

    run(tmp_path, script)


POINTS = """\
1) First.
1.1) As described in 1.2, and §2.
1.2) See points 1.1, 2 and 7.7.
2) Смотри пункт 1.2.
A version 1.2 and `§1.1` are no references.
"""


def test_points_are_the_outline_and_references_lead_to_them(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", POINTS)
        document = types.TextDocumentIdentifier(uri)
        outline = await editor.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(document)
        )
        shown = [
            (one.name, [child.name for child in one.children or []])
            for one in outline or []
            if isinstance(one, types.DocumentSymbol)
        ]
        assert shown == [
            ("1) First.", ["1.1) As described in 1.2, and §2.", "1.2) See points 1.1, 2 and 7.7."]),
            ("2) Смотри пункт 1.2.", []),
        ]
        links = await editor.client.text_document_document_link_async(types.DocumentLinkParams(document))
        lines = POINTS.split("\n")
        found = [
            (lines[link.range.start.line][link.range.start.character : link.range.end.character], link.target)
            for link in links or []
        ]
        assert found == [
            ("1.2", f"{uri}#L3"),
            ("2", f"{uri}#L4"),
            ("1.1", f"{uri}#L2"),
            ("2", f"{uri}#L4"),
            ("1.2", f"{uri}#L3"),
        ]
        place = await editor.client.text_document_definition_async(
            types.DefinitionParams(document, types.Position(3, 17))
        )
        assert isinstance(place, types.Location)
        assert place.range == types.Range(types.Position(2, 0), types.Position(2, 4))

    run(tmp_path, script)


def test_each_root_has_its_own_settings(tmp_path: Path) -> None:
    strict, loose = tmp_path / "strict", tmp_path / "loose"
    for folder, text in ((strict, ANSWER), (loose, "select: [layout.blank-lines]\n")):
        folder.mkdir()
        (folder / ".proselint-t.yaml").write_text(text)

    async def script(editor: Editor) -> None:
        first = editor.open((strict / "page.md").as_uri(), "The site.\n")
        second = editor.open((loose / "page.md").as_uri(), "The site.\n")
        await editor.pushed(first, bool)
        await editor.pushed(second, lambda found: not found)

    run(strict, script, folders=[strict, loose])


def test_a_text_without_a_file_is_checked(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open("untitled:Untitled-1", "Push it to github.\n")
        assert rules(await editor.pushed(uri, bool)) == ["typography.terms"]

    run(tmp_path, script)


def test_a_changed_configuration_holds_at_once(tmp_path: Path) -> None:
    config = tmp_path / ".proselint-t.yaml"
    config.write_text(ANSWER)

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "The site.\n")
        await editor.pushed(uri, bool)
        config.write_text(ANSWER + "ignore: [english.website]\n")
        change = types.FileEvent(config.as_uri(), types.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
        await editor.pushed(uri, lambda found: not found)
        config_uri = editor.open(".proselint-t.yaml", ANSWER, "yaml")
        config.write_text(ANSWER)
        editor.save(config_uri)
        await editor.pushed(uri, bool)

    run(tmp_path, script)
