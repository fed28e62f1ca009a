"""Kind ``required-headings``: a report has the headings that were asked for, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.model import BlockKind
from proselint_t.document.points import GROUP, NUMBER
from proselint_t.rules.rule import BaseRule, Context, Reach, Violation
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Document

_NUMBER = pattern(rf"\A\s*(?:{NUMBER}[.)]?|{GROUP}[.)])\s+")


class RequiredHeadings(BaseRule):
    """Each heading that is missing, and each that stands before one that should come first.

    A heading, or the first line of a point, counts; case, white space, numbers in front and marks behind do
    not. Setting ``headings``: what must be there, in order.
    """

    reach: Reach = Reach.DOCUMENT
    needs: str = "headings"

    def check(self, document: Document, context: Context) -> Iterator[Violation]:
        """A heading at a wrong place is reported there, a missing one at the one that it should follow."""
        wanted = [str(heading) for heading in context.settings.get(self.needs, ())]
        if not wanted or not document.segments:
            return
        places = dict(reversed(list(_titles(document))))
        found = [places[_folded(heading)] for heading in wanted if _folded(heading) in places]
        last = found[0] if found else Span(0, document.source.line_end(0))
        for heading in wanted:
            place = places.get(_folded(heading))
            if place is None:
                yield self.violation_at(last, words=(translated("There is no heading «%s»", heading),))
            elif place.start < last.start:
                yield self.violation_at(
                    place, words=(translated("The heading «%s» stands too early", heading),)
                )
            else:
                last = place


def _titles(document: Document) -> Iterator[tuple[str, Span]]:
    for segment in document.segments:
        if segment.block.kind is BlockKind.HEADING or segment.label is not None:
            first = segment.lines[0]
            yield _folded(segment.prose.text[slice(*first)]), segment.prose.span(*first)


def _folded(heading: str) -> str:
    return " ".join(_NUMBER.sub("", heading, count=1).split()).rstrip(".:").casefold()
