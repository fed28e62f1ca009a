"""What is said to a shell: what may come next on the command line, and which version this is.

Knows shells and click; what the values of a flag can be is the business of ``completion``.
"""

from __future__ import annotations

import os

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    shell_complete,
)

from proselint_t.cli import COMPLETION, PROGRAM
from proselint_t.cli.help import meaning
from proselint_t.cli.streams import tell
from proselint_t.version import __version__


class _Bash(BashComplete):
    """Takes `--flag=value` for a flag and its value; bash itself divides it at the `=`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        words, begun = super().get_completion_args()
        return [word for word in words if word != "="], begun


class _Told(ShellComplete):
    """Says of each flag and command what it is for, in the language of the run."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        items = super().get_completions(args, incomplete)
        for item in items:
            item.help = meaning(item.help) if item.help else None
        return items


class _Zsh(_Told, ZshComplete):
    pass


class _Fish(_Told, FishComplete):
    pass


def complete(command: click.Command) -> int:
    """Print what the shell asks for in an environment variable; the exit code."""
    return _told(command, os.environ[COMPLETION])


def _told(command: click.Command, instruction: str) -> int:
    for shell in (_Bash, _Zsh, _Fish):
        add_completion_class(shell)
    return shell_complete(command, {}, PROGRAM, COMPLETION, instruction)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completions(context: click.Context, shell: str) -> int:
    """Print the script that completes commands, flags and rules in a shell."""
    return _told(context.find_root().command, f"{shell}_source")


@click.command()
def version() -> None:
    """Show the version, as --version."""
    tell(told_version())


def told_version() -> str:
    return f"{PROGRAM} {__version__}"
