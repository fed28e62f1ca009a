"""In which language a text speaks: the wording of an edit follows the answer, the reviewer's own is Russian.

Owns the evidence. Names, terms and titles say nothing: a text is English by words such as `the`, `is` and
`which` in lower case or by a verb that it opens with, and Russian by words in lower case that build a
sentence. What is quoted or masked is not read; where there is no evidence, there is no fault.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document import parse
from proselint_t.document.sentences.passages import sentences
from proselint_t.language.recognition import RUSSIAN_LETTER
from proselint_t.language.registry import ENGLISH, RUSSIAN
from proselint_t.language.word_lists import function_words
from proselint_t.rules.review import TextFault
from proselint_t.text.marks import SENTENCE_ENDS
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.document import Document, Segment
    from proselint_t.language.registry import Language

_WORD = re.compile(r"(?<![\w\ufffc])[^\W\d_]+(?:[-'’][^\W\d_]+)*(?![\w\ufffc])")
_BUILDS = frozenset({"VERB", "PRTS", "ADJS", "PRED", "NPRO", "PREP", "CONJ", "PRCL", "INFN"})
"""What parts of speech a Russian sentence has and a row of terms has not."""

_LATIN = re.compile("[a-z]", re.IGNORECASE)
_SUFFIX = re.compile(r"['’][a-z]+\Z")
_FINAL = tuple(SENTENCE_ENDS)
_MANY = 4
"""So many plain words, a preposition among them, are no term."""

_LATIN_ROW = re.compile(r"(?<![\w\ufffc])[A-Za-z][\w'’-]*(?:[ \u00a0][A-Za-z][\w'’-]*)*(?![\w\ufffc])")
_NO_TERM = re.compile(
    r"(?:is|are|was|were|this|these|those|very|and|or|but|which|who|it|they|he|she|ha[sd]|have|will|would"
    r"|can|could|should|must|because)"
)
"""Words with which no English term begins or ends."""

_SHORTEST = 3
"""Letters of a word that tells; «и» may stand between two names."""

_FEWEST = 2
"""One word may be a term of either language."""


class AnswerLanguage:
    """The language of an answer at each of its points."""

    def __init__(self, answer: Answer) -> None:
        self._document = answer.document
        self._starts = [segment.span.start for segment in self._document.segments]
        self._known: dict[Span, Language | None] = {}

    def at(self, span: Span) -> Language:
        """The language of the point at a span, outside quotations.

        Where it has no words of its own, that of its children, and last of the whole answer.
        """
        point = self._document.point_at(span.start)
        if point is None:
            return self._whole
        subtree = Span(point.span.start, point.subtree_end)
        return self._within(point.span) or self._within(subtree) or self._whole

    def _within(self, span: Span) -> Language | None:
        if span not in self._known:
            first, last = (bisect_left(self._starts, offset) for offset in span)
            self._known[span] = _spoken(self._document.segments[first:last])
        return self._known[span]

    @cached_property
    def foreign_words(self) -> frozenset[str]:
        """The Russian words that English text of the answer has as names: of columns, of commands."""
        texts = (segment.unquoted for segment in self._document.segments)
        segments = (text for text in texts if RUSSIAN_LETTER.search(text))
        return frozenset(word for text in segments if not _is_russian(text) for word in _hear(text).lower)

    @cached_property
    def _whole(self) -> Language:
        return _spoken(self._document.segments) or ENGLISH


def language_of_text(text: str) -> Language | None:
    """The language of a text in Markdown, outside quotations; ``None`` where it says nothing."""
    return _spoken(parse(Source(text)).segments)


def _spoken(segments: Iterable[Segment]) -> Language | None:
    """The language that most words speak for; no sentence has to be cut for that."""
    english = russian = 0
    for segment in segments:
        heard = _hear(segment.unquoted)
        english += heard.english
        russian += len(heard.lower) if heard.latin else heard.cyrillic
    if not english and not russian:
        return None
    return ENGLISH if english > russian else RUSSIAN


def language_faults(
    text: Document, language: Language, known: frozenset[str] = frozenset()
) -> Iterator[TextFault]:
    """The sentences of an edit that are in another language than the answer is at that place.

    One Russian word makes an English sentence foreign, unless it is among the ``known`` ones: a capital alone
    shows a name. English terms are at home in Russian, so there it takes a whole sentence, or a word at the
    end of an English row that no term has there.
    """

    def has_russian(sentence: str) -> bool:
        """A line of terms alone is no sentence, and a short word may stand between two names."""
        heard = _hear(sentence)
        is_sentence = heard.latin > 0 or sentence.rstrip().endswith(_FINAL)
        plain = {word for word in heard.lower if len(word) >= _SHORTEST} if is_sentence else set()
        return _is_russian(sentence) or not plain <= known

    in_english = language is ENGLISH
    foreign, letter = (has_russian, RUSSIAN_LETTER) if in_english else (_has_english, _LATIN)
    other = RUSSIAN if in_english else ENGLISH
    yield from (
        TextFault(
            span,
            translated(
                "this is %s, and the answer is %s here",
                translated(other.name),
                translated(language.name),
            ),
        )
        for span in _sentences(text, foreign, letter)
    )


def own_words_faults(text: Document) -> Iterator[TextFault]:
    """The sentences that a reviewer wrote outside the edits and that are not Russian."""
    yield from (
        TextFault(span, translated("this is English, and words outside the edits are Russian"))
        for span in _sentences(text, _is_english, _LATIN)
    )


def _sentences(text: Document, foreign: Callable[[str], bool], letter: re.Pattern[str]) -> Iterator[Span]:
    """Those that are foreign. A segment without a foreign letter is not cut into sentences."""
    for segment in text.segments:
        if letter.search(segment.unquoted):
            for span in sentences(segment):
                if foreign(segment.unquoted[slice(*span)]):
                    yield segment.prose.span(*span)


class _Heard(NamedTuple):
    """What a text is made of: words of each script, evidence of English, Cyrillic words in lower case."""

    latin: int
    cyrillic: int
    english: int
    lower: tuple[str, ...]


def _hear(text: str) -> _Heard:
    found = [_SUFFIX.sub("", word) for word in _WORD.findall(text)]
    latin = [word for word in found if _LATIN.match(word)]
    cyrillic = [word for word in found if RUSSIAN_LETTER.match(word)]
    lower = tuple(word for word in cyrillic if word.islower())
    opens = bool(found) and found[0].lower() in function_words("english") | function_words("commands")
    english = _english(latin, opens=opens and not found[0].islower())
    return _Heard(len(latin), len(cyrillic), english, lower)


def _english(found: Sequence[str], *, opens: bool) -> int:
    """How many words tell that a row of Latin words is English; ``opens``: also its first one."""
    spoken = sum(word in function_words("english") or word == "I" for word in found)
    linked = sum(word in function_words("markers_en") for word in found)
    # In a title every word that says something has a capital.
    kinds = [function_words(kind) for kind in ("english", "markers_en", "dropped_en")]
    plain = sum(word.islower() and not any(word in kind for kind in kinds) for word in found[1:])
    if not spoken and not opens:
        return int(linked > 0 and plain >= _MANY)
    return spoken + opens if plain or spoken > 1 else 0


def is_speech(text: str) -> bool:
    """Whether a text is a sentence of either language, and no row of names and terms."""
    return _is_english(text) or _is_russian(text)


def _has_english(text: str) -> bool:
    rows = (match[0].split() for match in _LATIN_ROW.finditer(text))
    return _is_english(text) or any(_NO_TERM.fullmatch(row[at]) for row in rows for at in (0, -1))


def _is_english(text: str) -> bool:
    heard = _hear(text)
    return heard.latin >= _FEWEST and heard.english > heard.cyrillic


def _is_russian(text: str) -> bool:
    heard = _hear(text)
    if not heard.lower or heard.cyrillic + heard.latin < _FEWEST:
        return False
    if not heard.latin:
        return len(heard.lower) >= _FEWEST or text.rstrip().endswith(_FINAL)
    from proselint_t.language.morphology import parses  # noqa: PLC0415 - only for a text in both scripts

    builds = sum(parses(word)[0].part_of_speech in _BUILDS for word in heard.lower)
    return builds > heard.english
