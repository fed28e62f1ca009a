"""Answers to a shell that asks what may come next on the command line.

Knows shells and click; what the values of a flag can be is the business of ``completion``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, add_completion_class, shell_complete

if TYPE_CHECKING:
    import click


class _Bash(BashComplete):
    """Takes `--flag=value` for a flag and its value; bash itself divides it at the `=`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        words, begun = super().get_completion_args()
        return [word for word in words if word != "="], begun


def complete(command: click.Command, program: str, variable: str) -> int:
    """Print what the shell asks for in an environment variable; the exit code."""
    add_completion_class(_Bash)
    return shell_complete(command, {}, program, variable, os.environ[variable])
