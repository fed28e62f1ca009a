"""Stretches: what a rule sees at once. A segment, one of its sentences, or the raw source.

Knows scopes and languages; it must not know patterns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document import Block, BlockKind, Document, Segment
from proselint_t.document.hidden import HIDEABLE
from proselint_t.document.model import SegmentText
from proselint_t.rules.matching.scope import in_scope, is_raw, may_speak, parts, view
from proselint_t.rules.rule import Reach
from proselint_t.text.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.rules.rule import RuleMeta


class Stretch(NamedTuple):
    """What a pattern sees at once: ``text`` begins at ``offset`` in the prose of ``segment``."""

    segment: Segment
    text: str
    offset: int = 0


def reach_of(meta: RuleMeta, *, whole: bool = False) -> Reach:
    """Rules with ``scope: raw`` read the source of the whole document at once; ``whole`` asks for it too."""
    if is_raw(meta.scope):
        return Reach.OUTLINE if _hidden_in(meta.scope) else Reach.SOURCE
    return Reach.DOCUMENT if whole else Reach.SEGMENT


def stretches(unit: Segment | Document, meta: RuleMeta) -> Iterator[Stretch]:
    """What a rule reads of a unit, as its scope says: the source, the sentences, or all of a segment.

    As in Vale, ``sentence`` means those of paragraphs: headings, lists and tables have scopes of their own.
    """
    if isinstance(unit, Segment):
        yield from _stretches(unit, meta)
    elif is_raw(meta.scope):
        segment = _raw_segment(unit, meta.scope)
        yield Stretch(segment, segment.prose.masked)
    else:
        for segment in unit.segments:
            if in_scope(segment, meta.scope):
                yield from _stretches(segment, meta)


def _stretches(segment: Segment, meta: RuleMeta) -> Iterator[Stretch]:
    if not may_speak(segment, meta):
        return
    text = view(segment, meta)
    others = tuple(selector for selector in meta.scope if not selector.startswith("sentence"))
    if others == meta.scope or (others and in_scope(segment, others)):
        yield Stretch(segment, text)
    elif segment.is_running_text and in_scope(segment, ("~list",)):
        for sentence in segment.sentences:
            yield Stretch(segment, text[slice(*sentence.span)], sentence.span.start)


def _raw_segment(document: Document, scope: tuple[str, ...]) -> Segment:
    """The source as if it were one paragraph without markup, for rules that ask for the raw text."""
    masks = tuple(sorted(span for name in _hidden_in(scope) for span in document.hidden[name]))
    block = Block(BlockKind.PARAGRAPH, (), 0, document.source.line_count)
    prose = Prose(document.source.text, masks=masks)
    return Segment(SegmentText(block, prose), lambda masked: [len(masked)], None)


def _hidden_in(scope: tuple[str, ...]) -> list[str]:
    """What a raw scope hides."""
    hidden = {part.removeprefix("~") for selector in scope for part in parts(selector)}
    return [name for name in HIDEABLE if name in hidden]
