"""What the server knows between two messages: open texts, settings, and how far each text is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.lint.incremental import Session
from proselint_t.lsp.buffers import Buffer, Buffers
from proselint_t.lsp.diagnostics import diagnostic_of, diagnostic_of_error
from proselint_t.lsp.positions import UTF16, Positions
from proselint_t.lsp.reviews import Reviews
from proselint_t.lsp.settings import Settings
from proselint_t.lsp.yaml_files import problems_of
from proselint_t.rules.files import page_of
from proselint_t.text.errors import ProselintError, RuleError
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsprotocol import types

    from proselint_t.config import FileSettings
    from proselint_t.rules.rule import RuleMeta, Violation


class State:
    """Everything that handlers of messages share. ``encoding`` is the one agreed with the client."""

    def __init__(self) -> None:
        self.buffers = Buffers()
        self.settings = Settings()
        self.encoding: str = UTF16
        self._sessions: dict[str, Session] = {}
        self.reviews = Reviews(self.buffers, self.settings)

    def positions(self, buffer: Buffer) -> Positions:
        return Positions(buffer.source, self.encoding)

    def close(self, uri: str) -> None:
        self.buffers.close(uri)
        self._sessions.pop(uri, None)
        self.reviews.close(uri)

    def session(self, buffer: Buffer) -> Session | None:
        """The check of a document, not yet of its last version; ``None`` where it is not to be checked."""
        settings = self.settings.of(buffer.path) if buffer.is_markdown else None
        if settings is None or self.settings.excluded(buffer.path):
            return None
        session = self._sessions.get(buffer.uri)
        if session is None or session.settings is not settings:
            session = self._sessions[buffer.uri] = Session(settings)
        return session

    def checked(self, buffer: Buffer) -> Session | None:
        """The check of the last version. Raises what rules raise."""
        session = self.session(buffer)
        if session is not None:
            session.check(buffer.source)
        return session

    def violations(self, buffer: Buffer) -> tuple[Violation, ...]:
        """The violations in a document; none where it cannot be checked."""
        try:
            session = self.session(buffer)
            return session.check(buffer.source) if session is not None else ()
        except ProselintError:
            return ()

    def diagnostics(self, buffer: Buffer) -> list[types.Diagnostic]:
        """What an editor shows for an open text of any kind."""
        positions = self.positions(buffer)
        if not buffer.is_markdown:
            problems = problems_of(buffer, self.settings)
            settings = self.settings.of(buffer.path)
            reported = self.reviews.diagnostics(buffer, settings, positions) if settings else []
            return [*(diagnostic_of_error(error, positions) for error in problems), *reported]
        try:
            session = self.session(buffer)
            if session is None:
                return []
            found = session.check(buffer.source, prove=False)
            known = metas(session.settings)
            links = {rule: page_of(known[rule]) for rule in {one.rule for one in found} if rule in known}
            reported = self.reviews.diagnostics(buffer, session.settings, positions)
        except ProselintError as error:
            return [diagnostic_of_error(error, positions)]
        return [
            *(diagnostic_of_error(problem, positions) for problem in _stopped(session.settings)),
            *(diagnostic_of(one, positions, links.get(one.rule, "")) for one in found),
            *reported,
        ]


def _stopped(settings: FileSettings) -> Iterator[RuleError]:
    """The rules of a style that ran away and do not run any more."""
    for active in settings.rules:
        problem = getattr(active.rule, "stopped", "")
        if problem:
            yield RuleError(translated("%s does not run: %s", active.rule.meta.id, problem))


def metas(settings: FileSettings) -> dict[str, RuleMeta]:
    """What the rule files of the rules that run say, by id."""
    return {active.rule.meta.id: active.rule.meta for active in settings.rules}
