"""Many files, one after another: read, check, fix, write back; what went wrong with one stops no other.

Knows files and settings; it must not know output formats, terminals or exit codes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.checking import check, fix
from proselint_t.errors import ProselintError, RuleError
from proselint_t.silencing import silence
from proselint_t.source import Source
from proselint_t.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proselint_t.config import FileSettings
    from proselint_t.linter import Report
    from proselint_t.rule import Violation


@dataclass(frozen=True, slots=True)
class Fixing:
    """How far fixes go: ``unsafe`` ones too, and whether the file itself is changed (``write``)."""

    unsafe: bool = False
    write: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that was checked: as it was read, what remains in it, and what was mended."""

    source: Source
    report: Report
    applied: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be read, checked or written."""

    error: ProselintError


Outcome = Checked | Failed


def run(
    paths: Iterable[Path], settings_for: Callable[[Path], FileSettings], fixing: Fixing | None = None
) -> Iterator[Outcome]:
    """The outcome of each file in turn. Errors of the configuration are raised."""
    for path in paths:
        settings = settings_for(path)
        try:
            checked = check_source(Source.read(path), settings, fixing)
            if fixing is not None and fixing.write:
                _write(path, checked)
        except ProselintError as error:
            yield Failed(error)
        else:
            yield checked


def check_source(source: Source, settings: FileSettings, fixing: Fixing | None = None) -> Checked:
    """Check one document and, where asked, mend it. Nothing is written to disk."""
    source = settings.as_read(source)
    try:
        if fixing is None:
            return Checked(source, check(source, settings))
        result = fix(source, settings, unsafe=fixing.unsafe)
    except RuleError as error:
        raise error.at(source.path) from None
    return Checked(source, result.report, result.applied)


def add_suppressions(checked: Checked, settings: FileSettings, reason: str) -> Outcome:
    """Silence what a report holds by comments in its file, and check that again."""
    try:
        silenced = check_source(silence(checked.report, reason), settings)
        _write(Path(checked.source.path), replace(silenced, source=checked.report.source))
    except ProselintError as error:
        return Failed(error)
    return replace(checked, report=silenced.report)


def _write(path: Path, checked: Checked) -> None:
    new = checked.report.source
    if new.text != checked.source.text:
        replace_file(path, checked.source.encode(), new.encode())
