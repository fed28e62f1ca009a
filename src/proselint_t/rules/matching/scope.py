"""Which stretches of a document a rule reads, and how it sees them.

Selectors are Vale's: ``text``, ``paragraph``, ``heading``, ``heading.h2``, ``list``, ``blockquote``,
``table``, ``table.header``, ``table.cell``, ``alt``; a leading ``~`` negates, ``&`` joins. Behind ``raw``
``~fence``, ``~code``, ``~destination`` and ``~html`` hide code blocks, inline code, the
targets of links, and HTML blocks with all else that is no Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.hidden import HIDEABLE
from proselint_t.document.model import BlockKind, ContainerKind

if TYPE_CHECKING:
    from proselint_t.document import Segment
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


def selectors_of(segment: Segment) -> frozenset[str]:
    """Every selector that a segment answers to."""
    block = segment.block
    names = set(_ALWAYS)
    if block.kind is BlockKind.HEADING:
        names |= {"heading", f"heading.h{block.level}"}
    elif block.kind is BlockKind.CELL:
        names |= {"table", "table.header" if block.header else "table.cell"}
    elif block.kind is BlockKind.ALT:
        names.add("alt")
    else:
        names.add("paragraph")
    for container in block.containers:
        if container.kind is ContainerKind.QUOTE:
            names.add("blockquote")
        elif container.kind in {ContainerKind.BULLET, ContainerKind.ORDERED} and not container.is_point:
            names.add("list")
    return frozenset(names)


def in_scope(segment: Segment, scope: tuple[str, ...]) -> bool:
    """Whether any selector of ``scope`` takes the segment; an empty scope takes everything."""
    if not scope:
        return True
    names = selectors_of(segment)
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
