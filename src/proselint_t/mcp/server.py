"""The tools behind the official SDK, on standard input and output."""

from __future__ import annotations

from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from proselint_t.mcp.tools import Tools
from proselint_t.text.errors import ProselintError
from proselint_t.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.mcp.roots import Roots

_INSTRUCTIONS = """Check the style of prose in Markdown (English and Russian), and work on reviews of \
answers: map reported defects, check the edits that answer them, and learn from `feedback` what to change. \
Nothing is written, and only files under the roots are read."""
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)


def serve(roots: Roots) -> None:
    """Answer a client until it closes its end."""
    server = MCPServer("proselint-t", version=__version__, instructions=_INSTRUCTIONS, log_level="WARNING")
    tools, lock = Tools(roots), Lock()
    for tool in (tools.check, tools.fix, tools.explain, tools.map, tools.check_edits, tools.feedback):
        server.add_tool(_told(tool, roots, lock), annotations=_READS)
    server.run("stdio")


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
