"""Sentences of an edit that stand already: in the answer, in a question, or in a document of the review.

Owns where sentences are looked for; whether one says another again, `statements` says. An index of the words
leads to the few passages that may hold a sentence: only these are cut into sentences and read closely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.sentences.segments import passages, sentences, sentences_in
from proselint_t.language.finite_verbs import has_finite_verb
from proselint_t.language.inflection_en import stem
from proselint_t.language.word_lists import function_words, phrases
from proselint_t.replies.wording.statements import (
    Statement,
    has_synonyms,
    statement_of,
    without_fillers,
)
from proselint_t.rules.review import TextFault
from proselint_t.text.messages import translated
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.document import Document, Segment

_FEWEST_WORDS = 3
"""A sentence of fewer words says too little to be known again, and one of so many where it has no verb."""
_DIGITS = re.compile(r"(?<![\w.,])\d+(?!\w|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PREFIX = 3
"""Letters that the forms of a Russian word share, so that no dictionary is asked."""
_NO_KEYS = (
    *("dropped_en", "dropped_ru", "markers_en", "markers_ru", "be", "have", "contracted", "adverbs"),
    *("possible_forms", "pronouns", "i", "we", "you", "of_i", "of_we", "of_you", "of_it", "of_self"),
)
_SPELT = "#"
"""The key of all numbers in words."""
_CONDITIONS = (
    r"(?:if|when|whenever|unless|until|while|whether|provided|either|neither|as\s+soon|once(?!\s+(?:an?|per|every)\b)"
    r"|если|когда|пока|хотя|либо|чтобы|или|будто|якобы)\b"
)
_CONDITION = re.compile(rf"\b{_CONDITIONS}", re.IGNORECASE)
_HEAD = re.compile(
    rf"(?P<head>(?:(?!\b{_CONDITIONS})[^,;:—])+)(?:,\s+(?:and|but|so|because|which|since|as"
    rf"|и|а|но|поэтому|потому\s+что|так\s+как|котор\w+)\b|\s*;)(?!.*[,;]\s*{_CONDITIONS})",
    re.IGNORECASE | re.DOTALL,
)
"""The clause with which a sentence begins, where it asserts that by itself."""
_RELATIVE = re.compile(
    r"\b(?P<noun>(?:an?|the|my|your|our|its|this)\s+(?:\w+\s+){0,2}\w+),\s+which\s++(?P<said>[^,;:—]+?)[.!]?\Z",
    re.IGNORECASE,
)


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
                head = _HEAD.match(segment.prose.masked, span.start, span.end)
                parts = (
                    [span, Span(*head.span("head"))]
                    if head and "?" not in head.string[slice(*span)]
                    else [span]
                )
                for part in parts:
                    said = self._said_already(_Written(segment, part), replaced)
                    if said:
                        yield TextFault(segment.prose.span(*part), self._told(said))

    def _said_already(self, ours: _Written, replaced: Sequence[Span]) -> _Said | None:
        for passage in () if ours.says_too_little else self._index.holding(ours.keys):
            for said in passage.said if not ours.has_figures else (*passage.said, *passage.joined):
                taken = said.document is self._answer.document and any(map(said.source.overlaps, replaced))
                if (
                    not taken
                    and ours.keys.stand_in(said.keys)
                    and ours.repeats(said, asked=self._is_asked(said))
                ):
                    return said
        return None

    @cached_property
    def _index(self) -> _Index:
        documents = [one.document for one in (self._answer, *self._sources)]
        found = _Index()
        for document in documents:
            for segment in document.segments:
                spans = list(passages(segment))
                keys = [_keys(segment.prose.masked[slice(*span)]) for span in spans]
                for at, span in enumerate(spans):
                    passage = _Passage(document, segment, span, spans[at : at + 2][-1].end)
                    found.add(passage, keys[at : at + 2])
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


class _Written:
    """A sentence of an edit. Behind an opening (`You asked how …`) it may be a question told again."""

    def __init__(self, segment: Segment, span: Span) -> None:
        text, masked = segment.prose.text[slice(*span)], segment.prose.masked[slice(*span)]
        opened = ((opening.match(masked), asks) for opening, asks in _openings())
        begun = ((match.end(), asks) for match, asks in opened if match)
        skipped, self._tells_question = next(begun, (0, False))
        own = _keys(without_fillers(segment.unquoted[span.start + skipped : span.end]))
        is_short = len(own.words) + len(own.digits) <= _FEWEST_WORDS and not has_finite_verb(text)
        fewest = 1 if self._tells_question else _FEWEST_WORDS
        self.says_too_little = len(own.words) < fewest or (is_short and not self._tells_question)
        self.keys = _keys(
            without_fillers(masked[skipped:]), by=lambda word: "" if has_synonyms(word) else _key(word)
        )
        self.has_figures = bool(self.keys.digits) or MASK in masked
        self._read = cache(lambda skipped: statement_of(text[skipped:], masked[skipped:]))
        self._skipped = skipped

    def repeats(self, said: _Said, *, asked: bool) -> bool:
        """``asked``: the words are of a question or of a document of the review."""
        theirs, ours = said.statement, self._read(self._skipped if asked or said.is_joined else 0)
        if said.is_joined:
            return ours.of_any_person().repeats_figures(theirs.of_any_person())
        if not asked:
            return ours.repeats(theirs)
        return ours.of_any_person().repeats(theirs.of_any_person()) or ours.asks_again(
            theirs, is_told=self._tells_question
        )


@cache
def _openings() -> list[tuple[re.Pattern[str], bool]]:
    """What may open a sentence, `You asked` or `You write that`, and whether it tells a question."""
    head, tail = r"\W*(?:(?:so|well|итак|и)\b,? )?", r"(?!\w)[\s,:—–-]*(?:(?:whether|if)\s+)?"
    kinds = (
        ("|".join(phrases("retelling", name)), name == "questions") for name in ("questions", "statements")
    )
    return [(re.compile(rf"{head}(?:{told}){tail}", re.IGNORECASE), asks) for told, asks in kinds]


class _Said:
    """A sentence that was said before, or two, or a part of one: as the stretches it has in the prose."""

    def __init__(
        self, passage: _Passage, whole: Span, parts: Sequence[Span], *, is_joined: bool = False
    ) -> None:
        prose = passage.segment.prose
        self.document, self.is_joined = passage.document, is_joined
        self.source = prose.span(*whole)
        self._text, self._masked = (
            " ".join(text[slice(*span)] for span in parts) for text in (prose.text, prose.masked)
        )
        self.keys = _keys(self._masked)

    @cached_property
    def statement(self) -> Statement:
        return statement_of(self._text, self._masked)


class _Passage:
    """Lines of a document with whole sentences, up to where the next such lines of its segment end."""

    def __init__(self, document: Document, segment: Segment, span: Span, end: int) -> None:
        self.document, self.segment, self.span = document, segment, span
        self._both = Span(span.start, end)

    @cached_property
    def said(self) -> list[_Said]:
        """The sentences, and what a last clause with `which` says of its noun."""
        found = []
        for span in sentences_in(self.segment, self.span):
            text = self.segment.prose.masked[slice(*span)]
            relative = None if _CONDITION.search(text) else _RELATIVE.search(text)
            names = ("noun", "said") if relative else ()
            parts = [Span(*relative.span(name)).shifted(span.start) for name in names] if relative else []
            found += [_Said(self, span, row) for row in ([span], parts) if row]
        return found

    @cached_property
    def joined(self) -> list[_Said]:
        """Each sentence, and each with the next one: what the first names, the second may call `it`."""
        spans = list(sentences_in(self.segment, self._both))
        rows = (*((span,) for span in spans), *pairwise(spans))
        return [_Said(self, Span(row[0].start, row[-1].end), row, is_joined=True) for row in rows]


class _Keys(NamedTuple):
    """What leads to a text: its words and its numbers; ``spelt``: a number may stand in words."""

    words: frozenset[str]
    digits: frozenset[str]
    spelt: bool

    def stand_in(self, other: _Keys) -> bool:
        return self.words <= other.words and (other.spelt or self.digits <= other.digits)


class _Index:
    """Key of a word or number → the passages that have it."""

    def __init__(self) -> None:
        self._passages: list[_Passage] = []
        self._of: dict[str, set[int]] = defaultdict(set)

    def add(self, passage: _Passage, known: Sequence[_Keys]) -> None:
        for keys in known:
            for key in (*keys.words, *keys.digits, *((_SPELT,) if keys.spelt else ())):
                self._of[key].add(len(self._passages))
        self._passages.append(passage)

    def holding(self, keys: _Keys) -> list[_Passage]:
        """The passages that have all the keys: the rarest are looked up first."""
        rows = [self._of.get(key, _NONE) for key in keys.words]
        rows += [self._of.get(key, _NONE) | self._of.get(_SPELT, _NONE) for key in keys.digits]
        rows.sort(key=len)
        found = set(rows[0]) if rows else set()
        for row in rows[1:]:
            found &= row
        return [self._passages[at] for at in sorted(found)]


_NONE: frozenset[int] = frozenset()


def _keys(text: str, by: Callable[[str], str] | None = None) -> _Keys:
    """What forms of the words share, function words left out; cheap."""
    found = set(map(by or _key, _WORD.findall(text)))
    return _Keys(frozenset(found - {"", _SPELT}), frozenset(_DIGITS.findall(text)), _SPELT in found)


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    word = word.lower().replace("ё", "е")
    if word in function_words("numbers"):
        return _SPELT
    if any(word in function_words(name) for name in _NO_KEYS):
        return ""
    return stem(word) if word.isascii() else word[:_PREFIX]
