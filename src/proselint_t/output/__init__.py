"""Output formats: reports of single documents, maps of defects and replies → text. A function per format.

A format sees reports one at a time, so that none of them must be kept. It knows nothing of arguments,
files or exit codes.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from proselint_t.text.formats import MAPS, REPORTS, REVISIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.replies.revision import Revision
    from proselint_t.rules.rule import RuleMeta, Violation
    from proselint_t.text.formats import Format
    from proselint_t.text.source import Source


class RenderOptions(NamedTuple):
    """What a format may know beside the reports.

    ``width`` is that of the terminal, in columns. ``unsafe_fixes`` tells whether unsafe fixes count as
    fixes. ``meta`` gives what the file of a rule says. With ``hyperlinks`` the terminal can follow links.
    """

    color: bool = False
    width: int = 100
    unsafe_fixes: bool = False
    meta: Callable[[str], RuleMeta | None] = lambda _rule: None
    hyperlinks: bool = False

    def link(self, rule: str) -> str:
        """The address of the page about a rule, or an empty text."""
        from proselint_t.rules.files import page_of  # noqa: PLC0415 - `--help` reads the names of formats

        meta = self.meta(rule)
        return page_of(meta) if meta is not None else ""

    def fixable(self, violation: Violation) -> bool:
        """Whether ``--fix`` with the present flags would mend the violation."""
        fix = violation.fix
        return fix is not None and bool(fix.edits) and fix.applicability.applies(unsafe=self.unsafe_fixes)


def renderer(name: str) -> Callable[[Iterable[Report], RenderOptions], Iterator[str]]:
    """What turns reports into chunks of text, each ending with a newline.

    Raises ``KeyError`` when there is no such format, as all of these do.
    """
    return _render(REPORTS[name])


def map_renderer(name: str) -> Callable[..., str]:
    """What turns a :class:`Mapping` of defects into a text, with :class:`RenderOptions`.

    A format ``with_edits`` takes the :class:`Revision` that answers them too.
    """
    return _render(MAPS[name])


def revision_renderer(name: str) -> Callable[[Revision, RenderOptions], str]:
    """What turns a reply held against its answer into a text."""
    return _render(REVISIONS[name])


def _render(form: Format) -> Callable[..., Any]:
    module, _, name = form.function.partition(".")
    render: Callable[..., Any] = getattr(import_module(f"{__name__}.{module}"), name)
    return render


def posix(source: Source) -> str:
    """The path of a document with slashes, from the current folder where it lies in that."""
    return seen_from(Path.cwd(), Path(source.file)).as_posix()


def uri(source: Source) -> str:
    """The path of a document as a URI or, below the current folder, a reference relative to that."""
    return uri_reference(seen_from(Path.cwd(), Path(source.file)))


def uri_reference(path: PurePath) -> str:
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), errors="surrogateescape")  # a path need not be UTF-8


def seen_from(folder: PurePath, path: PurePath) -> PurePath:
    return path.relative_to(folder) if path.is_relative_to(folder) else path
