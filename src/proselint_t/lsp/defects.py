"""Open defects as diagnostics on the answer, and problems of their list, where a configuration names both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from proselint_t.errors import InputError
from proselint_t.review.mapping import map_defects
from proselint_t.review.status import status_path
from proselint_t.source import Source
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.config import FileSettings
    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.positions import Positions
    from proselint_t.review.mapping import Mapping
    from proselint_t.review.matching.locating import MappedDefect

SOURCE = "proselint-t review"


class Reviews:
    """The mapping of each open answer and list, kept until one of its texts changes."""

    def __init__(self) -> None:
        self._mappings: dict[str, tuple[tuple[str, ...], Mapping]] = {}

    def diagnostics(
        self, buffer: Buffer, settings: FileSettings, positions: Positions
    ) -> list[types.Diagnostic]:
        """On an answer one for each open defect, on a list one for each of its problems; else none."""
        answer, defects = settings.value("answer"), settings.value("defects")
        if not defects or not answer:
            return []
        answer, defects, here = Path(answer).resolve(), Path(defects).resolve(), buffer.path.resolve()
        if here not in {answer, defects}:
            return []
        try:
            mapping = self._mapping(buffer, answer, defects, settings.value("sources") or ())
        except InputError as error:
            return [_diagnostic(Span(0, 0), str(error), positions, types.DiagnosticSeverity.Error)]
        if here == defects:
            return list(_problems(mapping, positions))
        return [_of_defect(one, mapping, positions) for one in mapping.open]

    def close(self, uri: str) -> None:
        self._mappings.pop(uri, None)

    def _mapping(self, buffer: Buffer, answer: Path, defects: Path, sources: Iterable[Path]) -> Mapping:
        """The mapping with the open text in place of its file. Raises :class:`InputError`."""

        def read(path: Path) -> Source:
            return buffer.source if path == buffer.path.resolve() else Source.read(path)

        status = Path(status_path(str(defects)))
        given = [read(path) for path in (answer, defects, *sources)]
        settled = Source.read(status) if status.is_file() else None
        key = (settled.text if settled else "", *(source.text for source in given))
        known = self._mappings.get(buffer.uri)
        if known is None or known[0] != key:
            mapping = map_defects(given[0], given[1], given[2:], settled)
            known = self._mappings[buffer.uri] = (key, mapping)
        return known[1]


def _problems(mapping: Mapping, positions: Positions) -> Iterator[types.Diagnostic]:
    """What is malformed in the list itself, and what its statuses say against it, on the line of each."""
    source = positions.source
    for problem in mapping.reported.problems:
        own = problem.path == mapping.reported.path
        line = min((problem.line or 1) - 1, source.line_count - 1) if own else 0
        place = Span(source.line_starts[line], source.line_end(line))
        message = problem.message if own else str(problem)
        yield _diagnostic(place, message, positions, types.DiagnosticSeverity.Error)


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
