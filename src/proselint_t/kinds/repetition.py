"""Kind ``repetition``: the same token twice in a row. The keys mean what they mean in Vale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.edits import Edit, Fix
from proselint_t.prose import MASK
from proselint_t.reading import Exceptions, Finder, Hit
from proselint_t.rule import Context, Field, FieldType, Reach, RuleMeta, Violation, violation
from proselint_t.span import Span
from proselint_t.stretches import reach_of
from proselint_t.swaps import action_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Document, Segment

_FINAL = frozenset(".!?…")


class Repetition:
    """Each match that says the same as the match before it, unless a sentence ends between them."""

    name: ClassVar[str] = "repetition"
    fields: ClassVar[tuple[Field, ...]] = (
        Field("tokens", FieldType.TEXTS, "Patterns of what may not be repeated.", required=True),
        Field("max", FieldType.INT, "How many repetitions are allowed.", 0),
        Field("alpha", FieldType.BOOL, "Only tokens of letters count.", default=False),
        Field("ignorecase", FieldType.BOOL, "Capital and small letters are the same.", default=False),
        Field("exceptions", FieldType.TEXTS, "Words and phrases that are left alone.", ()),
        Field("action", FieldType.ANY, "How an editor may mend it: `name` and `params`, as in Vale."),
    )
    reach: Reach = Reach.SEGMENT

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        self.meta = meta
        self.reach = reach_of(meta)
        self._finder = Finder(meta, "|".join(options["tokens"]), options, key="tokens")
        self._exceptions = Exceptions(options["exceptions"])
        self._max = options["max"]
        self._alpha = options["alpha"]
        self._ignore_case = options["ignorecase"]
        self._removes = action_of(options)[0] == "remove"

    def check(self, unit: Segment | Document, _context: Context) -> Iterator[Violation]:
        previous: Hit | None = None
        count = 0
        for hit in self._finder.hits(unit):
            if previous is None or not self._repeats(previous, hit):
                previous = hit
                continue
            count += 1
            span = Span(previous.span.start, hit.span.end)
            if count > self._max and _within_sentence(hit.segment, span) and hit not in self._exceptions:
                fix = self._fix(previous, hit)
                yield violation(self.meta, hit.segment, span, fix, words=(hit.text.strip(),))
                count = 0
            previous = hit

    def _fix(self, first: Hit, second: Hit) -> Fix | None:
        """The fix that removes the second one; none where markup, or the end of a line, stands between."""
        span = Span(first.span.end, second.span.end)
        prose = second.segment.prose
        divided = "\n" in prose.text[slice(*span)] or not prose.contiguous(first.span.start, span.end)
        if divided or not self._removes:
            return None
        return Fix((Edit(prose.span(*span), ""),), f"Remove «{second.text.strip()}»", self.meta.fix)

    def _repeats(self, first: Hit, second: Hit) -> bool:
        one, other = first.text.strip(), second.text.strip()
        if not one or MASK in other or first.stretch is not second.stretch:
            return False
        if self._alpha and not other.isalpha():
            return False
        return one.casefold() == other.casefold() if self._ignore_case else one == other


def _within_sentence(segment: Segment, span: Span) -> bool:
    """Sentences are only asked for when a final mark stands between the two."""
    if not _FINAL.intersection(segment.prose.text[slice(*span)]):
        return True
    return segment.sentence_at(span.start) == segment.sentence_at(span.end - 1)
