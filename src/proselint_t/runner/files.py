"""Many files, one after another: read, check, fix, write back; what went wrong with one stops no other.

Knows files and settings; it must not know output formats, terminals or exit codes.
"""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document import parse_when_asked
from proselint_t.lint.checking import check, fix
from proselint_t.lint.linter import Report
from proselint_t.text.errors import ProselintError, RuleError
from proselint_t.text.inputs import at_rest
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from proselint_t.config import FileSettings
    from proselint_t.rules.rule import Violation
    from proselint_t.runner.ahead import Ahead, Found, Jobs
    from proselint_t.runner.memory import Memory


class Fixing(NamedTuple):
    """How far fixes go: ``unsafe`` ones too, and whether the file itself is changed (``write``)."""

    unsafe: bool = False
    write: bool = True

    def takes(self, violation: Violation) -> bool:
        """Whether the fix of a violation may be applied."""
        return violation.fix is not None and violation.fix.applicability.applies(unsafe=self.unsafe)


class Checked(NamedTuple):
    """A document that was checked: as it was read, what remains in it, and what was mended."""

    source: Source
    report: Report
    applied: Sequence[Violation] = ()


class Failed(NamedTuple):
    """A document that could not be read, checked or written."""

    error: ProselintError


FileOutcome = Checked | Failed


def run(
    paths: Iterable[Path],
    settings_for: Callable[[Path], FileSettings],
    fixing: Fixing | None = None,
    memory: Memory | None = None,
    jobs: Jobs | None = None,
) -> Iterator[FileOutcome]:
    """The outcome of each file in turn. Errors of the configuration are raised.

    The processes of ``jobs`` check files ahead; fixes are applied by this one.
    """
    paths = list(paths)
    elsewhere: AbstractContextManager[Ahead | None] = nullcontext()
    if jobs is not None and fixing is None and len(paths) > 1:  # one alone would be waited for
        from proselint_t.runner.ahead import ahead  # noqa: PLC0415 - most runs need no other process

        elsewhere = ahead(((path, settings_for(path)) for path in paths), jobs, memory)
    with at_rest() if fixing is None else nullcontext(), elsewhere as others:
        for path in paths:
            settings = settings_for(path)
            try:
                source = Source.read(path)
                found = others.found(path, source) if others is not None else None
                if found is None:
                    checked = check_source(source, settings, fixing, memory)
                else:
                    checked = _found_elsewhere(settings.as_read(source), settings, found, memory)
                if fixing is not None and fixing.write:
                    _write(path, checked)
            except ProselintError as error:
                yield Failed(error)
            else:
                yield checked


def _found_elsewhere(source: Source, settings: FileSettings, found: Found, memory: Memory | None) -> Checked:
    told = dict(zip(found.violations, found.told, strict=False))  # of none where nobody wants to know
    report = Report(parse_when_asked(source, language=settings.language), found.violations, known=told)
    if memory is not None:
        memory.keep(report, source, settings)
    return Checked(source, report)


def check_source(
    source: Source, settings: FileSettings, fixing: Fixing | None = None, memory: Memory | None = None
) -> Checked:
    """Check one document and, where asked, mend it. Nothing is written to disk but to the memory."""
    source = settings.as_read(source)
    known = memory.report(source, settings) if memory is not None else None
    if known is not None and (fixing is None or not any(map(fixing.takes, known.violations))):
        return Checked(source, known)
    try:
        if fixing is None:
            report = check(source, settings)
            if memory is not None:
                memory.keep(report, source, settings)
            return Checked(source, report)
        result = fix(source, settings, unsafe=fixing.unsafe)
        if memory is not None and not result.changed:
            memory.keep(result.report, source, settings)
    except RuleError as error:
        raise error.at(source.path) from None
    return Checked(source, result.report, result.applied)


def add_suppressions(checked: Checked, settings: FileSettings, reason: str) -> FileOutcome:
    """Silence what a report holds by comments in its file, and check that again."""
    from proselint_t.lint.silencing import with_suppressions  # noqa: PLC0415 - most runs only read

    try:
        silenced = check_source(with_suppressions(checked.report, reason), settings)
        _write(Path(checked.source.path), silenced._replace(source=checked.report.source))
    except ProselintError as error:
        return Failed(error)
    return checked._replace(report=silenced.report)


def _write(path: Path, checked: Checked) -> None:
    from proselint_t.text.writing import replace_file  # noqa: PLC0415 - most runs only read

    new = checked.report.source
    if new.text != checked.source.text:
        replace_file(path, checked.source.encode(), new.encode())
