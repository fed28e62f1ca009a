"""Reported defects as diagnostics on the answer, where the configuration names both files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from proselint_t.errors import InputError
from proselint_t.review.mapping import map_defects
from proselint_t.source import Source
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proselint_t.config import FileSettings
    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.positions import Positions
    from proselint_t.review.mapping import Mapping
    from proselint_t.review.matching.locating import MappedDefect

SOURCE = "proselint-t review"


class Reviews:
    """The mapping of each open answer, kept until one of its texts changes."""

    def __init__(self) -> None:
        self._mappings: dict[str, tuple[tuple[str, ...], Mapping]] = {}

    def diagnostics(
        self, buffer: Buffer, settings: FileSettings, positions: Positions
    ) -> list[types.Diagnostic]:
        """One for each defect; none where the file is not the answer under review."""
        answer, defects = settings.value("answer"), settings.value("defects")
        if not defects or not answer or Path(answer).resolve() != buffer.path.resolve():
            return []
        try:
            given = [Source.read(path) for path in (defects, *(settings.value("sources") or ()))]
        except InputError as error:
            return [_diagnostic(Span(0, 0), str(error), positions, types.DiagnosticSeverity.Error)]
        key = (buffer.source.text, *(source.text for source in given))
        known = self._mappings.get(buffer.uri)
        if known is None or known[0] != key:
            known = self._mappings[buffer.uri] = (key, map_defects(buffer.source, given[0], given[1:]))
        return [_of_defect(one, known[1], positions) for one in known[1].defects]

    def close(self, uri: str) -> None:
        self._mappings.pop(uri, None)


def _of_defect(mapped: MappedDefect, mapping: Mapping, positions: Positions) -> types.Diagnostic:
    """On the quote; else on the number of the point that was stated; else at the start of the text."""
    defect = mapped.defect
    message = f"Defect {defect.number}: {defect.remark or 'no remark'}"
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
            types.Location(uri, positions.range(piece)), "A further piece of the quote."
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
