"""What no editor should send, and what happens behind its back: the server goes on, and says what it can."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from tests.end_to_end.lsp_client import PATIENCE, Editor, capabilities, rules, run

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = "preset: answer\n"


def framed(body: str) -> bytes:
    data = body.encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(data), data)


def request(number: int, method: str, params: Any) -> bytes:
    return framed(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}))


def notice(method: str, params: Any) -> bytes:
    return framed(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}))


INITIALIZE = request(1, "initialize", {"processId": None, "rootUri": None, "capabilities": {}})
HOVER = {"textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 0}}
NONSENSE = {
    "no json": framed("{nonsense"),
    "not an object": framed("[1, 2, 3]"),
    "a number": framed("7"),
    "no method": framed('{"jsonrpc": "2.0", "id": 5}'),
    "unknown notification": notice("proselint-t/unknown", {"a": 1}),
    "unknown header": b"X-Other: 1\r\n" + notice("initialized", {}),
    "nothing": framed("null"),
    "deep lists": framed("[" * 100_000 + "]" * 100_000),
    "deep parameters": framed(
        '{"jsonrpc": "2.0", "id": 5, "method": "textDocument/hover", "params": ' + "[" * 900 + "]" * 900 + "}"
    ),
    "endless number": framed('{"jsonrpc": "2.0", "id": ' + "9" * 6000 + "}"),
    "no number of a message": framed('{"jsonrpc": "2.0", "id": {}, "method": "shutdown"}'),
    "unknown request": request(5, "proselint-t/unknown\x1b[31m", {}),
    "unknown command": request(5, "workspace/executeCommand", {"command": "x", "arguments": []}),
    "command without arguments": request(5, "workspace/executeCommand", {"command": "proselint-t.addTerm"}),
    "bad length": b"Content-Length: many\r\n\r\n",
    "length below zero": b"Content-Length: -5\r\n\r\n",
    "header without end": b"\x1b[31m" * 200_000 + b"\n",
    "not UTF-8": b"Content-Length: 2\r\n\r\n\xff\xfe",
    "not UTF-8 inside": b'Content-Length: 25\r\n\r\n{"jsonrpc": "2.0", "\xff":5}',
    "change of what is not open": notice(
        "textDocument/didChange",
        {"textDocument": {"uri": "file:///a.md", "version": 1}, "contentChanges": [{"text": "x"}]},
    ),
    "open without text": notice("textDocument/didOpen", {"textDocument": {"uri": "file:///a.md"}}),
    "close of what is not open": notice("textDocument/didClose", {"textDocument": {"uri": "file:///b.md"}}),
    "strange address": notice(
        "textDocument/didOpen",
        {"textDocument": {"uri": "::::", "languageId": "markdown", "version": 1, "text": "x"}},
    ),
    "address of no machine": notice(
        "textDocument/didOpen",
        {"textDocument": {"uri": "file://[::1/a.md", "languageId": "markdown", "version": 1, "text": "x"}},
    ),
    "address beyond any file": notice(
        "textDocument/didOpen",
        {
            "textDocument": {
                "uri": "file:/" + "/a" * 5000,
                "languageId": "markdown",
                "version": 1,
                "text": "x",
            }
        },
    ),
    "half a surrogate pair": notice(
        "textDocument/didOpen",
        {
            "textDocument": {
                "uri": "file:///s.md",
                "languageId": "markdown",
                "version": 1,
                "text": "a \ud83d site",
            }
        },
    ),
    "places beyond the text": notice(
        "textDocument/didOpen",
        {"textDocument": {"uri": "file:///p.md", "languageId": "markdown", "version": 1, "text": "x"}},
    )
    + notice(
        "textDocument/didChange",
        {
            "textDocument": {"uri": "file:///p.md", "version": 2},
            "contentChanges": [
                {
                    "range": {"start": {"line": 9, "character": 9}, "end": {"line": 2, "character": 1}},
                    "text": "y",
                }
            ],
        },
    ),
}


def talk(*messages: bytes) -> tuple[int, list[dict[str, Any]], bytes]:
    """What the server answers to bytes on its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "proselint_t", "server"], input=b"".join(messages), capture_output=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    answers = []
    rest = done.stdout
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        length = int(
            next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length")).split()[1]
        )
        answers.append(json.loads(rest[:length]))
        rest = rest[length:]
    return done.returncode, answers, done.stderr


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_stops_nothing(name: str) -> None:
    end = request(3, "shutdown", None) + notice("exit", None)
    code, answers, log = talk(INITIALIZE, NONSENSE[name], request(2, "textDocument/hover", HOVER), end)
    by_id = {answer["id"]: answer for answer in answers if isinstance(answer.get("id"), int)}
    assert "result" in by_id[1]
    assert by_id[2].get("result", "missing") is None
    assert code == 0
    assert len(log.splitlines()) <= 2, "a line says what was wrong, and nothing how we came to see it"
    assert b"\x1b" not in log


def test_a_request_without_sense_is_answered() -> None:
    _, answers, _ = talk(
        INITIALIZE, request(2, "textDocument/hover", {"position": 7}), request(3, "proselint-t/unknown", {}),
        request(4, "workspace/executeCommand", {"command": "proselint-t.addTerm", "arguments": [1]}),
    )  # fmt: skip
    by_id = {answer.get("id"): answer for answer in answers}
    assert "error" in by_id[2]
    assert by_id[3]["error"]["code"] == -32601
    assert "error" in by_id[4]


PLACES = {
    "beyond the text": ({"line": 99, "character": 99}, True),
    "as far as numbers go": ({"line": 2**31 - 1, "character": 2**31 - 1}, True),
    "in front of the text": ({"line": -1, "character": -1}, False),
    "larger than any number": ({"line": 2**40, "character": 0}, False),
    "no numbers": ({"line": "a", "character": None}, False),
}


@pytest.mark.parametrize("name", PLACES)
def test_questions_and_changes_at_impossible_places(name: str) -> None:
    place, sensible = PLACES[name]
    document = {"uri": "file:///p.md", "languageId": "markdown", "version": 1, "text": "The 🙂 of github.\n"}
    about: dict[str, Any] = {"textDocument": {"uri": "file:///p.md"}}
    reach = {"start": place, "end": {"line": 0, "character": 0}}
    change = {
        "textDocument": {"uri": "file:///p.md", "version": 2},
        "contentChanges": [{"range": reach, "text": "y"}],
    }
    methods = ("hover", "definition", "completion")
    _, answers, _ = talk(
        INITIALIZE,
        notice("textDocument/didOpen", {"textDocument": document}),
        *(
            request(number, f"textDocument/{method}", {**about, "position": place})
            for number, method in enumerate(methods, 2)
        ),
        request(5, "textDocument/codeAction", {**about, "range": reach, "context": {"diagnostics": []}}),
        notice("textDocument/didChange", change),
        request(6, "textDocument/diagnostic", about),
    )
    by_id = {answer.get("id"): answer for answer in answers}
    assert [("result" in by_id[number]) for number in range(2, 6)] == [sensible] * 4
    assert [item["code"] for item in by_id[6]["result"]["items"]] == ["typography.terms"]


@pytest.mark.parametrize("params", [None, [1], 5, "x", {}, {"textDocument": {"uri": "file:///a.md"}}])
def test_notices_without_sense_are_let_pass(params: Any) -> None:
    methods = ("didOpen", "didChange", "didSave", "didClose")
    others = ("didChangeWatchedFiles", "didChangeConfiguration", "didChangeWorkspaceFolders")
    _, answers, _ = talk(
        INITIALIZE,
        *(notice(f"textDocument/{method}", params) for method in methods),
        *(notice(f"workspace/{method}", params) for method in others),
        notice("$/cancelRequest", params),
        request(2, "textDocument/hover", HOVER),
    )
    assert {answer.get("id"): answer for answer in answers}[2].get("result", "missing") is None


def test_the_server_ends_with_its_client() -> None:
    code, _, error = talk(INITIALIZE)
    assert code == 0
    assert error == b""


def test_a_file_that_is_deleted_goes_on_as_a_buffer(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(ANSWER)
    page = tmp_path / "page.md"
    page.write_text("The site.\n")

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "The site.\n")
        await editor.pushed(uri, bool)
        page.unlink()
        editor.change(uri, "The page.\n")
        editor.save(uri)
        await editor.pushed(uri, lambda found: not found)

    run(tmp_path, script)


BROKEN = {
    "syntax": ("preset: [answer\n", 1),
    "unknown key": ("preset: answer\nselekt: [english]\n", 1),
    "unknown rule": ("preset: answer\nselect:\n  - english\n  - english.websiet\n", 3),
    "wrong type": ("preset: answer\nrules:\n  english.website:\n    severity: bad\n", 3),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_configuration_leaves_the_last_good_one_in_force(tmp_path: Path, name: str) -> None:
    config = tmp_path / ".proselint-t.yaml"
    config.write_text(ANSWER)
    text, line = BROKEN[name]

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "The site.\n")
        await editor.pushed(uri, bool)
        config.write_text(text)
        change = types.DidChangeWatchedFilesParams(
            [types.FileEvent(config.as_uri(), types.FileChangeType.Changed)]
        )
        editor.client.workspace_did_change_watched_files(change)
        (error,) = await editor.pushed(config.as_uri(), bool)
        assert error.severity == types.DiagnosticSeverity.Error
        assert error.range.start.line in {line, line - 1}
        editor.change(uri, "The site, and the site.\n")
        found = await editor.pushed(uri, lambda now: len(now) == 2)
        assert set(rules(found)) == {"english.website"}
        config.write_text(ANSWER)
        editor.client.workspace_did_change_watched_files(change)
        await editor.pushed(config.as_uri(), lambda now: not now)

    run(tmp_path, script)


def test_a_broken_configuration_that_is_saved_in_the_editor(tmp_path: Path) -> None:
    config = tmp_path / ".proselint-t.yaml"
    config.write_text(ANSWER)

    async def script(editor: Editor) -> None:
        page = editor.open("page.md", "The site.\n")
        uri = editor.open(".proselint-t.yaml", ANSWER, "yaml")
        await editor.pushed(uri, lambda now: not now)
        broken = "preset: answer\nrules:\n  english.website:\n    level: error\n"
        config.write_text(broken)
        editor.change(uri, broken)
        editor.save(uri)
        (error,) = await editor.pushed(uri, bool)
        assert error.range.start == types.Position(3, 4)
        editor.change(page, "The site, and the site.\n")
        assert set(rules(await editor.pushed(page, lambda now: len(now) == 2))) == {"english.website"}

    run(tmp_path, script)


def test_a_configuration_that_is_deleted_holds_no_more(tmp_path: Path) -> None:
    config = tmp_path / ".proselint-t.yaml"
    config.write_text("preset: nonsense\n")

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "Push it to github.\n")
        await editor.pushed(config.as_uri(), bool)
        config.unlink()
        gone = types.FileEvent(config.as_uri(), types.FileChangeType.Deleted)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([gone]))
        await editor.pushed(config.as_uri(), lambda now: not now)
        assert "typography.terms" in rules(await editor.pushed(uri, bool))

    run(tmp_path, script)


def test_a_configuration_that_never_was_good_is_shown(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("preset: nonsense\n")

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", "The site.\n")
        assert await editor.pushed(editor.uri(".proselint-t.yaml"), bool)
        assert await editor.pushed(uri, lambda found: not found) == []

    run(tmp_path, script)


@pytest.mark.parametrize("pull", [False, True])
def test_a_broken_configuration_is_told_once(tmp_path: Path, *, pull: bool) -> None:
    """To a user who has only a page open; and again when it was mended in between."""
    config = tmp_path / ".proselint-t.yaml"
    broken = "preset: answer\nrules:\n  english.website:\n    severity: bad\n"
    config.write_text(broken)

    async def script(editor: Editor) -> None:
        async def told() -> list[str]:
            await editor.offers(page, types.Range(types.Position(0, 0), types.Position(0, 0)))
            assert {one.type for one in editor.client.messages} == {types.MessageType.Error}
            return [one.message for one in editor.client.messages]

        page = editor.open("page.md", "The site.\n")
        (first,) = await told()
        assert first.startswith(f"{config}:4:15: rules.english.website.severity: ")
        editor.change(page, "The old site.\n")
        editor.save(page)
        assert await told() == [first]
        for text, wanted in ((broken, 1), (ANSWER, 1), (broken, 2), ("preset: anser\n", 3)):
            config.write_text(text)
            changed = types.FileEvent(config.as_uri(), types.FileChangeType.Changed)
            editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
            assert len(await told()) == wanted
        _, again, other = await told()
        assert again == first
        assert other.startswith(f"{config}:1:9: preset: ")

    run(tmp_path, script, capabilities(pull=pull))


def test_a_rule_that_runs_away_is_stopped_and_shown(tmp_path: Path) -> None:
    style = tmp_path / "styles" / "own"
    style.mkdir(parents=True)
    (style / "slow.yaml").write_text("extends: existence\nmessage: Slow.\nnonword: true\nraw: ['(a|aa)+$']\n")
    (tmp_path / ".proselint-t.yaml").write_text("styles: [styles]\nselect: [own]\n")

    async def script(editor: Editor) -> None:
        uri = editor.open("page.md", f"{'a' * 60}b\n")
        (error,) = await editor.pushed(uri, bool)
        assert error.message.startswith("own.slow does not run: it took too long")

    run(tmp_path, script)


def test_a_long_text_does_not_make_the_client_wait_for_each_key(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("preset: docs\n")

    async def script(editor: Editor) -> None:
        text = "".join(f"A line about the site, number {number}.\n\n" for number in range(300))
        uri = editor.open("page.md", text)
        await editor.pushed(uri, lambda found: len(found) >= 300)
        for index in range(50):
            editor.change(uri, "x", types.Range(types.Position(10, index), types.Position(10, index)))
        await asyncio.wait_for(
            editor.actions(uri, types.Range(types.Position(0, 0), types.Position(0, 30))), 5
        )

    run(tmp_path, script)


@pytest.mark.parametrize("length", [99_999_999_999, 10**30])
def test_a_message_that_is_longer_than_its_bound(length: int) -> None:
    code, _, log = talk(INITIALIZE, b"Content-Length: %d\r\n\r\n{}" % length)
    assert code == 2
    assert (
        log == b"error: a message has more than 600000000 bytes (PROSELINT_T_MAX_BYTES sets another bound)\n"
    )


def test_a_message_that_breaks_off() -> None:
    code, _, log = talk(INITIALIZE, b'Content-Length: 100\r\n\r\n{"jsonrpc"')
    assert code == 0
    assert log.startswith(b"JsonRpcException: Expecting ")
    assert log.count(b"\n") == 1


def test_a_term_is_not_written_where_a_link_leads(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / ".proselint-t.yaml").symlink_to("../target.yaml")
    arguments = {"command": "proselint-t.addTerm", "arguments": [(folder / "page.md").as_uri(), "word"]}
    _, answers, log = talk(INITIALIZE, request(2, "workspace/executeCommand", arguments))
    told = [one["params"]["message"] for one in answers if one.get("method") == "window/showMessage"]
    assert any("a link that leads out of the repository" in one for one in told)
    assert log == b""
    assert not (tmp_path / "target.yaml").exists()
