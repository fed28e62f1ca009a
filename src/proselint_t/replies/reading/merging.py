"""Several replies to one review as one: an edit of a later file takes the place of that with its number."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from proselint_t.replies.reading import read_reply
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.replies.reading.model import PointEdit, Reply
    from proselint_t.text.prose import Prose


def read_replies(
    sources: Sequence[Source], defects: Collection[int] | None = None, answer: Answer | None = None
) -> Reply:
    """The edits of some files, the later ones over the earlier. Each file may have a form of its own.

    Places count in the source of the result, where the files stand one below the other: `part_at` leads back.
    """
    replies = [read_reply(source, defects, answer) for source in sources]
    merged, *later = replies
    starts = accumulate((len(source.text) + 1 for source in sources[:-1]), initial=0)
    joined = Source("\n".join(source.text for source in sources), sources[0].path)
    for start, reply in zip(list(starts)[1:], later, strict=True):
        merged = _over(merged, _shifted(reply, start))
    return replace(merged, source=joined, parts=tuple(sources)) if later else merged


def _over(first: Reply, second: Reply) -> Reply:
    """What the second reply says of a number goes; what the first says of it does not count any more."""
    numbers = {edit.number for edit in second.edits} | set(second.failed)
    kept = [at for at, edit in enumerate(first.edits) if edit.number not in numbers]
    order = [*((first, at) for at in kept), *((second, at) for at in range(len(second.edits)))]
    if _ascends(first):
        order.sort(key=lambda pair: pair[0].edits[pair[1]].number)
    index = {(id(reply), at): new for new, (reply, at) in enumerate(order)}
    deviations = [
        one._replace(edit=None if one.edit is None else index[id(reply), one.edit])
        for reply in (first, second)
        for one in reply.deviations
        if one.edit is None or (id(reply), one.edit) in index
    ]
    failed = {number: problems for number, problems in first.failed.items() if number not in numbers}
    settled = [one for number in numbers for one in first.failed.get(number, ())]
    problems = [one for one in first.problems if one not in settled]
    return replace(
        first,
        edits=tuple(reply.edits[at] for reply, at in order),
        outside=(*first.outside, *second.outside),
        problems=(*problems, *second.problems),
        deviations=tuple(deviations),
        told=first.told and second.told,
        failed={**failed, **second.failed},
    )


def _ascends(reply: Reply) -> bool:
    numbers = [edit.number for edit in reply.edits]
    return numbers == sorted(numbers)


def _shifted(reply: Reply, by: int) -> Reply:
    return replace(
        reply,
        edits=tuple(_shifted_edit(edit, by) for edit in reply.edits),
        outside=tuple(span.shifted(by) for span in reply.outside),
        deviations=tuple(one._replace(span=one.span.shifted(by)) for one in reply.deviations),
    )


def _shifted_edit(edit: PointEdit, by: int) -> PointEdit:
    old, new, source = (_shifted_prose(prose, by) for prose in (edit.old, edit.new, edit.source))
    return replace(edit, span=edit.span.shifted(by), old=old, new=new, source=source)


def _shifted_prose(prose: Prose | None, by: int) -> Prose | None:
    return replace(prose, origins=tuple(origin + by for origin in prose.origins)) if prose else None
