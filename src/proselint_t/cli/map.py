"""``map``: reported defects onto the points of an answer."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proselint_t.cli import ERROR, OK, VIOLATIONS
from proselint_t.cli.options import Names, configuration_options, selection_of
from proselint_t.cli.streams import may_color, opened, say, width
from proselint_t.errors import nearest
from proselint_t.output import Look
from proselint_t.output.line import printable
from proselint_t.output.mapping import FORMATS, renderer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.config import CommandLine
    from proselint_t.review.locating import Outcome
    from proselint_t.review.mapping import Mapping


@dataclass(frozen=True, slots=True)
class _Options:
    configuration: CommandLine
    answer: Path | None
    defects: Path | None
    sources: tuple[Path, ...]
    fail_on: tuple[str, ...] | None
    output_format: str
    output_file: Path | None
    color: str


@click.command()
@click.argument("answer", type=click.Path(path_type=Path), required=False)
@click.argument("defects", type=click.Path(path_type=Path), required=False)
@click.option(
    "--source",
    "sources",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="A document that remarks refer to, such as `notes.md §2.3`; may be repeated.",
)
@configuration_options
@click.option(
    "--fail-on",
    type=Names(),
    metavar="OUTCOME[,…]",
    help="Outcomes that make the exit code 1.  [default: all but exact, normalised, point-only]",
)
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@click.option(
    "--output-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to a file.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour of the report.",
)
def map_command(**values: Any) -> int:
    """Say to which point of ANSWER each of the DEFECTS belongs, and where (`-`: standard input).

    What is left out comes from the configuration, from `answer`, `defects`, `sources` and `bundle`.
    """
    options = _Options(selection_of(values), **values)
    failing = _failing(options.fail_on)
    mapping = _mapping(options)
    with opened(options.output_file, sys.stdout) as stream:
        look = Look(may_color(options.color, stream), width())
        stream.write(renderer(options.output_format)(mapping, look))
    say(*map(printable, _notes(mapping)))
    return _exit_code(mapping, failing)


def _mapping(options: _Options) -> Mapping:
    from proselint_t.cli.documents import read_documents  # noqa: PLC0415 - `--help` must not load Markdown
    from proselint_t.config import Resolver  # noqa: PLC0415
    from proselint_t.review.mapping import map_defects  # noqa: PLC0415

    documents = read_documents(
        Resolver(options.configuration), options.answer, options.defects, options.sources
    )
    return map_defects(documents.answer, documents.defects, (*documents.sources, *documents.bundle))


def _failing(names: tuple[str, ...] | None) -> frozenset[Outcome]:
    """The outcomes that fail. Raises a usage error at an unknown one."""
    from proselint_t.review.locating import MAPPED, Outcome  # noqa: PLC0415

    known = [outcome.value for outcome in Outcome]
    for name in names or ():
        if name not in known:
            hint = nearest(name, known) or f"one of: {', '.join(known)}"
            raise click.UsageError(f"there is no outcome «{name}» ({hint})")
    return frozenset(Outcome) - MAPPED if names is None else frozenset(map(Outcome, names))


def _notes(mapping: Mapping) -> Iterator[str]:
    """What the reader must know beside the report."""
    yield from (f"error: {problem}" for problem in mapping.reported.problems)
    if not mapping.answer.document.points:
        yield f"note: {mapping.answer.source.path}: no numbered points here"
    if mapping.reported.left_out:
        yield f"note: {mapping.reported.path}: {mapping.reported.left_out} violations of other files left out"
    if not mapping.defects and not mapping.reported.problems:
        yield f"note: {mapping.reported.path}: no defects here"


def _exit_code(mapping: Mapping, failing: frozenset[Outcome]) -> int:
    if mapping.reported.problems:
        return ERROR
    failed = any(mapped.outcome in failing for mapped in mapping.defects)
    return OK if mapping.sound and not failed else VIOLATIONS
