"""The numbers of the author's own headings: repeated, on a wrong level, with gaps."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from proselint_t.notation.faults import Fault
from proselint_t.notation.model import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.notation.model import Heading, Number, Page


def numbering_faults(page: Page) -> Iterator[Fault]:
    """One fault for a repeated number (not for what stands below it), one for the levels below a parent."""
    first: dict[Number, Heading] = {}
    warned: set[Number] = set()
    last: dict[Number, int] = {}
    repeated: Number | None = None
    siblings = _siblings(page)
    for heading in page.headings:
        number, parent = heading.number, heading.number[:-1]
        if repeated and number[: len(repeated)] == repeated and len(number) > len(repeated):
            continue
        repeated = None
        if number in first:
            repeated = number
            yield _repeated(page, first[number], heading, siblings[parent])
            continue
        first[number] = heading
        above = first.get(parent)
        if above and heading.level != above.level + 1 and parent not in warned:
            warned.add(parent)
            detail = f"has {heading.level} «#», a point of {spelled(parent)} has {above.level + 1}"
            yield Fault("number-level", heading.at, spelled(number), detail)
        if parent in last and number[-1] > last[parent] + 1:
            detail = f"comes behind {spelled((*parent, last[parent]))}"
            yield Fault("number-gap", heading.at, spelled(number), detail)
        last[parent] = number[-1]


def _repeated(page: Page, first: Heading, again: Heading, used: set[int]) -> Fault:
    """A number that is missing before the first of the two is that one's; else the later one moves."""
    number = again.number
    before = number[-1] - 1
    missing = before > 0 and before not in used
    free = (
        before
        if missing
        else next(one for one in range(number[-1] + 1, number[-1] + len(used) + 2) if one not in used)
    )
    line = page.source.position(first.span.start).line
    detail = f"stands in line {line} already; {spelled((*number[:-1], free))} is free"
    new = spelled((*number[:-1], free))
    return Fault("repeated-number", again.at, spelled(number), detail, new, first.at if missing else None)


def _siblings(page: Page) -> dict[Number, set[int]]:
    siblings: dict[Number, set[int]] = defaultdict(set)
    for heading in page.headings:
        siblings[heading.number[:-1]].add(heading.number[-1])
    return siblings
