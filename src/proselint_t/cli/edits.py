"""``edits``: the edits that answer a review, checked and applied."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from proselint_t.cli import ERROR, OK, VIOLATIONS
from proselint_t.cli.help import Group
from proselint_t.cli.options import (
    PATH,
    STDIN,
    Decorated,
    color_option,
    fail_on_option,
    fails,
    output_file_option,
    selection_of,
    selection_options,
    with_options,
)
from proselint_t.cli.streams import may_color, opened, pour, say, width
from proselint_t.cli.tally import total
from proselint_t.output import RenderOptions, renderer, revision_renderer
from proselint_t.rules.review import ReviewRule
from proselint_t.rules.rule import Severity
from proselint_t.text.formats import REPORTS, REVISIONS
from proselint_t.text.messages import counted, translated
from proselint_t.text.printable import printable, printable_lines
from proselint_t.text.speech import SPEAKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.config import CommandLine
    from proselint_t.lint.linter import Report
    from proselint_t.replies.revision import Revision
    from proselint_t.text.journal import FileChange
    from proselint_t.text.source import Source


@dataclass(frozen=True, slots=True)
class _Options:
    """What both commands take; the last 4 are those of ``apply``."""

    selection: CommandLine
    reply: tuple[Path, ...]
    answer: Path | None
    defects: Path | None
    sources: tuple[Path, ...]
    fail_on: str
    output_format: str | None
    output_file: Path | None
    color: str
    partial: bool = False
    diff: bool = False
    output: Path | None = None
    unsafe_fixes: bool = False


_FLAGS = (
    click.argument("reply", type=PATH, nargs=-1, required=True),
    click.option("--answer", type=PATH, metavar="FILE", help="The answer that is edited."),
    click.option("--defects", type=PATH, metavar="FILE", help="The defects that the edits answer."),
    click.option(
        "--source",
        "sources",
        type=PATH,
        multiple=True,
        metavar="FILE",
        help="A document that edits may quote; may be repeated.",
    ),
    selection_options,
    fail_on_option(Severity.ERROR),
    click.option(
        "--output-format",
        type=click.Choice(tuple({**REPORTS, **REVISIONS})),
        help="Form of the report; `feedback` tells the author, `reply` writes the edits anew in their form."
        "  [default: full on a terminal, else concise]",
    ),
    output_file_option,
    color_option,
)


def _review_options(command: Decorated) -> Decorated:
    return with_options(_FLAGS, command)


@click.group(cls=Group)
def edits() -> None:
    """Check and apply the edits that answer a review."""


@edits.command()
@_review_options
def check(**values: Any) -> int:
    """Check the edits of REPLY against the answer, the defects and what may be quoted (`-`: standard input).

    The documents that no flag names come from the configuration: `answer`, `defects` and `sources`.
    Of several replies the later ones have the corrected edits alone, which take the place of the old ones.
    """
    from proselint_t.cli.documents import doubts  # noqa: PLC0415 - `--help` must not load Markdown

    options = _Options(selection_of(values), **values)
    revision = _revised(options)
    _report(revision, revision.reports, options, sys.stdout)
    told = doubts(revision.answer, revision.review.defects, revision.statuses)
    say(*map(printable, (*_notes(revision, options.output_format), *told)), *_summary(revision))
    return _exit_code(revision, options)


@edits.command()
@click.option("--answer", type=PATH, metavar="FILE", help="The answer that is edited.")
@click.option("--defects", type=PATH, metavar="FILE", help="The defects that the edits answer.")
@click.option(
    "--language",
    type=click.Choice(SPEAKS),
    default=SPEAKS[0],
    show_default=True,
    help="Language of the task.",
)
@click.option("--schema", is_flag=True, help="Ask for JSON, and show its schema.")
@selection_options
@output_file_option
def prompt(**values: Any) -> int:
    """Print the task of answering the defects, to be put to a language model.

    The documents that no flag names come from the configuration: `answer` and `defects`.
    """
    from proselint_t.cli.documents import read_documents  # noqa: PLC0415 - `--help` must not load Markdown
    from proselint_t.config import Resolver  # noqa: PLC0415
    from proselint_t.defects.mapping import map_defects  # noqa: PLC0415
    from proselint_t.output.reply import prompt as task  # noqa: PLC0415
    from proselint_t.text.messages import speaking  # noqa: PLC0415

    with speaking(values["language"]):  # the rules are a part of the task
        resolver = Resolver(selection_of(values).for_answers())
        found = read_documents(resolver, values["answer"], values["defects"])
    mapping = map_defects(found.answer, found.defects, found.referred_to, found.status)
    read = [found.answer, found.defects, *found.referred_to]
    with opened(values["output_file"], sys.stdout, (source.path for source in read)) as file:
        with speaking(values["language"]):
            text = task(mapping, found.settings, as_schema=values["schema"])
        file.write(printable_lines(text) if file.isatty() else text)  # a model reads it as it is
    say(*(printable(translated("error: %s", problem)) for problem in mapping.reported.problems))
    if not mapping.defects and not mapping.reported.problems:
        say(printable(translated("note: %s: no defects here", mapping.reported.path)))
    return ERROR if mapping.reported.problems else OK


@edits.command(name="apply")
@_review_options
@click.option("--partial", is_flag=True, help="Apply the valid edits and leave the others out.")
@click.option("--diff", is_flag=True, help="Show what would change; change nothing.")
@click.option("--output", type=PATH, metavar="FILE", help="Write the new answer here, not over the old one.")
@click.option("--unsafe-fixes", is_flag=True, help="Number the points anew where the edits disturb them.")
def apply_command(**values: Any) -> int:
    """Apply the edits of REPLY to the answer, all or none; then report what they introduced.

    The documents that no flag names come from the configuration: `answer`, `defects` and `sources`.
    Of several replies a later one has the corrected edits alone, as for `check`.
    """
    options = _Options(selection_of(values), **values)
    if not options.diff and options.output is None:  # what a run that was killed has begun
        from proselint_t.cli.documents import meant  # noqa: PLC0415 - `--help` must not load Markdown
        from proselint_t.text.journal import finished  # noqa: PLC0415

        paths = meant(options.selection, options.answer, options.defects)
        say(*finished(path for path in paths if path != STDIN))
    revision = _revised(options)
    to_stdout = options.diff or STDIN in (options.output, Path(revision.answer.source.path))
    whole = revision.result is not None and _is_whole(revision)
    reports = [revision.introduced] if whole else revision.reports
    _report(revision, reports, options, sys.stderr if to_stdout else sys.stdout)
    say(*map(printable, _notes(revision, options.output_format)))
    if revision.result is None:
        say(*_summary(revision))
    elif options.diff:
        from proselint_t.output.lines import diff  # noqa: PLC0415

        rendering = RenderOptions(may_color(options.color, sys.stdout))
        sys.stdout.writelines(diff(revision.answer.source, revision.result, rendering))
    else:
        _write(revision, revision.result, options.output)
    if revision.result is not None and revision.unanswered:
        say(translated("note: no edit answers defect %s", ", ".join(map(str, revision.unanswered))))
    return _exit_code(revision, options) or (OK if _is_whole(revision) else VIOLATIONS)


def _revised(options: _Options) -> Revision:
    from proselint_t.cli.documents import read_review  # noqa: PLC0415 - `--help` must not load Markdown
    from proselint_t.replies.revision import revise  # noqa: PLC0415

    _, review = read_review(
        options.selection, options.reply, options.answer, options.defects, options.sources
    )
    return revise(review, partial=options.partial, renumber=options.unsafe_fixes)


def _report(revision: Revision, reports: Sequence[Report], options: _Options, stream: TextIO) -> None:
    review = revision.review
    read = [review.answer, review.defects, review.reply, *review.later, *review.sources]
    with opened(options.output_file, stream, (source.path for source in read)) as file:
        rendering = RenderOptions(may_color(options.color, file), width())
        form = options.output_format or ("full" if file.isatty() else "concise")
        if form in REVISIONS:
            told = revision_renderer(form)(revision, rendering)
            file.write(printable_lines(told) if REVISIONS[form].verbatim and file.isatty() else told)
        else:
            file.writelines(renderer(form)(reports, rendering))


def _is_whole(revision: Revision) -> bool:
    """Whether every edit is in the result."""
    return len(revision.applied) == len(revision.placed)


def _write(revision: Revision, new: Source, output: Path | None) -> None:
    from proselint_t.text.journal import replace_files  # noqa: PLC0415
    from proselint_t.text.writing import write_file  # noqa: PLC0415

    path = output or Path(revision.answer.source.path)
    if path == STDIN:
        pour(new)
        return
    if output is None:
        replace_files([*_changes(revision, new)])
    else:
        write_file(path, new.encode())
    count = len(revision.applied)
    shown = printable(str(path))
    if _is_whole(revision):
        say(counted(count, "Applied %s edit to %s.", "Applied %s edits to %s.", shown))
    else:
        say(translated("Applied %s of %s edits to %s.", count, len(revision.placed), shown))


def _changes(revision: Revision, new: Source) -> Iterator[FileChange]:
    """That of the file that holds the answer, and beside the list what the edits answered."""
    from proselint_t.defects.status import status_file, written  # noqa: PLC0415
    from proselint_t.notation.inner import names_inner, with_inner  # noqa: PLC0415
    from proselint_t.replies.revision import settled  # noqa: PLC0415
    from proselint_t.text.journal import FileChange  # noqa: PLC0415

    answer = revision.answer.source
    if names_inner(Path(answer.path)):
        whole, text = with_inner(Path(answer.path), answer.text, new.text)
        yield FileChange(Path(whole.path), whole.encode(), whole.encode(text))
    else:
        yield FileChange(Path(answer.path), answer.encode(), new.encode())
    if revision.review.defects.path != str(STDIN):  # a list from standard input has no place for it
        path = status_file(revision.review.defects.path)
        statuses = settled(revision, datetime.now().astimezone().date().isoformat())
        old = path.read_bytes() if path.is_file() else None
        yield FileChange(path, old, written(statuses.values()).encode())


def _notes(revision: Revision, form: str | None) -> Iterator[str]:
    """What the reader must know beside the report."""
    yield from (translated("error: %s", problem) for problem in revision.problems)
    if not revision.placed and not revision.problems:
        yield translated("note: %s: no edits here", revision.reply.source.path)
    leaves = any(one.violation.rule == ReviewRule.FORM for one in revision.findings)
    if leaves and revision.placed and form != "reply":
        yield translated("note: `edits check --output-format reply` writes these edits in their form")


def _summary(revision: Revision) -> Iterator[str]:
    if revision.findings:
        counts = Counter(finding.violation.severity for finding in revision.findings)
        yield total(counts)
    if revision.placed:
        blocked = any(finding.is_error and finding.edit is None for finding in revision.findings)
        count = 0 if blocked else len(revision.valid)
        yield translated(
            "%s of %s may be applied.", count, counted(len(revision.placed), "%s edit", "%s edits")
        )


def _exit_code(revision: Revision, options: _Options) -> int:
    if revision.problems:
        return ERROR
    introduced = revision.introduced.violations if revision.result is not None else ()
    found = (*(finding.violation for finding in revision.findings), *introduced)
    return VIOLATIONS if any(fails(one.severity, options.fail_on) for one in found) else OK
