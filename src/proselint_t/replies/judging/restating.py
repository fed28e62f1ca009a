"""Sentences of an edit that stand already: in the answer, in a question, or in a document of the review.

Owns where sentences are looked for; whether one says another again, `statements` says. An index of the words
leads to the few passages that may hold a sentence: only these are cut into sentences and read closely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.sentences.segments import passages, sentences, sentences_in
from proselint_t.language.finite_verbs import has_finite_verb
from proselint_t.language.inflection_en import stem
from proselint_t.language.word_lists import function_words, phrases
from proselint_t.replies.judging.statements import (
    Statement,
    clauses,
    has_synonyms,
    relative,
    statement_of,
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
"""The key of all numbers in words."""


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
                    said = self._said_already(_Written(segment, part), replaced)
                    if said:
                        yield TextFault(segment.prose.span(*part), self._told(said))
                        break

    def _said_already(self, ours: _Written, replaced: Sequence[Span]) -> _Said | None:
        for passage in () if ours.says_too_little else self._index.holding(ours.keys):
            for said in passage.joined_too if ours.has_figures else passage.said:
                is_taken = said.document is self._answer.document and any(map(said.source.overlaps, replaced))
                if (
                    not is_taken
                    and _stand_in(ours.keys, said.keys)
                    and ours.repeats(said, self._is_asked(said))
                ):
                    return said
        return None

    @cached_property
    def _index(self) -> _Index:
        found = _Index()
        for document in (one.document for one in (self._answer, *self._sources)):
            for segment in document.segments:
                spans = list(passages(segment))
                keys = [_keys(segment.prose.masked[slice(*span)]) for span in spans]
                for at, span in enumerate(spans):
                    passage = _Passage(document, segment, span, spans[at : at + 2][-1].end)
                    found.add(passage, frozenset().union(*keys[at : at + 2]))
        return found

    def _is_asked(self, said: _Said) -> bool:
        """Whether the words are another's: of a question or of a document of the review."""
        if said.document is not self._answer.document:
            return True
        at = self._answer.index_at(said.source.start)
        question = None if at is None else self._answer.points[at].question
        return question is not None and question.contains(said.source)

    def _told(self, said: _Said) -> str:
        """Where a sentence stands already, in words."""
        source = said.document.source
        where = translated("%s, line %s", source.path, source.position(said.source.start).line)
        at = self._answer.index_at(said.source.start) if said.document is self._answer.document else None
        if at is None or not self._answer.points[at].label:
            return translated("this is said already: %s", where)
        number = self._answer.points[at].number
        if self._is_asked(said):
            return translated("the question of point %s says this already: %s", number, where)
        return translated("point %s says this already: %s", number, where)


def _first_clause(text: str, span: Span) -> list[Span]:
    """What a sentence of an edit asserts first, where it goes on behind a mark and asks nothing."""
    found = [one.shifted(span.start) for one in clauses(text[slice(*span)])]
    goes_on = len(found) > 1 and text[found[0].end] in ",;" and "?" not in text[slice(*span)]
    return found[:1] if goes_on else []


class _Written:
    """A sentence of an edit. Behind an opening (`You asked how …`) it may be a question told again."""

    def __init__(self, segment: Segment, span: Span) -> None:
        self._text, self._masked = segment.prose.text[slice(*span)], segment.prose.masked[slice(*span)]
        opened = ((opening.match(self._masked), asks) for opening, asks in _openings())
        begun = ((match.end(), asks) for match, asks in opened if match)
        self._opening, self._tells_question = next(begun, (0, False))
        own = _keys(without_fillers(segment.unquoted[span.start + self._opening : span.end])) - {_SPELT}
        words = [key for key in own if not key.isdigit()]
        says_nothing = len(own) <= _FEWEST_WORDS and not has_finite_verb(self._text)
        self.says_too_little = (
            not words if self._tells_question else len(words) < _FEWEST_WORDS or says_nothing
        )
        found = _WORD.findall(without_fillers(self._masked[self._opening :]))
        self.keys = frozenset(_key(word) for word in found if not has_synonyms(word)) - {"", _SPELT}
        self.has_figures = MASK in self._masked or any(map(str.isdigit, self.keys))

    def repeats(self, said: _Said, is_asked: bool) -> bool:
        """``is_asked``: the words are of a question or of a document of the review."""
        by_anybody = is_asked or said.is_joined
        start = self._opening if by_anybody else 0
        ours = statement_of(self._text[start:], self._masked[start:], by_anybody=by_anybody)
        theirs = said.statement(by_anybody=by_anybody)
        if said.is_joined:
            return ours.stands_within(theirs)
        return ours.repeats(theirs) or (is_asked and ours.asks_again(theirs, is_told=self._tells_question))


@cache
def _openings() -> list[tuple[re.Pattern[str], bool]]:
    """What may open a sentence, `You asked` or `You write that`, and whether it tells a question."""
    head, tail = r"\W*(?:(?:so|well|итак|и)\b,? )?", r"(?!\w)[\s,:—–-]*(?:(?:whether|if)\s+)?"
    kinds = (
        ("|".join(phrases("retelling", name)), name == "questions") for name in ("questions", "statements")
    )
    return [(re.compile(rf"{head}(?:{told}){tail}", re.IGNORECASE), asks) for told, asks in kinds]


class _Said(NamedTuple):
    """A sentence that was said before, a part of one, or two that are ``is_joined``."""

    document: Document
    source: Span
    text: str
    masked: str
    keys: frozenset[str]
    is_joined: bool

    def statement(self, *, by_anybody: bool) -> Statement:
        return statement_of(self.text, self.masked, by_anybody=by_anybody)


class _Passage:
    """Lines of a document with whole sentences, up to where the next such lines of its segment end."""

    def __init__(self, document: Document, segment: Segment, span: Span, end: int) -> None:
        self._document, self._segment, self._span, self._end = document, segment, span, end

    @cached_property
    def said(self) -> list[_Said]:
        """The sentences, their clauses, and what a last clause with `which` says of its noun."""
        found = []
        for span in sentences_in(self._segment, self._span):
            sentence = self._segment.prose.masked[slice(*span)]
            parts = ([one] for one in clauses(sentence))
            for row in ([Span(0, len(sentence))], *parts, relative(sentence)):
                found += [self._said(span, [one.shifted(span.start) for one in row])] if row else []
        return found

    @cached_property
    def joined_too(self) -> list[_Said]:
        """And each sentence with the next one: what the first names, the second may call `it`."""
        spans = list(sentences_in(self._segment, Span(self._span.start, self._end)))
        rows = (spans[at : at + 2] for at in range(len(spans)))
        joined = (self._said(Span(row[0].start, row[-1].end), row, is_joined=True) for row in rows)
        return [*self.said, *joined]

    def _said(self, whole: Span, parts: Sequence[Span], *, is_joined: bool = False) -> _Said:
        prose = self._segment.prose
        text, masked = (" ".join(one[slice(*span)] for span in parts) for one in (prose.text, prose.masked))
        return _Said(self._document, prose.span(*whole), text, masked, _keys(masked), is_joined)


class _Index:
    """Key of a word or number → the passages that have it."""

    def __init__(self) -> None:
        self._passages: list[_Passage] = []
        self._of: dict[str, set[int]] = defaultdict(set)

    def add(self, passage: _Passage, keys: frozenset[str]) -> None:
        for key in keys:
            self._of[key].add(len(self._passages))
        self._passages.append(passage)

    def holding(self, keys: frozenset[str]) -> list[_Passage]:
        """The passages that have all the keys: the rarest are looked up first."""
        spelt = self._of[_SPELT]
        rows = [self._of[key] | spelt if key.isdigit() else self._of[key] for key in keys]
        return [self._passages[at] for at in sorted(set.intersection(*sorted(rows, key=len)))] if rows else []


def _stand_in(keys: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a text may hold what has some keys: a number may stand there in words."""
    return all(key.isdigit() and _SPELT in others for key in keys - others)


def _keys(text: str) -> frozenset[str]:
    """What forms of the words share, and the numbers; function words left out; cheap."""
    return frozenset(map(_key, _WORD.findall(text))) - {""}


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    word = word.lower().replace("ё", "е")
    if word.isdigit():
        return word
    if word in function_words("numbers"):
        return _SPELT
    if any(word in function_words(name) for name in _NO_KEYS):
        return ""
    return stem(word) if word.isascii() else word[:_PREFIX]
