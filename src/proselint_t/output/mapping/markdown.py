"""A mapping as a Markdown document: the points with their defects, then the defects without a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.output.mapping.wording import candidate, line_of, plain, remarks_on, tally, where
from proselint_t.text.messages import counted, translated
from proselint_t.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.output import RenderOptions

_MEANINGFUL = re.compile(r"([\\`*_\[\]<>&#|~!])")


def render(mapping: Mapping, _options: RenderOptions) -> str:
    return "\n".join(_lines(mapping)).rstrip("\n") + "\n"


def _lines(mapping: Mapping) -> Iterator[str]:
    yield from (
        f"# {translated('Defects of %s', _escaped(mapping.answer.source.path))}",
        "",
        f"{tally(mapping)}.",
        "",
    )
    for index, found in sorted(mapping.by_point.items()):
        weight = translated(
            "%s, weighted %s", counted(len(found), "%s defect", "%s defects"), plain(mapping.weight(index))
        )
        point = translated("Point %s (%s)", mapping.answer.points[index].number, weight)
        yield from (f"## {point}", "")
        for mapped in found:
            yield from _defect(mapping, mapped)
    lost = [mapped for mapped in mapping.defects if mapped.at is None]
    if lost:
        yield from (f"## {translated('Without a place')}", "")
        for mapped in lost:
            yield from _defect(mapping, mapped)
    yield from _summary(mapping)


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


def _summary(mapping: Mapping) -> Iterator[str]:
    if mapping.points_without_defects:
        yield translated("Points without defects: %s", ", ".join(mapping.points_without_defects)) + "."
        yield ""
    if mapping.overlaps:
        pairs = ", ".join(translated("%s and %s", *pair) for pair in mapping.overlaps)
        yield translated("Quotes that overlap: %s", pairs) + "."
        yield ""
    for problem in mapping.numbering:
        yield f"- {translated('Line %s: %s', problem.line, problem.message)}"
