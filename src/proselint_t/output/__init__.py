"""Output formats: reports of single documents → text. One module per format.

A format sees reports one at a time, so that none of them must be kept. It knows nothing of arguments,
files or exit codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from proselint_t.text.edits import Applicability

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.rules.rule import RuleMeta, Violation

FOR_PEOPLE = ("full", "concise", "grouped")
AS_JSON = ("json", "json-lines")
TELLING = frozenset({*AS_JSON, "sarif", "gitlab"})
"""Formats that say of each violation what only its parsed document tells."""
FORMATS = {
    **{name: name.replace("-", "_") for name in (*FOR_PEOPLE, *AS_JSON)},
    "sarif": "sarif_report",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "rdjson": "rdjson",
    "checkstyle": "checkstyle",
    "azure": "azure",
    "pylint": "pylint",
}
"""Name on the command line → module."""


def _nothing_known(_rule: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Look:
    """What a format may know beside the reports.

    ``width`` is that of the terminal, in columns. ``unsafe_fixes`` tells whether unsafe fixes count as
    fixes. ``meta`` gives what the file of a rule says. With ``hyperlinks`` the terminal can follow links.
    """

    color: bool = False
    width: int = 100
    unsafe_fixes: bool = False
    meta: Callable[[str], RuleMeta | None] = _nothing_known
    hyperlinks: bool = False

    def link(self, rule: str) -> str:
        """The address of the page about a rule, or an empty text."""
        from proselint_t.rules.files import page_of  # noqa: PLC0415 - `--help` reads the names of formats

        meta = self.meta(rule)
        return page_of(meta) if meta is not None else ""

    def fixable(self, violation: Violation) -> bool:
        """Whether ``--fix`` with the present flags would mend the violation."""
        if violation.fix is None or not violation.fix.edits:
            return False
        applicability = violation.fix.applicability
        return applicability is Applicability.SAFE or (
            self.unsafe_fixes and applicability is Applicability.UNSAFE
        )


class Render(Protocol):
    """Turns reports into chunks of text, each ending with a newline."""

    def __call__(self, reports: Iterable[Report], look: Look, /) -> Iterator[str]: ...


def renderer(name: str) -> Render:
    """The function of a format. Raises ``KeyError`` when there is none."""
    module = import_module(f"proselint_t.output.{FORMATS[name]}")
    return cast("Render", module.render)
