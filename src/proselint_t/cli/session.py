"""One run of ``check``: from the flags to the exit code."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TextIO, TypeVar

from proselint_t.cli import ERROR, OK, VIOLATIONS
from proselint_t.cli.known import Known
from proselint_t.cli.options import STDIN
from proselint_t.cli.streams import may_color, may_link, opened, pour, say, width, write
from proselint_t.cli.tally import Tally, fix_list, summary
from proselint_t.output import RenderOptions, renderer
from proselint_t.runner import recording
from proselint_t.runner.discovery import find_files
from proselint_t.runner.files import Checked, Failed, add_suppressions, check_source, run
from proselint_t.runner.memory import Memory, stands_alone
from proselint_t.runner.store import RUNS, Store, folder_of_user
from proselint_t.text.derived import keeping_derived
from proselint_t.text.errors import ProselintError, RuleError
from proselint_t.text.limits import reached
from proselint_t.text.messages import counted, translated
from proselint_t.text.names import MARKDOWN_ENDINGS
from proselint_t.text.printable import printable
from proselint_t.text.repository import LINK
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.cli.options import Options
    from proselint_t.cli.settings import CommandSettings
    from proselint_t.config import FileSettings
    from proselint_t.lint.linter import Report
    from proselint_t.runner.ahead import Jobs
    from proselint_t.runner.changes import GitChanges
    from proselint_t.runner.discovery import FoundFiles
    from proselint_t.runner.files import FileOutcome


@contextmanager
def remembering(cache_dir: Path | None, *, no_cache: bool) -> Iterator[Memory | None]:
    """What earlier runs have kept, where the flags want it: inside, also of rules and sentences."""
    if no_cache:
        yield None
        return
    with Memory(cache_dir or folder_of_user()) as memory, keeping_derived(memory):
        yield memory


class CheckSession:
    """What was asked, which settings hold, and what was counted so far."""

    def __init__(self, options: Options, settings: CommandSettings, memory: Memory | None = None) -> None:
        self.options = options
        self.settings = settings
        self.memory = memory
        self.tally = Tally()
        self.known = Known(options.baseline, update=options.update_baseline)
        self.changes: GitChanges | None = None
        self.silenced = 0
        self.bounds: list[str] = []
        """What is told of bounds that documents have reached and that stopped nothing."""
        if options.diff_base is not None:
            from proselint_t.runner.changes import GitChanges  # noqa: PLC0415 - most runs ask nothing of git

            self.changes = GitChanges(options.diff_base)

    def run(self) -> int:
        """Do what was asked; the exit code."""
        options = self.options
        outcomes = self._standard_input() if STDIN in options.paths else self._files()
        with opened(options.output_file, self._stream(), self._read()) as stream:
            color = may_color(options.color, stream)
            links = color and may_link(stream)
            rendering = RenderOptions(color, width(), options.unsafe_fixes, self.settings.meta, links)
            write(self._rendered(self.tally.checked(map(self._wanted, outcomes)), rendering), stream)
        # A rule of a style that stopped while it ran costs itself only, unless it was asked for.
        for problem, is_error in self.settings.resolver.stopped():
            if is_error:
                self.tally.errors.append(RuleError(problem))
            elif not options.quiet:
                say(translated("note: %s", problem))
        rest = [*reached()]  # of documents that were read once more for their report
        if not options.quiet:
            say(*(translated("note: %s", told) for told in self.bounds or rest))
        say(*(translated("error: %s", error) for error in self.tally.errors))
        if options.show_fixes:
            say(*fix_list(self.tally))
        notes = list(self.known.finish())
        if not options.quiet:
            say(*notes, *self._silencing())
            looked = self.settings.looked()
            say(*summary(self.tally, looked, unsafe=options.unsafe_fixes, would=options.diff))
        code = self._exit_code()
        noted = recording.current
        if noted is not None and self._is_repeatable(code) and (entry := noted.entry(code)) is not None:
            with Store(noted.folder) as store:
                store.add(RUNS, noted.name, entry)
        return code

    def _is_repeatable(self, code: int) -> bool:
        """Whether the run has done nothing but to read files that are known, and to say what is in them."""
        options, resolver = self.options, self.settings.resolver
        asked = (
            options.fixing,
            options.output_file,
            options.add_suppressions,
            options.diff_base,
            options.baseline,
        )
        only_read = code != ERROR and STDIN not in options.paths and not any(one is not None for one in asked)
        return only_read and not any(resolver.stopped()) and all(map(_stands_alone, resolver.in_use))

    def _wanted(self, outcome: FileOutcome) -> FileOutcome:
        """The outcome without the violations that were not asked for, or that are silenced now."""
        if isinstance(outcome, Failed):
            return outcome
        for told in reached():
            self.bounds.append(f"{outcome.source.path}: {told}")
        settings = self.settings.resolver.for_file(Path(outcome.source.path))
        narrowed = outcome._replace(report=self._narrowed(outcome.report, settings))
        reason = self.options.add_suppressions
        if reason is None or not narrowed.report.violations:
            return narrowed
        silenced = add_suppressions(narrowed, settings, reason)
        if isinstance(silenced, Failed):
            return silenced
        remaining = self._narrowed(silenced.report, settings)
        self.silenced += len(narrowed.report.violations) - len(remaining.violations)
        return silenced._replace(report=remaining)

    def _silencing(self) -> Iterator[str]:
        """What ``--add-suppressions`` did, and what it could not do."""
        if self.silenced:
            yield translated("Silenced %s.", counted(self.silenced, "%s violation", "%s violations"))
        if self.options.add_suppressions is not None and self.tally.violations:
            left = counted(self.tally.violations, "%s violation", "%s violations")
            yield translated(
                "Beside %s no comment can stand: mend the text, or list them with --update-baseline.", left
            )

    def _narrowed(self, report: Report, settings: FileSettings) -> Report:
        report = self.known.unknown(report, settings)
        return self.changes.only(report) if self.changes is not None else report

    def _files(self) -> Iterator[FileOutcome]:
        options = self.options
        found = _found(options, self.settings)
        yield from (Failed(error) for error in found.unread)
        if not options.quiet:
            say(*(translated("note: %s: no Markdown files here", folder) for folder in found.empty))
            say(*(translated("note: %s is not read: %s", path, translated(LINK)) for path in found.outside))
        if options.fixing is not None and options.fixing.write:
            from proselint_t.text.journal import finished  # noqa: PLC0415 - most runs change no file

            say(*finished(found.files))
        outcomes = run(found.files, self.settings.of, options.fixing, self.memory, self._jobs(found.files))
        if options.quiet or not sys.stderr.isatty():
            yield from outcomes
            return
        yield from watched(outcomes, len(found.files))

    def _jobs(self, files: Sequence[Path]) -> Jobs | None:
        if len(files) < 2:
            return None
        from proselint_t.runner.ahead import Jobs, default_jobs  # noqa: PLC0415 - for many files

        return Jobs(self.options.jobs or default_jobs(), telling=self.options.form.telling)

    def _standard_input(self) -> Iterator[FileOutcome]:
        """With fixes the new text takes standard output, as in other filters."""
        name = self.options.stdin_filename or STDIN
        if self.options.force_exclude and self.settings.resolver.excluded(name):
            return
        settings = self.settings.of(name)
        try:
            source = Source.read_standard_input(str(name))
            checked = check_source(source, settings, self.options.fixing, self.memory)
        except ProselintError as error:
            yield Failed(error)
            return
        if self._filters:
            pour(checked.report.source)
        yield checked

    @property
    def _filters(self) -> bool:
        fixing = self.options.fixing
        return STDIN in self.options.paths and fixing is not None and fixing.write

    def _read(self) -> Iterator[Path]:
        """Files that a report must not replace: what the command reads, and any other document."""
        report = self.options.output_file
        if report is None:
            return
        if report.suffix.lower() in MARKDOWN_ENDINGS | self.options.suffixes:
            yield report
        named = (*self.options.paths, self.options.baseline, self.settings.resolver.config_of(report))
        yield from filter(None, named)

    def _stream(self) -> TextIO:
        return sys.stderr if self._filters else sys.stdout

    def _rendered(self, checked: Iterator[Checked], rendering: RenderOptions) -> Iterable[str]:
        from proselint_t.output import lines  # noqa: PLC0415 - `--help` must not load rules

        options = self.options
        if options.diff:
            return (text for one in checked for text in lines.diff(one.source, one.report.source, rendering))
        if options.fix_only:
            return ("" for _ in checked)
        reports = (one.report for one in checked)
        if options.statistics:
            count = lines.statistics_json if options.form.is_json else lines.statistics
            return count(reports, rendering)
        if options.by_point:
            return lines.by_point(reports, rendering)
        terminal = options.output_file is None and self._stream().isatty()
        return renderer(options.output_format or ("full" if terminal else "concise"))(reports, rendering)

    def _exit_code(self) -> int:
        options, tally = self.options, self.tally
        if tally.errors:
            return ERROR
        if options.diff:
            return VIOLATIONS if tally.fixes and not options.exit_zero else OK
        if options.exit_zero:
            return OK
        if tally.fixes and options.exit_non_zero_on_fix:
            return VIOLATIONS
        if options.fix_only:
            return OK
        return VIOLATIONS if any(options.fails(severity) for severity in tally.severities) else OK


def _stands_alone(settings: FileSettings) -> bool:
    files = ("styles", "vale", "baseline", "bundle")
    return stands_alone(settings) and not any(settings.value(key) for key in files)


def _found(options: Options, settings: CommandSettings) -> FoundFiles:
    return find_files(
        options.paths, settings.resolver.excluded, options.suffixes, force=options.force_exclude
    )


def show_files(options: Options, settings: CommandSettings) -> int:
    """Print the files that would be checked; the exit code."""
    found = _found(options, settings)
    write((f"{printable(str(path))}\n" for path in found.files), sys.stdout)
    say(*(translated("error: %s", error) for error in found.unread))
    return ERROR if found.unread else OK


PATIENCE = 1.0
"""Seconds of silence."""

T = TypeVar("T")


def watched(items: Iterable[T], total: int) -> Iterator[T]:
    """Pass items on; while that takes longer than a second, show how many of ``total`` went by."""
    begin = monotonic()
    iterator = iter(items)
    done = 0
    for item in iterator:
        yield item
        done += 1
        if done < total and monotonic() - begin > PATIENCE:
            break
    yield from _with_bar(iterator, done, total)


def _with_bar(items: Iterator[T], done: int, total: int) -> Iterator[T]:
    if done >= total:
        return
    from rich.console import Console  # noqa: PLC0415 - most runs are over before this line
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task("", total=total, completed=done)
        for item in items:
            yield item
            progress.advance(task)
