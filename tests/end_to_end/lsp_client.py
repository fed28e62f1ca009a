"""An editor for the tests of the language server: a real client on the pipes of a real server process."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

PATIENCE = 30


class Editor:
    """A client with a folder open in it."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.versions: dict[str, int] = {}
        self.applied: list[types.ApplyWorkspaceEditParams] = []
        """What the server asked to change."""

        @client.feature(types.WORKSPACE_APPLY_EDIT)
        def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            self.applied.append(params)
            return types.ApplyWorkspaceEditResult(applied=True)

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri() if ":" not in name else name

    def open(self, name: str, text: str, language: str = "markdown") -> str:
        uri = self.uri(name)
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str, place: types.Range | None = None) -> None:
        self.versions[uri] = self.versions.get(uri, 0) + 1
        change: types.TextDocumentContentChangeEvent = (
            types.TextDocumentContentChangeWholeDocument(text)
            if place is None
            else types.TextDocumentContentChangePartial(place, text)
        )
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def save(self, uri: str) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def pushed(
        self, uri: str, wanted: Callable[[list[types.Diagnostic]], Any]
    ) -> list[types.Diagnostic]:
        """The pushed diagnostics of a document as soon as they are as wanted."""

        async def wait() -> list[types.Diagnostic]:
            while True:
                found = list(self.client.diagnostics.get(uri, []))
                if uri in self.client.diagnostics and wanted(found):
                    return found
                await asyncio.sleep(0.02)

        return await asyncio.wait_for(wait(), PATIENCE)

    async def seen(self, uri: str) -> list[types.Diagnostic]:
        """The diagnostics of a document that has some, however this client gets them."""
        documents = self.client.capabilities.text_document if self.client.capabilities else None
        pulls = documents is not None and documents.diagnostic is not None
        return await (self.pulled(uri) if pulls else self.pushed(uri, bool))

    async def pulled(self, uri: str) -> list[types.Diagnostic]:
        report = await self.client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        )
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        return list(report.items)

    async def actions(
        self, uri: str, place: types.Range, only: list[str] | None = None
    ) -> list[types.CodeAction]:
        return [one for one in await self.offers(uri, place, only) if isinstance(one, types.CodeAction)]

    async def offers(
        self, uri: str, place: types.Range, only: list[str] | None = None
    ) -> list[types.CodeAction | types.Command]:
        context = types.CodeActionContext([], only=only)
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        )
        return list(found or [])


def capabilities(*, pull: bool = False, encodings: list[str] | None = None) -> types.ClientCapabilities:
    """What an editor of today can do; without ``pull`` it waits for diagnostics."""
    documents = types.TextDocumentClientCapabilities(
        document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
        document_link=types.DocumentLinkClientCapabilities(tooltip_support=True),
    )
    if pull:
        documents.diagnostic = types.DiagnosticClientCapabilities()
    general = types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None
    return types.ClientCapabilities(text_document=documents, general=general)


@asynccontextmanager
async def editor(
    folder: Path,
    client_capabilities: types.ClientCapabilities | None = None,
    folders: list[Path] | None = None,
    options: dict[str, object] | None = None,
) -> AsyncIterator[Editor]:
    client = make_test_lsp_client()
    await client.start_io(sys.executable, "-m", "proselint_t", "server")
    roots = [types.WorkspaceFolder(path.as_uri(), path.name) for path in folders or [folder]]
    await client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities or capabilities(),
            root_uri=folder.as_uri(),
            workspace_folders=roots,
            initialization_options={"workspaceDiagnostics": True} if options is None else options,
        )
    )
    try:
        yield Editor(client, folder)
        await asyncio.wait_for(client.shutdown_session(), PATIENCE)
    finally:
        if client._server is not None and client._server.returncode is None:  # noqa: SLF001
            client._server.kill()  # noqa: SLF001 - a failed test must not wait for its server
        await asyncio.wait_for(client.stop(), PATIENCE)


def run(
    folder: Path,
    script: Callable[[Editor], Awaitable[None]],
    client_capabilities: types.ClientCapabilities | None = None,
    folders: list[Path] | None = None,
    options: dict[str, object] | None = None,
) -> None:
    """Run a script in an editor."""

    async def go() -> None:
        async with editor(folder, client_capabilities, folders, options) as opened:
            await script(opened)

    asyncio.run(go())


def rules(found: list[types.Diagnostic]) -> list[str]:
    return [str(one.code) for one in found]


def applied(text: str, edits: list[types.TextEdit]) -> str:
    """The text with edits applied, for texts where a character is a unit of the encoding."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines) + 1)]
    for edit in sorted(
        edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True
    ):
        start = starts[edit.range.start.line] + edit.range.start.character
        end = min(starts[edit.range.end.line] + edit.range.end.character, len(text))
        text = text[:start] + edit.new_text + text[end:]
    return text
