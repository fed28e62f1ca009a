"""The server: which message is answered by what, and when diagnostics are sent.

A client that pulls diagnostics gets none pushed for its open texts, or it would show them twice; one that
pulls those of the workspace gets none pushed at all. Errors of configurations are shown to every client as
messages too: the file that is wrong need not be open.
"""

from __future__ import annotations

import asyncio
import io
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError, JsonRpcInvalidRequest
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from proselint_t.document.sentences import pipeline
from proselint_t.language.morphology import load_words
from proselint_t.language.recognition import holds_cyrillic
from proselint_t.lsp.buffers import uri_of
from proselint_t.lsp.diagnostics import diagnostic_of_error
from proselint_t.lsp.positions import Positions
from proselint_t.lsp.state import State
from proselint_t.text.errors import InputError
from proselint_t.text.inputs import read_file
from proselint_t.text.limits import MAX_BYTES, beyond, limit
from proselint_t.text.messages import translated
from proselint_t.text.names import TOML_NAME, VALE_NAMES, YAML_NAME
from proselint_t.text.printable import printable, shortened
from proselint_t.text.source import Source
from proselint_t.version import __version__

if TYPE_CHECKING:
    from pygls.server import ServerErrors

    from proselint_t.lsp.buffers import Buffer


DEBOUNCE = 0.15
"""Seconds without a key before diagnostics are pushed."""
IDLE = 3.0
"""Seconds behind the start before what keys will need is loaded: the first document has been shown then."""
_WATCHED = (*(f"**/{name}" for name in (YAML_NAME, TOML_NAME, *VALE_NAMES)), "**/*.yaml", "**/*.yml")
_HEADER = 1000
"""Bytes of a header of a message that are looked at."""
_TOLD = 60
"""Characters of it that the log tells."""
_ESCAPED = 6
"""Bytes that a byte of a text may take in JSON."""
_LENGTH = re.compile(rb"Content-Length: \d+\r\n")
_OWN = str(Path(__file__).parents[1])
_log = logging.getLogger(__name__)


class Incoming(io.BufferedReader):
    """What a client sends, with bounds: pygls reads as many bytes as a message says it has."""

    def readline(self, _size: int | None = -1) -> bytes:
        """A header, or what it begins with."""
        line = rest = super().readline(_HEADER)
        while len(rest) == _HEADER and not rest.endswith(b"\n"):
            rest = super().readline(_HEADER)
        if line.startswith(b"Content-Length") and not _LENGTH.fullmatch(line):
            told = shortened(line.decode(errors="replace").strip(), _TOLD)
            _log.error("%s", translated("«%s» is no length of a message", told))
        return line

    def read(self, size: int | None = -1) -> bytes:
        """The rest of a message. Raises :class:`InputError` past the bound: nobody knows its end."""
        most = _ESCAPED * int(limit(MAX_BYTES))
        if size is not None and size > most:
            raise InputError(beyond(MAX_BYTES, translated("a message has more than %s bytes", most)))
        return super().read(size)


class Protocol(LanguageServerProtocol):
    """pygls' protocol without a second copy of each text, which it would divide into other lines.

    Its own methods for these messages are generators, of each of which it keeps the outcome for ever.
    """

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self.fm.features[types.TEXT_DOCUMENT_DID_OPEN](params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE](params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE](params)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as an object. A request that has no sense is answered, lest its sender wait for ever."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        if not hasattr(message, "jsonrpc"):
            raise JsonRpcInvalidRequest(translated("it is no message of JSON-RPC"))
        super().handle_message(message)


class Server(LanguageServer):
    """The language server with its state."""

    def __init__(self) -> None:
        super().__init__("proselint-t", __version__, protocol_cls=Protocol)
        self.state = State()
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._blamed: set[str] = set()
        self._told: set[str] = set()
        self._pulls_workspace = False
        self.checks_workspace = False
        """Whether the client wants files that are not open checked."""

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics by itself."""
        documents = self.client_capabilities.text_document
        return documents is not None and documents.diagnostic is not None

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Errors of messages go to the log: a client that sends nonsense need not stop its user.

        How it came to one is told where it came from our code: of nonsense nobody needs to know that.
        """
        message = printable(f"{source.__name__}: {error}")
        way = error.data["traceback"] if isinstance(error, JsonRpcInternalError) and error.data else []
        _log.error("%s%s", "".join(way) if any(_OWN in frame for frame in way) else "", message)
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def initialized(self) -> None:
        """Ask the client to tell of changed configurations and rule files, where it can.

        What keys will need is loaded soon, so that no key waits for it.
        """
        asyncio.get_running_loop().call_later(IDLE, self._prepare)
        workspace = self.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(glob) for glob in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            self.client_register_capability(
                types.RegistrationParams([types.Registration(method, method, options)])
            )

    def _prepare(self) -> None:
        """Load what cuts sentences, and what knows the words of Russian where an open text has some."""
        pipeline()
        if any(holds_cyrillic(buffer.source.text) for buffer in self.state.buffers):
            load_words()

    def publish_soon(self, buffer: Buffer) -> None:
        """Publish when no key has come for a while."""
        self._cancel(buffer.uri)
        loop = asyncio.get_running_loop()
        self._waiting[buffer.uri] = loop.call_later(DEBOUNCE, self._publish_last, buffer.uri)

    def _publish_last(self, uri: str) -> None:
        buffer = self.state.buffers.get(uri)
        if buffer is not None:
            self.publish(buffer)

    def publish(self, buffer: Buffer) -> None:
        """Push the diagnostics of an open text, and of configurations that stand in its way."""
        self._cancel(buffer.uri)
        if not self.pulls:
            self._push(buffer.uri, self.state.diagnostics(buffer), buffer.version)
        else:
            self.state.settings.of(buffer.path)
        self._blame()
        self._tell()

    def forget(self, uri: str) -> None:
        self._cancel(uri)
        self._push(uri, [])

    def reload(self) -> None:
        """Take up changed configurations and rule files."""
        self.state.settings.reload()
        for buffer in self.state.buffers:
            self.publish(buffer)
        self._told &= set(self._problems())  # what was mended and comes back is told again
        workspace = self.client_capabilities.workspace
        diagnostics = workspace.diagnostics if workspace else None
        if self.pulls and diagnostics and diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)

    def leave_workspace_to_client(self) -> None:
        """The client asks for the diagnostics of files that are not open by itself."""
        self._pulls_workspace = True
        self._blame()

    def _blame(self) -> None:
        """Push what is wrong with files that are not open, and take back what no longer is."""
        state = self.state
        wrong = {
            uri_of(path): error
            for path, error in state.settings.problems.items()
            if not self._pulls_workspace and state.buffers.at(path) is None and path.is_file()
        }
        for uri, error in wrong.items():
            text = Source(_text_of(error.place.path))
            self._push(uri, [diagnostic_of_error(error, Positions(text, state.encoding))])
        for uri in self._blamed - set(wrong):
            if state.buffers.get(uri) is None:
                self._push(uri, [])
        self._blamed = set(wrong)

    def _tell(self) -> None:
        """Show what is wrong with configurations and rule files, each error once."""
        for problem in self._problems():
            if problem not in self._told:
                self._told.add(problem)
                self.window_show_message(types.ShowMessageParams(types.MessageType.Error, problem))

    def _problems(self) -> list[str]:
        return [printable(str(error)) for error in self.state.settings.problems.values()]

    def _push(self, uri: str, diagnostics: list[types.Diagnostic], version: int | None = None) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def _cancel(self, uri: str) -> None:
        handle = self._waiting.pop(uri, None)
        if handle is not None:
            handle.cancel()


def _text_of(path: str | None) -> str:
    try:
        return read_file(Path(path or "")).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""
