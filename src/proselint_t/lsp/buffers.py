"""The texts that are open in the editor. They win over the files on disk, which may not even exist.

The server keeps them itself: pygls divides texts at characters that end no line of the protocol.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from proselint_t.lsp.positions import Positions
from proselint_t.text.names import MARKDOWN_ENDINGS, YAML_ENDINGS
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Change = types.TextDocumentContentChangeEvent

_NAME = 60
"""Characters of an address that name a file which does not exist."""
_MARKDOWN = frozenset({"markdown", "mdx", "quarto"})
"""Languages, as editors call them, whose texts are documents."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Buffer:
    """An open text at one version. A text that has no file yet gets the path that it might be saved to."""

    uri: str
    path: Path
    source: Source
    version: int | None
    language: str

    @property
    def is_markdown(self) -> bool:
        return self.language in _MARKDOWN or self.path.suffix.lower() in MARKDOWN_ENDINGS

    @property
    def is_yaml(self) -> bool:
        return self.language == "yaml" or self.path.suffix.lower() in YAML_ENDINGS

    def changed(self, changes: Iterable[Change], version: int | None, encoding: str) -> Buffer:
        """The buffer with changes applied one after another."""
        source = self.source
        for change in changes:
            text = _well_formed(change.text)
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = Positions(source, encoding).span(change.range)
                text = source.text[:start] + text + source.text[end:]
            source = Source(text, source.path)
        return replace(self, source=source, version=version)


class Buffers:
    """Open buffers by URI."""

    def __init__(self) -> None:
        self._open: dict[str, Buffer] = {}

    def open(self, item: types.TextDocumentItem) -> Buffer:
        path = path_of(item.uri)
        source = Source(_well_formed(item.text), str(path))
        self._open[item.uri] = Buffer(item.uri, path, source, item.version, item.language_id)
        return self._open[item.uri]

    def change(self, params: types.DidChangeTextDocumentParams, encoding: str) -> Buffer | None:
        """The changed buffer; ``None`` where the client changes what it has not opened."""
        document = params.text_document
        buffer = self._open.get(document.uri)
        if buffer is not None:
            buffer = buffer.changed(params.content_changes, document.version, encoding)
            self._open[document.uri] = buffer
        return buffer

    def close(self, uri: str) -> None:
        self._open.pop(uri, None)

    def get(self, uri: str) -> Buffer | None:
        return self._open.get(uri)

    def at(self, path: Path) -> Buffer | None:
        """The open buffer of a file."""
        return next((buffer for buffer in self if buffer.path == path), None)

    def __iter__(self) -> Iterator[Buffer]:
        return iter(list(self._open.values()))


def path_of(uri: str) -> Path:
    """The file of a URI; a Markdown file of the working folder for one of no file, as `untitled:Notes`."""
    scheme, _, rest = uri.partition(":")
    with suppress(ValueError, OSError):  # no address, a name that is too long
        if scheme == "file" and (name := to_fs_path(uri)):
            Path(name).exists()
            return Path(name)
    return Path.cwd() / f"{rest.rpartition('/')[2][:_NAME] or 'untitled'}.md"


def uri_of(path: Path) -> str:
    return from_fs_path(str(path)) or path.as_uri()


def _well_formed(text: str) -> str:
    """JSON can carry half a pair of surrogates, which no file can hold."""
    return _LONE_SURROGATE.sub("\ufffd", text)
