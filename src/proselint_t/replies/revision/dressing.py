"""The dress of an edit with the comments by which it would silence rules: both hide its text from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.lint.suppressions import comment_places
from proselint_t.rules.review import TextFault
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Document
    from proselint_t.replies.wording.dress import Dress
    from proselint_t.text.span import Span


def dress_faults(dress: Dress, document: Document, place: Span) -> Iterator[TextFault]:
    """What hides in a stretch of a document; spans count in the document."""
    silencing = [span for span in comment_places(document.source.text) if span.overlaps(place)]
    for span in silencing:
        yield TextFault(span, translated("an edit may not silence rules: leave the comment out"))
    for fault in dress.faults(document, place):
        if not any(map(fault.span.overlaps, silencing)):
            yield fault
