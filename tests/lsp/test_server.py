"""What the server does by itself."""

from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace

import pytest
from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcInternalError

from proselint_t.lsp import server
from proselint_t.lsp.buffers import path_of
from proselint_t.lsp.server import Server


@pytest.mark.parametrize(
    ("text", "expected"), [("The site.", ["sentences"]), ("Сайт.", ["sentences", "words"])]
)
def test_what_keys_need_is_loaded_behind_the_start_and_not_within_a_key(
    text: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(server, "pipeline", lambda: loaded.append("sentences"))
    monkeypatch.setattr(server, "load_words", lambda: loaded.append("words"))
    monkeypatch.setattr(server, "IDLE", 0)

    async def started() -> list[str]:
        client = Server()
        monkeypatch.setattr(Server, "client_capabilities", SimpleNamespace(workspace=None))
        client.state.buffers.open(types.TextDocumentItem("file:///page.md", "markdown", 1, text))
        client.initialized()
        at_once = [*loaded]
        while not loaded:
            await asyncio.sleep(0)
        return at_once

    assert asyncio.run(started()) == []
    assert loaded == expected


def test_the_log_tells_how_a_fault_of_our_own_came_about(caplog: pytest.LogCaptureFixture) -> None:
    try:
        path_of(5)  # type: ignore[arg-type]
    except AttributeError:
        Server().report_server_error(JsonRpcInternalError.of(sys.exc_info()), FeatureRequestError)
    told = caplog.records[0].getMessage()
    assert "buffers.py" in told
    assert told.endswith("FeatureRequestError: AttributeError: 'int' object has no attribute 'partition'")


def test_nothing_is_kept_of_a_change_that_was_taken_in() -> None:
    client, taken = Server(), list[types.DidChangeTextDocumentParams]()
    client.protocol.fm.features[types.TEXT_DOCUMENT_DID_CHANGE] = taken.append
    document = types.VersionedTextDocumentIdentifier(2, "file:///page.md")
    change = types.DidChangeTextDocumentParams(document, [types.TextDocumentContentChangeWholeDocument("A.")])
    for _ in range(3):
        client.protocol.handle_message(types.DidChangeTextDocumentNotification(change))
    assert taken == [change] * 3
    assert not client.protocol._request_futures  # noqa: SLF001 - pygls keeps generators' outcomes there
