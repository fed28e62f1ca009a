"""New numbers for the points of an answer that edits have put out of order, and for what refers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.annotations.point_references import point_references
from proselint_t.document.numbering import numbering_faults, start_of
from proselint_t.document.points import (
    FIRST,
    first,
    group_of,
    joined_number,
    relabelled,
    resolved,
    rewritten,
    split_number,
    successor,
)
from proselint_t.text.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.document import Document
    from proselint_t.document.model import Label, Point
    from proselint_t.replies.editing.applying import Applied


def renumbering(
    before: Document, after: Document, applied: Applied, points: Sequence[Point]
) -> tuple[Edit, ...]:
    """Changes of the new text that make its numbers continuous again; none where that cannot be told.

    ``points`` are those of the new text, with those that its numbers have hidden.

    The labels that edits bring are taken at their word, and so is what their texts refer to.
    """
    if next(numbering_faults(before.points), None) is not None:
        return ()
    new = _new_numbers(points, applied, start_of(before.points))
    if new is None:
        return ()
    labels = (_relabelled(label, number) for label, number in new if label.number != number)
    changed = {label.number: number for label, number in new if label.number != number}
    return tuple(sorted({*(edit for edit in labels if edit), *_references(after, applied, changed)}))


def _new_numbers(
    points: Iterable[Point], applied: Applied, start: str | None
) -> list[tuple[Label, str]] | None:
    """The number that each label of the old answer should have; ``start`` is the first at the top."""
    path: list[str] = []
    last: dict[str, str] = {}
    found = []
    for point in points:
        label = point.label
        if label.depth > len(path) + 1:
            return None
        parent = path[label.depth - 2] if label.depth > 1 else ""
        own = _own(label, last.get(parent), None if parent else start)
        number = joined_number(parent, own)
        last[parent] = own
        path[label.depth - 1 :] = [number]
        if applied.unchanged(label.span.start) is not None:
            found.append((label, number))
        elif number != label.number:
            return None
    return found


def _own(label: Label, before: str | None, start: str | None) -> str:
    own = split_number(label.number)[1]
    if before is not None and first(before) == first(own):
        return successor(before)
    return own if own in FIRST else start or first(own)


def _relabelled(label: Label, number: str) -> Edit | None:
    text = relabelled(label, number)
    return Edit(label.span, text) if text != label.text else None


def _references(document: Document, applied: Applied, changed: dict[str, str]) -> Iterator[Edit]:
    numbers = {*changed, *(point.number for point in document.points)}
    for segment in document.segments if changed else ():
        for reference in point_references(segment.prose):
            span = segment.prose.span(*reference.span)
            near = segment.point.number if segment.point else ""
            number = resolved(reference.number, near, numbers)
            if number in changed and applied.unchanged(span.start) is not None:
                new = changed[number]
                if number != reference.number:
                    new = new.removeprefix(f"{group_of(near)}.")
                yield Edit(span, rewritten(document.source.text[slice(*span)], new))
