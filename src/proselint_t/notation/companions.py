"""The bundle that a document belongs to: its own parts, and the files that the configuration names.

The one room of the notation that reads files. What was read is kept until the file changes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.notation.bundle import Bundle
from proselint_t.notation.composite import parts
from proselint_t.notation.language import notation
from proselint_t.notation.reader import read_page
from proselint_t.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.notation.model import Page


def bundle_of(source: Source, files: Sequence[str] = ()) -> tuple[Bundle, list[Page]]:
    """The bundle of a document, and the pages in it that are the document's own.

    ``files`` are paths in the order of reading; the document takes its place among them. Raises
    :class:`InputError` for a file that cannot be read.
    """
    return _bundle(source, tuple(files), tuple(map(_stamp, files)))


def read_bundle(sources: Sequence[Source]) -> Bundle:
    """The bundle of some documents in the order of reading; a composite stands for its parts."""
    pages = [page for source in sources for page in _pages(source)]
    return Bundle(pages, notation())


@lru_cache(maxsize=8)
def _bundle(source: Source, files: tuple[str, ...], _stamps: tuple[object, ...]) -> tuple[Bundle, list[Page]]:
    own = _resolved(source.path)
    others = [source if _resolved(path) == own else Source.read(Path(path)) for path in files]
    bundle = read_bundle(others if source in others else [*others, source])
    return bundle, [page for page in bundle.pages if page.source is source]


def _pages(source: Source) -> list[Page]:
    inside = parts(source)
    if inside:
        return [read_page(source, notation(), part.span, part.name) for part in inside]
    return [read_page(source, notation(), None, Path(source.path).name)]


def _resolved(path: str) -> str:
    return str(Path(path).resolve())


def _stamp(path: str) -> object:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
