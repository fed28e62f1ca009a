"""The public functions: text in, value types out. They read no document from disk and write none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.config import CommandLine, Resolver
from proselint_t.lint import checking
from proselint_t.text.names import ANY_NAME
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.lint.fixer import FixResult
    from proselint_t.lint.linter import Report
    from proselint_t.replies.revision import Revision


def check(
    text: str, *, path: str | None = None, preset: str | None = None, select: Sequence[str] | None = None
) -> Report:
    """The violations in a Markdown text, in its order; their spans count code points of it from 0.

    ``path`` says where the text belongs: the configuration that holds there is used. Without it no
    configuration file is read. ``preset`` and ``select`` (rules and styles) beat the configuration.
    Raises :class:`proselint_t.ProselintError` where that or a rule is wrong.
    """
    settings = _resolver(path, preset, select).for_file(Path(path or ANY_NAME))
    return checking.check(Source.given(text, path or "<text>"), settings)


def fix(
    text: str,
    *,
    unsafe: bool = False,
    path: str | None = None,
    preset: str | None = None,
    select: Sequence[str] | None = None,
) -> FixResult:
    """The text with its safe fixes applied (``unsafe``: the unsafe ones too), and what remains.

    The other arguments and the errors are those of :func:`check`.
    """
    settings = _resolver(path, preset, select).for_file(Path(path or ANY_NAME))
    return checking.fix(Source.given(text, path or "<text>"), settings, unsafe=unsafe)


def revise(
    answer: Source | str,
    defects: Source | str,
    reply: Source | str,
    sources: Sequence[Source] = (),
    *,
    partial: bool = False,
) -> Revision:
    """Hold the edits of a reply against an answer, its defects and what may be quoted, and apply them.

    ``result`` of what is returned is the new answer, ``None`` where an error keeps the edits out; with
    ``partial`` the valid ones are applied. The preset is `answer`; no configuration file is read, and nothing
    is written. Raises :class:`proselint_t.ProselintError`.
    """
    from proselint_t.replies import revision  # noqa: PLC0415 - who only checks does not wait for it

    settings = _resolver(None, "answer", None).for_file(Path("answer.md"))
    review = revision.Review(
        Source.given(answer), Source.given(defects), Source.given(reply), sources, settings
    )
    return revision.revise(review, partial=partial)


def _resolver(path: str | None, preset: str | None, select: Sequence[str] | None) -> Resolver:
    chosen = tuple(select) if select is not None else None
    return Resolver(CommandLine(select=chosen, preset=preset, isolated=path is None))
