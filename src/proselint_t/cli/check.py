"""``check`` and ``fix``: hold files against the rules, mend them, say what remains."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proselint_t.cli.options import ADD_SUPPRESSIONS, STDIN, Options, check_options, selection_of

if TYPE_CHECKING:
    from proselint_t.config import Resolver
    from proselint_t.runner.memory import Memory


class _Command(click.Command):
    """A command whose ``--add-suppressions`` never takes the next argument: that is a path."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        flags = [f"{ADD_SUPPRESSIONS}=" if one == ADD_SUPPRESSIONS else one for one in args[:end]]
        return super().parse_args(ctx, [*flags, *args[end:]])


@click.command(cls=_Command)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@check_options
def check(**values: Any) -> int:
    """Report violations in Markdown files and folders (default: the current one; `-`: standard input)."""
    from proselint_t.cli.contradictions import refuse_contradictions  # noqa: PLC0415
    from proselint_t.cli.session import remembering  # noqa: PLC0415 - `--help` must not load Markdown
    from proselint_t.cli.settings import configured, resolver_of  # noqa: PLC0415

    paths = values.pop("paths") or ((STDIN,) if values["stdin_filename"] else (Path(),))
    with remembering(values["cache_dir"], no_cache=values["no_cache"]) as memory:
        options = Options(paths, selection_of(values), **values)
        resolver = resolver_of(options)
        options = configured(options, resolver)
        refuse_contradictions(options)
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
