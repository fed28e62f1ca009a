"""The bundle that a document belongs to: its own parts, and the files that the configuration names.

The one room of the notation that reads documents. What was read is kept until the file changes.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.notation.bundle import Bundle
from proselint_t.notation.composite import composite_faults, fused, parts
from proselint_t.notation.language import notation
from proselint_t.notation.model import Flaw
from proselint_t.notation.reader import PageReader
from proselint_t.notation.setup import DEFAULT, Setup
from proselint_t.text.errors import InputError, Place
from proselint_t.text.inputs import current_rest, stamp_of
from proselint_t.text.messages import translated
from proselint_t.text.repository import inside, leads_out
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.notation.composite import CompositePart
    from proselint_t.notation.model import NotationFault, Page
    from proselint_t.text.span import Span


def bundle_of(
    source: Source, files: Sequence[str | Path] = (), setup: Setup = DEFAULT
) -> tuple[Bundle, list[Page]]:
    """The bundle of a document, and the pages in it that are the document's own.

    ``files`` are paths in the order of reading; the document takes its place among them. Without them those
    of its folder are taken that are plainly one bundle with it. Raises :class:`InputError` for a file that
    cannot be read.
    """
    return _companions(tuple(files) or _beside(Path(source.path), setup), setup).bundle_of(source)


def _beside(document: Path, setup: Setup) -> tuple[Path, ...]:
    """The bundle of a folder, in the order of reading, where a document is one of it: `O.md` and `T.md`."""
    rest = current_rest()
    look = _in_folder if rest is not None else _in_folder.__wrapped__
    found = look(document.parent, setup, rest)
    return found if document in found else ()


@lru_cache(maxsize=8)
def _in_folder(folder: Path, setup: Setup, _rest: object) -> tuple[Path, ...]:
    """The documents of a folder that are plainly one bundle."""
    with suppress(InputError):
        found = documents_of([folder], setup=setup).found
        if len(found) > 1:
            return tuple(found)
    return ()


def read_bundle(sources: Sequence[Source], setup: Setup = DEFAULT) -> Bundle:
    """The bundle of some documents in the order of reading; a composite stands for its parts."""
    pages = [page for source in sources for page in _pages(source, setup)]
    return Bundle(pages, notation(setup.editions), setup)


class _Read(NamedTuple):
    """A file as it was read. ``stamp`` changes when the file does."""

    stamp: object
    source: Source
    pages: list[Page]


class _Companions:
    """The files of one bundle, and the bundles that they made with the last document."""

    def __init__(self, files: Sequence[str | Path], setup: Setup) -> None:
        self.setup = setup
        self.files = dict.fromkeys(_resolved(str(path)) for path in files)
        self.read: dict[str, _Read] = {}
        self.whole: Bundle | None = None
        self.last: tuple[Source, tuple[Bundle, list[Page]]] | None = None
        self.readers: tuple[str, dict[str, PageReader]] = ("", {})
        """The path of the last document, and who has read the documents in it."""
        self.looked: object = None
        """The stretch of time in which the files were looked at last."""

    def bundle_of(self, source: Source) -> tuple[Bundle, list[Page]]:
        rest = current_rest()
        if rest is None or rest is not self.looked:
            self._refresh(source)
            self.looked = rest
        if self.last is None or (self.last[0].path, self.last[0].text) != (source.path, source.text):
            self.last = source, self._with(source)
        return self.last[1]

    def _with(self, source: Source) -> tuple[Bundle, list[Page]]:
        own = _resolved(source.path)
        known = self.read.get(own)
        if known and known.source.text == source.text:
            if self.whole is None:
                self.whole = self._joined({})
            return self.whole, known.pages
        if self.readers[0] != own:
            self.readers = own, {}
        pages = _pages(source, self.setup, self.readers[1])
        return self._joined({own: pages}), pages

    def _joined(self, instead: dict[str, list[Page]]) -> Bundle:
        """The bundle with some pages in place of what a file says, or behind all files."""
        known = {path: one.pages for path, one in self.read.items()}
        order = [*self.files, *(path for path in instead if path not in self.files)]
        pages = [page for path in order for page in (instead.get(path) or known.get(path, []))]
        return Bundle(pages, notation(self.setup.editions), self.setup)

    def _refresh(self, document: Source) -> None:
        """Read what is new or changed; of the document itself the text in hand counts."""
        for path in self.files:
            stamp = stamp_of(path)
            unchanged = path in self.read and self.read[path].stamp == stamp
            if unchanged or (stamp is None and path == _resolved(document.path)):
                continue
            try:
                source = Source.read(Path(path))
            except InputError as error:
                problem = translated("a document of the bundle, %s, %s", path, error.problem)
                raise InputError(problem, Place(document.path), hint=error.hint) from None
            self.read[path] = _Read(stamp, source, _pages(source, self.setup))
            self.whole = self.last = None


_companions = lru_cache(maxsize=8)(_Companions)


def _pages(source: Source, setup: Setup, readers: dict[str, PageReader] | None = None) -> list[Page]:
    """``readers`` have read a former version, by the names of the documents in it; new ones are added."""
    language = notation(setup.editions)
    readers = {} if readers is None else readers

    def read(name: str, span: Span | None = None) -> Page:
        reader = readers.get(name)
        if reader is None or reader.notation is not language:
            reader = readers[name] = PageReader(language)
        return reader.read(source, span, name)

    inside = parts(source)
    if inside:
        return [_part(source, part, read(part.name, part.span)) for part in inside]
    return [read(Path(source.path).name)]


def _part(source: Source, part: CompositePart, page: Page) -> Page:
    """The page of a part, with what is wrong with the fence that it stands in."""
    page.broken = [
        Flaw(one, translated("another document begins here: no fence ends the one before"))
        for one in fused(source, part)
    ]
    if not part.closed:
        page.broken.insert(0, Flaw(part.fence, translated("this fence is never closed")))
    return page


def faults_beside(source: Source) -> list[NotationFault]:
    """What is wrong with a composite beside what its documents say; their files stand in its folder."""
    own = Path(source.path)
    files: dict[str, tuple[str, bool]] = {}
    for part in parts(source):
        path = own.with_name(part.name)
        if path.is_file() and own.is_file():
            younger = path.stat().st_mtime_ns > own.stat().st_mtime_ns
            files[part.name] = Source.read(path).text, younger
    return composite_faults(source, files)


def _resolved(path: str) -> str:
    return str(Path(path).resolve())


COMPOSITE_NAME = "composite.md"
_ORDER = "BLOTERAF"
"""Names of the documents, in the order of reading, where no `B.md` names others."""
_NAMED = re.compile(r"`([^`\n/\\]+\.md)`")
_OUTSIDE = re.compile(r"`((?:\.\./|/|~/)[^`\n]*\.md)`")


class Documents(NamedTuple):
    """Documents in the order of reading, and those that a `B.md` names and that are not there, or outside."""

    found: list[Path]
    absent: list[str]
    outside: list[str]


def documents_of(paths: Sequence[Path], configured: Sequence[Path] = (), setup: Setup = DEFAULT) -> Documents:
    """The documents that some paths name.

    A folder stands for the documents that a configuration names, where one of them lies in it, else for
    those that its `B.md` names, else for those called `B.md`, `L.md`, `O.md`, `T.md`, `E.md`, `R.md`, `A.md`,
    `F.md`, else for its `composite.md`. Raises :class:`InputError` for a folder without any, and for one
    document given twice.
    """
    documents = Documents([], [], [])
    for path in paths:
        inside = _listed(path, configured, setup) if path.is_dir() else Documents([path], [], [])
        documents.absent.extend(inside.absent)
        documents.outside.extend(inside.outside)
        for document in inside.found:
            if any(document.name == known.name for known in documents.found):
                raise InputError(translated("two documents of one name in a bundle"), Place(str(document)))
            documents.found.append(document)
    return documents


def composite_of(path: Path) -> Path:
    """The composite file of a folder; a file is its own."""
    return inside(path / COMPOSITE_NAME) if path.is_dir() else path


def _listed(folder: Path, configured: Sequence[Path], setup: Setup) -> Documents:
    if any(path.resolve().parent == folder.resolve() for path in configured):
        return Documents(list(configured), [], [])
    head = folder / (setup.named("bundle") or "B.md")
    text = Source.read(inside(head)).text if head.is_file() else ""
    named, outside = (dict.fromkeys(pattern.findall(text)) for pattern in (_NAMED, _OUTSIDE))
    usual = [f"{letter}.md" for letter in _ORDER]
    names = dict.fromkeys([*([head.name] if head.is_file() else []), *named, *usual])
    there = [name for name in names if (folder / name).is_file()]
    linked = [name for name in there if leads_out(folder / name, folder)]
    found = [folder / name for name in there if name not in linked]
    if not found and (folder / COMPOSITE_NAME).is_file():
        return Documents([composite_of(folder)], [], linked)
    if not found:
        raise InputError(
            translated("there are no documents of a bundle here"),
            Place(str(folder)),
            hint=translated("name them: B.md L.md O.md T.md"),
        )
    absent = [str(folder / name) for name in named if not (folder / name).is_file()]
    return Documents(found, absent, [*outside, *linked])
