"""An old and a new text side by side: which words of each the other does not have in its place.

Knows texts, and nothing of edits or pages. White space never differs: it belongs to the layout.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\w+(?:[-.'’]\w+)*|[^\w\s]")
_MOST_PAIRS = 100_000_000
"""Where more pairs of words would be compared, all words count as changed."""


class TextRun(NamedTuple):
    """A stretch of a text."""

    text: str
    changed: bool = False


Sides = tuple[tuple[TextRun, ...], tuple[TextRun, ...]]
"""The old text and the new one."""


def compared(old: str, new: str) -> Sides:
    """Both texts, divided where words begin or cease to differ."""
    before, after = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    kept_before, kept_after = _kept([word[0] for word in before], [word[0] for word in after])
    return tuple(_runs(old, before, kept_before)), tuple(_runs(new, after, kept_after))


def _kept(old: Sequence[str], new: Sequence[str]) -> tuple[set[int], set[int]]:
    """The indexes of the words that both have in the same order."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - a page without edits compares nothing

    if len(old) * len(new) > _MOST_PAIRS:
        return set(), set()
    equal = [step for step in Indel.opcodes(old, new) if step.tag == "equal"]
    return (
        {index for step in equal for index in range(step.src_start, step.src_end)},
        {index for step in equal for index in range(step.dest_start, step.dest_end)},
    )


def _runs(text: str, words: Sequence[re.Match[str]], kept: set[int]) -> Iterator[TextRun]:
    """The space between two changed words is changed with them, and so is a lone mark."""
    changed = [index not in kept for index in range(len(words))]
    for index, word in enumerate(words[1:-1], start=1):
        changed[index] |= changed[index - 1] and changed[index + 1] and not word[0][0].isalnum()
    position = 0
    for differs, group in groupby(zip(words, changed, strict=True), key=itemgetter(1)):
        if differs:
            found = [word for word, _ in group]
            start, end = found[0].start(), found[-1].end()
            if position < start:
                yield TextRun(text[position:start])
            yield TextRun(text[start:end], changed=True)
            position = end
    if position < len(text):
        yield TextRun(text[position:])
