"""Segments: the stretches of blocks between point labels, the unit in which prose is checked."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.document.annotations.quotations import Mark, find_quotations
from proselint_t.document.model import BlockKind, Quotation, SegmentText, Sentence
from proselint_t.language.recognition import language_of_sentence, only_language
from proselint_t.language.registry import ENGLISH
from proselint_t.text.packed import packed, packed_spans
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proselint_t.document.model import Block, Label, Point
    from proselint_t.text.prose import Prose

    Splitter = Callable[[str], list[int]]

_LETTER = pattern(r"[^\W\d_]")
_SMILING = "DPp"
_NEAR = 8
"""Characters in front of a word that tell whether it may begin a sentence."""


class Segment:
    """A stretch of one block: its prose and what is known of it, computed once when first asked for.

    All spans are offsets into ``prose`` unless they are said to be of the source.
    """

    def __init__(
        self,
        text: SegmentText,
        splitter: Splitter,
        language: str | None,
        *,
        latin: Callable[[], str] = lambda: ENGLISH.code,
        point: Point | None = None,
    ) -> None:
        self.block: Block = text.block
        self.prose: Prose = text.prose
        self.label: Label | None = text.label
        self.bullet: Span | None = text.bullet
        self.point = point
        self._splitter = splitter
        self._language = language
        self._latin = latin

    @property
    def latin(self) -> str:
        """The language of Latin letters that do not tell by themselves: that of the whole document."""
        return self._latin()

    @property
    def span(self) -> Span:
        """The source span of the prose; an empty one stands behind its label."""
        if not self.prose.text and self.label is not None:
            return Span(self.label.span.end, self.label.span.end)
        return self.prose.span(0, len(self.prose.text))

    @cached_property
    def _marks(self) -> tuple[tuple[Quotation, ...], tuple[Mark, ...]]:
        return find_quotations(self.prose.masked)

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """Quotations of any glyph, outer before inner."""
        return self._marks[0]

    @property
    def lone_marks(self) -> tuple[Mark, ...]:
        return self._marks[1]

    @cached_property
    def unquoted(self) -> str:
        """What word rules read: masks and quotations hidden (marks included), offsets unchanged."""
        if not self.quotations:
            return self.prose.masked
        outer = [quotation.span for quotation in self.quotations if quotation.depth == 0]
        return self.prose.masked_view((*self.prose.masks, *self.prose.files, *outer))

    @cached_property
    def lines(self) -> Sequence[Span]:
        """Line paragraphs: the source lines of the prose, without their line breaks."""
        text = self.prose.text
        return packed_spans(_lines(text), text.count("\n"))

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """Sentences without the white space between them."""
        ends = self._splitter(self.prose.masked)
        return packed(self._sentences(ends), len(ends))

    def _sentences(self, ends: Iterable[int]) -> Iterator[Sentence]:
        text, start = self.prose.text, 0
        for end in ends:
            while start < end and text[start].isspace():
                start += 1
            if start < end:
                span = Span(start, end)
                yield Sentence(span, self._language or self._detect(span))
            start = end

    def sentences_in(self, span: Span) -> Sequence[Sentence]:
        """The sentences that share a stretch, or touch it."""
        first = bisect_right(self.sentences, span.start, key=lambda sentence: sentence.span.start) - 1
        last = bisect_right(self.sentences, span.end, key=lambda sentence: sentence.span.start)
        return self.sentences[max(first, 0) : last]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset (or the last one before it)."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.span.start) - 1
        return self.sentences[index] if index >= 0 else None

    def begins_sentence(self, offset: int) -> bool:
        """Whether a sentence begins at a word with a capital.

        Behind a letter none does, but for those of a smiley (`:D`): that is told without splitting.
        """
        before = self.prose.masked[max(offset - _NEAR, 0) : offset].rstrip()
        if before and before[-1].isalpha() and before[-1] not in _SMILING:
            return False
        sentence = self.sentence_at(offset)
        return sentence is None or sentence.span.start == offset

    @cached_property
    def language(self) -> str | None:
        """The language of every sentence, where that can be told without splitting; else ``None``."""
        if self._language is not None:
            return self._language
        whole = Span(0, len(self.prose.masked))
        return only_language(self.prose.masked, lambda: self._own_words(whole), self._latin)

    def language_at(self, offset: int) -> str:
        """The language of the sentence at an offset."""
        if self.language is not None:
            return self.language
        sentence = self.sentence_at(offset)
        return sentence.language if sentence is not None else self.latin

    def _detect(self, span: Span) -> str:
        return self.language or language_of_sentence(self._own_words(span), self._latin)

    def _own_words(self, span: Span) -> str:
        """The words of a stretch outside quotations; where it has none, all its words."""
        text = self.unquoted[span.start : span.end]
        return text if _LETTER.search(text) else self.prose.masked[span.start : span.end]

    @property
    def is_running_text(self) -> bool:
        """Whether it is a paragraph of sentences, not a heading, a table cell or an alternative text."""
        return self.block.kind in {BlockKind.PARAGRAPH, BlockKind.COMMENT_LINE}

    def quoted(self, span: Span) -> bool:
        """Whether a stretch lies inside a quotation (between its marks)."""
        return any(quotation.span.contains(span) for quotation in self.quotations)


def _lines(text: str) -> Iterator[Span]:
    """The lines of a text without the marks that end them."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield Span(start, end)
        start = end + 1
    yield Span(start, len(text))
