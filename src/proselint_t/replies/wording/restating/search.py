"""Sentences of an edit that stand already: in the answer, in a question, or in a document of the review.

Owns where sentences are looked for and what is compared; when two say the same, `alike` says, and `retelling`
when a question is told again. An index of the words leads to the few passages that hold all of a sentence:
only these are cut into sentences, and only sentences that have all its words are read closely.

All words that say something must agree. `benchmarks/restating.py` measures that on the labelled pairs of the
tests: of sentences that share all words, 2 of 5 say something else. Read closely none does, and 19 of 20
restatements are found.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.sentences.segments import passages, sentences, sentences_in
from proselint_t.language.inflection_en import stem
from proselint_t.language.word_lists import function_words
from proselint_t.replies.wording.restating.alike import say_the_same
from proselint_t.replies.wording.restating.clauses import clauses
from proselint_t.replies.wording.restating.contained import is_contained
from proselint_t.replies.wording.restating.propositions import proposition_of
from proselint_t.replies.wording.restating.retelling import asks_the_same, opening, without_fillers
from proselint_t.rules.review import TextFault
from proselint_t.text.messages import translated
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.defects.answer import Answer, AnswerPoint
    from proselint_t.document import Document, Segment
    from proselint_t.replies.wording.restating.terms import Proposition

FEWEST_TERMS = 4
"""A sentence of fewer words, numbers among them, says too little to be known again."""

_FEWEST_KEYS = 3
_MISSED = 4
"""So many words for one that a sentence in other words may miss."""

_DIGITS = re.compile(r"(?<![\w.,])\d+(?!\w|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PREFIX = 3
"""Letters that the forms of a Russian word share, so that no dictionary is asked."""

_NO_KEYS = (
    "dropped_en",
    "dropped_ru",
    "markers_en",
    "markers_ru",
    "be",
    "have",
    "contracted",
    "adverbs",
    "numbers",
    "possible_forms",
)
_SPELT = "#"
"""The key of all numbers in words."""

_PERSONS = ("i", "we", "you", "of_i", "of_we", "of_you", "of_it", "of_self")


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
                told = ((part, self._said(segment, part, replaced)) for part in _with_clauses(segment, span))
                yield from (TextFault(segment.prose.span(*part), said) for part, said in told if said)

    def _said(self, segment: Segment, span: Span, replaced: Sequence[Span]) -> str | None:
        """Where a sentence stands already, in words."""
        ours = _Written(segment, span)
        if len(ours.own_keys.words) < (1 if ours.tells_question else _FEWEST_KEYS):
            return None
        for place, statement in self._alike(ours.keys):
            if place.document is self._answer.document and any(
                statement.source.overlaps(taken) for taken in replaced
            ):
                continue
            if ours.repeats(statement.proposition, asked=self._is_asked(place, statement)):
                return self._told(place, statement)
        return self._told_in_other_words(ours, replaced)

    def _told_in_other_words(self, ours: _Written, replaced: Sequence[Span]) -> str | None:
        """Where a sentence with figures in it stands already, but for a word."""
        if not ours.has_figures:
            return None
        for at in self._by_segment.near(ours.keys):
            place = self._places[at]
            for statement in place.neighbours:
                taken = place.document is self._answer.document and any(
                    statement.source.overlaps(span) for span in replaced
                )
                if not taken and ours.is_contained(statement.proposition):
                    return self._told(place, statement)
        return None

    def _alike(self, keys: _Keys) -> Iterator[tuple[_Place, _Statement]]:
        """The sentences that have all the words."""
        for at in sorted(self._by_passage.places(keys)):
            place, passage = self._passages[at]
            yield from ((place, one) for one in place.statements(passage) if keys.stand_in(one.keys))

    @cached_property
    def _places(self) -> list[_Place]:
        documents = [one.document for one in (self._answer, *self._sources)]
        return [_Place(document, segment) for document in documents for segment in document.segments]

    @cached_property
    def _passages(self) -> list[tuple[_Place, Span]]:
        return [(place, passage) for place in self._places for passage in passages(place.segment)]

    @cached_property
    def _by_passage(self) -> _Index:
        return _Index(place.segment.prose.masked[slice(*passage)] for place, passage in self._passages)

    @cached_property
    def _by_segment(self) -> _Index:
        return _Index(place.segment.prose.masked for place in self._places)

    def _point(self, place: _Place, statement: _Statement) -> AnswerPoint | None:
        at = self._answer.index_at(statement.source.start)
        return self._answer.points[at] if at is not None and place.document is self._answer.document else None

    def _is_asked(self, place: _Place, statement: _Statement) -> bool:
        """Whether the words are another's: of a question or of a document of the review."""
        point = self._point(place, statement)
        if place.document is not self._answer.document:
            return True
        return point is not None and point.question is not None and point.question.contains(statement.source)

    def _told(self, place: _Place, statement: _Statement) -> str:
        source = place.document.source
        where = translated("%s, line %s", source.path, source.position(statement.source.start).line)
        point = self._point(place, statement)
        if point is None or not point.label:
            return translated("this is said already: %s", where)
        if self._is_asked(place, statement):
            return translated("the question of point %s says this already: %s", point.number, where)
        return translated("point %s says this already: %s", point.number, where)


def _with_clauses(segment: Segment, span: Span) -> Iterator[Span]:
    """A sentence, and the clause with which it begins, where it asserts that by itself."""
    yield span
    for parts in clauses(segment.prose.masked[slice(*span)]):
        if len(parts) == 1:
            yield parts[0].shifted(span.start)


class _Written:
    """A sentence of an edit. Behind an opening (`You asked how …`) it may be a question told again."""

    def __init__(self, segment: Segment, span: Span) -> None:
        self._segment, self._span = segment, span
        skipped, self.tells_question = opening(segment.prose.masked[slice(*span)])
        self._core = Span(span.start + skipped, span.end)

    @property
    def keys(self) -> _Keys:
        """What its words lead to, without the opening."""
        return _keys(without_fillers(self._segment.prose.masked[slice(*self._core)]))

    @property
    def own_keys(self) -> _Keys:
        """The same without quotations."""
        return _keys(without_fillers(self._segment.unquoted[slice(*self._core)]))

    @cached_property
    def _proposition(self) -> Proposition:
        return _proposition(self._segment, self._span)

    @cached_property
    def _core_proposition(self) -> Proposition:
        return self._proposition if self._core == self._span else _proposition(self._segment, self._core)

    @property
    def has_figures(self) -> bool:
        return bool(self.keys.digits) or MASK in self._segment.prose.masked[slice(*self._core)]

    def is_contained(self, said: Proposition) -> bool:
        return is_contained(self._core_proposition.of_any_person(), said.of_any_person())

    def repeats(self, said: Proposition, *, asked: bool) -> bool:
        """``asked``: the words are of a question or of a document of the review."""
        ours = self._core_proposition if asked else self._proposition
        if len(ours.terms) + self.tells_question < FEWEST_TERMS:
            return False
        if not asked:
            return say_the_same(ours, said)
        return say_the_same(ours.of_any_person(), said.of_any_person()) or asks_the_same(
            ours, said, is_told=self.tells_question
        )


class _Statement:
    """A sentence that was said before, or a clause of it: ``parts`` are its stretches in the prose."""

    def __init__(self, segment: Segment, sentence: Span, parts: Sequence[Span]) -> None:
        self._prose, self._parts = segment.prose, parts
        self.source = segment.prose.span(*sentence)
        self.keys = _keys(self._joined(segment.prose.masked))

    @cached_property
    def proposition(self) -> Proposition:
        return proposition_of(self._joined(self._prose.text), self._joined(self._prose.masked))

    def _joined(self, text: str) -> str:
        return " ".join(text[slice(*span)] for span in self._parts)


class _Place:
    """A segment of a document in which something may stand."""

    def __init__(self, document: Document, segment: Segment) -> None:
        self.document, self.segment = document, segment
        self._statements: dict[Span, tuple[_Statement, ...]] = {}

    def statements(self, passage: Span) -> tuple[_Statement, ...]:
        """The sentences of a passage and their clauses."""
        if passage not in self._statements:
            self._statements[passage] = tuple(self._stated(passage))
        return self._statements[passage]

    @cached_property
    def neighbours(self) -> tuple[_Statement, ...]:
        """Each sentence, and each with the next one: what the first names, the second may call `it`."""
        spans = list(sentences(self.segment))
        alone = [_Statement(self.segment, span, (span,)) for span in spans]
        two = [_Statement(self.segment, Span(a.start, b.end), (a, b)) for a, b in pairwise(spans)]
        return (*alone, *two)

    def _stated(self, passage: Span) -> Iterator[_Statement]:
        for span in sentences_in(self.segment, passage):
            yield _Statement(self.segment, span, (span,))
            for parts in clauses(self.segment.prose.masked[slice(*span)]):
                yield _Statement(self.segment, span, [part.shifted(span.start) for part in parts])


class _Index:
    """Key of a word or number → the indexes of the texts that have it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._of: dict[str, set[int]] = defaultdict(set)
        self._spelt: set[int] = set()
        for at, text in enumerate(texts):
            keys = _keys(text)
            for key in keys.words | keys.digits:
                self._of[key].add(at)
            if keys.spelt:
                self._spelt.add(at)

    def places(self, keys: _Keys) -> set[int]:
        """The texts that have all the keys: the rarest are looked up first."""
        rows = [self._of.get(key, _NOTHING) for key in keys.words]
        rows += [self._of.get(key, _NOTHING) | self._spelt for key in keys.digits]
        rows.sort(key=len)
        found = set(rows[0])
        for row in rows[1:]:
            if not found:
                break
            found &= row
        return found

    def near(self, keys: _Keys) -> list[int]:
        """The texts that have all the numbers and nearly all the words."""
        enough = len(keys.words) - max(1, len(keys.words) // _MISSED)
        found = self._with_numbers(keys)
        shared = Counter[int]()
        for key in keys.words:
            shared.update(
                self._of.get(key, _NOTHING) if found is None else found & self._of.get(key, _NOTHING)
            )
        return sorted(at for at, n in shared.items() if n >= enough)

    def _with_numbers(self, keys: _Keys) -> set[int] | None:
        """The texts that have all the numbers; ``None`` where there are none to have."""
        rows = sorted((self._of.get(key, _NOTHING) | self._spelt for key in keys.digits), key=len)
        return set.intersection(*map(set, rows)) if rows else None


_NOTHING: frozenset[int] = frozenset()


class _Keys(NamedTuple):
    """What leads to a text: its words and its numbers; ``spelt``: a number may stand in words."""

    words: frozenset[str]
    digits: frozenset[str]
    spelt: bool

    def stand_in(self, other: _Keys) -> bool:
        return self.words <= other.words and (other.spelt or self.digits <= other.digits)


def _proposition(segment: Segment, span: Span) -> Proposition:
    return proposition_of(segment.prose.text[slice(*span)], segment.prose.masked[slice(*span)])


def _keys(text: str) -> _Keys:
    """What forms of the words share, function words left out; cheap."""
    found = set(map(_key, _WORD.findall(text)))
    spelt = _SPELT in found
    return _Keys(frozenset(found - {"", _SPELT}), frozenset(_DIGITS.findall(text)), spelt)


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    word = word.lower().replace("ё", "е")
    if word in function_words("numbers"):
        return _SPELT
    if any(word in function_words(name) for name in (*_NO_KEYS, *_PERSONS)):
        return ""
    return stem(word) if word.isascii() else word[:_PREFIX]
