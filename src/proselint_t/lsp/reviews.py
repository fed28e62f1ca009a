"""A review in the editor, where a configuration names its documents.

On the answer stand its open defects, on the list and on the reply what is wrong with them. What the reply
would change can be seen at the defect, and applied edit by edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from lsprotocol import types

from proselint_t.defects.files import read_listed
from proselint_t.defects.mapping import map_defects
from proselint_t.defects.status import status_file, written
from proselint_t.lsp.buffers import uri_of
from proselint_t.lsp.diagnostics import diagnostic_of
from proselint_t.lsp.positions import Positions
from proselint_t.replies.revision import Review, answered, revise
from proselint_t.rules.review import ReviewRule
from proselint_t.text.errors import InputError
from proselint_t.text.marks import in_fence
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.config import FileSettings
    from proselint_t.defects.lists import Problem
    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.lsp.buffers import Buffer, Buffers
    from proselint_t.lsp.settings import Settings
    from proselint_t.replies.placing import PlacedEdit
    from proselint_t.replies.revision import Revision

SOURCE = "proselint-t review"
_OF_REVIEW = frozenset(rule.value for rule in ReviewRule)


_Role = Literal["answer", "defects", "reply"]


class _Named(NamedTuple):
    """The documents that a configuration names, and which of them a text is."""

    role: _Role
    answer: Path
    defects: Path
    reply: Path | None
    sources: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Documents:
    """The documents of a review as they stand in the editor; open texts win over files."""

    answer: Source
    defects: Source
    reply: Source | None
    sources: tuple[Source, ...]
    status: Source | None


class Reviews:
    """The reviews of open texts; what was last made of each is kept until one of its documents changes."""

    def __init__(self, buffers: Buffers, settings: Settings) -> None:
        self._buffers = buffers
        self._settings = settings
        self._mappings: dict[str, tuple[_Documents, Mapping]] = {}
        self._revisions: dict[str, tuple[_Documents, FileSettings, Revision]] = {}

    def close(self, uri: str) -> None:
        self._mappings.pop(uri, None)
        self._revisions.pop(uri, None)

    def diagnostics(
        self, buffer: Buffer, settings: FileSettings, positions: Positions
    ) -> list[types.Diagnostic]:
        """On an answer one for each open defect, on a list and a reply one for each fault; else none."""
        named = _named(buffer, settings)
        if named is None:
            return []
        try:
            if named.role == "reply":
                revision = self._revision(buffer, named)
                return list(_faults(revision, positions)) if revision else []
            mapping = self._mapping(buffer, named)
        except InputError as error:
            return [_diagnostic(Span(0, 0), str(error), positions, types.DiagnosticSeverity.Error)]
        if named.role == "defects":
            return list(_problems(mapping.reported.problems, positions))
        return [_of_defect(one, mapping, positions) for one in mapping.open]

    def hover(
        self, buffer: Buffer, settings: FileSettings, positions: Positions, offset: int
    ) -> types.Hover | None:
        """What is said of the open defects at a place of the answer, and the edits that answer them."""
        named = _named(buffer, settings)
        if named is None or named.role != "answer":
            return None
        try:
            mapping, revision = self._mapping(buffer, named), self._revision(buffer, named)
        except InputError:
            return None
        found = [
            (mapped, piece)
            for mapped in mapping.open
            for piece in mapped.pieces
            if piece.start <= offset <= piece.end
        ]
        if not found:
            return None
        place = Span(min(piece.start for _, piece in found), max(piece.end for _, piece in found))
        texts = ["\n".join(_told(mapped, revision)) for mapped in dict.fromkeys(one for one, _ in found)]
        content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(texts))
        return types.Hover(content, positions.range(place))

    def actions(
        self,
        buffer: Buffer,
        settings: FileSettings,
        positions: Positions,
        place: Span,
        *,
        may_create: bool = False,
    ) -> Iterator[types.CodeAction]:
        """Apply an edit: those of the reply at a place, or those that change the answer there.

        What becomes of its defects goes into the status file; where there is none yet, only with
        ``may_create``: the editor can make a file as part of a change.
        """
        named = _named(buffer, settings)
        if named is None or named.role == "defects":
            return
        try:
            revision = self._revision(buffer, named)
        except InputError:
            return
        if revision is None:
            return
        answer = Positions(revision.answer.source, positions.encoding)
        for placed in (revision.placed[index] for index in sorted(revision.valid)):
            if placed.change and _touches(placed, placed.change.span, answer.source, named.role, place):
                change = types.TextEdit(answer.range(placed.change.span), placed.change.text.text)
                edit = types.WorkspaceEdit({self._uri(Path(answer.source.path)): [change]})
                if may_create or revision.review.status:
                    self._settle(edit, revision, placed, positions.encoding)
                yield _applies(placed, Path(answer.source.path), edit)

    def _settle(
        self,
        edit: types.WorkspaceEdit,
        revision: Revision,
        placed: PlacedEdit,
        encoding: types.PositionEncodingKind | str,
    ) -> None:
        """Let a change write the status file as well, as `edits apply` does."""
        today = datetime.now().astimezone().date().isoformat()
        statuses = {**revision.statuses, **answered(revision, placed, today)}
        uri = self._uri(status_file(revision.review.defects.path))
        before = Positions(revision.review.status or Source(""), encoding)
        whole = before.range(Span(0, len(before.source.text)))
        changes = {**(edit.changes or {}), uri: [types.TextEdit(whole, written(statuses.values()))]}
        if revision.review.status:
            edit.changes = changes
            return
        edit.changes = None
        edit.document_changes = [
            types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)),
            *(
                types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(one), list(texts))
                for one, texts in changes.items()
            ),
        ]

    def _uri(self, path: Path) -> str:
        opened = self._buffers.at(path)
        return opened.uri if opened else uri_of(path)

    def _mapping(self, buffer: Buffer, named: _Named) -> Mapping:
        """Raises :class:`InputError` where a document cannot be read."""
        given = self._documents(named)
        known = self._mappings.get(buffer.uri)
        if known is None or known[0] != given:
            mapping = map_defects(given.answer, given.defects, given.sources, given.status)
            known = self._mappings[buffer.uri] = (given, mapping)
        return known[1]

    def _revision(self, buffer: Buffer, named: _Named) -> Revision | None:
        """What the reply makes of the answer; ``None`` where there is none. Raises :class:`InputError`."""
        given = self._documents(named)
        rules = self._settings.of_answer(Path(given.answer.path))
        if given.reply is None or rules is None:
            return None
        known = self._revisions.get(buffer.uri)
        if known is None or known[0] != given or known[1] is not rules:
            review = Review(given.answer, given.defects, given.reply, given.sources, rules, given.status)
            known = self._revisions[buffer.uri] = (given, rules, revise(review))
        return known[2]

    def _documents(self, named: _Named) -> _Documents:
        status = status_file(str(named.defects))
        has_reply = named.reply and (self._buffers.at(named.reply) or named.reply.is_file())
        return _Documents(
            self._read(named.answer),
            self._read(named.defects),
            self._read(named.reply) if named.reply and has_reply else None,
            tuple(map(self._read, named.sources)),
            self._read(status) if self._buffers.at(status) or status.is_file() else None,
        )

    def _read(self, path: Path) -> Source:
        opened = self._buffers.at(path)
        return opened.source if opened else read_listed(path)


def _path(settings: FileSettings, key: str) -> Path | None:
    named = settings.value(key)
    return Path(named).resolve() if named else None


def _named(buffer: Buffer, settings: FileSettings) -> _Named | None:
    """``None`` where the text belongs to no review."""
    answer, defects, reply = (_path(settings, key) for key in ("answer", "defects", "reply"))
    if not (answer and defects):
        return None
    sources = tuple(Path(path).resolve() for path in settings.value("sources") or ())
    here = buffer.path.resolve()
    roles: dict[Path | None, _Role] = {reply: "reply", defects: "defects", answer: "answer"}
    role = roles.get(here)
    return _Named(role, answer, defects, reply, sources) if role else None


def _applies(placed: PlacedEdit, answer: Path, edit: types.WorkspaceEdit) -> types.CodeAction:
    numbers = ", ".join(map(str, placed.edit.defects))
    title = translated("Apply edit %s to %s (defect %s)", placed.edit.number, answer.name, numbers)
    return types.CodeAction(title, kind=types.CodeActionKind.QuickFix, edit=edit)


def _touches(placed: PlacedEdit, change: Span, answer: Source, role: str, place: Span) -> bool:
    """Whether a place is in the entry of an edit, or in a line that it changes."""
    span = placed.edit.span if role == "reply" else answer.span_of(*answer.touched(change))
    return span.start <= place.end and place.start <= span.end


def _told(mapped: MappedDefect, revision: Revision | None) -> Iterator[str]:
    defect = mapped.defect
    sure = f", {defect.confidence:g} %" if defect.confidence is not None else ""
    yield f"**{translated('Defect %s', defect.number)}** ({mapped.outcome}{sure})\n"
    yield defect.remark or translated("no remark")
    if defect.proposal:
        yield f"\n{translated('Proposal: %s', defect.proposal)}"
    for placed in revision.placed if revision else ():
        if revision and defect.number in placed.edit.defects:
            state = (
                translated("may be applied") if placed.index in revision.valid else translated("is not valid")
            )
            new = in_fence(placed.edit.new.text, "text") if placed.edit.new and placed.edit.new.text else ""
            told = translated("Edit %s (%s) %s.", placed.edit.number, placed.edit.action, state)
            yield f"\n{told}\n\n{new}"


def _faults(revision: Revision, positions: Positions) -> Iterator[types.Diagnostic]:
    """What is malformed in the reply, and wrong with its edits; their style is checked as in any text."""
    yield from _problems(revision.reply.problems, positions)
    for finding in revision.findings:
        if finding.where == "reply" and finding.violation.rule in _OF_REVIEW:
            yield diagnostic_of(finding.violation, positions, source=SOURCE)


def _problems(problems: Iterable[Problem], positions: Positions) -> Iterator[types.Diagnostic]:
    """On the line of each; what is said against the list by another file, on the first line."""
    source = positions.source
    for problem in problems:
        own = problem.path == source.path
        line = min((problem.line or 1) - 1, source.line_count - 1) if own else 0
        field = f"{problem.field}: " if problem.field else ""
        message = f"{field}{problem.message}" if own else str(problem)
        yield _diagnostic(source.span_of(line), message, positions, types.DiagnosticSeverity.Error)


def _of_defect(mapped: MappedDefect, mapping: Mapping, positions: Positions) -> types.Diagnostic:
    """On the quote; else on the number of the point that was stated; else at the start of the text."""
    defect = mapped.defect
    message = translated("Defect %s: %s", defect.number, defect.remark or translated("no remark"))
    if not mapped.pieces:
        return _diagnostic(_stated(mapped, mapping), f"{message} ({mapped.outcome})", positions)
    first, *others = mapped.pieces
    found = _diagnostic(first, message, positions)
    found.code = str(mapped.outcome)
    found.related_information = _related(others, positions) or None
    return found


def _stated(mapped: MappedDefect, mapping: Mapping) -> Span:
    places = mapping.answer.by_number.get(mapped.point or "") or ()
    if not places:
        return Span(0, 0)
    start = mapping.answer.points[places[0]].span.start
    source = mapping.answer.source
    return Span(start, source.line_end(source.line_at(start)))


def _related(pieces: Iterable[Span], positions: Positions) -> list[types.DiagnosticRelatedInformation]:
    uri = Path(positions.source.path).as_uri()
    return [
        types.DiagnosticRelatedInformation(
            types.Location(uri, positions.range(piece)), translated("A further piece of the quote.")
        )
        for piece in pieces
    ]


def _diagnostic(
    span: Span,
    message: str,
    positions: Positions,
    severity: types.DiagnosticSeverity = types.DiagnosticSeverity.Information,
) -> types.Diagnostic:
    return types.Diagnostic(positions.range(span), message, severity=severity, source=SOURCE)
