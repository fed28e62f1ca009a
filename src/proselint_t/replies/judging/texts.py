"""What the text of an edit may not say: words that no source has, what was said before, another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.defects.answer import read_answer
from proselint_t.defects.links import numbered
from proselint_t.document import ContainerKind, parse
from proselint_t.document.sentences import is_small_name
from proselint_t.document.sentences.passages import ends_sentence
from proselint_t.language.finite_verbs import has_finite_verb
from proselint_t.language.word_lists import function_words
from proselint_t.replies.judging.language import (
    AnswerLanguage,
    language_faults,
    language_of_text,
    own_words_faults,
)
from proselint_t.replies.judging.new_facts import KnownFacts
from proselint_t.replies.judging.quoting import Quotable
from proselint_t.replies.judging.restating import Restating
from proselint_t.rules.review import Fault, ReviewRule, TextFault
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.document import Document, Segment
    from proselint_t.replies.judging.facts import Case
    from proselint_t.replies.placing import PlacedEdit


_ADDRESS = re.compile(r"https?://(?:[^\s/@]*@)?(?P<site>[^\s/:?#)\]»]+)[^\s)\]»]*", re.IGNORECASE)


def text_faults(case: Case) -> Iterator[Fault]:
    """The faults in the texts of edits, each at its place in the reply.

    Texts are held against the answer, the defects, and the sources that were given.
    """
    texts = _Texts(case)
    for one in case.placed:
        if one.edit.new is not None:
            for rule, (span, message) in texts.faults(one, parse(Source(one.edit.new.text))):
                yield Fault(rule, "reply", one.edit.new.span(*span), message, one.index)


def outside_faults(case: Case) -> Iterator[Fault]:
    """Text outside the edits that is not in the language of the reviewer, where such text may be."""
    reply = case.reply
    if ReviewRule.OUTSIDE_LIST in case.settings.review:
        return
    for outside in reply.outside if reply.edits else ():
        for span, message in own_words_faults(parse(Source(reply.source.text[slice(*outside)]))):
            yield Fault(ReviewRule.LANGUAGE, "reply", span.shifted(outside.start), message)


def source_faults(case: Case) -> Iterator[Fault]:
    """Addresses that edits name as their sources and that are on none of the allowed sites."""
    allowed = case.settings.value("sources.allow") or ()
    for one in case.placed if allowed else ():
        for match in _ADDRESS.finditer(one.edit.source.text) if one.edit.source else ():
            site = match["site"].lower()
            if one.edit.source and not any(f".{site}".endswith(f".{domain.lower()}") for domain in allowed):
                message = translated(
                    "%s is none of the websites that sources may be from: %s", site, ", ".join(allowed)
                )
                span = one.edit.source.span(*match.span())
                yield Fault(ReviewRule.SOURCE, "reply", span, message, one.index)


class _Texts:
    """The documents of one review, ready to be held against many texts."""

    def __init__(self, case: Case) -> None:
        answers = [read_answer(source) for source in case.sources]
        own = [one.edit.source.text for one in case.placed if one.edit.source]
        documents = (case.answer.source, case.defects, *case.sources)
        self.facts = KnownFacts([*(one.text for one in documents), *own]) if case.sources else None
        self.quotable = Quotable(case.locator.folded, answers)
        self.restating = Restating(case.answer, answers)
        self.language = AnswerLanguage(case.answer)
        changes = [one.change for one in case.placed if one.change and not one.change.inserts]
        self.replaced = [change.core for change in changes]  # a sentence may move from one place to another

    def faults(self, placed: PlacedEdit, text: Document) -> Iterator[tuple[ReviewRule, TextFault]]:
        old = None if placed.edit.action.inserts else placed.edit.old
        is_piece = old is not None and any(fragment_faults(parse(Source(old.text))))
        for rule, found in (
            (ReviewRule.QUOTATION_SOURCE, self.quotable.faults(text)),
            (ReviewRule.LANGUAGE, self._language_faults(placed, text)),
            (ReviewRule.DEFECT_REFERENCE, defect_references(text)),
            (ReviewRule.FRAGMENT, () if is_piece else fragment_faults(text)),
            (ReviewRule.NEW_FACT, self.facts.faults(text) if self.facts else ()),
            (ReviewRule.RESTATING, () if placed.applied else self.restating.faults(text, self.replaced)),
        ):
            for fault in found:
                yield rule, fault

    def _language_faults(self, placed: PlacedEdit, text: Document) -> Iterator[TextFault]:
        """What is replaced may be a quotation or a draft in another language than the text around it."""
        located, old = placed.located, placed.edit.old
        places = (*located.pieces, *(candidate.span for candidate in located.candidates))
        language = self.language.at(places[0] if places else Span(0, 0))
        if old is None or placed.edit.action.inserts or language_of_text(old.text) in {language, None}:
            yield from language_faults(text, language, self.language.foreign_words)


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
        for span in _joined((*_references(segment.unquoted), *_symbols(segment))):
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


def _references(text: str) -> Iterator[Span]:
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
    in_list = any(one.block.inside(ContainerKind.BULLET) for one in segments)
    if segments and segments[-1].block is text.blocks[-1] and not in_list:
        first, last = segments[0], segments[-1]
        line = last.prose.masked[last.lines[-1].start :].strip()
        begin = first.prose.masked.strip()
        begins_inside = _SMALL_WORD.match(begin) and not is_small_name(begin, 0)  # `npm` is a name
        if begins_inside or _is_open(line):
            shown = " ".join(first.prose.text.split())
            shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST].rstrip()}…"
            message = translated("an edit brings whole sentences, and this is a piece of one: «%s»", shown)
            yield TextFault(Span(first.span.start, last.span.end), message)


def _is_open(line: str) -> bool:
    """Whether a line has no end: it says something, begins small, or breaks off behind a small word."""
    if not line or ends_sentence(line) or line.endswith(_CLOSED):
        return False
    last = line.rpartition(" ")[2].lower()
    breaks_off = any(last in function_words(key) for key in ("joints", "markers_en", "markers_ru"))
    return breaks_off or not line[0].isupper() or has_finite_verb(line)
