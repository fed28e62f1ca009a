"""The messages that the server answers, each with the function that answers it."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from io import FileIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcInvalidParams

from proselint_t.lsp import actions, completion, hover, points
from proselint_t.lsp.buffers import Buffer, path_of, uri_of
from proselint_t.lsp.notation import NotationServices
from proselint_t.lsp.server import Incoming, Server
from proselint_t.lsp.yaml_files import edit_for_term
from proselint_t.runner.discovery import find_files
from proselint_t.text.edits import apply_edits
from proselint_t.text.errors import InputError, ProselintError
from proselint_t.text.messages import speak, translated
from proselint_t.text.names import ANY_NAME
from proselint_t.text.printable import printable
from proselint_t.text.repository import add_workspace, inside
from proselint_t.text.source import Source
from proselint_t.text.speech import SPEAKS, of_locale
from proselint_t.text.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable

_TREES = "text_document.document_symbol.hierarchical_document_symbol_support"
_TOOLTIPS = "text_document.document_link.tooltip_support"
_CHANGES = "workspace.workspace_edit.document_changes"
_OPERATIONS = "workspace.workspace_edit.resource_operations"


def on_initialize(ls: Server, params: types.InitializeParams) -> None:
    options = params.initialization_options
    ls.checks_workspace = _option(options, "workspaceDiagnostics") is True
    asked = _option(options, "messages")
    configured = (ls.state.settings.messages(root) for root in _roots(ls))
    speak(asked if asked in SPEAKS else next(filter(None, configured), None) or of_locale(params.locale))
    ls.state.encoding = types.PositionEncodingKind(ls.workspace.position_encoding).value


def _option(options: Any, name: str) -> Any:
    """What a client set one of its options to, which may be of any form."""
    return options.get(name) if isinstance(options, dict) else getattr(options, name, None)


def on_initialized(ls: Server, _params: types.InitializedParams) -> None:
    for root in _roots(ls):
        add_workspace(root)
    ls.initialized()


def on_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    ls.publish(ls.state.buffers.open(params.text_document))


def on_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    buffer = ls.state.buffers.change(params, ls.state.encoding)
    if buffer is not None:
        ls.publish_soon(buffer)


def on_save(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    """Another text may depend on a saved one: an answer on its list of defects, all on a configuration."""
    buffer = ls.state.buffers.get(params.text_document.uri)
    if buffer is not None and buffer.is_markdown:
        for other in ls.state.buffers:
            ls.publish(other)
    else:
        ls.reload()


def on_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    ls.state.close(params.text_document.uri)
    ls.forget(params.text_document.uri)


def on_settings(ls: Server, _params: Any) -> None:
    ls.reload()


def on_diagnostic(
    ls: Server, buffer: Buffer, _params: types.DocumentDiagnosticParams
) -> types.DocumentDiagnosticReport:
    return types.RelatedFullDocumentDiagnosticReport(ls.state.diagnostics(buffer))


async def on_workspace_diagnostic(
    ls: Server, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    """Every Markdown file of the open folders and what holds for it; keys typed meanwhile go first.

    Only for a client that wants them: vendored folders would fill the list of problems.
    """
    if not ls.checks_workspace:
        return types.WorkspaceDiagnosticReport([])
    ls.leave_workspace_to_client()
    known = {previous.uri: previous.value for previous in params.previous_result_ids}
    reports: list[types.WorkspaceDocumentDiagnosticReport] = []
    files = _workspace_files(ls)
    for path, language in files.items():
        await asyncio.sleep(0)
        uri = uri_of(path)
        buffer = ls.state.buffers.get(uri) or _from_disk(path, uri, language)
        if buffer is not None:
            reports.append(_report(ls, buffer, known.get(uri)))
    gone = [uri for uri in known if path_of(uri) not in files]
    reports += [types.WorkspaceFullDocumentDiagnosticReport(uri, []) for uri in gone]
    return types.WorkspaceDiagnosticReport(reports)


def _workspace_files(ls: Server) -> dict[Path, str]:
    """Texts, then configurations and rule files, each with what an editor would call its language."""
    settings, roots = ls.state.settings, _roots(ls)
    found = (find_files([root], settings.excluded, settings.suffixes(root)).files for root in roots)
    texts = dict.fromkeys(chain.from_iterable(found), "markdown")
    behind = settings.files_behind([*texts, *(root / ANY_NAME for root in roots)])
    return texts | {path: "" for path in behind if path not in texts}


def _roots(ls: Server) -> list[Path]:
    folders = [path_of(folder.uri) for folder in ls.workspace.folders.values()]
    root = ls.workspace.root_path
    return [path for path in folders or ([Path(root)] if root else []) if path.is_dir()]


def _from_disk(path: Path, uri: str, language: str) -> Buffer | None:
    try:
        return Buffer(uri, path, Source.read(path), None, language)
    except InputError:
        return None


def _report(ls: Server, buffer: Buffer, known: str | None) -> types.WorkspaceDocumentDiagnosticReport:
    """The diagnostics of a file, or the word that they are those the client has."""
    result = f"{hash(buffer.source.text)}-{ls.state.settings.generation}"
    if result == known:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(buffer.uri, result, buffer.version)
    found = ls.state.diagnostics(buffer)
    return types.WorkspaceFullDocumentDiagnosticReport(buffer.uri, found, buffer.version, result_id=result)


def on_code_action(
    ls: Server, buffer: Buffer, params: types.CodeActionParams
) -> list[types.CodeAction | types.Command]:
    known = NotationServices.of(ls.state, buffer)
    further = known.quick_fixes(params.range) if known and actions.wants_quick_fixes(params) else []
    operations = get_capability(ls.client_capabilities, _OPERATIONS) or ()
    makes = types.ResourceOperationKind.Create in operations
    may_create = makes and bool(get_capability(ls.client_capabilities, _CHANGES))
    return [*actions.actions(ls.state, buffer, params, may_create=may_create), *further]


def on_formatting(
    ls: Server, buffer: Buffer, _params: types.DocumentFormattingParams
) -> list[types.TextEdit]:
    return actions.formatting(ls.state, buffer)


def on_hover(ls: Server, buffer: Buffer, params: types.HoverParams) -> types.Hover | None:
    told = hover.hover(ls.state, buffer, params.position)
    known = None if told else NotationServices.of(ls.state, buffer)
    return known.hover(params.position) if known else told


def on_symbols(
    ls: Server, buffer: Buffer, _params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    tree = points.symbols(ls.state, buffer)
    trees = get_capability(ls.client_capabilities, _TREES, default=False)
    return tree if trees else list(points.flat(tree, buffer.uri))


def on_links(ls: Server, buffer: Buffer, _params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    tooltips = get_capability(ls.client_capabilities, _TOOLTIPS, default=False)
    known = NotationServices.of(ls.state, buffer)
    if known:
        return known.links(tooltips=bool(tooltips))
    return points.links(ls.state, buffer, tooltips=bool(tooltips))


def on_definition(
    ls: Server, buffer: Buffer, params: types.DefinitionParams
) -> types.Location | list[types.Location] | None:
    known = NotationServices.of(ls.state, buffer)
    if known:
        return known.definitions(params.position)
    return points.definition(ls.state, buffer, params.position)


def on_references(ls: Server, buffer: Buffer, params: types.ReferenceParams) -> list[types.Location]:
    known = NotationServices.of(ls.state, buffer)
    return known.references(params.position) if known else []


def on_prepare_rename(ls: Server, buffer: Buffer, params: types.PrepareRenameParams) -> types.Range | None:
    known = NotationServices.of(ls.state, buffer)
    return known.place_to_rename(params.position) if known else None


def on_rename(ls: Server, buffer: Buffer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    known = NotationServices.of(ls.state, buffer)
    try:
        return known.rename(params.position, params.new_name) if known else None
    except ValueError as error:
        raise JsonRpcInvalidParams(str(error)) from None


def on_completion(ls: Server, buffer: Buffer, params: types.CompletionParams) -> list[types.CompletionItem]:
    known = NotationServices.of(ls.state, buffer)
    found = completion.completions(ls.state, buffer, params.position)
    return found or (known.completions(params.position) if known else [])


def add_term(ls: Server, uri: str, word: str) -> None:
    """Write a word into the terms of the configuration of a file; one is made if there is none."""
    path = ls.state.settings.place_for_terms(path_of(uri))
    buffer = ls.state.buffers.at(path)
    try:
        source = buffer.source if buffer else _read_or_empty(path)
        edit = edit_for_term(source, word)
        if buffer is not None:
            edits = actions.text_edits([edit], ls.state.positions(buffer))
            change = types.WorkspaceEdit(changes={buffer.uri: edits})
            ls.workspace_apply_edit(
                types.ApplyWorkspaceEditParams(
                    change, translated("Add «%s» to the terms of this project", word)
                )
            )
            return
        _write(path, source, apply_edits(source.text, [edit]))
    except ProselintError as error:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Error, printable(str(error))))
        return
    ls.reload()


def preset_of(ls: Server, uri: str) -> str | None:
    """The preset that holds for a text; ``None`` where its configuration is broken."""
    settings = ls.state.settings.of(path_of(uri))
    return settings.preset if settings else None


def fix_now(ls: Server, uri: str) -> None:
    """Apply all safe fixes of a text that is open."""
    buffer = ls.state.buffers.get(uri)
    edits = actions.formatting(ls.state, buffer) if buffer is not None else []
    if edits:
        change = types.WorkspaceEdit(changes={uri: edits})
        ls.workspace_apply_edit(types.ApplyWorkspaceEditParams(change, actions.fix_all_title()))


def _read_or_empty(path: Path) -> Source:
    return Source.read(path) if path.exists() else Source("", str(path))


def _write(path: Path, source: Source, text: str) -> None:
    if path.exists():
        replace_file(path, source.encode(), source.encode(text))
    else:
        replace_file(inside(path), None, source.encode(text))


def _of_open(answer: Callable[..., Any], otherwise: Any = None) -> Callable[[Server, Any], Any]:
    """A handler of messages about a text: ``answer`` is asked where it is open."""

    def handle(ls: Server, params: Any) -> Any:
        buffer = ls.state.buffers.get(params.text_document.uri)
        return otherwise if buffer is None else answer(ls, buffer, params)

    return handle


HANDLERS: dict[str, tuple[Callable[..., Any], Any]] = {
    types.INITIALIZE: (on_initialize, None),
    types.INITIALIZED: (on_initialized, None),
    types.TEXT_DOCUMENT_DID_OPEN: (on_open, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (on_change, None),
    types.TEXT_DOCUMENT_DID_SAVE: (on_save, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (on_close, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (on_settings, None),
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: (on_settings, None),
    types.TEXT_DOCUMENT_DIAGNOSTIC: (
        _of_open(on_diagnostic, types.RelatedFullDocumentDiagnosticReport([])),
        types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True),
    ),
    types.WORKSPACE_DIAGNOSTIC: (on_workspace_diagnostic, None),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _of_open(on_code_action, []),
        types.CodeActionOptions(code_action_kinds=list(actions.KINDS)),
    ),
    types.TEXT_DOCUMENT_FORMATTING: (_of_open(on_formatting, []), None),
    types.TEXT_DOCUMENT_HOVER: (_of_open(on_hover), None),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_of_open(on_symbols, []), None),
    types.TEXT_DOCUMENT_DOCUMENT_LINK: (_of_open(on_links, []), None),
    types.TEXT_DOCUMENT_DEFINITION: (_of_open(on_definition), None),
    types.TEXT_DOCUMENT_REFERENCES: (_of_open(on_references, []), None),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (_of_open(on_prepare_rename), None),
    types.TEXT_DOCUMENT_RENAME: (_of_open(on_rename), types.RenameOptions(prepare_provider=True)),
    types.TEXT_DOCUMENT_COMPLETION: (
        _of_open(on_completion, []),
        types.CompletionOptions(trigger_characters=[":", " ", "`", "§", "-"]),
    ),
}
"""Method → function and what the client is told of it."""


def serve() -> None:
    """Serve on standard input and output until the client ends it.

    The protocol has standard output for itself: pygls closes it, and a stray `print` must not reach it.
    """
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    for library in ("pygls.server", "pygls.protocol.json_rpc"):  # errors are told by `report_server_error`
        logging.getLogger(library).addFilter(lambda record: record.levelno < logging.ERROR)
    server = Server()
    for method, (handler, options) in HANDLERS.items():
        server.feature(method, options)(handler)
    server.command(actions.ADD_TERM)(add_term)
    server.command(actions.FIX_NOW)(fix_now)
    server.command("proselint-t.presetOf")(preset_of)
    server.start_io(Incoming(FileIO(sys.stdin.fileno(), closefd=False)), output)
