"""``map``: reported defects onto the points of an answer."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from proselint_t.cli import ERROR, OK, VIOLATIONS
from proselint_t.cli.options import (
    PATH,
    Names,
    color_option,
    configuration_options,
    format_option,
    output_file_option,
    selection_of,
)
from proselint_t.cli.streams import may_color, opened, say, width
from proselint_t.output import RenderOptions, map_renderer
from proselint_t.text.errors import nearest
from proselint_t.text.formats import MAPS
from proselint_t.text.messages import translated
from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from proselint_t.cli.documents import ReviewDocuments
    from proselint_t.config import CommandLine
    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import Outcome
    from proselint_t.replies.revision import Revision
    from proselint_t.text.source import Source


_WITH_EDITS = tuple(name for name, form in MAPS.items() if form.with_edits)


@dataclass(frozen=True, slots=True)
class _Options:
    configuration: CommandLine
    answer: Path | None
    defects: Path | None
    sources: tuple[Path, ...]
    edits: Path | None
    word: Path | None
    fail_on: tuple[str, ...] | None
    output_format: str
    output_file: Path | None
    color: str


@click.command()
@click.argument("answer", type=PATH, required=False)
@click.argument("defects", type=PATH, required=False)
@click.option(
    "--source",
    "sources",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="A document that remarks refer to, such as `notes.md §2.3`; may be repeated.",
)
@click.option(
    "--edits",
    type=PATH,
    metavar="REPLY",
    help="Edits that answer the defects; the HTML page shows them there, old text beside new, and"
    " `github-review` suggests them.",
)
@click.option(
    "--word",
    type=PATH,
    metavar="FILE",
    help="Write the answer as a document of Word too, with the defects as its comments.",
)
@configuration_options
@click.option(
    "--fail-on",
    type=Names(),
    metavar="OUTCOME[,…]",
    help="Outcomes that make the exit code 1.  [default: all but exact, normalised, point-only]",
)
@format_option(*MAPS)
@output_file_option
@color_option
def map_command(**values: Any) -> int:
    """Say to which point of ANSWER each of the DEFECTS belongs, and where (`-`: standard input).

    What is left out comes from the configuration, from `answer`, `defects`, `sources` and `bundle`.
    """
    options = _Options(selection_of(values), **values)
    if options.edits and options.output_format not in _WITH_EDITS:
        raise click.UsageError(
            translated(
                "--edits goes with --output-format %s: the other formats show no edits",
                ", ".join(_WITH_EDITS),
            )
        )
    failing = _failing(options.fail_on)
    mapping, revision, documents = _mapped(options)
    read = [documents.answer, documents.defects, *documents.referred_to]
    unsure = mapping.unsure if documents.settings.value("confidence") == "required" else ()
    with opened(options.output_file, sys.stdout, (source.path for source in read)) as stream:
        rendering = RenderOptions(may_color(options.color, stream), width())
        answered = () if revision is None else (revision,)
        stream.write(map_renderer(options.output_format)(mapping, rendering, *answered))
    if options.word:
        _write_word(mapping, options.word)
    problems = (*mapping.reported.problems, *(revision.reply.problems if revision else ()))
    say(
        *(printable(translated("error: %s", problem)) for problem in problems),
        *map(printable, _notes(mapping, documents.defects)),
    )
    say(*(printable(translated("warning: %s", problem)) for problem in unsure))
    if problems:
        return ERROR
    failed = any(mapped.outcome in failing for mapped in mapping.open)
    return VIOLATIONS if unsure or failed or not mapping.sound else OK


def _mapped(options: _Options) -> tuple[Mapping, Revision | None, ReviewDocuments]:
    from proselint_t.cli.documents import read_documents, read_review  # noqa: PLC0415 - not for `--help`
    from proselint_t.config import Resolver  # noqa: PLC0415
    from proselint_t.defects.mapping import map_defects, map_list  # noqa: PLC0415

    named = (options.answer, options.defects, options.sources)
    if options.edits is None:
        documents = read_documents(Resolver(options.configuration), *named)
        mapping = map_defects(documents.answer, documents.defects, documents.referred_to, documents.status)
        return mapping, None, documents
    from proselint_t.replies.revision import revise  # noqa: PLC0415

    documents, review = read_review(options.configuration, [options.edits], *named)
    revision = revise(review)
    mapping = map_list(revision.answer, revision.reported, documents.referred_to, revision.statuses)
    return mapping, revision, documents


def _write_word(mapping: Mapping, path: Path) -> None:
    from proselint_t.defects.files import Remark, commented  # noqa: PLC0415 - not needed for a map
    from proselint_t.text.writing import write_file  # noqa: PLC0415

    remarks = [
        Remark(translated("Defect %s", one.defect.number), one.defect.remark, one.pieces)
        for one in mapping.defects
        if one.pieces
    ]
    write_file(path, commented(mapping.answer.source.text, remarks))


def _failing(names: tuple[str, ...] | None) -> frozenset[Outcome]:
    """The outcomes that fail. Raises a usage error at an unknown one."""
    from proselint_t.defects.quotes.locating import MAPPED, Outcome  # noqa: PLC0415

    known = [outcome.value for outcome in Outcome]
    for name in names or ():
        if name not in known:
            hint = nearest(name, known) or translated("one of: %s", ", ".join(known))
            raise click.UsageError(translated("there is no outcome «%s» (%s)", name, hint))
    return frozenset(Outcome) - MAPPED if names is None else frozenset(map(Outcome, names))


def _notes(mapping: Mapping, listed: Source) -> Iterator[str]:
    """What the reader must know beside the report."""
    from proselint_t.cli.documents import doubts  # noqa: PLC0415 - not for `--help`

    if not mapping.answer.document.points:
        yield translated("note: %s: no numbered points here", mapping.answer.source.path)
    if mapping.reported.left_out:
        yield translated(
            "note: %s: %s defects of other files left out",
            mapping.reported.path,
            mapping.reported.left_out,
        )
    settled = Counter(status.status for status in mapping.statuses.values() if status.settled)
    if settled:
        yield translated(
            "note: not counted: %s", ", ".join((f"{number} {status}" for status, number in settled.items()))
        )
    yield from doubts(mapping.answer, listed, mapping.statuses)
    if not mapping.defects and not mapping.reported.problems:
        yield translated("note: %s: no defects here", mapping.reported.path)
    if len(mapping.defects) > 1 and not any(one.pieces or one.candidates for one in mapping.defects):
        yield translated(
            "note: no defect of %s has a place in %s: are these the right files, the answer first?",
            mapping.reported.path,
            mapping.answer.source.path,
        )
