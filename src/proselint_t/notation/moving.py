"""Other numbers and levels for headings with everything that names them, as edits; and which need them.

Owns what a new number means for the points below it, for references and for labels. It must not write files.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from proselint_t.notation.lines import number_of
from proselint_t.notation.model import NotationFault, spelled
from proselint_t.notation.pages import linked, slug_of
from proselint_t.text.edits import Edit
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from proselint_t.notation.model import Heading, Number, Page
    from proselint_t.notation.pages import Naming, Pages


Edits = tuple[tuple["Page", Edit], ...]

_MOST_MARKS = 6


def subtree(page: Page, index: int) -> range:
    """The indexes of a heading and of those below it by their numbers."""
    number = page.headings[index].number
    end = index + 1
    while end < len(page.headings) and _is_below(page.headings[end].number, number):
        end += 1
    return range(index, end)


def _is_below(number: Number, parent: Number) -> bool:
    return len(number) > len(parent) and number[: len(parent)] == parent


def moved(page: Page, index: int, number: Number) -> dict[int, Number]:
    """New numbers for a heading and those below it, by index."""
    depth = len(page.headings[index].number)
    return {one: (*number, *page.headings[one].number[depth:]) for one in subtree(page, index)}


def renamed(page: Page, old: Number, new: Number) -> dict[int, Number]:
    """New numbers for the point ``old`` and those below it. Raises ``ValueError`` where ``new`` is taken."""
    if len(old) != len(new):
        raise ValueError(translated("the number of a point at this place has %s parts", len(old)))
    changed = {
        index: (*new, *heading.number[len(old) :])
        for index, heading in enumerate(page.headings)
        if heading.number[: len(old)] == old
    }
    kept = {heading.number for index, heading in enumerate(page.headings) if index not in changed}
    if taken := kept & {new, *changed.values()}:
        raise ValueError(translated("there is a point %s already", spelled(min(taken))))
    return changed


def numbers_in_order(page: Page) -> dict[int, Number]:
    """New numbers for all headings of a page, without gaps and repetitions, in the order of the text.

    The first of each row keeps its number where it is 0 or 1.
    """
    stack: list[tuple[Number, Number]] = [((), ())]
    used: dict[Number, int] = {}
    found: dict[int, Number] = {}
    for index, heading in enumerate(page.headings):
        number = heading.number
        while not _is_below(number, stack[-1][0]):
            stack.pop()
        for length in range(
            len(stack[-1][0]), len(number)
        ):  # a parent without a heading of its own counts too
            parent = stack[-1][1]
            used[parent] = used[parent] + 1 if parent in used else min(number[length], 1)
            stack.append((number[: length + 1], (*parent, used[parent])))
        if stack[-1][1] != number:
            found[index] = stack[-1][1]
    return found


def edits_for(pages: Pages, page: Page, numbers: Mapping[int, Number]) -> Edits:
    """The edits that give headings of a page (by index) other numbers: theirs, of labels, of references.

    A reference to a number that some heading keeps stays: nobody can know which of the two it means.
    """
    return tuple(_edits(pages, page, numbers)) if numbers else ()


def _edits(pages: Pages, page: Page, numbers: Mapping[int, Number]) -> Iterator[tuple[Page, Edit]]:
    headings = page.headings
    target: dict[Number, Number] = {}
    for index, number in sorted(numbers.items()):
        target.setdefault(headings[index].number, number)
        yield page, Edit(headings[index].at, spelled(number))
    moving = Counter(headings[index].number for index in numbers)
    kept = {number for number, count in moving.items() if pages.headed[page][number] > count}
    for place in _namings(pages.named[page], target.keys() - kept):
        upward = (place.number[:length] for length in range(len(place.number), 0, -1))
        nearest = next((one for one in upward if one in pages.headed[page]), ())
        if nearest in target and nearest not in kept:
            number = (*target[nearest], *place.number[len(nearest) :])
            yield place.where, Edit(place.span, spelled(number))
    for name, index in {slug_of(headings[index].line): index for index in numbers}.items():
        for where, anchor in pages.links[page].get(name, ()):
            yield where, Edit(anchor.span, f"#{linked(headings[index], numbers[index])}")


def _namings(places: Sequence[Naming], moved: Iterable[Number]) -> list[Naming]:
    """Those of the places, which are in order, that name one of some points or what is below it."""
    found: dict[int, Naming] = {}
    for number in moved:
        for place in islice(places, bisect_left(places, (number,)), None):
            if place.number[: len(number)] != number:
                break
            found[place.rank] = place
    return [found[rank] for rank in sorted(found)]


def keeps_outline(edits: Edits) -> bool:
    """Whether the same headings are the author's own after edits.

    What is a pasted reply is told by its numbers: a lower number above it may make it a part of the document.
    """
    return all(
        _keeps(page, {edit.span: edit.text for where, edit in edits if where is page})
        for page in {page for page, _ in edits}
    )


def _keeps(page: Page, new: dict[Span, str]) -> bool:
    """The same of one page. Where a heading stands as before and none behind it changes, so does the rest."""
    found = (bisect_left(page.outline, span.start, key=lambda one: one.at.start) for span in new)
    changed = sorted(index for index in found if index < len(page.outline) and page.outline[index].at in new)
    if not changed:
        return True
    outline = page.outlines[changed[0]]
    for index in range(changed[0], len(page.outline)):
        heading, before = page.outline[index], page.outlines[index]
        if outline == before and index > changed[-1]:
            return True
        moved = replace(heading, number=number_of(new[heading.at])) if heading.at in new else heading
        if heading.number and outline.continues(moved) != before.continues(heading):
            return False
        outline = outline.behind(moved)
    return True


def levelled(page: Page, parent: int) -> Edits:
    """The edits that give the points of a heading, and what is below them, one `#` more than it has."""
    above = page.headings[parent]
    edits = []
    for index, heading in enumerate(page.headings):
        if heading.number[:-1] != above.number:
            continue
        by = above.level + 1 - heading.level
        for one in subtree(page, index) if by else ():
            below = page.headings[one]
            start = below.span.start + page.source.text[below.span.start : below.span.end].index("#")
            marks = "#" * max(1, min(below.level + by, _MOST_MARKS))
            edits.append((page, Edit(Span(start, start + below.level), marks)))
    return tuple(edits)


def number_faults(pages: Pages, page: Page) -> Iterator[NotationFault]:
    """One fault for a repeated number (not for what stands below it), one for the levels below a parent."""
    first: dict[Number, int] = {}
    warned: set[Number] = set()
    last: dict[Number, int] = {}
    repeated: Number | None = None
    siblings: dict[Number, set[int]] = defaultdict(set)
    for heading in page.headings:
        siblings[heading.number[:-1]].add(heading.number[-1])
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
        for length, above in enumerate(parent):  # which counts too where it has no heading of its own
            last[number[:length]] = max(above, last.get(number[:length], above))


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
