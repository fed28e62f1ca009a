"""The clauses of a sentence that it asserts by themselves: what a shorter sentence may repeat.

Owns where they begin and end. A condition may govern more than its clause, and a question asserts nothing:
such sentences are left whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONDITIONS = (
    r"(?:if|when|whenever|unless|until|while|whether|provided|either|neither|as\s+soon"
    r"|once(?!\s+(?:an?|per|every|each|in|more|again)\b)"
    r"|если|когда|пока|хотя|либо|чтобы|или|будто|якобы)\b"
)
_CONDITION = re.compile(rf"\b{_CONDITIONS}", re.IGNORECASE)
_BEHIND_COMMA = re.compile(rf"[,;]\s*{_CONDITIONS}", re.IGNORECASE)
"""A condition behind a comma may hold for all that stands before."""

_HEAD = re.compile(
    r"(?P<head>[^,;:—]+)(?:,\s+(?:and|but|so|because|which|since|as"
    r"|и|а|но|поэтому|потому\s+что|так\s+как|котор\w+)\b|\s*;)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?P<noun>(?:an?|the|my|your|our|its|this)\s+(?:\w+\s+){0,2}\w+),\s+which\s+(?P<said>[^,;:—]+?)[.!]?\Z",
    re.IGNORECASE,
)


def clauses(sentence: str) -> Iterator[tuple[Span, ...]]:
    """The parts of a sentence, each as the stretches it has: `…, which V` is the noun and `V`."""
    if "?" in sentence or _BEHIND_COMMA.search(sentence):
        return
    head, relative = _HEAD.match(sentence), _RELATIVE.search(sentence)
    if head and not _CONDITION.search(head["head"]):
        yield (Span(*head.span("head")),)
    if relative and not _CONDITION.search(sentence):
        yield Span(*relative.span("noun")), Span(*relative.span("said"))
