"""Kind ``quotation-marks``: a quotation stands between « and », one inside it between „ and “."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from typing import TYPE_CHECKING, Any

from proselint_t.rules.rule import BaseRule, Context, Violation
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.marks import QUOTES, SINGLE_QUOTES
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment
    from proselint_t.document.model import Quotation

_OUTER = "«»"
_NESTED = "„“"
_KEEP = "keep"
_LIKE = frozenset({'""', "“”", "„“", "„”", "‟”", "''", "‘’", "‚‘", "‚’", "«»", "‹›"})
_POSSESSIVE = pattern(r"['’](?:(?<=\w.)(?=s\b)|(?<=[sS].)(?=\s))")
_DANGLING = pattern(rf"(?<=[sS]['’])\s+\w(?:[^{QUOTES}]|(?<=\w)['’](?=\w))*(?<=\w)['’](?!\w)")
_MEASURE = pattern(r"[\"”](?<=\d.)")
_NAMES = {
    "„": pattern(r"(?:немецки\w+\s+)?(?:лап\w+|кавычк\w+)", re.IGNORECASE),
    "“": pattern(
        r"(?:(?:curly|smart|english|double|typographic)\s+)?(?:quotes|quotation marks)|лап\w+", re.IGNORECASE
    ),
}
"""Names of the marks: „лапки“ shows what it names."""
_EMPTY = pattern(r"""(?<![\w"'])(?:""|'')(?![\w"'])""")
_VARIABLE = pattern(r"\$[A-Za-z_{(]")
"""Beside an empty string, or one that begins with a variable, the other marks may be those of strings too:
half of them changed would be wrong."""
_OPENS_STRING = pattern(r"(?:[=+]|= |\bLIKE |\b(?:grep|sed|awk|echo|printf) |\w[(,]|[\[{]\w{1,20}: )\Z")
_STRING_BEHIND = pattern(r"[=+]")
"""What stands before a string in code, and behind it: `"a"="b"`, `x = "a"`, `call(a,"b")`, `[0: "a"]`,
`grep "a"`."""


class QuotationMarks(BaseRule):
    """Rewrites the marks of each pair and nothing between them; a mark without a partner is only shown.

    Setting ``nested``: the opening and the closing mark of a quotation inside a quotation. With ``keep``
    those in an author's « » stay as the quoted text has them; in a pair that is rewritten they are „ “.
    """

    def literals_for(self, _settings: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(QUOTES)

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        nested = str(context.settings.get("nested", _NESTED))
        keeps = nested == _KEEP
        nested = _NESTED if keeps else nested
        nests = _nests(segment, nested)
        clear = _clear(segment) if nests else set()
        for nest in nests:
            if keeps and nest[0].depth:
                continue  # the exact words of somebody
            for quotation in nest:
                inside = [inner for inner in nest[1:] if inner in clear] if quotation is nest[0] else []
                fix = self._fix(segment, [quotation, *inside], nested)
                if quotation not in clear:
                    fix = fix._replace(applicability=Applicability.UNSAFE)
                yield self.violation_in(segment, quotation.span, fix, words=(_wanted(quotation, nested),))
        for mark in segment.lone_marks:
            yield self.violation_in(segment, Span(mark.at, mark.at + 1), words=(_OUTER,))

    def _fix(self, segment: Segment, quotations: list[Quotation], nested: str) -> Fix:
        """Only marks are edited, so that markup between them stays."""
        edits = []
        for quotation in quotations:
            start, end = quotation.span
            wanted = _wanted(quotation, nested)
            edits.append(Edit(segment.prose.span(start, start + 1), wanted[0]))
            edits.append(Edit(segment.prose.span(end - 1, end), wanted[-1]))
        wanted = _wanted(quotations[0], nested)
        return Fix(
            tuple(sorted(edits)), translated("Write the marks %s…%s", wanted[0], wanted[-1]), self.meta.fix
        )


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


def _clear(segment: Segment) -> set[Quotation]:
    """Quotations whose marks are alike and with no mark inside or behind that may be their true end."""
    text = segment.prose.masked
    starts = (quotation.inner.start for quotation in segment.quotations)
    if _EMPTY.search(text) or any(_VARIABLE.match(segment.prose.text, start) for start in starts):
        return set()
    alike = {quotation for quotation in segment.quotations if quotation.opening + quotation.closing in _LIKE}
    strays = [quotation.span.start for quotation in segment.quotations if quotation not in alike]
    strays = sorted(strays + [mark.at for mark in segment.lone_marks])
    measures = [match.start() for match in _MEASURE.finditer(text)]
    possessives = [match.start() for match in _POSSESSIVE.finditer(text)]
    return {
        quotation
        for quotation in alike
        if not _between(quotation, strays)
        and not _between(quotation, possessives if quotation.opening in SINGLE_QUOTES else measures)
        and not (quotation.opening in SINGLE_QUOTES and _DANGLING.match(text, quotation.span.end))
        and not _is_string(text, quotation.span)
    }


def _is_string(text: str, span: Span) -> bool:
    """Whether signs of code touch a quotation, whose marks belong to the code then."""
    before = _OPENS_STRING.search(text, max(span.start - 24, 0), span.start)
    return bool(before or _STRING_BEHIND.match(text, span.end))


def _between(quotation: Quotation, places: list[int]) -> bool:
    """Whether one of the sorted places lies between the marks."""
    return bisect(places, quotation.span.start) < bisect_left(places, quotation.span.end - 1)


def _shows_itself(segment: Segment, quotation: Quotation) -> bool:
    names = _NAMES.get(quotation.opening)
    return bool(names and names.fullmatch(segment.prose.text, *quotation.inner))
