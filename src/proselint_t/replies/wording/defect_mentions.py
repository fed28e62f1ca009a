"""Words that refer to a reported defect: by its number, as what the reviewer says, or by its symbol.

References by number are found in `defects.links`. Where it cannot be told, there is no reference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.defects.links import numbered
from proselint_t.rules.review import TextFault
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.document import Document, Segment

_MOST = 999
"""No review reports more; what has a longer number stands in a tracker."""

_SAYS = (
    "(?:(?:say|state|note|mention|describe|explain)s?|said|noted|(?:stat|mention|describ|explain)ed"
    "|point(?:s|ed)? out)"
)
_REVIEWER = "(?:рецензент|ревьюер|проверяющ)[а-я]*"
_SAID = "(?:указа|сказа|отме[чт]|описа|упомян|написа|излож|привед|перечисл)[а-яё]*"
_IN_REMARK = "в (?:(?:этом|данном|предыдущем|следующем|этих|данных) )?замечани(?:и|ях)"
_OF_SOMEBODY = r"(?! (?:к |(?-i:[A-ZА-ЯЁ])))"
_OF_SOMETHING = "(?!['’]| (?:of|in|by|to) )"
_ANSWERS = "(?:address|fix|resolv|answer|correct|remov|eliminat|tak)(?:e|es|ed|ing)?(?: into account)?"
_REMARK = "(?:remarks?|criticism|objections?)"
_REVIEW = "the review(?:er)?"
_REMARKS_RU = r"замечани[а-яё]+(?! (?:к |\d|(?-i:[A-ZА-ЯЁ])))"
_OPENS = r"(?<![^.!?]\s)"
_SPACE = r"\s+"
_TOLD = tuple(
    re.compile(rf"\b{pattern.replace(' ', _SPACE)}", re.IGNORECASE)
    for pattern in (
        rf"(?:the )?reviewer['’]s (?:remarks?|objections?|defects?)\b{_OF_SOMETHING}",
        rf"as the (?:defect|remark|reviewer) {_SAYS}\b",
        rf"as {_SAYS} (?:in|by) the (?:defect|remark|reviewer)\b{_OF_SOMETHING}",
        rf"{_ANSWERS} (?:the|this|these|that|your|all) {_REMARK}\b{_OF_SOMETHING}",
        rf"(?:{_ANSWERS} )?the (?:issues?|problems?) (?:raised|reported|noted|found) (?:in|by) {_REVIEW}\b",
        rf"as (?:was )?(?:noted|stated|requested|suggested|pointed out) (?:in|by) {_REVIEW}\b",
        rf"in response to (?:{_REVIEW}|the (?:feedback|{_REMARK}))\b{_OF_SOMETHING}",
        rf"{_OPENS}(?:the|this) (?:reviewer|review) (?:is right|{_SAYS})\b",
        rf"{_OPENS}(?:the )?(?:first|second|third|last) remark\b{_OF_SOMETHING}",
        rf"(?:устраня|исправля|учитыва|снима)[а-яё]* (?:эт|данн|указанн)[а-яё]* {_REMARKS_RU}",
        rf"(?:по (?:итогам|результатам)|согласно|в ответ на|с уч[её]том) (?:рецензии|{_REMARKS_RU})",
        r"(?:из|в) списк[а-яё]+ (?:недостатков|замечаний)",
        rf"замечани[а-я]+ {_REVIEWER}",
        rf"как (?:{_SAID} (?:выше )?{_REVIEWER}|{_REVIEWER} {_SAID})",
        rf"{_SAID} {_IN_REMARK}\b{_OF_SOMEBODY}",
        rf"{_IN_REMARK} {_SAID}",
        r"\d{1,3}-[а-я]{1,3} замечани[а-я]+",
        rf"{_OPENS}(?:the|this) (?:defect|remark) is (?:right|correct|valid|fair|justified)\b",
        rf"{_OPENS}замечание (?:справедливо|верно|обоснованно|обосновано|правильно)\b",
    )
)
"""What is said of a reviewer without a number. A space stands for white space."""

_SYMBOL = re.compile("\U0001048c[\\w\u1d62-\u1d6a\u2080-\u209c]*")


def defect_references(text: Document) -> Iterator[TextFault]:
    """References to a reported defect in the text of an edit; quotations and code are left alone.

    The symbol of a defect is one in code too.
    """
    for segment in text.segments:
        for span in _joined((*_said(segment.unquoted), *_symbols(segment))):
            shown = segment.prose.text[slice(*span)]
            yield TextFault(
                segment.prose.span(*span),
                translated(
                    "«%s» refers to a defect: the reference stands before the edit, not in its text", shown
                ),
            )


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans that share text as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and joined[-1].overlaps(span):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _said(text: str) -> Iterator[Span]:
    yield from (mention.span for mention in numbered(text) if max(mention.numbers) <= _MOST)
    for pattern in _TOLD:
        yield from (Span(*match.span()) for match in pattern.finditer(text))


def _symbols(segment: Segment) -> Iterator[Span]:
    """The symbol in prose, or as all that a code span holds."""
    yield from (Span(*match.span()) for match in _SYMBOL.finditer(segment.unquoted))
    for code in segment.prose.code:
        inner = segment.prose.text[slice(*code)].strip("` ")
        if _SYMBOL.fullmatch(inner) and not segment.quoted(code):
            yield code
