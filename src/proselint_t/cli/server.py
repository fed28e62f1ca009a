"""``server``: the language server, for editors."""

from __future__ import annotations

import click

from proselint_t.cli.streams import log_safely


@click.command()
@click.option("--stdio", is_flag=True, help="The only way to talk to it; taken because editors pass it.")
def server(stdio: bool) -> None:  # noqa: ARG001 - see its help
    """Run the language server on standard input and output."""
    from proselint_t.lsp.handlers import serve  # noqa: PLC0415 - only this command needs the protocol

    log_safely()
    serve()
