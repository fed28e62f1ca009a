"""Kind ``emphasis``: text is neither bold nor italic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.annotations.interface_names import hidden_names, judged_names, may_be_name
from proselint_t.document.model import Markup, MarkupKind
from proselint_t.rules.matching.scope import view
from proselint_t.rules.rule import BaseRule, Context, Reach, RuleMeta, Violation
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Block, Document

MarkupGroup = tuple[Markup, ...]
"""Markup of one block that goes or stays together."""

_TAGS = frozenset({"b", "strong", "i", "em"})
_SIGNS = pattern(
    r"\w[*_]+(?:\d|[^\W\d_]\b)|(?:\b[^\W\d_]|\d)[*_]+\w|[*_]+\.\w|\w\.[*_]+\w"
    r"|(?<![*_])[*_]/|/[*_](?![*_])|(?<=[\w/.])[*_]+/|/[*_]+(?=[\w/.])"
)
"""Markers inside a sum, a path or a pattern: `2*3*4`, `x**2`, `*.md`, `src/*/a`."""

_NEAR = 8
"""Characters around a marker that tell whether it is a sign: other markers may stand beside it."""

_DUNDER = pattern(r"__[a-z]+__")


class Emphasis(BaseRule):
    """Emphasis by markers or tags; what is nested or crossed is one violation.

    The fix removes the markers and nothing else; there is none for a marker of several lines.
    A lower-case word between `__` may be the name of a Python method, and markers that touch digits, single
    letters, dots or slashes may be signs; where a text speaks of an interface, marks around words with a
    capital may be all that shows a name of it: their fix is unsafe.
    """

    # Emphasis belongs to a block and may reach across the labels that divide it into segments.
    reach: Reach = Reach.BLOCKS

    def check(self, document: Document, _context: Context) -> Iterator[Violation]:
        labels = _labels(document, self.meta)
        for block in document.blocks:
            for group in _groups(block):
                fix = self._fix(document.source.text, group, labels)
                yield self.violation_at(_span(group), fix)

    def _fix(self, text: str, group: MarkupGroup, labels: set[Span]) -> Fix | None:
        markers = _markers_of(group)
        if any("\n" in text[slice(*marker)] for marker in markers):
            return None
        identifier = any(_DUNDER.fullmatch(text, *markup.outer) for markup in group)
        is_sign = any(_is_sign(text, marker) for marker in markers)
        is_label = not labels.isdisjoint(markup.outer for markup in group)
        sure = Applicability.UNSAFE if identifier or is_sign or is_label else self.meta.fix
        return Fix(tuple(Edit(marker, "") for marker in markers), translated("Remove the emphasis"), sure)


def _labels(document: Document, meta: RuleMeta) -> set[Span]:
    """The places of marked texts that hold a name of an interface, or may be one beside one that surely is.

    A text that surely is one, and can be written in other marks, is another rule's business.
    """
    found, sure = set[Span](), set[Span]()
    for segment in document.segments:
        if not any(map(_is_emphasis, segment.block.markup)):
            continue
        text = view(segment, meta)
        names = judged_names(segment, text)
        whole = (one.name for one in names if one.is_name and not one.steps)
        sure.update(name.place for name in whole if segment.prose.contiguous(*name.inner))
        found.update(hidden_names(segment, text))
        if any(one.is_name for one in names):
            found.update(one.name.place for one in names if may_be_name(one.name))
    return found - sure


def _markers_of(group: MarkupGroup) -> list[Span]:
    """The source spans of the opening and closing markers, in order."""
    spans = [Span(markup.outer.start, markup.inner.start) for markup in group]
    return sorted(spans + [Span(markup.inner.end, markup.outer.end) for markup in group])


def _is_sign(text: str, marker: Span) -> bool:
    """Whether a marker stands where a sign of a sum, a path or a pattern may."""
    if text[marker.start] == "<":
        return False
    start = max(marker.start - _NEAR, 0)
    return any(
        found.start() <= marker.start and found.end() >= marker.end
        for found in _SIGNS.finditer(text, start, marker.end + _NEAR)
    )


def _groups(block: Block) -> list[MarkupGroup]:
    """Emphasis of a block, that which overlaps together."""
    groups: list[list[Markup]] = []
    end = -1
    for markup in sorted(filter(_is_emphasis, block.markup), key=lambda markup: markup.outer):
        if markup.outer.start < end:
            groups[-1].append(markup)
        else:
            groups.append([markup])
        end = max(end, markup.outer.end)
    return [tuple(group) for group in groups]


def _is_emphasis(markup: Markup) -> bool:
    return markup.kind in {MarkupKind.EMPHASIS, MarkupKind.STRONG} or markup.name in _TAGS


def _span(group: MarkupGroup) -> Span:
    return Span(group[0].outer.start, max(markup.outer.end for markup in group))
