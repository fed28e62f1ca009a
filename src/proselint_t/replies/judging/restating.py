"""Sentences of an edit that stand already: in the answer, in a question, or in a document of the review.

Owns where sentences are looked for; whether one says another again, `statements` says. An index of the words
leads to the few passages that may hold a sentence: only these are cut into sentences and read closely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.sentences.passages import passages, sentences, sentences_in
from proselint_t.language.finite_verbs import has_finite_verb
from proselint_t.language.inflection_en import stem
from proselint_t.language.word_lists import folded, function_words
from proselint_t.replies.judging.statements import (
    clauses,
    in_digits,
    opening,
    relative,
    statement_of,
    synonyms,
    without_fillers,
)
from proselint_t.rules.review import TextFault
from proselint_t.text.messages import translated
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.document import Document, Segment
    from proselint_t.text.prose import Prose

_FEWEST_WORDS = 3
"""A sentence of fewer words says too little to be known again, and one of so many where it has no verb."""
_WORD = re.compile(r"[^\W\d_]{2,}|(?<![\w.,])\d+(?!\w|[.,]\d)")
_PREFIX = 3
"""Letters that the forms of a Russian word share, so that no dictionary is asked."""
_NO_KEYS = (
    *("dropped_en", "dropped_ru", "markers_en", "markers_ru", "be", "have", "contracted"),
    *("possible_forms", "pronouns", "i", "we", "you", "of_i", "of_we", "of_you", "of_it", "of_self"),
)
_SPELT = "#"
"""The key of all numbers in words, for which their digits stand."""


class Restating:
    """Knows what has been said: by the answer, its questions and the documents of the review."""

    def __init__(self, answer: Answer, sources: Sequence[Answer]) -> None:
        self._answer = answer
        self._sources = sources

    def faults(self, text: Document, replaced: Sequence[Span] = ()) -> Iterator[TextFault]:
        """The sentences of an edit that repeat another one, or whose first clause does.

        ``replaced`` are spans of the answer that the edit takes away: what stands there is not repeated.
        """
        for segment in text.segments:
            for span in sentences(segment):
                for part in (span, *_first_clause(segment.prose.masked, span)):
                    known = self._known_already(segment, part, replaced)
                    if known:
                        yield TextFault(segment.prose.span(*part), self._told(known))
                        break

    def _known_already(self, segment: Segment, span: Span, replaced: Sequence[Span]) -> _Known | None:
        text, masked = _texts(segment.prose, [span])
        opened = opening(masked)
        start, asks = (opened.end(), bool(opened["asks"])) if opened else (0, False)
        own = _keys(without_fillers(segment.unquoted[span.start + start : span.end]))
        words, fewest = sum(not key.isdigit() for key in own), 1 if asks else _FEWEST_WORDS
        if words < fewest or (words == _FEWEST_WORDS and not asks and not has_finite_verb(text)):
            return None
        keys = _keys(without_fillers(masked[start:])) - _replaceable()
        has_figures = MASK in masked or any(map(str.isdigit, keys))
        passages_with = self._holding(keys) if keys else ()
        for known in (
            known for one in passages_with for known in (one.joined_too if has_figures else one.known)
        ):
            is_taken = known.document is self._answer.document and any(map(known.source.overlaps, replaced))
            if is_taken or not keys <= known.keys:
                continue
            by_anybody = known.is_joined or self._is_asked(known)
            at = start if by_anybody else 0  # `You write that …` tells what another has said
            ours = statement_of(text[at:], masked[at:], by_anybody=by_anybody)
            theirs = statement_of(known.text, known.masked, by_anybody=by_anybody)
            repeats = ours.stands_within if known.is_joined else ours.repeats
            if repeats(theirs) or (by_anybody and ours.asks_again(theirs, is_told=asks)):
                return known
        return None

    def _holding(self, keys: frozenset[str]) -> Iterator[_Passage]:
        """The passages that have all the keys: the rarest are looked up first."""
        found, places = self._index
        rows = sorted((places[key] for key in keys), key=len)
        return (found[at] for at in sorted(set.intersection(*rows)))

    @cached_property
    def _index(self) -> tuple[list[_Passage], dict[str, set[int]]]:
        """The passages; key of a word or number → indexes of those in which, or next to which, it stands."""
        found: list[_Passage] = []
        places: dict[str, set[int]] = defaultdict(set)
        for document in (one.document for one in (self._answer, *self._sources)):
            for segment in document.segments:
                spans = list(passages(segment))
                keys = [_keys(segment.prose.masked[slice(*span)]) for span in spans]
                for at, span in enumerate(spans):
                    for key in frozenset().union(*keys[at : at + 2]):
                        places[key].add(len(found))
                    found.append(_Passage(document, segment, span, spans[at : at + 2][-1].end))
        return found, places

    def _is_asked(self, known: _Known) -> bool:
        """Whether the words are another's: of a question or of a document of the review."""
        if known.document is not self._answer.document:
            return True
        at = self._answer.index_at(known.source.start)
        question = None if at is None else self._answer.points[at].question
        return question is not None and question.contains(known.source)

    def _told(self, known: _Known) -> str:
        """Where a sentence stands already, in words."""
        source = known.document.source
        where = translated("%s, line %s", source.path, source.position(known.source.start).line)
        at = self._answer.index_at(known.source.start) if known.document is self._answer.document else None
        if at is None or not self._answer.points[at].label:
            return translated("this is said already: %s", where)
        number = self._answer.points[at].number
        if self._is_asked(known):
            return translated("the question of point %s says this already: %s", number, where)
        return translated("point %s says this already: %s", number, where)


def _first_clause(text: str, span: Span) -> list[Span]:
    """What a sentence of an edit asserts first, where it goes on behind a mark and asks nothing."""
    found = [one.shifted(span.start) for one in clauses(text[slice(*span)])]
    goes_on = len(found) > 1 and text[found[0].end] in ",;" and "?" not in text[slice(*span)]
    return found[:1] if goes_on else []


def _texts(prose: Prose, parts: Sequence[Span]) -> tuple[str, str]:
    """Parts of a text as they are, and with code and addresses hidden."""
    text, masked = (" ".join(one[slice(*span)] for span in parts) for one in (prose.text, prose.masked))
    return text, masked


class _Known(NamedTuple):
    """A sentence that was said before, a part of one, or two that are ``is_joined``."""

    document: Document
    source: Span
    text: str
    masked: str
    keys: frozenset[str]
    is_joined: bool


@dataclass(frozen=True)
class _Passage:
    """Lines of a document with whole sentences; ``end`` is that of the next such lines of its segment."""

    document: Document
    segment: Segment
    span: Span
    end: int

    @cached_property
    def known(self) -> list[_Known]:
        """The sentences, their clauses, and what a last clause with `which` says of its noun."""
        found = []
        for span in sentences_in(self.segment, self.span):
            sentence = self.segment.prose.masked[slice(*span)]
            rows = ([Span(0, len(sentence))], *([one] for one in clauses(sentence)), relative(sentence))
            found += [self._known(span, [one.shifted(span.start) for one in row]) for row in rows if row]
        return found

    @cached_property
    def joined_too(self) -> list[_Known]:
        """And each sentence with the next one: what the first names, the second may call `it`."""
        spans = list(sentences_in(self.segment, Span(self.span.start, self.end)))
        pairs = (spans[at : at + 2] for at in range(len(spans)))
        joined = (self._known(Span(pair[0].start, pair[-1].end), pair, is_joined=True) for pair in pairs)
        return [*self.known, *joined]

    def _known(self, whole: Span, parts: Sequence[Span], *, is_joined: bool = False) -> _Known:
        text, masked = _texts(self.segment.prose, parts)
        return _Known(self.document, self.segment.prose.span(*whole), text, masked, _keys(masked), is_joined)


def _keys(text: str) -> frozenset[str]:
    """What forms of the words share, and the numbers; function words left out; cheap."""
    keys = frozenset(map(_key, _WORD.findall(text)))
    if _SPELT in keys:
        keys = frozenset(map(_key, _WORD.findall(in_digits(text))))
    return keys - {"", _SPELT}


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    word = folded(word)
    if word.isdigit():
        return word
    if word in function_words("numbers"):
        return _SPELT
    if any(word in function_words(name) for name in _NO_KEYS):
        return ""
    return stem(word) if word.isascii() else word[:_PREFIX]


@cache
def _replaceable() -> frozenset[str]:
    """The keys of verbs for which others may stand."""
    return frozenset(lemma if lemma.isascii() else lemma[:_PREFIX] for lemma in synonyms())
