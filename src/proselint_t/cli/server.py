"""``server``: the language server, for editors."""

from __future__ import annotations

import click

from proselint_t.cli.streams import log_safely
from proselint_t.text.repository import open_up


@click.command()
@click.option("--stdio", is_flag=True, help="The only way to talk to it; taken because editors pass it.")
@click.option("--allow-outside", is_flag=True, help="Let configurations lead out of the repository.")
def server(stdio: bool, allow_outside: bool) -> None:  # noqa: ARG001 - see its help
    """Run the language server on standard input and output."""
    from proselint_t.lsp.handlers import serve  # noqa: PLC0415 - only this command needs the protocol

    log_safely()
    if allow_outside:
        open_up()
    serve()
