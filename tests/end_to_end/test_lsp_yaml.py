"""Configurations and rule files in the editor: their errors, and what may be written where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from proselint_t.lsp.completion import way_to
from proselint_t.lsp.yaml_files import edit_for_term
from proselint_t.text.edits import apply_edits
from proselint_t.text.source import Source
from tests.end_to_end.lsp_client import Editor, run

if TYPE_CHECKING:
    from pathlib import Path

RULE = """\
extends: existence
message: Avoid «%s».
tokens: [very]
examples:
  - bad: It is ⟪very⟫ good.
  - good: It is good.
"""
PROBLEMS = {
    "an unknown key, with the nearest": ("config", "presset: answer\n", 0, "did you mean «preset»?"),
    "a wrong value": ("config", "preset: anser\n", 0, "did you mean «answer»?"),
    "a key twice": ("config", "preset: docs\npreset: docs\n", 1, "stands here twice"),
    "an unfinished list": ("config", "select: [english\n", 1, "not valid YAML"),
    "an unknown rule": ("config", "select:\n  - english.websiet\n", 1, "did you mean «english.website»?"),
    "an unknown setting": (
        "config",
        "preset: answer\nrules:\n  typography.digits:\n    ordinal: true\n",
        3,
        "did you mean «ordinals»?",
    ),
    "a wrong value of an override": (
        "config",
        "preset: docs\noverrides:\n  - files: a.md\n    preset: anser\n",
        3,
        "did you mean «answer»?",
    ),
    "a folder of rules that is not there": ("config", "styles: [styls]\n", 0, "no folder of rules «styls»"),
    "an unknown rule of a project": (
        "project",
        "[tool.proselint_t]\npreset = 'docs'\nselect = ['english.websiet']\n",
        2,
        "did you mean «english.website»?",
    ),
    "a project of others": ("project", "[tool.other\n", None, ""),
    "a good rule": ("rule", RULE, None, ""),
    "an unknown kind": ("rule", RULE.replace("existence", "existance"), 0, "did you mean «existence»?"),
    "a missing key": ("rule", "extends: existence\n", 0, "message"),
    "an example that fails": ("rule", RULE.replace("⟪very⟫ good", "very ⟪good⟫"), 4, "expected"),
    "a pattern that does not compile": ("rule", RULE.replace("[very]", "['(very']"), 2, "does not compile"),
    "neither": ("other", "services: {}\nextends: x\n", None, ""),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_errors_show_where_they_are_before_a_file_is_saved(tmp_path: Path, name: str) -> None:
    kind, text, line, message = PROBLEMS[name]
    path = {
        "config": ".proselint-t.yaml",
        "project": "pyproject.toml",
        "rule": "styles/own/very.yaml",
        "other": "compose.yaml",
    }[kind]
    (tmp_path / "styles" / "own").mkdir(parents=True)
    if kind == "rule":
        (tmp_path / ".proselint-t.yaml").write_text("styles: [styles]\n")

    async def script(editor: Editor) -> None:
        found = await editor.pushed(editor.open(path, text, "yaml"), lambda _: True)
        assert [one.range.start.line for one in found] == ([] if line is None else [line])
        assert all(message in one.message for one in found)

    run(tmp_path, script)


def test_a_configuration_is_judged_while_it_is_typed_and_holds_once_it_is_saved(tmp_path: Path) -> None:
    config = tmp_path / ".proselint-t.yaml"
    config.write_text("select: [english]\n")

    async def script(editor: Editor) -> None:
        page = editor.open("page.md", "Open the site.\n")
        await editor.pushed(page, bool)
        uri = editor.open(".proselint-t.yaml", "select: [english]\n", "yaml")
        await editor.pushed(uri, lambda found: not found)
        editor.change(uri, "ignore: [english.websiet]\n")
        (error,) = await editor.pushed(uri, bool)
        assert error.message == (
            "ignore[0]: there is no rule or style «english.websiet» (did you mean «english.website»?)"
        )
        assert error.range == types.Range(types.Position(0, 9), types.Position(0, 25))
        mended = "ignore: [english.website]\n"
        editor.change(uri, mended)
        await editor.pushed(uri, lambda found: not found)
        editor.change(page, "Open the site, the site.\n")
        await editor.pushed(page, lambda found: len(found) == 2)
        config.write_text(mended)
        editor.save(uri)
        await editor.pushed(page, lambda found: not found)

    run(tmp_path, script)


def test_a_rule_that_is_saved_holds_at_once(tmp_path: Path) -> None:
    style = tmp_path / "styles" / "own"
    style.mkdir(parents=True)
    (style / "very.yaml").write_text(RULE)
    (tmp_path / ".proselint-t.yaml").write_text("styles: [styles]\nselect: [own]\n")

    async def script(editor: Editor) -> None:
        page = editor.open("page.md", "It is quite good.\n")
        await editor.pushed(page, lambda found: not found)
        rule = editor.open("styles/own/very.yaml", RULE, "yaml")
        changed = RULE.replace("very", "quite")
        editor.change(rule, changed)
        (style / "very.yaml").write_text(changed)
        editor.save(rule)
        (one,) = await editor.pushed(page, bool)
        assert one.message == "Avoid «quite»."

    run(tmp_path, script)


COMPLETED = {
    "keys of the configuration": ("config", "pre|", {"preset", "rules", "overrides"}, {"severity"}),
    "values of a choice": ("config", "preset: |", {"answer", "docs"}, {"preset"}),
    "rules in a list": ("config", "select:\n  - |", {"english.website", "english"}, {"preset"}),
    "rules in a list at the margin": ("config", "select:\n- e|", {"english.website"}, {"preset"}),
    "rules between brackets": ("config", "ignore: [|", {"english.website"}, {"preset"}),
    "rules whose fixes are left out": ("config", "unfixable: [|", {"english.website"}, {"preset"}),
    "ids of rules": ("config", "rules:\n  |", {"english.website"}, {"preset"}),
    "settings of a rule": (
        "config",
        "rules:\n  layout.blank-lines:\n    |",
        {"severity", "before_point"},
        {"preset"},
    ),
    "severities": ("config", "rules:\n  english.website:\n    severity: |", {"error", "warning"}, {"answer"}),
    "keys of an override": ("config", "overrides:\n  - files: x\n    |", {"preset", "files"}, {"extends"}),
    "the first key of an override": ("config", "overrides:\n  - |", {"preset", "files"}, {"extends"}),
    "values in an override": ("config", "overrides:\n  - files: x\n    preset: |", {"answer"}, {"files"}),
    "keys of a rule file": (
        "rule",
        "extends: existence\nmessage: x\n|",
        {"tokens", "level", "why"},
        {"swap"},
    ),
    "kinds": ("rule", "extends: |\nmessage: x\n", {"existence", "substitution"}, {"level"}),
    "levels": ("rule", "extends: existence\nmessage: x\nlevel: |", {"error"}, {"level"}),
    "keys of an example": (
        "rule",
        "extends: existence\nmessage: x\nexamples:\n  - |",
        {"bad", "good"},
        {"level"},
    ),
    "files of others": ("other", "a: |", set(), {"answer"}),
    "directives": ("page", "A text.\n\n<!-- pro|", {"proselint-t-disable-next-line"}, {"english.point"}),
    "rules in a directive": (
        "page",
        "<!-- proselint-t-disable-line english.w|",
        {"english.website"},
        {"english.point", "proselint-t-enable"},
    ),
    "a second rule": ("page", "<!-- proselint-t-disable layout.emphasis, |", {"english.point"}, set()),
    "no other comments": ("page", "<!-- english.|", set(), {"english.point"}),
    "no prose": ("page", "Text with english.|", set(), {"english.point"}),
}


@pytest.mark.parametrize("name", COMPLETED)
def test_what_may_be_written_is_offered(tmp_path: Path, name: str) -> None:
    kind, marked, wanted, unwanted = COMPLETED[name]
    path = {
        "config": ".proselint-t.yaml", "rule": "rule.yaml", "other": "compose.yaml", "page": "page.md"
    }[kind]  # fmt: skip
    before, _, behind = marked.partition("|")
    place = types.Position(before.count("\n"), len(before.rpartition("\n")[2]))

    async def script(editor: Editor) -> None:
        uri = editor.open(path, before + behind, "markdown" if kind == "page" else "yaml")
        found = await editor.client.text_document_completion_async(
            types.CompletionParams(types.TextDocumentIdentifier(uri), place)
        )
        items = found.items if isinstance(found, types.CompletionList) else found or []
        labels = {item.label for item in items}
        assert wanted <= labels
        assert not unwanted & labels

    run(tmp_path, script)


HOVERED = {
    "a rule in a comment": (
        "page.md",
        "<!-- proselint-t-disable-line english.w|ebsite -->",
        "**english.website** (error)",
    ),
    "a rule in a configuration": (
        ".proselint-t.yaml",
        "ignore: [english.web|site]\n",
        "**english.website** (error)",
    ),
    "a key of a configuration": (
        ".proselint-t.yaml",
        "pre|set: answer\n",
        "**preset**: The rules and settings",
    ),
    "a word in a text": ("page.md", "We call it english.web|page.\n", ""),
}


@pytest.mark.parametrize("name", HOVERED)
def test_names_are_explained(tmp_path: Path, name: str) -> None:
    path, marked, wanted = HOVERED[name]
    before, _, behind = marked.partition("|")

    async def script(editor: Editor) -> None:
        uri = editor.open(path, before + behind, "markdown" if path.endswith(".md") else "yaml")
        told = await editor.client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, len(before)))
        )
        value = told.contents.value if told and isinstance(told.contents, types.MarkupContent) else ""
        assert value.startswith(wanted)
        assert bool(value) == bool(wanted)
        assert len(value.strip().split("\n")) <= 12

    run(tmp_path, script)


WAYS = {
    "a:\n  b:\n    |": (["a", "b"], False),
    "a:\n  b: |": (["a", "b"], True),
    "a:\n  - b: 1\n    |": (["a", "-"], False),
    "a:\n- b: 1\n  c: |": (["a", "-", "c"], True),
    "a:\n  - |": (["a", "-"], True),
    "a:\n  - x\n  - |": (["a", "-"], True),
    "a: 1\n|": ([], False),
    "a:\n  b: 1\nc:\n  |": (["c"], False),
    "# note\n\n'a':\n\n  # more\n  |": (["a"], False),
}


@pytest.mark.parametrize("marked", WAYS)
def test_the_way_to_the_cursor_is_read_from_indentation(marked: str) -> None:
    assert way_to(Source(marked.replace("|", "")), marked.index("|")) == WAYS[marked]


TERMS = {
    "an empty file": ("a.yaml", "", 'terms:\n  - "Foo"\n'),
    "no terms yet": ("a.yaml", "preset: docs", 'preset: docs\nterms:\n  - "Foo"\n'),
    "a list": ("a.yaml", "terms:\n  - Bar\nselect: [x]\n", 'terms:\n  - "Foo"\n  - Bar\nselect: [x]\n'),
    "a list at the margin": ("a.yaml", "terms:\n- Bar\n", 'terms:\n- "Foo"\n- Bar\n'),
    "a list between brackets": ("a.yaml", "terms: [Bar]\n", 'terms: ["Foo", Bar]\n'),
    "an empty list": ("a.yaml", "terms: []\n", 'terms: ["Foo"]\n'),
    "names with spellings": ("a.yaml", "terms:\n  Bar: [bar]\n", 'terms:\n  "Foo": []\n  Bar: [bar]\n'),
    "names between braces": ("a.yaml", "terms: {Bar: []}\n", 'terms: {"Foo": [], Bar: []}\n'),
    "one name": ("a.yaml", "terms: Bar\n", 'terms: ["Bar", "Foo"]\n'),
    "nothing": ("a.yaml", "terms:\npreset: docs\n", 'terms: ["Foo"]\npreset: docs\n'),
    "Windows newlines": ("a.yaml", "preset: docs\r\n", 'preset: docs\r\nterms:\r\n  - "Foo"\r\n'),
    "a table": ("p.toml", "[tool.proselint_t]\nx = 1\n", '[tool.proselint_t]\nterms = ["Foo"]\nx = 1\n'),
    "a table with terms": (
        "p.toml", '[tool.proselint_t]\nterms = ["Bar"]\n', '[tool.proselint_t]\nterms = ["Foo", "Bar"]\n'
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TERMS)
def test_a_term_is_written_with_little_change(name: str) -> None:
    path, before, wanted = TERMS[name]
    source = Source(before, path)
    assert apply_edits(before, [edit_for_term(source, "Foo")]) == wanted
