"""Scope: what of a document a rule reads, and how it sees it; a segment, one of its sentences, or the source.

Selectors are Vale's: ``text``, ``paragraph``, ``heading``, ``heading.h2``, ``list``, ``blockquote``,
``table``, ``table.header``, ``table.cell``, ``alt``; a leading ``~`` negates, ``&`` joins. Behind ``raw``
``~fence``, ``~code``, ``~destination`` and ``~html`` hide code blocks, inline code, the
targets of links, and HTML blocks with all else that is no Markdown. Patterns are not known here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document import Block, BlockKind, Document, Segment
from proselint_t.document.hidden import HIDEABLE
from proselint_t.document.model import ContainerKind, SegmentText
from proselint_t.rules.rule import Reach
from proselint_t.text.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document.model import Container
    from proselint_t.rules.rule import RuleMeta

_ALWAYS = frozenset({"text", "raw", "sentence", "summary"})
SELECTORS = (
    *sorted(_ALWAYS),
    "paragraph",
    "heading",
    *(f"heading.h{level}" for level in range(1, 7)),
    "list",
    "blockquote",
    "table",
    "table.header",
    "table.cell",
    "alt",
    *HIDEABLE,
)


class Excerpt(NamedTuple):
    """What a pattern sees at once: ``text`` begins at ``offset`` in the prose of ``segment``."""

    segment: Segment
    text: str
    offset: int = 0


def selectors_of(segment: Segment) -> frozenset[str]:
    """Every selector that a segment answers to."""
    block = segment.block
    return _selectors(block.kind, block.level, block.header, frozenset(map(_selector, block.containers)))


@cache
def _selectors(kind: BlockKind, level: int, header: bool, around: frozenset[str]) -> frozenset[str]:
    own = {
        BlockKind.HEADING: ("heading", f"heading.h{level}"),
        BlockKind.CELL: ("table", "table.header" if header else "table.cell"),
        BlockKind.ALT: ("alt",),
    }
    return _ALWAYS.union(own.get(kind, ("paragraph",)), around - {""})


def _selector(container: Container) -> str:
    """What the segments in a container answer to; nothing in an item that is a point, or in a footnote."""
    if container.kind is ContainerKind.QUOTE:
        return "blockquote"
    return "" if container.is_point or container.kind is ContainerKind.FOOTNOTE else "list"


def in_scope(segment: Segment, scope: tuple[str, ...]) -> bool:
    """Whether any selector of ``scope`` takes the segment; an empty scope takes everything."""
    return not scope or _is_taken(selectors_of(segment), scope)


@cache
def _is_taken(names: frozenset[str], scope: tuple[str, ...]) -> bool:
    return any(all(_takes(part, names) for part in parts(selector)) for selector in scope)


def parts(selector: str) -> tuple[str, ...]:
    """The names that a selector joins."""
    return tuple(part.strip() for part in selector.split("&"))


def is_raw(scope: tuple[str, ...]) -> bool:
    """Whether a rule reads the source of the whole document."""
    return any("raw" in parts(selector) for selector in scope)


def _takes(selector: str, names: frozenset[str]) -> bool:
    if selector.startswith("~"):
        return selector[1:] not in names
    return selector in names


def view(segment: Segment, meta: RuleMeta) -> str:
    """The segment's text as a rule sees it: hidden characters are :data:`proselint_t.text.prose.MASK`."""
    if meta.quotations == "skip":
        if segment.block.quotes:
            return ""
        return segment.unquoted
    if meta.mask == "keep-inline-code":
        return segment.prose.masked_except_code
    return segment.prose.masked


def speaks(segment: Segment, offset: int, meta: RuleMeta) -> bool:
    """Whether the sentence at an offset is in a language that the rule is for."""
    return not meta.languages or segment.language_at(offset) in meta.languages


def may_speak(segment: Segment, meta: RuleMeta) -> bool:
    """A cheap test before any matching: ``False`` when no sentence can be in the rule's language."""
    return not meta.languages or segment.language is None or segment.language in meta.languages


def reach_of(meta: RuleMeta, *, whole: bool = False) -> Reach:
    """Rules with ``scope: raw`` read the source of the whole document at once; ``whole`` asks for it too."""
    if is_raw(meta.scope):
        return Reach.OUTLINE if _hidden_in(meta.scope) else Reach.SOURCE
    return Reach.DOCUMENT if whole else Reach.SEGMENT


def excerpts(unit: Segment | Document, meta: RuleMeta) -> Iterator[Excerpt]:
    """What a rule reads of a unit, as its scope says: the source, the sentences, or all of a segment.

    As in Vale, ``sentence`` means those of paragraphs: headings, lists and tables have scopes of their own.
    """
    if isinstance(unit, Segment):
        yield from _excerpts(unit, meta)
    elif is_raw(meta.scope):
        segment = _raw_segment(unit, meta.scope)
        yield Excerpt(segment, segment.prose.masked)
    else:
        for segment in unit.segments:
            if in_scope(segment, meta.scope):
                yield from _excerpts(segment, meta)


def _excerpts(segment: Segment, meta: RuleMeta) -> Iterator[Excerpt]:
    if not may_speak(segment, meta):
        return
    text = view(segment, meta)
    others = tuple(selector for selector in meta.scope if not selector.startswith("sentence"))
    if others == meta.scope or (others and in_scope(segment, others)):
        yield Excerpt(segment, text)
    elif segment.is_running_text and in_scope(segment, ("~list",)):
        for sentence in segment.sentences:
            yield Excerpt(segment, text[slice(*sentence.span)], sentence.span.start)


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
