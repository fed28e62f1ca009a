"""The numbers of the author's own headings: repeated, on a wrong level, with gaps."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from proselint_t.notation.faults import NotationFault
from proselint_t.notation.model import spelled
from proselint_t.notation.moving import edits_for, keeps_outline, levelled, moved
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.notation.model import Heading, Number, Page
    from proselint_t.notation.pages import Pages


def number_faults(pages: Pages, page: Page) -> Iterator[NotationFault]:
    """One fault for a repeated number (not for what stands below it), one for the levels below a parent."""
    first: dict[Number, int] = {}
    warned: set[Number] = set()
    last: dict[Number, int] = {}
    repeated: Number | None = None
    siblings = _siblings(page)
    for index, heading in enumerate(page.headings):
        number, parent = heading.number, heading.number[:-1]
        if repeated and number[: len(repeated)] == repeated and len(number) > len(repeated):
            continue
        repeated = None
        if number in first:
            repeated = number
            yield _repeated(pages, page, (first[number], index), siblings[parent])
            continue
        first[number] = index
        if parent in first and parent not in warned and (fault := _level(page, first[parent], heading)):
            warned.add(parent)
            yield fault
        if parent in last and number[-1] > last[parent] + 1:
            detail = translated("comes behind %s", spelled((*parent, last[parent])))
            yield NotationFault("number-gap", heading.at, spelled(number), detail)
        last[parent] = number[-1]


def _level(page: Page, parent: int, heading: Heading) -> NotationFault | None:
    above = page.headings[parent]
    if heading.level == above.level + 1:
        return None
    number = spelled(above.number)
    detail = translated("has %s «#», a point of %s has %s", heading.level, number, above.level + 1)
    remedy = translated("Give the points of %s %s «#»", number, above.level + 1)
    return NotationFault(
        "number-level", heading.at, spelled(heading.number), detail, "", levelled(page, parent), remedy
    )


def _repeated(pages: Pages, page: Page, twins: tuple[int, int], used: set[int]) -> NotationFault:
    """A number that is missing before the first of the two is that one's; else the later one moves."""
    first, again = (page.headings[index] for index in twins)
    number = again.number
    before = number[-1] - 1
    missing = before > 0 and before not in used
    free = (
        before
        if missing
        else next(one for one in range(number[-1] + 1, number[-1] + len(used) + 2) if one not in used)
    )
    new = (*number[:-1], free)
    line = page.source.position(first.span.start).line
    detail = translated("stands in line %s already; %s is free", line, spelled(new))
    mending = edits_for(pages, page, moved(page, twins[0] if missing else twins[1], new))
    if len(number) == 1 and not keeps_outline(mending):
        mending = ()
    remedy = translated("Make the earlier one %s" if missing else "Make the later one %s", spelled(new))
    return NotationFault("repeated-number", again.at, spelled(number), detail, "", mending, remedy)


def _siblings(page: Page) -> dict[Number, set[int]]:
    siblings: dict[Number, set[int]] = defaultdict(set)
    for heading in page.headings:
        siblings[heading.number[:-1]].add(heading.number[-1])
    return siblings
