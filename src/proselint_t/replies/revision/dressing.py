"""The dress of an edit with the comments by which it would silence rules: both hide its text from them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from proselint_t.lint.suppressions import comment_places
from proselint_t.rules.review import TextFault
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.document import Document
    from proselint_t.replies.wording.dress import Dress
    from proselint_t.text.span import Span


def dress_faults(dress: Dress, document: Document, places: Sequence[Span]) -> Iterator[tuple[int, TextFault]]:
    """What hides in some stretches of a document, each with the index of its stretch.

    Spans count in the document.
    """
    comments = comment_places(document.source.text)
    for index, place in enumerate(places):
        silencing = comments[
            bisect_right(comments, place.start, key=lambda one: one.end) : bisect_left(
                comments, place.end, key=lambda one: one.start
            )
        ]
        for span in silencing:
            yield index, TextFault(span, translated("an edit may not silence rules: leave the comment out"))
        for fault in dress.faults(document, place):
            if not any(map(fault.span.overlaps, silencing)):
                yield index, fault
