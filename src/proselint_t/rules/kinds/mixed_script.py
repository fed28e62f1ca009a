"""Kind ``mixed-script``: a Latin letter in a Cyrillic word, or the reverse."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from proselint_t.language.look_alikes import may_hold_mixed_words, mixed_words
from proselint_t.rules.matching.scope import view
from proselint_t.rules.rule import BaseRule, Context, Violation
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Segment


class MixedScript(BaseRule):
    """Repairs words that hold look-alikes of the other script. Hyphen, underscore and digit divide words."""

    @staticmethod
    def may_find(text: str) -> bool:
        """Whether two scripts may meet in a word of a text in Markdown."""
        return may_hold_mixed_words(text)

    def check(self, segment: Segment, _context: Context) -> Iterator[Violation]:
        """One violation for each word."""
        for start, word, repaired in mixed_words(view(segment, self.meta)):
            span = Span(start, start + len(word))
            fix = self.replacement(segment, span, repaired)
            yield self.violation_in(segment, span, fix, words=(word, _foreign(word, repaired)))


def _foreign(word: str, repaired: str) -> str:
    """Which letters are of the other alphabet: «с» is Cyrillic."""
    letters = [one for one, other in zip(word, repaired, strict=True) if one != other]
    cyrillic = "CYRILLIC" in unicodedata.name(letters[0])
    shown = ", ".join(f"«{letter}»" for letter in dict.fromkeys(letters))
    if len(set(letters)) == 1:
        return translated("%s is Cyrillic" if cyrillic else "%s is Latin", shown)
    return translated("%s are Cyrillic" if cyrillic else "%s are Latin", shown)
