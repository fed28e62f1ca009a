"""Kind ``occurrence``: a token may stand so many times in its scope. The keys mean what they mean in Vale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.rules.matching.finder import portable
from proselint_t.rules.matching.patterns import compile_pattern
from proselint_t.rules.matching.scope import excerpts, reach_of, speaks
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, RuleMeta, Violation
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Document, Segment
    from proselint_t.rules.matching.scope import Excerpt


class Occurrence(BaseRule):
    """Scopes with more than ``max`` or fewer than ``min`` matches, marked at the first match."""

    fields: ClassVar[tuple[Field, ...]] = (
        Field("token", FieldType.TEXT, "The pattern that is counted.", required=True),
        Field("max", FieldType.INT, "The most matches that a scope may hold; 0 for no limit.", 0),
        Field("min", FieldType.INT, "The fewest matches that a scope must hold; 0 for no limit.", 0),
        Field("ignorecase", FieldType.BOOL, "Capital and small letters are the same.", default=False),
    )

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        self.reach = reach_of(meta)
        self._pattern = compile_pattern(
            portable(options["token"]), ignore_case=options["ignorecase"], key="token"
        )
        self._max: int = options["max"]
        self._min: int = options["min"]

    def check(self, unit: Segment | Document, _context: Context) -> Iterator[Violation]:
        for excerpt in excerpts(unit, self.meta):
            if not speaks(excerpt.segment, excerpt.offset, self.meta):
                continue
            spans = [Span(*match.span()) for match in self._pattern.find_all(excerpt.text)]
            if (self._max and len(spans) > self._max) or len(spans) < self._min:
                yield self._violation(excerpt, spans)

    def _violation(self, excerpt: Excerpt, spans: list[Span]) -> Violation:
        visible = (span for span in spans if MASK not in excerpt.text[slice(*span)])
        place = next(visible, spans[0] if spans else Span(0, 0)).shifted(excerpt.offset)
        found = self.violation_in(excerpt.segment, place, words=(excerpt.segment.prose.text[slice(*place)],))
        return found._replace(message=found.message.replace("%d", str(len(spans))))
