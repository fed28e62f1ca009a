"""``check`` and ``fix``: hold files against the rules, mend them, say what remains; ``clean`` forgets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proselint_t.cli.options import (
    ADD_SUPPRESSIONS,
    PATH,
    STDIN,
    Options,
    cache_dir_option,
    check_options,
    selection_of,
)
from proselint_t.cli.streams import say
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.config import Resolver
    from proselint_t.runner.memory import Memory


class _Command(click.Command):
    """A command whose ``--add-suppressions`` never takes the next argument: that is a path."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        flags = [f"{ADD_SUPPRESSIONS}=" if one == ADD_SUPPRESSIONS else one for one in args[:end]]
        return super().parse_args(ctx, [*flags, *args[end:]])


@click.command(cls=_Command)
@click.argument("paths", nargs=-1, type=PATH)
@check_options
def check(**values: Any) -> int:
    """Report violations in Markdown files and folders (default: the current one; `-`: standard input)."""
    from proselint_t.cli.session import remembering  # noqa: PLC0415 - `--help` must not load Markdown
    from proselint_t.cli.settings import configured, resolver_of  # noqa: PLC0415

    paths = values.pop("paths") or ((STDIN,) if values["stdin_filename"] else (Path(),))
    with remembering(values["cache_dir"], no_cache=values["no_cache"]) as memory:
        options = Options(paths, selection_of(values), **values)
        resolver = resolver_of(options)
        options = configured(options, resolver)
        _refuse_contradictions(options)
        if not options.watch:
            return _once(options, resolver, memory)
    from proselint_t.cli.watch import watch  # noqa: PLC0415

    return watch(options)


def _once(options: Options, resolver: Resolver, memory: Memory | None) -> int:
    from proselint_t.cli.session import CheckSession, show_files  # noqa: PLC0415
    from proselint_t.cli.settings import CommandSettings  # noqa: PLC0415

    settings = CommandSettings(options, resolver)
    if options.explain:
        from proselint_t.cli.why import explain_place  # noqa: PLC0415

        return explain_place(options, settings)
    if options.show_files:
        return show_files(options, settings)
    return CheckSession(options, settings, memory).run()


def _fix(**values: Any) -> int:
    return int(check.callback(fix=True, **values)) if check.callback else 0


fix = _Command(
    "fix",
    params=[parameter for parameter in check.params if parameter.name != "fix"],
    callback=_fix,
    help="Apply safe fixes and report what remains: the same as `check --fix`.",
)


def _refuse_contradictions(options: Options) -> None:
    """Raise a usage error where one flag forbids what another wants."""
    from proselint_t.rules.review import ReviewRule  # noqa: PLC0415 - `--help` must not load rules

    selection, form, name = options.selection, options.form, options.output_format
    if selection.isolated and selection.require_config:
        told = translated("--isolated and --require-config exclude each other: leave out one of them")
        raise click.UsageError(told)
    for rule in {*(selection.select or ()), *(selection.extend_select or ())} & {*ReviewRule}:
        instead = translated(", or take layout.numbering") if rule == ReviewRule.NUMBERING else ""
        told = translated(
            "%s is a rule of `edits check`, which knows the reply: leave it out%s", rule, instead
        )
        raise click.UsageError(told)
    if options.by_point and not form.for_people:
        told = "--by-point is for people: leave it out, or %s (in JSON each violation names its point)"
        raise click.UsageError(translated(told, name))
    if options.statistics and not (form.for_people or form.is_json):
        told = translated("--statistics has no form «%s»: take --output-format json", name)
        raise click.UsageError(told)
    for contradicted, told in _contradictions(options):
        if contradicted:
            raise click.UsageError(translated(told))


def _contradictions(options: Options) -> Iterator[tuple[bool, str]]:
    """Whether flags exclude each other, and what is told then; the first pair is told."""
    learning, silencing = options.update_baseline, options.add_suppressions is not None
    fixing, since, explaining = (
        flag is not None for flag in (options.fixing, options.diff_base, options.explain)
    )
    yield (
        options.statistics and options.by_point,
        "--statistics counts and --by-point lists: leave out one of them",
    )
    yield (
        learning and silencing,
        "--update-baseline and --add-suppressions exclude each other: leave out one of them",
    )
    yield (
        options.diff and (learning or silencing),
        "--diff changes nothing: leave out --update-baseline and --add-suppressions",
    )
    yield since and fixing, "fixes do not stop at changed lines: leave out --diff-base, or the fixes"
    yield since and learning, "--update-baseline lists every violation: leave out --diff-base"
    yield (
        options.watch and options.output_file is not None,
        "--watch writes a report again and again: leave out --output-file",
    )
    if STDIN in options.paths:
        several = len(options.paths) > 1
        yield several, "«-» (standard input) must be the only path: leave out the others"
        yield options.watch, "--watch needs files: name them instead of «-» (standard input)"
        yield since, "--diff-base needs files: name them instead of «-» (standard input)"
        yield (
            learning or silencing,
            "--update-baseline and --add-suppressions need files: name them instead of «-» (standard input)",
        )
    else:
        yield (
            options.stdin_filename is not None,
            "--stdin-filename is for standard input («-»): leave it out, or the other paths",
        )
    told = "--explain only tells: leave out what changes files, and formats for other programs"
    yield explaining and (fixing or learning or silencing), told
    yield explaining and not (options.form.for_people or options.form.is_json), told
    yield explaining and options.paths != (Path(),), "--explain names its file itself: leave out the paths"


@click.command()
@cache_dir_option
def clean(cache_dir: Path | None) -> None:
    """Remove what `check` and `fix` have kept of earlier runs."""
    from proselint_t.runner import store  # noqa: PLC0415 - only here

    folder = cache_dir or store.folder_of_user()
    size = store.clean(folder)
    say(
        translated("Removed %s bytes from %s.", f"{size:,}", folder)
        if size
        else translated("Nothing is kept in %s.", folder)
    )
