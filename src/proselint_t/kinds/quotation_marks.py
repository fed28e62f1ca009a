"""Kind ``quotation-marks``: a quotation stands between « and », one inside it between „ and “."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.edits import Applicability, Edit, Fix
from proselint_t.rule import Context, Field, Reach, RuleMeta, Violation, violation
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment
    from proselint_t.document.model import Quotation

_OUTER = "«»"
_NESTED = "„“"
_LIKE = frozenset({'""', "“”", "„“", "„”", "‟”", "''", "‘’", "‚‘", "‚’", "«»", "‹›"})
_SINGLE = "'‘‚"
_POSSESSIVE = re.compile(r"\w['’]s\b|[sS]['’](?=\s)")
_DANGLING = re.compile(r"(?<=[sS]['’])\s+\w(?:[^«»‹›“”„‟\"'‘’‚]|(?<=\w)['’](?=\w))*(?<=\w)['’](?!\w)")
_MEASURE = re.compile(r"\d[\"”]")
_NAMES = {
    "„": re.compile(r"(?:немецки\w+\s+)?(?:лап\w+|кавычк\w+)", re.IGNORECASE),
    "“": re.compile(
        r"(?:(?:curly|smart|english|double|typographic)\s+)?(?:quotes|quotation marks)|лап\w+", re.IGNORECASE
    ),
}
"""Names of the marks: „лапки“ shows what it names."""


class QuotationMarks:
    """Rewrites the marks of each pair and nothing between them; a mark without a partner is only shown.

    Setting ``nested``: the opening and the closing mark of a quotation inside a quotation.
    """

    name: ClassVar[str] = "quotation-marks"
    fields: ClassVar[tuple[Field, ...]] = ()
    reach: ClassVar[Reach] = Reach.SEGMENT
    metamorphic_exempt: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, meta: RuleMeta, _options: Mapping[str, Any]) -> None:
        self.meta = meta

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        nested = str(context.settings.get("nested", _NESTED))
        for nest in _nests(segment, nested):
            for quotation in nest:
                fix = self._fix(segment, nest if quotation is nest[0] else [quotation], nested)
                yield violation(self.meta, segment, quotation.span, fix, words=(_wanted(quotation, nested),))
        for mark in segment.lone_marks:
            yield violation(self.meta, segment, Span(mark.at, mark.at + 1), words=(_OUTER,))

    def _fix(self, segment: Segment, nest: list[Quotation], nested: str) -> Fix:
        """The fix of the first quotation; it takes the clear ones inside along."""
        clear = [quotation for quotation in nest if _is_clear(segment, quotation)]
        first = nest[0]
        sure = self.meta.fix if first in clear else Applicability.UNSAFE
        edits = []
        for quotation in [first, *(inner for inner in clear if inner is not first)]:
            start, end = quotation.span
            wanted = _wanted(quotation, nested)
            edits.append(Edit(segment.prose.span(start, start + 1), wanted[0]))
            edits.append(Edit(segment.prose.span(end - 1, end), wanted[-1]))
        wanted = _wanted(first, nested)
        return Fix(tuple(sorted(edits)), f"Write the marks {wanted[0]}…{wanted[-1]}", sure)


def _wanted(quotation: Quotation, nested: str) -> str:
    return nested if quotation.depth else _OUTER


def _nests(segment: Segment, nested: str) -> list[list[Quotation]]:
    """Quotations with wrong marks, each outermost one followed by those inside it."""
    nests: list[list[Quotation]] = []
    for quotation in segment.quotations:
        if quotation.opening + quotation.closing == _wanted(quotation, nested):
            continue
        if _shows_itself(segment, quotation):
            continue
        if nests and quotation.span.end <= nests[-1][0].span.end:
            nests[-1].append(quotation)
        else:
            nests.append([quotation])
    return nests


def _is_clear(segment: Segment, quotation: Quotation) -> bool:
    """Whether the marks are alike and no mark inside or behind may be the true end of the quotation."""
    if quotation.opening + quotation.closing not in _LIKE or _holds_lone_mark(segment, quotation.span):
        return False
    text = segment.prose.masked
    if quotation.opening not in _SINGLE:
        return not _MEASURE.search(text, *quotation.inner)
    return not _POSSESSIVE.search(text, *quotation.inner) and not _DANGLING.match(text, quotation.span.end)


def _holds_lone_mark(segment: Segment, span: Span) -> bool:
    marks = segment.lone_marks
    index = bisect_right(marks, span.start, key=lambda mark: mark.at)
    return index < len(marks) and marks[index].at < span.end


def _shows_itself(segment: Segment, quotation: Quotation) -> bool:
    names = _NAMES.get(quotation.opening)
    return bool(names and names.fullmatch(segment.prose.text, *quotation.inner))
