"""The command line: arguments in, exit code out.

This module owns the table of commands and the one place where errors become exit codes. Modules of
commands are imported when their command runs or its help is asked for; what is slow to load (Markdown,
Rich, spaCy) they import when they need it.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, cast

import click

from proselint_t.cli.help import Group
from proselint_t.cli.streams import drop, prepare, say
from proselint_t.text.errors import ProselintError, nearest
from proselint_t.text.limits import check_limits, reached
from proselint_t.text.messages import speak, translated
from proselint_t.text.speech import of_environment
from proselint_t.version import site

if TYPE_CHECKING:
    from collections.abc import Sequence

OK, VIOLATIONS, ERROR = 0, 1, 2
PIPE_CLOSED = 141
"""The reader of the output went away: what a shell reports of programs that this signal ends."""
PROGRAM = "proselint-t"
COMPLETION = "_PROSELINT_T_COMPLETE"
"""The variable in which a shell asks for completions."""

COMMANDS = {
    "check": ("check:check", "Report violations in Markdown files and folders."),
    "fix": ("check:fix", "Apply safe fixes and report what remains."),
    "map": ("map:map_command", "Say to which point of an answer each of the defects belongs."),
    "edits": ("edits:edits", "Check and apply the edits that answer a review."),
    "pair": ("pair:pair", "Say where two languages of one answer differ."),
    "bundle": ("bundle:bundle", "Check and build documents that cite each other's points."),
    "rule": ("rules:rule", "Explain a rule: why, examples, settings, fix, source."),
    "rules": ("rules:rules", "Work on rule files."),
    "config": ("config:config", "Show the settings in force for a file."),
    "init": ("config:init", "Write a starting configuration."),
    "server": ("server:server", "Run the language server on standard input and output."),
    "mcp": ("server:mcp", "Serve tools for language models on standard input and output."),
    "clean": ("check:clean", "Remove what earlier runs have kept."),
    "schema": ("config:schema", "Print the JSON Schema of rule files or of the configuration."),
    "completions": ("shell:completions", "Print the script that completes commands, flags and rules."),
    "version": ("shell:version", "Show the version, as --version."),
}
"""Name → module and attribute, and what it does: `--help` imports none of them."""


class Commands(Group):
    """The commands of the table, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        return cast("click.Command", getattr(import_module(f"proselint_t.cli.{module}"), attribute))

    def told(self, ctx: click.Context, name: str) -> str:  # noqa: ARG002
        return COMMANDS[name][1]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        formatter.write_paragraph()
        formatter.write(translated("More of a command: %s", f"{PROGRAM} COMMAND --help") + "\n")
        formatter.write(translated("Documentation: %s", site()) + "\n")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not (ctx.resilient_parsing or name.startswith("-") or name in COMMANDS):
            hint = nearest(name, COMMANDS)
            told = translated("there is no command «%s»", name)
            raise click.UsageError(f"{told} ({hint})" if hint else told, ctx)
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from proselint_t.cli.shell import told_version  # noqa: PLC0415 - only here

        click.echo(told_version())
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "PROSELINT_T"},
)
@click.option(
    "--version", "-V", is_flag=True, expose_value=False, is_eager=True, callback=_show_version,
    help="Show the version and exit.",
)  # fmt: skip
def main() -> None:
    """Check the style of prose in Markdown, in English and Russian, and mend it."""


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; nothing but a message is left of any error."""
    speak(of_environment())
    try:
        prepare()
        code = _told(arguments)
        say(*(translated("note: %s", told) for told in reached()))
        sys.stdout.flush()
    except BrokenPipeError:
        code = PIPE_CLOSED
        drop(sys.stdout, sys.stderr)
    except OSError as error:  # a full disk, a folder that is gone: nothing that this program can mend
        told = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or error
        with suppress(OSError):  # what can still be written is
            sys.stdout.flush()
        drop(sys.stdout)
        say(translated("error: %s", told))
        code = ERROR
    return code


def _told(arguments: Sequence[str]) -> int:
    """Run a command; errors are told. Those of the system are raised."""
    try:
        return _called(list(arguments))
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        told = StringIO()
        error.show(told)
        say(*told.getvalue().rstrip("\n").split("\n"))
    except ProselintError as error:
        say(translated("error: %s", error))
    except OSError:
        raise
    except MemoryError:
        say(translated("error: %s", translated("there is not enough memory for it")))
    except Exception:
        import traceback  # noqa: PLC0415 - a bug, which no run should meet

        say(*traceback.format_exc().splitlines())
        say(translated("error: this is a bug in proselint-t; please report it with the lines above"))
    return ERROR


def _called(arguments: list[str]) -> int:
    """What ``click.Group.main`` does, which takes a closed pipe for a failure and exits by itself."""
    if os.environ.get(COMPLETION):
        from proselint_t.cli.shell import complete  # noqa: PLC0415 - only a shell asks for it

        return complete(main)
    check_limits()
    with main.make_context(PROGRAM, arguments) as context:
        result = main.invoke(context)
    return result if isinstance(result, int) else OK
