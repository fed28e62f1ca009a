"""Kind ``emphasis``: text is neither bold nor italic."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.document.blocks import parse_blocks
from proselint_t.document.inlines import parse_inlines
from proselint_t.document.model import BlockKind, Markup, MarkupKind
from proselint_t.edits import Applicability, Edit, Fix, apply_edits
from proselint_t.rule import Context, Field, Reach, RuleMeta, Violation
from proselint_t.source import Source
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proselint_t.document import Block, Document

_TAGS = frozenset({"b", "strong", "i", "em"})
_DUNDER = re.compile(r"__[a-z]+__")
_TRIALS = 64
"""How often one block is read again; what is not proved harmless by then is only shown."""


class Emphasis:
    """Emphasis by markers or tags; what is nested or crossed is one violation.

    A fix removes the markers where the bare text reads the same, which is proved by reading it.
    """

    name: ClassVar[str] = "emphasis"
    fields: ClassVar[tuple[Field, ...]] = ()
    reach: ClassVar[Reach] = Reach.DOCUMENT
    metamorphic_exempt: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, meta: RuleMeta, _options: Mapping[str, Any]) -> None:
        self.meta = meta

    def check(self, document: Document, _context: Context) -> Iterator[Violation]:
        trial: _Trial | None = None
        for block in document.blocks:
            groups = _groups(block)
            if groups:
                trial = trial or _Trial(document.source)
                harmless = trial.harmless(block, groups)
                for group in groups:
                    yield self._violation(document.source.text, group, fixable=group in harmless)

    def _violation(self, text: str, group: Group, *, fixable: bool) -> Violation:
        span = Span(group[0].outer.start, max(markup.outer.end for markup in group))
        fix = None
        if fixable:
            identifier = any(_DUNDER.fullmatch(text, *markup.outer) for markup in group)
            sure = Applicability.UNSAFE if identifier else self.meta.fix
            fix = Fix(tuple(Edit(marker, "") for marker in _markers(group)), "Remove the emphasis", sure)
        return Violation(self.meta.id, self.meta.severity, span, self.meta.message, fix)


Group = tuple[Markup, ...]
"""Emphasis that overlaps, in the order of the text."""


def _groups(block: Block) -> list[Group]:
    groups: list[list[Markup]] = []
    end = -1
    for markup in sorted(block.markup, key=lambda markup: (markup.outer.start, -markup.outer.end)):
        if not _is_emphasis(markup):
            continue
        if markup.outer.start < end:
            groups[-1].append(markup)
        else:
            groups.append([markup])
        end = max(end, markup.outer.end)
    return [tuple(group) for group in groups]


def _is_emphasis(markup: Markup) -> bool:
    return markup.kind in {MarkupKind.EMPHASIS, MarkupKind.STRONG} or markup.name in _TAGS


def _markers(group: Group) -> list[Span]:
    spans = [Span(markup.outer.start, markup.inner.start) for markup in group]
    return sorted(spans + [Span(markup.inner.end, markup.outer.end) for markup in group])


class _Trial:
    """Reads a block again without some of its markers."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.env = parse_blocks(source).env if "]:" in source.text else {}

    def harmless(self, block: Block, groups: list[Group]) -> set[Group]:
        """Groups whose markers may go, all at once; found by halving when the whole block does not do."""
        plain = self._reading(block, ())
        kept: list[Group] = []
        waiting = [[group for group in groups if self._on_one_line(group)]]
        for _ in range(_TRIALS):
            if not waiting:
                break
            candidates = waiting.pop()
            if self._reading(block, [*kept, *candidates]) == plain:
                kept += candidates
            elif len(candidates) > 1:
                middle = len(candidates) // 2
                waiting += [candidates[middle:], candidates[:middle]]
        return set(kept)

    def _on_one_line(self, group: Group) -> bool:
        return not any("\n" in self.text[slice(*marker)] for marker in _markers(group))

    def _reading(self, block: Block, groups: Sequence[Group]) -> tuple[object, ...]:
        """What the block says without the markers of ``groups``: text, code, other markup, structure."""
        text = self._without(block, [marker for group in groups for marker in _markers(group)])
        source = Source(text)
        lines = tuple(Span(start, source.line_end(at)) for at, start in enumerate(source.line_starts))
        inline = parse_inlines(source, lines, self.env)
        emphasis = sum(map(_is_emphasis, inline.markup)) + sum(map(len, groups))
        others = [(markup.kind, markup.name) for markup in inline.markup if not _is_emphasis(markup)]
        breaks, images = len(inline.hard_breaks), len(inline.images)
        return (inline.prose.text, inline.prose.masks, others, emphasis, breaks, images, _blocks(block, text))

    def _without(self, block: Block, markers: list[Span]) -> str:
        """The text of the block, line by line, without some stretches of it."""
        starts = [line.start for line in block.lines]
        shifts = [0]
        for line in block.lines:
            shifts.append(shifts[-1] + line.end - line.start + 1)
        text = "\n".join(self.text[slice(*line)] for line in block.lines)
        edits = []
        for marker in markers:
            line = bisect_right(starts, marker.start) - 1
            edits.append(Edit(marker.shifted(shifts[line] - starts[line]), ""))
        return apply_edits(text, edits)


def _blocks(block: Block, text: str) -> tuple[object, ...]:
    """The block structure of the text alone, and how much of it is no text (the closing marks of a heading)."""
    if block.kind is BlockKind.CELL:
        return ()
    prefix = "# " if block.kind is BlockKind.HEADING and len(block.lines) == 1 else ""
    source = Source(prefix + text)
    parsed = parse_blocks(source)
    read = "".join(source.text[slice(*line)] for one in parsed.blocks for line in one.lines)
    return (parsed.shape, len("".join(source.text.split())) - len("".join(read.split())))
