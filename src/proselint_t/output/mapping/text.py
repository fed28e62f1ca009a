"""A mapping for the terminal: a line for each defect, then what it says of the points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.defects.quotes.locating import MAPPED, Outcome
from proselint_t.output.line import paint
from proselint_t.output.mapping.wording import candidate, plain, remarks_on, status_text, tally, where
from proselint_t.text.messages import translated
from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.output import RenderOptions

_LISTED = 12
"""So many points or pairs are named on a line; the rest is counted."""


def render(mapping: Mapping, options: RenderOptions) -> str:
    lines = (*_table(mapping, options), *_points(mapping), *_faults(mapping, options), tally(mapping))
    return "\n".join(lines) + "\n"


def _table(mapping: Mapping, options: RenderOptions) -> Iterator[str]:
    number = max((len(str(mapped.defect.number)) for mapped in mapping.defects), default=0)
    point = max((len(where(mapped)) for mapped in mapping.defects), default=0)
    for mapped in mapping.defects:
        outcome = paint(f"{mapped.outcome:<13}", _color(mapped.outcome), options)
        place = _place(mapping, mapped)
        head = f"{mapped.defect.number:>{number}}  {outcome}  {where(mapped):<{point}}  {place:>10}  "
        room = max(20, options.width - number - point - 31)
        yield head + _shortened(mapped, room)
        yield from (f"{'':>{number}}  {printable(line)}" for line in _more(mapping, mapped))
    if mapping.defects:
        yield ""


def _color(outcome: Outcome) -> str:
    if outcome in MAPPED:
        return "green"
    return "yellow" if outcome in {Outcome.MOVED, Outcome.FUZZY} else "red"


def _place(mapping: Mapping, mapped: MappedDefect) -> str:
    return str(mapping.answer.source.position(mapped.pieces[0].start)) if mapped.pieces else "–"


def _shortened(mapped: MappedDefect, room: int) -> str:
    words = printable(" ".join((mapped.defect.quote or mapped.defect.remark).split()))
    return words if len(words) <= room else words[: room - 1] + "…"


def _more(mapping: Mapping, mapped: MappedDefect) -> Iterator[str]:
    status = mapping.statuses.get(mapped.defect.number)
    if status and status.settled:
        yield status_text(status)
    yield from remarks_on(mapped)
    if mapped.candidates:
        kind = translated("may stand in" if mapped.outcome is Outcome.AMBIGUOUS else "compare")
        yield f"{kind} {_some([candidate(mapping, place) for place in mapped.candidates], '; ')}"


def _some(texts: list[str], between: str = ", ") -> str:
    rest = len(texts) - _LISTED
    return between.join(texts[:_LISTED]) + (translated("%sand %s more", between, rest) if rest > 0 else "")


def _points(mapping: Mapping) -> Iterator[str]:
    several = [
        translated(
            "%s (%s, weighted %s)",
            mapping.answer.points[index].number,
            len(found),
            plain(mapping.weight(index)),
        )
        for index, found in sorted(mapping.by_point.items())
        if len(found) > 1
    ]
    if several:
        yield translated("Points with several defects: %s", _some(several))
    if mapping.defects and mapping.points_without_defects:
        yield translated("Points without defects: %s", _some(list(mapping.points_without_defects)))
    if mapping.overlaps:
        pairs = [translated("%s and %s", *pair) for pair in mapping.overlaps]
        yield translated("Quotes that overlap: %s", _some(pairs))


def _faults(mapping: Mapping, options: RenderOptions) -> Iterator[str]:
    for problem in mapping.numbering:
        yield f"{printable(problem.path)}:{problem.line}: {paint(problem.message, 'red', options)}"
