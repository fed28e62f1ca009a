"""The tools behind the official SDK, on standard input and output."""

from __future__ import annotations

import os
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from proselint_t.mcp.tools import Tools, configured_language
from proselint_t.text.errors import ProselintError
from proselint_t.text.messages import paragraphs, speak, spoken, translated
from proselint_t.text.speech import MESSAGES_VARIABLE
from proselint_t.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from proselint_t.mcp.roots import Roots

_INSTRUCTIONS = """Check the style of prose in Markdown (English and Russian), and work on reviews of \
answers: map reported defects, check the edits that answer them, and learn from `feedback` what to change. \
Nothing is written, and only files under the roots are read."""
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)


def serve(roots: Roots) -> None:
    """Answer a client until it closes its end."""
    tools, lock = Tools(roots), Lock()
    if MESSAGES_VARIABLE not in os.environ:
        speak(configured_language(tools) or spoken())
    server = MCPServer(
        "proselint-t", version=__version__, instructions=translated(_INSTRUCTIONS), log_level="WARNING"
    )
    for title, tool in _titled(tools):
        server.add_tool(
            _told(tool, roots, lock),
            title=translated(title),
            description="\n\n".join(map(translated, paragraphs(tool.__doc__ or ""))),
            annotations=_READS,
        )
    server.run("stdio")


def _titled(tools: Tools) -> Iterator[tuple[str, Callable[..., Any]]]:
    yield "Check a document", tools.check
    yield "Show fixes", tools.fix
    yield "Explain a rule", tools.explain
    yield "Map defects to points", tools.map
    yield "Check edits", tools.check_edits
    yield "Tell the author of edits", tools.feedback


def _told(tool: Callable[..., Any], roots: Roots, lock: Lock) -> Callable[..., Any]:
    """The tool with its errors told to the client. One call at a time: the SDK runs each in a thread."""

    @wraps(tool)
    def call(**given: Any) -> Any:
        with lock:
            try:
                return tool(**given)
            except ProselintError as error:
                raise ToolError(roots.told(error)) from None

    return call
