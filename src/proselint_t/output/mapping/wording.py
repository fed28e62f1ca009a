"""What the formats for people say about a mapping: outcomes, places and faults in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.defects.quotes.locating import Outcome
from proselint_t.text.messages import counted, translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.forms import Place
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.defects.status import DefectStatus
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


def meaning(mapped: MappedDefect) -> str:
    """The outcome of one defect in a sentence."""
    part = mapped.defect.part
    if mapped.outcome is Outcome.POINT_ONLY and part and mapped.note == part.in_words:
        return translated("No quote was given; %s of the point is the place.", mapped.note)
    return translated(MEANINGS[mapped.outcome])


def plain(number: float) -> str:
    """A number without needless zeros."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def line_of(mapping: Mapping, span: Span) -> int:
    return mapping.answer.source.position(span.start).line


def where(mapped: MappedDefect) -> str:
    """The point, and where the quote moved to."""
    point = mapped.point or "–"
    return f"{point} → {mapped.moved_to}" if mapped.moved_to else point


def candidate(mapping: Mapping, place: Place) -> str:
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


def tally(mapping: Mapping) -> str:
    """How many defects have which outcome."""
    outcomes = [mapped.outcome for mapped in mapping.defects]
    parts = [f"{outcomes.count(outcome)} {outcome}" for outcome in Outcome if outcome in outcomes]
    number = counted(len(outcomes), "%s defect", "%s defects")
    return f"{number}{': ' if parts else ''}{', '.join(parts)}"
