"""Texts of edits that are pieces of sentences: what begins or ends inside one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.document import ContainerKind
from proselint_t.document.sentences import is_small_name
from proselint_t.document.sentences.segments import ends_sentence
from proselint_t.language.finite_verbs import has_finite_verb
from proselint_t.language.word_lists import function_words
from proselint_t.rules.review import TextFault
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Document, Segment

_CLOSED = (":", ";", ",", "»", "”", '"', "\ufffc")
"""What ends an item of a list, a quotation or code, which need no end mark."""
_SMALL_WORD = re.compile(r"[a-zа-яё]+(?=[\s,])")
_LONGEST = 40


def fragment_faults(text: Document) -> Iterator[TextFault]:
    """The text of an edit where it is no whole sentences, quoted from its start.

    A title is whole as well, and so is an item of a list; which of them the lines between are, the rules of
    style say.
    """
    segments = [one for one in text.segments if one.is_running_text and one.prose.text.strip()]
    if segments and segments[-1].block is text.blocks[-1] and not _in_list(segments):
        first, last = segments[0], segments[-1]
        line = last.prose.masked[last.lines[-1].start :].strip()
        if _begins_inside(first.prose.masked.strip()) or _is_open(line):
            shown = " ".join(first.prose.text.split())
            shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST].rstrip()}…"
            message = translated("an edit brings whole sentences, and this is a piece of one: «%s»", shown)
            yield TextFault(Span(first.span.start, last.span.end), message)


def _begins_inside(text: str) -> bool:
    """Whether a text begins with a small word that is no name, as `npm` is."""
    return _SMALL_WORD.match(text) is not None and not is_small_name(text, 0)


def _is_open(line: str) -> bool:
    """Whether a line has no end: it says something, begins small, or breaks off behind a small word."""
    if not line or ends_sentence(line) or line.endswith(_CLOSED):
        return False
    last = line.rpartition(" ")[2].lower()
    breaks_off = any(last in function_words(key) for key in ("joints", "markers_en", "markers_ru"))
    return breaks_off or not line[0].isupper() or has_finite_verb(line)


def _in_list(segments: list[Segment]) -> bool:
    return any(one.block.inside(ContainerKind.BULLET) for one in segments)
