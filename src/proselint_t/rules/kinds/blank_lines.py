"""Kind ``blank-lines``: how many blank lines may stand between two blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.document.blank_runs import BlankRuns
from proselint_t.document.model import BlockKind
from proselint_t.rules.rule import BaseRule, Context, Reach, Violation
from proselint_t.text.edits import Edit, Fix
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Document
    from proselint_t.text.span import Span


_HARD_BREAK = pattern(r"(?: {2}|\\)\s*$")
"""What would break the line once the blank line behind it is gone: until it is taken away there is no fix."""


class BlankLines(BaseRule):
    """No blank line between paragraphs of one container, elsewhere never more than one.

    One stays where the lines would be one sentence without it: nobody could tell that they had been parted.

    Settings: ``paragraph`` (``block``: only runs of more than one count) and ``before_point``, the largest
    number of blank lines before a label of depth 1.
    """

    reach: Reach = Reach.BLOCKS

    def check(self, document: Document, context: Context) -> Iterator[Violation]:
        """One violation for each run of blank lines that is too long."""
        page = BlankRuns(document)
        for first, end in page.runs():
            allowed = self._allowed(page, first, end, context.settings)
            if end - first > allowed:
                span = page.lines_span(first + allowed, end)
                if not span.empty:
                    inside = not allowed and first > 0 and end < page.line_count
                    breaks = inside and _HARD_BREAK.search(document.source.line(first - 1)) is not None
                    where = _where(page, first, end)
                    yield self._violation(span, end - first - allowed, where, fixable=not breaks)

    def _violation(self, span: Span, count: int, where: str, *, fixable: bool) -> Violation:
        title = translated("Remove the blank line" if count == 1 else "Remove %s blank lines", count)
        fix = Fix((Edit(span, ""),), title, self.meta.fix) if fixable else None
        what = (
            translated("Superfluous blank line")
            if count == 1
            else translated("%s superfluous blank lines", count)
        )
        return self.violation_at(span, fix, words=(f"{what} {where}",))

    def _allowed(self, page: BlankRuns, first: int, end: int, settings: Mapping[str, Any]) -> int:
        if first == 0 or end >= page.line_count:
            return 0
        before, after = page.block_at(first - 1), page.block_at(end)
        if settings.get("paragraph", "block") == "block" or before is None or after is None:
            return 1
        if not page.may_join(before, after):
            return 1
        if page.label_depth(after) == 1:
            return int(settings.get("before_point", 1))
        return 1 if page.label_depth(after) is None and page.goes_on(before, after) else 0


def _where(page: BlankRuns, first: int, end: int) -> str:
    if first == 0:
        return translated("at the start of the text")
    if end >= page.line_count:
        return translated("at the end of the text")
    kinds = {block.kind for block in (page.block_at(first - 1), page.block_at(end)) if block is not None}
    return translated("between paragraphs" if kinds == {BlockKind.PARAGRAPH} else "here")
