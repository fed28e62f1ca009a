"""Flags of ``check`` that cannot stand together, and what the user is told to leave out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from proselint_t.cli.options import STDIN
from proselint_t.rules.review import ReviewRule
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.cli.options import Options


def refuse_contradictions(options: Options) -> None:
    """Raise a usage error where one flag forbids what another wants."""
    for contradicted, told in (
        *_selections(options),
        *_forms(options),
        *_changes(options),
        *_inputs(options),
        *_explanations(options),
    ):
        if contradicted:
            raise click.UsageError(told)


def _selections(options: Options) -> Iterator[tuple[bool, str]]:
    selection = options.selection
    yield (
        selection.isolated and selection.require_config,
        translated("--isolated and --require-config exclude each other: leave out one of them"),
    )
    for name in {*(selection.select or ()), *(selection.extend_select or ())}:
        instead = translated(", or take layout.numbering") if name == ReviewRule.NUMBERING else ""
        yield (
            name in set(ReviewRule),
            translated("%s is a rule of `edits check`, which knows the reply: leave it out%s", name, instead),
        )


def _forms(options: Options) -> Iterator[tuple[bool, str]]:
    name, form = options.output_format, options.form
    yield (
        options.by_point and not form.for_people,
        translated(
            "--by-point is for people: leave it out, or %s (in JSON each violation names its point)", name
        ),
    )
    yield (
        options.statistics and not (form.for_people or form.is_json),
        translated("--statistics has no form «%s»: take --output-format json", name),
    )
    yield (
        options.statistics and options.by_point,
        translated("--statistics counts and --by-point lists: leave out one of them"),
    )


def _changes(options: Options) -> Iterator[tuple[bool, str]]:
    learning, silencing = options.update_baseline, options.add_suppressions is not None
    yield (
        learning and silencing,
        translated("--update-baseline and --add-suppressions exclude each other: leave out one of them"),
    )
    yield (
        options.diff and (learning or silencing),
        translated("--diff changes nothing: leave out --update-baseline and --add-suppressions"),
    )
    since = options.diff_base is not None
    yield (
        since and options.fixing is not None,
        translated("fixes do not stop at changed lines: leave out --diff-base, or the fixes"),
    )
    yield since and learning, translated("--update-baseline lists every violation: leave out --diff-base")
    yield (
        options.watch and options.output_file is not None,
        translated("--watch writes a report again and again: leave out --output-file"),
    )


def _explanations(options: Options) -> Iterator[tuple[bool, str]]:
    form = options.form
    changing = options.fixing is not None or options.update_baseline or options.add_suppressions is not None
    yield (
        options.explain is not None and (changing or not (form.for_people or form.is_json)),
        translated("--explain only tells: leave out what changes files, and formats for other programs"),
    )
    yield (
        options.explain is not None and options.paths != (Path(),),
        translated("--explain names its file itself: leave out the paths"),
    )


def _inputs(options: Options) -> Iterator[tuple[bool, str]]:
    if STDIN not in options.paths:
        told = translated("--stdin-filename is for standard input («-»): leave it out, or the other paths")
        yield options.stdin_filename is not None, told
        return
    yield (
        len(options.paths) > 1,
        translated("«-» (standard input) must be the only path: leave out the others"),
    )
    yield options.watch, translated("--watch needs files: name them instead of «-» (standard input)")
    yield (
        options.diff_base is not None,
        translated("--diff-base needs files: name them instead of «-» (standard input)"),
    )
    yield (
        options.update_baseline or options.add_suppressions is not None,
        translated(
            "--update-baseline and --add-suppressions need files: name them instead of «-» (standard input)"
        ),
    )
