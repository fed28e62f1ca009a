"""What is wrong with the texts that edits bring: quotations, repetitions, language, references to defects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import read_answer
from proselint_t.document import parse
from proselint_t.replies.wording.defect_mentions import defect_references
from proselint_t.replies.wording.fragments import fragment_faults
from proselint_t.replies.wording.language import (
    AnswerLanguage,
    language_faults,
    own_words_faults,
    spoken,
)
from proselint_t.replies.wording.new_facts import KnownFacts
from proselint_t.replies.wording.quoting import Quotable
from proselint_t.replies.wording.restating import Restating
from proselint_t.rules.review import Fault, ReviewRule
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.defects.quotes.locating import Locator
    from proselint_t.document import Document
    from proselint_t.replies.editing.placing import PlacedEdit
    from proselint_t.replies.reading.model import Reply
    from proselint_t.rules.review import TextFault

_ADDRESS = re.compile(r"https?://(?:[^\s/@]*@)?(?P<site>[^\s/:?#)\]»]+)[^\s)\]»]*", re.IGNORECASE)


def text_faults(review: Quoted, placed: Sequence[PlacedEdit]) -> Iterator[Fault]:
    """The faults in the texts of edits, each at its place in the reply."""
    texts = _Texts(review, placed)
    for one in placed:
        if one.edit.new is None:
            continue
        for rule, (span, message) in texts.faults(one, parse(Source(one.edit.new.text))):
            yield Fault(rule, "reply", one.edit.new.span(*span), message, one.index)


def outside_faults(reply: Reply) -> Iterator[Fault]:
    """Text outside the edits that is not in the language of the reviewer."""
    for outside in reply.outside if reply.edits else ():
        for span, message in own_words_faults(parse(Source(reply.source.text[slice(*outside)]))):
            yield Fault(ReviewRule.LANGUAGE, "reply", span.shifted(outside.start), message)


def source_faults(placed: Iterable[PlacedEdit], allowed: Sequence[str]) -> Iterator[Fault]:
    """Addresses that edits name as their sources and that are on none of the allowed sites."""
    for one in placed if allowed else ():
        for match in _ADDRESS.finditer(one.edit.source.text) if one.edit.source else ():
            site = match["site"].lower()
            if one.edit.source and not any(f".{site}".endswith(f".{domain.lower()}") for domain in allowed):
                message = translated(
                    "%s is none of the websites that sources may be from: %s", site, ", ".join(allowed)
                )
                span = one.edit.source.span(*match.span())
                yield Fault(ReviewRule.SOURCE, "reply", span, message, one.index)


class Quoted(NamedTuple):
    """What the texts of edits are held against: the answer, the defects, and the sources that were given."""

    locator: Locator
    defects: Source
    sources: Sequence[Source]


class _Texts:
    """The documents of one review, ready to be held against many texts."""

    def __init__(self, review: Quoted, placed: Sequence[PlacedEdit]) -> None:
        locator, defects, sources = review
        answers = [read_answer(source) for source in sources]
        own = [one.edit.source.text for one in placed if one.edit.source]
        documents = (locator.answer.source, defects, *sources)
        self.facts = KnownFacts([*(one.text for one in documents), *own]) if sources else None
        self.quotable = Quotable(locator.answer, answers, locator.folded)
        self.restating = Restating(locator.answer, answers)
        self.language = AnswerLanguage(locator.answer)
        changes = [one.change for one in placed if one.change and not one.change.inserts]
        self.replaced = [change.core for change in changes]  # a sentence may move from one place to another

    def faults(self, placed: PlacedEdit, text: Document) -> Iterator[tuple[ReviewRule, TextFault]]:
        for rule, found in (
            (ReviewRule.QUOTATION_SOURCE, self.quotable.faults(text)),
            (ReviewRule.LANGUAGE, self._language_faults(placed, text)),
            (ReviewRule.DEFECT_REFERENCE, defect_references(text)),
            (ReviewRule.FRAGMENT, () if _replaces_piece(placed) else fragment_faults(text)),
            (ReviewRule.NEW_FACT, self.facts.faults(text) if self.facts else ()),
            (ReviewRule.RESTATING, () if placed.applied else self.restating.faults(text, self.replaced)),
        ):
            for fault in found:
                yield rule, fault

    def _language_faults(self, placed: PlacedEdit, text: Document) -> Iterator[TextFault]:
        """What is replaced may be a quotation or a draft in another language than the text around it."""
        language, old = self.language.at(_place(placed)), placed.edit.old
        if old is None or placed.edit.action.inserts or spoken(old.text) in {language, None}:
            yield from language_faults(text, language, self.language.foreign_words)


def _replaces_piece(placed: PlacedEdit) -> bool:
    """Whether an edit replaces a piece of a sentence by another one."""
    old = placed.edit.old
    if old is None or placed.edit.action.inserts:
        return False
    return next(fragment_faults(parse(Source(old.text))), None) is not None


def _place(placed: PlacedEdit) -> Span:
    """Where an edit belongs in the answer, as far as that is known."""
    located = placed.located
    places = (*located.pieces, *(candidate.span for candidate in located.candidates))
    return places[0] if places else Span(0, 0)
