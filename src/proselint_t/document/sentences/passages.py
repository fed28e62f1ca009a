"""The sentences of a segment, cut with as little work as the house format allows.

A line that ends like a sentence ends one there, as everywhere (a line never ends inside `etc.`), so a text
with one sentence on each line needs no spaCy, however many lines its segment has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.document.sentences import has_inner_candidate, sentence_ends
from proselint_t.text.marks import SENTENCE_ENDS
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Segment

_ENDS_SENTENCE = re.compile(rf"[{SENTENCE_ENDS}][)»”\"'{MASK}]*\s*\Z")
_BACK = 12
"""Characters at the end of a line that tell."""


def sentences(segment: Segment) -> Iterator[Span]:
    """The sentences in prose offsets, without the white space between them."""
    for passage in passages(segment):
        yield from sentences_in(segment, passage)


def sentences_in(segment: Segment, passage: Span) -> Iterator[Span]:
    """The sentences of one passage, in prose offsets."""
    return (span.shifted(passage.start) for span in cut(segment.prose.masked[slice(*passage)]))


def passages(segment: Segment) -> Iterator[Span]:
    """The lines up to one that ends like a sentence, and so on: no sentence stands in two of them."""
    masked, start = segment.prose.masked, 0
    for line in segment.lines:
        if line.end == len(masked) or _ENDS_SENTENCE.search(masked, max(start, line.end - _BACK), line.end):
            yield Span(start, line.end)
            start = line.end


def ends_sentence(line: str) -> bool:
    return _ENDS_SENTENCE.search(line) is not None


def cut(text: str) -> Iterator[Span]:
    """The sentences of a line, without the white space between them."""
    ends = sentence_ends(text) if has_inner_candidate(text) else [len(text)]
    for first, last in zip([0, *ends], ends, strict=False):
        sentence = text[first:last]
        if sentence.strip():
            yield Span(last - len(sentence.lstrip()), last - len(sentence) + len(sentence.rstrip()))
