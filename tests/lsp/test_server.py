"""What the server does by itself."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from proselint_t.lsp import server
from proselint_t.lsp.server import Server

if TYPE_CHECKING:
    import pytest


def test_sentences_are_loaded_behind_the_start_and_not_within_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[bool] = []
    monkeypatch.setattr(server, "pipeline", lambda: loaded.append(True))
    monkeypatch.setattr(server, "IDLE", 0)
    client = SimpleNamespace(client_capabilities=SimpleNamespace(workspace=None))

    async def started() -> list[bool]:
        Server.initialized(cast("Server", client))
        at_once = [*loaded]
        while not loaded:
            await asyncio.sleep(0)
        return at_once

    assert asyncio.run(started()) == []
