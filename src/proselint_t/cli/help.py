"""Help and refusals of the command line in the language of the run.

What a command and its flags are for stands in English where they are made; the catalogue of messages has the
rest, click's own words among it. Click takes these from gettext, which would need compiled catalogues and
the language of the environment, not that of the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click import core, exceptions, formatting, parser, types

from proselint_t.text.messages import paragraphs, translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.shell_completion import CompletionItem


class Help(click.HelpFormatter):
    """Writes what it is given in the language of the run."""

    def write_heading(self, heading: str) -> None:
        super().write_heading(translated(heading))

    def write_text(self, text: str) -> None:
        super().write_text("\n\n".join(map(translated, paragraphs(text))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, meaning(text)) for term, text in rows], col_max, col_spacing)


class Group(click.Group):
    """Says of each of its commands all that the first paragraph says."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self.told(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        items = super().shell_complete(ctx, incomplete)
        for item in items:
            if item.value in self.list_commands(ctx):
                item.help = self.told(ctx, item.value)
        return items

    def told(self, ctx: click.Context, name: str) -> str:
        """What a command is for, in English."""
        command = self.get_command(ctx, name)
        return paragraphs(command.help or "")[0] if command else ""


def meaning(text: str) -> str:
    """What a flag means; click has put what it knows behind it: ``  [default: auto]``."""
    said = translated(text)
    head, gap, known = text.rpartition("  [")
    return f"{translated(head)}{gap}{known}" if gap and said == text else said


def _of_number(one: str, several: str, number: int) -> str:
    return translated(one if number == 1 else several)


click.Context.formatter_class = Help
for _module in (core, exceptions, formatting, parser, types):
    vars(_module).update(_=translated, ngettext=_of_number)
