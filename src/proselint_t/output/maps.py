"""A map of defects for people, in a terminal and as Markdown: outcomes, places and faults in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.defects.quotes.locating import MAPPED, Outcome
from proselint_t.language.registry import RUSSIAN
from proselint_t.output.lines import paint
from proselint_t.text.messages import counted, spoken, translated
from proselint_t.text.printable import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.forms import QuotePlace
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.defects.status import DefectStatus
    from proselint_t.output import RenderOptions
    from proselint_t.text.span import Span

MEANINGS = {
    Outcome.EXACT: "The quote stands in the stated point as it is written.",
    Outcome.NORMALISED: "The quote stands in the stated point with other typography or markup.",
    Outcome.FUZZY: "One place is close enough to the quote, and no other is as close.",
    Outcome.MOVED: "The quote stands in another point than the stated one.",
    Outcome.AMBIGUOUS: "Several places are equally good; none is chosen.",
    Outcome.MISSING_QUOTE: "The answer has no such text.",
    Outcome.MISSING_POINT: "The answer has no such point.",
    Outcome.POINT_ONLY: "No quote was given; the whole point is the place.",
}
_LISTED = 12
"""So many points or pairs are named on a line of a terminal; the rest is counted."""
_MEANINGFUL = re.compile(r"([\\`*_\[\]<>&#|~!])")


def meaning(mapped: MappedDefect) -> str:
    """The outcome of one defect in a sentence."""
    part = mapped.defect.part
    if mapped.outcome is Outcome.POINT_ONLY and part and mapped.note == part.in_words:
        return translated("No quote was given; %s of the point is the place.", mapped.note)
    return translated(MEANINGS[mapped.outcome])


def plain(number: float) -> str:
    """A number without needless zeros, as the language of the run writes it."""
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", "," if spoken() == RUSSIAN.code else ".")


def line_of(mapping: Mapping, span: Span) -> int:
    return mapping.answer.source.position(span.start).line


def where(mapped: MappedDefect) -> str:
    """The point, and where the quote moved to."""
    point = mapped.point or "–"
    return f"{point} → {mapped.moved_to}" if mapped.moved_to else point


def candidate(mapping: Mapping, place: QuotePlace) -> str:
    number = mapping.answer.points[place.point].number
    close = f" ({place.score:.0%})" if place.score < 1 else ""
    return translated("%s, line %s%s", number, line_of(mapping, place.span), close)


def status_text(status: DefectStatus) -> str:
    """What became of a defect: `answered by edit 2 (2025-03-01)`, `rejected: out of scope`."""
    by = translated(" by edit %s", status.edit) if status.edit else ""
    day = f" ({status.date})" if status.date else ""
    why = f": {status.reason}" if status.reason else ""
    return f"{translated(status.status)}{by}{day}{why}"


def remarks_on(mapped: MappedDefect) -> Iterator[str]:
    """What a reader must know beside the outcome."""
    if mapped.outcome is Outcome.FUZZY and mapped.score is not None:
        yield translated("similarity %s", f"{mapped.score:.0%}")
    if mapped.note:
        yield mapped.note
    if mapped.links.refers_to:
        yield translated("refers to %s", ", ".join(map(str, mapped.links.refers_to)))
    if mapped.links.unresolved:
        yield translated("refers to nothing: %s", ", ".join(mapped.links.unresolved))


def _tally(mapping: Mapping) -> str:
    """How many defects have which outcome."""
    outcomes = [mapped.outcome for mapped in mapping.defects]
    parts = [f"{outcomes.count(outcome)} {outcome}" for outcome in Outcome if outcome in outcomes]
    number = counted(len(outcomes), "%s defect", "%s defects")
    return f"{number}{': ' if parts else ''}{', '.join(parts)}"


def text(mapping: Mapping, options: RenderOptions) -> str:
    """A line for each defect, then what the map says of the points."""
    lines = [*_table(mapping, options), *_points(mapping)]
    for problem in mapping.numbering:
        fault = paint(problem.message, "red", options)
        lines.append(f"{printable(problem.path)}:{problem.line}: {fault}")
    return "\n".join((*lines, _tally(mapping))) + "\n"


def _table(mapping: Mapping, options: RenderOptions) -> Iterator[str]:
    number = max((len(str(mapped.defect.number)) for mapped in mapping.defects), default=0)
    point = max((len(where(mapped)) for mapped in mapping.defects), default=0)
    room = max(20, options.width - number - point - 31)
    for mapped in mapping.defects:
        outcome = mapped.outcome
        doubtful = outcome in {Outcome.MOVED, Outcome.FUZZY}
        color = "green" if outcome in MAPPED else "yellow" if doubtful else "red"
        painted = paint(f"{outcome:<13}", color, options)
        place = str(mapping.answer.source.position(mapped.pieces[0].start)) if mapped.pieces else "–"
        shown = printable(shortened(mapped.defect.quote or mapped.defect.remark, room))
        yield f"{mapped.defect.number:>{number}}  {painted}  {where(mapped):<{point}}  {place:>10}  {shown}"
        yield from (f"{'':>{number}}  {printable(line)}" for line in _more(mapping, mapped))
    if mapping.defects:
        yield ""


def _more(mapping: Mapping, mapped: MappedDefect) -> Iterator[str]:
    status = mapping.statuses.get(mapped.defect.number)
    if status and status.settled:
        yield status_text(status)
    yield from remarks_on(mapped)
    if mapped.candidates:
        kind = translated("may stand in" if mapped.outcome is Outcome.AMBIGUOUS else "compare")
        yield f"{kind} {_some([candidate(mapping, place) for place in mapped.candidates], '; ')}"


def _some(texts: Sequence[str], between: str = ", ") -> str:
    rest = len(texts) - _LISTED
    return between.join(texts[:_LISTED]) + (translated("%sand %s more", between, rest) if rest > 0 else "")


def _points(mapping: Mapping) -> Iterator[str]:
    points = mapping.answer.points
    several = [
        translated("%s (%s, weighted %s)", points[index].number, len(found), plain(mapping.weight(index)))
        for index, found in sorted(mapping.by_point.items())
        if len(found) > 1
    ]
    if several:
        yield translated("Points with several defects: %s", _some(several))
    if mapping.defects and mapping.points_without_defects:
        yield translated("Points without defects: %s", _some(mapping.points_without_defects))
    if mapping.overlaps:
        pairs = [translated("%s and %s", *pair) for pair in mapping.overlaps]
        yield translated("Quotes that overlap: %s", _some(pairs))


def markdown(mapping: Mapping, _options: RenderOptions) -> str:
    """The points with their defects, then the defects without a place."""
    return "\n".join(_document(mapping)).rstrip("\n") + "\n"


def _document(mapping: Mapping) -> Iterator[str]:
    yield f"# {translated('Defects of %s', _escaped(mapping.answer.source.path))}"
    yield from ("", f"{_tally(mapping)}.", "")
    for index, found in sorted(mapping.by_point.items()):
        number = counted(len(found), "%s defect", "%s defects")
        weight = translated("%s, weighted %s", number, plain(mapping.weight(index)))
        yield f"## {translated('Point %s (%s)', mapping.answer.points[index].number, weight)}"
        yield ""
        for mapped in found:
            yield from _defect(mapping, mapped)
    lost = [mapped for mapped in mapping.defects if mapped.at is None]
    if lost:
        yield from (f"## {translated('Without a place')}", "")
        for mapped in lost:
            yield from _defect(mapping, mapped)
    if mapping.points_without_defects:
        yield translated("Points without defects: %s", ", ".join(mapping.points_without_defects)) + "."
        yield ""
    if mapping.overlaps:
        pairs = ", ".join(translated("%s and %s", *pair) for pair in mapping.overlaps)
        yield translated("Quotes that overlap: %s", pairs) + "."
        yield ""
    for problem in mapping.numbering:
        yield f"- {translated('Line %s: %s', problem.line, problem.message)}"


def _defect(mapping: Mapping, mapped: MappedDefect) -> Iterator[str]:
    defect = mapped.defect
    facts = [str(mapped.outcome)]
    if mapped.moved_to or mapped.at is None:
        facts.append(translated("point %s", where(mapped)))
    facts += [translated("line %s", line_of(mapping, piece)) for piece in mapped.pieces[:1]]
    facts += [] if defect.confidence is None else [translated("confidence %s", plain(defect.confidence))]
    facts += map(_escaped, remarks_on(mapped))
    yield f"- **{translated('Defect %s', defect.number)}**: {', '.join(facts)}"
    if defect.quote:
        yield from _indented(defect.quote, "> ")
    if defect.remark:
        yield from _indented(defect.remark)
    if defect.proposal:
        yield from _indented(translated("Proposal: %s", defect.proposal))
    if mapped.candidates:
        places = "; ".join(candidate(mapping, place) for place in mapped.candidates)
        yield from _indented(translated("Places to compare: %s", places))
    yield ""


def _indented(text: str, mark: str = "") -> Iterator[str]:
    yield ""
    yield from (f"  {mark}{_escaped(line)}".rstrip() for line in re.split(r"\r\n|\r|\n", text))


def _escaped(text: str) -> str:
    """A line of a document, which must become no markup and steer no terminal."""
    return re.sub(r"^(\s*)([-+]|\d+[.)])(?=\s)", r"\1\\\2", _MEANINGFUL.sub(r"\\\1", printable(text)))
