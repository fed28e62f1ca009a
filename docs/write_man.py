"""Writes the manual pages, `docs/man`, from what `--help` says of each command, and `cli/help.*.txt`.

The latter are what `proselint-t --help` says on 80 columns: it is told without loading click.

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
from proselint_t.cli.help import meaning
from proselint_t.text.messages import paragraphs, speaking, translated
from proselint_t.text.speech import DEFAULT, SPEAKS
from proselint_t.version import __version__, site

if TYPE_CHECKING:
    from collections.abc import Iterator

MAN = Path(__file__).parent / "man"
HELP = Path(__file__).parents[1] / "src" / "proselint_t" / "cli"
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
    yield from (f".SH {translated('NAME')}", rf"{escaped(PROGRAM)} \- {told(root.command)}")
    yield from (
        f".SH {translated('SYNOPSIS')}",
        rf".B {escaped(PROGRAM)}",
        r"\fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]",
    )
    yield f".SH {translated('COMMANDS')}"
    for context in commands(root):
        usage = " ".join(context.command.collect_usage_pieces(context))
        path = context.command_path.removeprefix(f"{PROGRAM} ")
        yield from (f".SS {escaped(path)} {escaped(usage)}", told(context.command))
        yield from described(records(context))
    for title, rows in (("ENVIRONMENT", VARIABLES), ("FILES", FILES), ("EXIT STATUS", EXITS)):
        yield from (f".SH {translated(title)}", *described(rows))
    yield from (f".SH {translated('SEE ALSO')}", escaped(site()))


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
    for name, text in rows:
        yield from (".TP", rf"\fB{escaped(name)}\fR", escaped(meaning(text)))


def told(command: click.Command) -> str:
    return escaped(" ".join(map(translated, paragraphs(command.help or ""))))


def escaped(text: str) -> str:
    """Text that troff prints as it stands, whatever it begins with."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^(?=[.'])", r"\\&", text)


def write() -> int:
    """0 where every page is current, or is so now."""
    return max([write_in(language) for language in SPEAKS])


def write_in(language: str) -> int:
    place = MAN if language == DEFAULT else MAN / language
    place.mkdir(exist_ok=True)
    with speaking(language):
        root = main.make_context(PROGRAM, ["version"], terminal_width=80)
        manual = "\n".join(page(click.Context(main, info_name=PROGRAM))) + "\n"
        return keep(HELP / f"help.{language}.txt", root.get_help() + "\n") or keep(
            place / f"{PROGRAM}.1", manual
        )


if __name__ == "__main__":
    sys.exit(write())
