"""Writes the manual page, `docs/man/proselint-t.1`, from what `--help` says of each command, and `help.txt`.

The latter is what `proselint-t --help` says on 80 columns: it is told without loading click.

python docs/write_man.py           write it
python docs/write_man.py --check   exit with 1 when it is not current
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from generated import keep

from proselint_t.cli import PROGRAM, main
from proselint_t.rules.files import site
from proselint_t.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent / "man" / f"{PROGRAM}.1"
HELP = Path(__file__).parents[1] / "src" / "proselint_t" / "cli" / "help.txt"
FILES = (
    (".proselint-t.yaml, pyproject.toml", "The configuration of a folder and of those below it."),
    ("$XDG_CONFIG_HOME/proselint-t/proselint-t.yaml", "That of the user, for files that have none."),
)
VARIABLES = (
    ("PROSELINT_T_COMMAND_FLAG", "What a flag says, such as PROSELINT_T_CHECK_OUTPUT_FORMAT=github."),
    ("PROSELINT_T_MESSAGES", "The language of reports: en or ru."),
    ("PROSELINT_T_CACHE_DIR", "Where to keep what was found."),
)
EXITS = (("0", "Nothing to report."), ("1", "Violations remain."), ("2", "The run itself failed."))


def page(root: click.Context) -> Iterator[str]:
    yield from (f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM} {__version__}"', ".ad l")
    yield from (".SH NAME", rf"{escaped(PROGRAM)} \- {told(root.command)}")
    yield from (".SH SYNOPSIS", rf".B {escaped(PROGRAM)}", r"\fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]")
    yield ".SH COMMANDS"
    for context in commands(root):
        usage = " ".join(context.command.collect_usage_pieces(context))
        path = context.command_path.removeprefix(f"{PROGRAM} ")
        yield from (f".SS {escaped(path)} {escaped(usage)}", told(context.command))
        yield from described(records(context))
    for title, rows in (("ENVIRONMENT", VARIABLES), ("FILES", FILES), ("EXIT STATUS", EXITS)):
        yield from (f".SH {title}", *described(rows))
    yield from (".SH SEE ALSO", escaped(site()))


def commands(context: click.Context) -> Iterator[click.Context]:
    """Every command that does something, below a context."""
    command = context.command
    if not isinstance(command, click.Group):
        yield context
        return
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        if found is not None and not found.hidden:
            yield from commands(click.Context(found, context, name))


def records(context: click.Context) -> Iterator[tuple[str, str]]:
    """The flags of a command with what they mean."""
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1] and parameter.name != "help":
            yield record


def described(rows: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, meaning in rows:
        yield from (".TP", rf"\fB{escaped(name)}\fR", escaped(meaning))


def told(command: click.Command) -> str:
    return escaped(" ".join((command.help or "").split()))


def escaped(text: str) -> str:
    """Text that troff prints as it stands, whatever it begins with."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^(?=[.'])", r"\\&", text)


def write() -> int:
    PAGE.parent.mkdir(exist_ok=True)
    root = main.make_context(PROGRAM, ["version"], terminal_width=80)
    return keep(HELP, root.get_help() + "\n") or keep(
        PAGE, "\n".join(page(click.Context(main, info_name=PROGRAM))) + "\n"
    )


if __name__ == "__main__":
    sys.exit(write())
