"""``server`` and ``mcp``: the language server, for editors, and the tools for language models."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from proselint_t.cli.streams import log_safely
from proselint_t.text.messages import translated
from proselint_t.text.repository import open_up

_GARBAGE = 50_000
"""New values between two looks for those that hold each other, as the errors of a client's messages do: a
process of days may not wait for a million, as a run does."""


@click.command()
@click.option("--stdio", is_flag=True, help="The only way to talk to it; taken because editors pass it.")
@click.option("--allow-outside", is_flag=True, help="Let configurations lead out of the repository.")
def server(stdio: bool, allow_outside: bool) -> None:  # noqa: ARG001 - see its help
    """Run the language server on standard input and output."""
    from proselint_t.lsp.handlers import serve  # noqa: PLC0415 - only this command needs the protocol

    log_safely()
    gc.set_threshold(_GARBAGE)
    if allow_outside:
        open_up()
    serve()


@click.command()
@click.option(
    "--root",
    "folders",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    default=(Path(),),
    metavar="FOLDER",
    help="Folder whose files may be read; may be repeated.  [default: the current one]",
)
def mcp(folders: tuple[Path, ...]) -> None:
    """Serve tools for language models on standard input and output (Model Context Protocol).

    The tools check, fix, explain, map, check_edits and feedback read files under the roots and write none.
    """
    from proselint_t.mcp.roots import Roots  # noqa: PLC0415 - only this command needs the protocol

    try:
        from proselint_t.mcp.server import serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise click.ClickException(
            translated("this needs the library mcp: pip install 'proselint-t[mcp]'")
        ) from None
    log_safely()
    gc.set_threshold(_GARBAGE)
    serve(Roots.of(folders))
