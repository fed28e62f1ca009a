"""Kind ``numbers``: a cardinal number is written in digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.points import DEEP
from proselint_t.language.number_finder import find_numbers
from proselint_t.language.number_phrases import NumberSettings
from proselint_t.language.registry import LANGUAGES
from proselint_t.rules.matching.scope import view
from proselint_t.rules.rule import BaseRule, Context, Violation
from proselint_t.text.edits import Applicability
from proselint_t.text.marks import CLAUSE_ENDS, SENTENCE_ENDS
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Segment
    from proselint_t.language.number_phrases import NumberWord
    from proselint_t.text.edits import Fix

_TITLE_NUMBER = pattern(rf"\s*{DEEP}\.\s+")
_FINAL = tuple(SENTENCE_ENDS + CLAUSE_ENDS)


class Numbers(BaseRule):
    """Number words of each sentence's own language.

    Settings: ``ordinals`` and ``collective`` report ordinal numbers («third»), and collective numbers and
    fractions («трое», «half») as well.
    """

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        text = view(segment, self.meta)
        settings = NumberSettings(
            ordinals=bool(context.settings.get("ordinals")),
            collective=bool(context.settings.get("collective")),
        )
        for code, language in LANGUAGES.items():
            if segment.language not in {None, code}:
                continue
            for number in find_numbers(text, language, settings=settings):
                if segment.language_at(number.start) == code and not _opens_title(segment, context, number):
                    yield self._violation(segment, number)

    def _violation(self, segment: Segment, number: NumberWord) -> Violation:
        span = Span(number.start, number.end)
        word = " ".join(segment.prose.text[number.start : number.end].split())
        words = (number.replacement or "digits", word)
        return self.violation_in(segment, span, self._fix(segment, number), words=words)

    def _fix(self, segment: Segment, number: NumberWord) -> Fix | None:
        """A number that runs over a line end is joined on one line, and only when asked for."""
        if number.replacement is None:
            return None
        span = Span(number.start, number.end)
        one_line = "\n" not in segment.prose.text[number.start : number.end]
        sure = self.meta.fix if number.safe and one_line else Applicability.UNSAFE
        return self.replacement(segment, span, number.replacement, sure)


def _opens_title(segment: Segment, context: Context, number: NumberWord) -> bool:
    """Whether the number is the first word of a title with a number of its own: «2.3.1. Три вспышки»."""
    source = context.document.source
    at = segment.prose.origin(number.start)
    line = source.line_at(at)
    head, tail = source.text[source.line_starts[line] : at], source.text[at : source.line_end(line)]
    return bool(_TITLE_NUMBER.fullmatch(head)) and not tail.rstrip().endswith(_FINAL)
