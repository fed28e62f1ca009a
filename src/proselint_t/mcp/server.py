"""What a client may ask for, behind the official SDK, on standard input and output.

Each method of `Tools` is a tool, and its docstring is what the client is told of it. They read, and write
nothing: what is to be changed is shown as a difference. What a tool is given are names of files under the
roots; a ``text`` stands in place of what the file says, for what is not saved yet.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from proselint_t.config import CommandLine, Resolver, forget
from proselint_t.defects.mapping import map_defects
from proselint_t.defects.status import status_path
from proselint_t.lint.inside import settings_of
from proselint_t.output import RenderOptions
from proselint_t.output.json import mapping_data, revision_data, violation_data
from proselint_t.output.lines import diff
from proselint_t.output.reply import feedback
from proselint_t.output.rules import explain, rule_text
from proselint_t.replies.revision import Review, revise
from proselint_t.runner.files import Fixing, check_source
from proselint_t.text.errors import ProselintError
from proselint_t.text.messages import paragraphs, speak, spoken, translated
from proselint_t.text.names import ANY_NAME
from proselint_t.text.speech import MESSAGES_VARIABLE
from proselint_t.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from proselint_t.config import FileSettings
    from proselint_t.mcp.roots import Roots
    from proselint_t.replies.revision import Revision
    from proselint_t.text.source import Source


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


_NOTHING_GIVEN = CommandLine()


@dataclass(frozen=True, slots=True)
class Tools:
    """Every tool raises :class:`proselint_t.ProselintError` where a client asks for what cannot be."""

    roots: Roots

    def check(self, path: str, text: str | None = None) -> dict[str, Any]:
        """Report the violations of style rules in a Markdown document, each with its place and its fix.

        `text` is checked in place of what the file holds.
        """
        source = self.roots.read(path, text)
        report = check_source(source, self._settings(path)).report
        return {"violations": list(violation_data(report, RenderOptions()))}

    def fix(self, path: str, text: str | None = None, unsafe: bool = False) -> str:
        """Show what the safe fixes would change in a Markdown document, as a unified diff; write nothing.

        The diff is empty where there is nothing to fix. `unsafe` takes fixes that need a second look, too.
        """
        source = self.roots.read(path, text)
        checked = check_source(source, self._settings(path), Fixing(unsafe, write=False))
        return "".join(diff(checked.source, checked.report.source, RenderOptions()))

    def explain(self, rule: str) -> str:
        """Explain a rule by its id, such as `english.website`: why it exists, examples, settings, source."""
        here = self.roots.folders[0] / ANY_NAME
        return "\n".join(explain(rule_text(rule, self.resolver(here).catalog(here))))

    def map(self, answer: str, defects: str, sources: list[str] | None = None) -> dict[str, Any]:
        """Say to which point of an answer each reported defect belongs, where its quote is, and its status.

        `defects` is the list of a review in any of its forms; `sources` are documents that remarks refer to.
        """
        read = self.roots.read
        listed = read(defects, as_list=True)
        found = map_defects(read(answer), listed, [read(one) for one in sources or ()], self._status(listed))
        return mapping_data(found)

    def check_edits(
        self,
        answer: str,
        defects: str,
        reply: str,
        text: str | None = None,
        sources: list[str] | None = None,
    ) -> dict[str, Any]:
        """Hold the point edits of a reply against the answer, the defects and what may be quoted.

        Says of each edit whether it may be applied, and what is wrong with it. `text` is the reply in place
        of what its file holds; `sources` are the documents that edits may quote.
        """
        return revision_data(
            self._revision(answer, defects, self.roots.read(reply, text), sources), RenderOptions()
        )

    def feedback(
        self,
        answer: str,
        defects: str,
        reply: str,
        text: str | None = None,
        sources: list[str] | None = None,
    ) -> str:
        """Tell the author of a reply, edit by edit, what is fine and what to change, and what to send next.

        The arguments are those of `check_edits`.
        """
        revision = self._revision(answer, defects, self.roots.read(reply, text), sources)
        return feedback(revision, RenderOptions())

    def _revision(self, answer: str, defects: str, reply: Source, sources: list[str] | None) -> Revision:
        read = self.roots.read
        listed = read(defects, as_list=True)
        quotable = [read(one) for one in sources or ()]
        settings = self._settings(answer, CommandLine().for_answers())
        return revise(Review(read(answer), listed, reply, quotable, settings, self._status(listed)))

    def _status(self, defects: Source) -> Source | None:
        """What became of the defects, where such a file stands beside them."""
        path = status_path(defects.path)
        return self.roots.read(path) if Path(path).is_file() else None

    def _settings(self, name: str, command_line: CommandLine = _NOTHING_GIVEN) -> FileSettings:
        path = self.roots.path(name)
        return settings_of(path, self.resolver(path, command_line))

    def resolver(self, path: Path, command_line: CommandLine = _NOTHING_GIVEN) -> Resolver:
        """The configuration is read again each time; one above the roots does not hold."""
        forget()
        resolver = Resolver(command_line)
        config = resolver.config_of(path)
        if config is None or not self.roots.hold(config.resolve()):
            return Resolver(command_line._replace(isolated=True))
        self.roots.refuse_configuration(config)
        return resolver


def configured_language(tools: Tools) -> str | None:
    """The language that the configuration of the first root asks for; one that is wrong asks for none."""
    root = tools.roots.folders[0]
    try:
        return tools.resolver(root / ANY_NAME).messages(root)
    except ProselintError:
        return None
