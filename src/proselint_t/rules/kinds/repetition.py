"""Kind ``repetition``: the same token twice in a row. The keys mean what they mean in Vale."""

from __future__ import annotations

import re
from itertools import chain, islice, pairwise
from operator import eq
from sys import intern
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.language.registry import RUSSIAN
from proselint_t.rules.matching.finder import Exceptions, Finder, Hit
from proselint_t.rules.matching.scope import reach_of
from proselint_t.rules.matching.substitutes import action_of
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, RuleMeta, Violation
from proselint_t.text.edits import Edit, Fix
from proselint_t.text.marks import SENTENCE_ENDS
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from proselint_t.document import Document, Segment

_FINAL = frozenset(SENTENCE_ENDS)
_NEIGHBOURS = r"(?<![^\W\d_])([^\W\d_]++)\s+\1(?![^\W\d_])"
"""The same word of letters twice, and white space between: cheaper to look for than all tokens."""
_BEGINS = pattern(r"(?:^|[\s(«„“”\"'‘’—–])\Z")


class Repetition(BaseRule):
    """Each match that says the same as the match before it, unless a sentence ends between them."""

    fields: ClassVar[tuple[Field, ...]] = (
        Field("tokens", FieldType.TEXTS, "Patterns of what may not be repeated.", required=True),
        Field("max", FieldType.INT, "How many repetitions are allowed.", 0),
        Field("alpha", FieldType.BOOL, "Only tokens of letters count.", default=False),
        Field("ignorecase", FieldType.BOOL, "Capital and small letters are the same.", default=False),
        Field(
            "adjacent",
            FieldType.BOOL,
            "Only whole words of letters count, with nothing but white space between them.",
            default=False,
        ),
        Field("exceptions", FieldType.TEXTS, "Words and phrases that are left alone.", ()),
        Field("action", FieldType.ANY, "How an editor may mend it: `name` and `params`, as in Vale."),
    )

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        self.reach = reach_of(meta)
        self._finder = Finder(meta, "|".join(options["tokens"]), options, key="tokens")
        self._exceptions = Exceptions(options["exceptions"])
        self._max = options["max"]
        self._alpha = options["alpha"]
        self._ignore_case = options["ignorecase"]
        flags = re.IGNORECASE if self._ignore_case else re.NOFLAG
        self._neighbours = re.compile(_NEIGHBOURS, flags) if options["adjacent"] else None
        self._removes = action_of(options)[0] == "remove"

    def literals_for(self, _settings: Mapping[str, Any]) -> tuple[str, ...]:
        return self._finder.literals

    def check(self, unit: Segment | Document, _context: Context) -> Iterator[Violation]:
        count = 0
        for excerpt in self._finder.excerpts(unit):
            if self._neighbours and not self._neighbours.search(excerpt.text):
                continue
            # Nearly every word is a match: only where one stands twice, places are asked for.
            if not self._says_twice(self._finder.pattern.texts(excerpt.text)):
                continue
            matches = chain.from_iterable(self._finder.pattern.in_batches(excerpt.text))
            for first, second in pairwise(match for match in matches if match.group()):
                if not self._is_repeated(first.group().strip(), second.group().strip()):
                    continue
                hits = list(self._finder.accepted(excerpt, (first, second)))
                if len(hits) < 2 or (self._neighbours and not self._are_neighbours(*hits)):
                    continue
                count += 1
                if count > self._max and self._is_slip(*hits):
                    yield self._violation(*hits)
                    count = 0

    @staticmethod
    def _are_neighbours(first: Hit, second: Hit) -> bool:
        """Whether two words stand side by side, the first no part of a key or code: `Ctrl-a a`, `[a a]`."""
        text = first.excerpt.text
        between = text[first.match.end() : second.match.start()]
        begins = _BEGINS.search(text, max(first.match.start() - 1, 0), first.match.start())
        return begins is not None and between.isspace() and second.text.isalpha()

    def _is_slip(self, first: Hit, second: Hit) -> bool:
        span = Span(first.span.start, second.span.end)
        if not _within_sentence(second.segment, span) or second in self._exceptions:
            return False
        # Latin words of a Russian sentence are values and names: `false false`.
        foreign = self._neighbours is not None and second.text.isascii()
        return not foreign or second.segment.language_at(second.span.start) != RUSSIAN.code

    def _violation(self, first: Hit, second: Hit) -> Violation:
        span = Span(first.span.start, second.span.end)
        fix = self._fix(first, second)
        return self.violation_in(second.segment, span, fix, words=(second.text.strip(),))

    def _fix(self, first: Hit, second: Hit) -> Fix | None:
        """The fix that removes the second one; none where markup, or the end of a line, stands between."""
        span = Span(first.span.end, second.span.end)
        prose = second.segment.prose
        divided = "\n" in prose.text[slice(*span)] or not prose.contiguous(first.span.start, span.end)
        if divided or not self._removes:
            return None
        title = intern(translated("Remove «%s»", second.text.strip()))
        return Fix((Edit(prose.span(*span), ""),), title, self.meta.fix)

    def _says_twice(self, matches: Iterable[str]) -> bool:
        """Whether one of some matches says the same as the one before it."""
        said = [text.strip() for text in matches if text]
        if self._ignore_case:
            said = [text.casefold() for text in said]
        return any(map(eq, said, islice(said, 1, None)))

    def _is_repeated(self, token: str, following: str) -> bool:
        """Whether the second of two neighbouring tokens says the same as the first, and counts."""
        said, again = (one.casefold() if self._ignore_case else one for one in (token, following))
        is_same = said == again and bool(said)
        return is_same and MASK not in following and (following.isalpha() or not self._alpha)


def _within_sentence(segment: Segment, span: Span) -> bool:
    """Sentences are only asked for when a final mark stands between the two."""
    if not _FINAL.intersection(segment.prose.text[slice(*span)]):
        return True
    return segment.sentence_at(span.start) == segment.sentence_at(span.end - 1)
