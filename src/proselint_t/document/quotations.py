"""Quotations: text between a recognised pair of quotation marks of any glyph.

Marks are recognised the same way whether or not they are already «», so that the order in which rules
run does not matter. A mark without a partner in its segment opens nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proselint_t.document.model import Quotation
from proselint_t.prose import MASK
from proselint_t.span import Span

_MARK = re.compile("[«»“”„‟‹›‘’‚\"']")
_ANY_MARK = frozenset("«»“”„‟‹›‘’‚\"'")
_SINGLE = frozenset("'‘’‚")
_PAIRS: dict[str, str] = {"«": "»", "“": "”", "„": "“”", "‟": "”", "‹": "›", "‘": "’", "‚": "‘’", '"': '"', "'": "'"}
_OPENING_BEFORE = frozenset(" \t\n\u00a0([{<—–-/=:;,.…|*_«„“‘\"'>" + MASK)


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark without a partner, in prose offsets."""

    at: int
    glyph: str


def find_quotations(text: str) -> tuple[tuple[Quotation, ...], tuple[Mark, ...]]:
    """Pairs (outer before inner) and lone marks of a masked text."""
    if not _MARK.search(text):
        return (), ()
    return _Pairing(text).run()


class _Pairing:
    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[Mark] = []
        self.pairs: list[tuple[Mark, Mark]] = []
        self.lone: list[Mark] = []

    def run(self) -> tuple[tuple[Quotation, ...], tuple[Mark, ...]]:
        for match in _MARK.finditer(self.text):
            self._take(Mark(match.start(), match.group()))
        self.lone += self.stack
        lone = tuple(sorted((m for m in self.lone if m.glyph not in _SINGLE), key=lambda m: m.at))
        return tuple(self._with_depth()), lone

    def _take(self, mark: Mark) -> None:
        if self._is_apostrophe(mark) or self._is_measure(mark):
            return
        index = self._partner(mark)
        if index is not None and self._may_close(mark):
            self.lone += self.stack[index + 1 :]
            self.pairs.append((self.stack[index], mark))
            del self.stack[index:]
        elif mark.glyph in _PAIRS and self._may_open(mark):
            self.stack.append(mark)
        else:
            self.lone.append(mark)

    def _partner(self, mark: Mark) -> int | None:
        for index in range(len(self.stack) - 1, -1, -1):
            if mark.glyph in _PAIRS[self.stack[index].glyph]:
                # “ both opens and (after „) closes: it closes only when „ is the innermost.
                return index
        return None

    def _may_open(self, mark: Mark) -> bool:
        before = self.text[mark.at - 1 : mark.at]
        after = self.text[mark.at + 1 : mark.at + 2]
        if mark.glyph in "«„‟‹‚“":
            return True
        return (not before or before in _OPENING_BEFORE) and bool(after) and not after.isspace()

    def _may_close(self, mark: Mark) -> bool:
        if mark.glyph in "»›":
            return True
        before = self.text[mark.at - 1 : mark.at]
        after = self.text[mark.at + 1 : mark.at + 2]
        return not before.isspace() and not (after.isalnum() and mark.glyph in "\"'’”")

    def _is_apostrophe(self, mark: Mark) -> bool:
        """`don't`, `users'`, `'90s`; a closing single mark only where one is open."""
        if mark.glyph not in "'’‘":
            return False
        before = self.text[mark.at - 1 : mark.at]
        after = self.text[mark.at + 1 : mark.at + 2]
        if before.isalnum() and after.isalnum():
            return True
        if mark.glyph == "‘":
            return False
        if before and not before.isspace() and before not in "([{" and not after.isalnum():
            return not any(open_.glyph in _SINGLE for open_ in self.stack)
        return mark.glyph == "’"

    def _is_measure(self, mark: Mark) -> bool:
        """Inches, feet, minutes and seconds: `5"`, `5'`."""
        before = self.text[mark.at - 1 : mark.at]
        if mark.glyph not in "\"'" or not before.isdigit():
            return False
        return not any(mark.glyph == open_.glyph for open_ in self.stack)

    def _with_depth(self) -> list[Quotation]:
        ordered = sorted(self.pairs, key=lambda pair: (pair[0].at, -pair[1].at))
        open_ends: list[int] = []
        quotations = []
        for first, last in ordered:
            while open_ends and open_ends[-1] <= first.at:
                open_ends.pop()
            quotations.append(
                Quotation(Span(first.at, last.at + 1), first.glyph, last.glyph, len(open_ends))
            )
            open_ends.append(last.at + 1)
        return quotations
