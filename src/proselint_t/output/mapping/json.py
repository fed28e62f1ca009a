"""A mapping as one JSON object, with offsets in code points from 0 and lines and columns from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from proselint_t.defects.lists import Problem
    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.forms import Place
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.output import RenderOptions
    from proselint_t.text.span import Span


def render(mapping: Mapping, _options: RenderOptions) -> str:
    return as_json(data(mapping), 1) + "\n"


def data(mapping: Mapping) -> dict[str, Any]:
    """The mapping as plain data."""
    return {
        "answer": mapping.answer.source.path,
        "points": [_point(mapping, index) for index in range(len(mapping.answer.points))],
        "defects": [_defect(mapping, mapped) for mapped in mapping.defects],
        "points_without_defects": list(mapping.points_without_defects),
        "overlaps": [list(pair) for pair in mapping.overlaps],
        "problems": [problem_data(problem) for problem in (*mapping.reported.problems, *mapping.numbering)],
    }


def _point(mapping: Mapping, index: int) -> dict[str, Any]:
    point = mapping.answer.points[index]
    span = mapping.answer.source.in_file(point.span)
    return {
        "label": point.label,
        "number": point.number,
        "depth": point.depth,
        "start": span.start,
        "end": span.end,
        "defects": [mapped.defect.number for mapped in mapping.by_point.get(index, ())],
        "weight": round(mapping.weight(index), 4),
    }


def _defect(mapping: Mapping, mapped: MappedDefect) -> dict[str, Any]:
    return {
        "number": mapped.defect.number,
        "outcome": mapped.outcome.value,
        "point": mapped.point,
        "moved_to": mapped.moved_to,
        "pieces": [_piece(mapping, span) for span in mapped.pieces],
        "candidates": [_candidate(mapping, place) for place in mapped.candidates],
        "score": mapped.score,
        "confidence": _whole(mapped.defect.confidence),
        "remark": mapped.defect.remark,
        "proposal": mapped.defect.proposal,
        "note": mapped.note,
        "refers_to": list(mapped.links.refers_to),
        "unresolved_references": list(mapped.links.unresolved),
        "status": _status(mapping, mapped.defect.number),
    }


def _status(mapping: Mapping, number: int) -> str:
    status = mapping.statuses.get(number)
    return status.status.value if status else "open"


def _whole(number: float | None) -> float | None:
    """`100`, not `100.0`."""
    return int(number) if number is not None and number == int(number) else number


def _piece(mapping: Mapping, span: Span) -> dict[str, int]:
    source = mapping.answer.source
    position = source.position(span.start)
    return {**source.in_file(span)._asdict(), "line": position.line, "column": position.column}


def _candidate(mapping: Mapping, place: Place) -> dict[str, Any]:
    return {
        "point": mapping.answer.points[place.point].number,
        **mapping.answer.source.in_file(place.span)._asdict(),
        "score": place.score,
    }


def problem_data(problem: Problem) -> dict[str, Any]:
    """Something malformed, as every JSON of a review shows it."""
    return {
        "path": problem.path,
        "line": problem.line,
        "field": problem.field,
        "message": problem.message,
    }
