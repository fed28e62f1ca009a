"""Markdown → a document that knows its places: blocks, segments, prose, points, quotations, sentences.

One parse, many readers: rules see :class:`Document`; only this package knows markdown-it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from proselint_t.document.hidden import hidden_in
from proselint_t.document.markdown.blocks import blocks_of
from proselint_t.document.model import Block, BlockKind, Container, ContainerKind
from proselint_t.document.points import BEGINNING, build_points
from proselint_t.document.reader import Reader
from proselint_t.document.segments import Segment
from proselint_t.language.recognition import language_of_source, language_said
from proselint_t.language.registry import ENGLISH
from proselint_t.language.registry import language as language_of
from proselint_t.text.budget import budget
from proselint_t.text.literals import Haystack
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from proselint_t.document.hidden import Hidden
    from proselint_t.document.markdown.collector import InlinePass
    from proselint_t.document.model import Counted, Label, Point
    from proselint_t.document.points import TreeState
    from proselint_t.text.source import Source

__all__ = [
    "Block",
    "BlockKind",
    "Container",
    "ContainerKind",
    "Document",
    "Segment",
    "parse",
    "parse_when_asked",
]


@dataclass(frozen=True)
class Document:
    """A parsed document. ``blocks`` and ``segments`` are in the order of the text."""

    source: Source
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    points: tuple[Point, ...]
    shape: tuple[tuple[str, int], ...]
    references: dict[str, Any]
    """The targets of reference links and footnotes, as the inline parser wants them."""
    inlines: Mapping[Sequence[Span], InlinePass]
    """What the inline pass has made of the blocks, by the places of their lines."""
    language: str | None = None
    """The code of the language that was said to be that of every sentence."""
    is_part: bool = False
    """Whether it was read as a part of a text, with points and references that stand outside of it."""
    state: TreeState = BEGINNING
    """How far the numbers of points have come before it."""

    @classmethod
    def unread(cls, source: Source) -> Document:
        """A document of which nothing is known but its text."""
        return cls(source, (), (), (), (), {}, {})

    @cached_property
    def hidden(self) -> Hidden:
        """What of the source rules may hide from themselves."""
        return hidden_in(self)

    @property
    def is_parsed(self) -> bool:
        return True

    @property
    def counted(self) -> tuple[Counted, ...]:
        """What the labels of the points count, in order."""
        return tuple(point.label.counted for point in self.points)

    def label_at(self, index: int) -> Label:
        """The label of the point with an index."""
        return self.points[index].label

    @property
    def words(self) -> list[str]:
        """What stands between white space in the prose, in order."""
        return [word for segment in self.segments for word in segment.prose.text.split()]

    def point_at(self, offset: int) -> Point | None:
        """The innermost point at a source offset; ``None`` before the first label."""
        index = bisect_right(self._point_starts, offset) - 1
        return self.points[index] if index >= 0 else None

    def around(self, segment: Segment) -> Span:
        """The stretch from label to label that a segment stands in, before the first label the segment.

        Of a point that begins above a part of a text: what of it was read.
        """
        if segment.point is not None:
            return segment.point.span
        if self.state == BEGINNING:
            return segment.span
        return Span(0, self.points[0].span.start if self.points else len(self.source.text))

    @cached_property
    def _point_starts(self) -> list[int]:
        return [point.span.start for point in self.points]

    def segment_at(self, offset: int) -> Segment | None:
        """The segment whose prose begins last at or before a source offset."""
        index = bisect_right(self._segment_starts, offset) - 1
        return self.segments[index] if index >= 0 else None

    def segments_in(self, span: Span) -> Sequence[Segment]:
        """The segments that share a stretch of the source, or touch it."""
        first = max(bisect_right(self._segment_starts, span.start) - 1, 0)
        return self.segments[first : bisect_right(self._segment_starts, span.end)]

    def holding(self, literals: Sequence[str], words: frozenset[str] = frozenset()) -> Sequence[Segment]:
        """The segments that hold one of ``literals`` or ``words``, small letters; all where none is named."""
        if not literals and not words:
            return self.segments
        found = {*self._haystack.holding(literals)}
        if words:
            found.update(self._haystack.holding_words(words), self._cut_by_masks)
        return [self.segments[index] for index in sorted(found)]

    @cached_property
    def _cut_by_masks(self) -> list[int]:
        """The segments in which a mask begins or ends between letters: `press<kbd>A</kbd>` has «press»."""
        return [
            index
            for index, segment in enumerate(self.segments)
            if any(
                at and segment.prose.text[at - 1 : at + 1].isalpha()
                for span in (*segment.prose.masks, *segment.prose.files)
                for at in span
            )
        ]

    @cached_property
    def _haystack(self) -> Haystack:
        return Haystack(segment.prose.text for segment in self.segments)

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.span.start for segment in self.segments]


def parse(
    source: Source, *, language: str | None = None, splitter: Callable[[str], list[int]] | None = None
) -> Document:
    """Parse a document. Never raises on any text, but where a mask of a configuration runs away.

    ``language``, the code of one, overrides the language of every sentence; without it the front matter may
    (:func:`proselint_t.language.recognition.language_said`). ``splitter`` maps a block's masked text to the
    exclusive ends of its sentences (default: the spaCy pipeline of ``sentences``).
    """
    with budget(len(source.text)):
        latin = cache(partial(language_of_source, source.text))
        reader = Reader(source, blocks_of(source)).read()
        language = language or language_said(source.text)
        return assemble(reader, language=language, latin=latin, splitter=splitter)


def parse_when_asked(source: Source, *, language: str | None = None) -> Document:
    """The document that :func:`parse` gives, parsed when more of it is asked for than its text."""
    return _Unparsed(source, language)


class _Unparsed(Document):
    """Takes over what was parsed when the first field is asked for that it does not have."""

    def __init__(self, source: Source, language: str | None) -> None:
        self.__dict__.update(source=source, language=language or language_said(source.text))

    @property
    def is_parsed(self) -> bool:
        return "blocks" in self.__dict__

    def __getattr__(self, name: str) -> Any:
        if name not in Document.__dataclass_fields__ or self.is_parsed:
            raise AttributeError(name)
        self.__dict__.update(vars(parse(self.source, language=self.language)))
        return self.__dict__[name]


class OutlinedDocument(Document):
    """A document of which the text, the points' numbers and what may be hidden are known, and no blocks.

    ``label_at`` and ``hidden`` tell the label with an index and what may be hidden, when asked.
    """

    _counted: tuple[Counted, ...]
    _label_at: Callable[[int], Label]
    _hidden: Callable[[], Hidden]

    def __init__(
        self,
        source: Source,
        counted: Iterable[Counted],
        label_at: Callable[[int], Label],
        hidden: Callable[[], Hidden],
    ) -> None:
        super().__init__(source, (), (), (), (), {}, {})
        self.__dict__.update(_counted=tuple(counted), _label_at=label_at, _hidden=hidden)

    @property
    def is_parsed(self) -> bool:
        return False

    @property
    def counted(self) -> tuple[Counted, ...]:
        return self._counted

    def label_at(self, index: int) -> Label:
        return self._label_at(index)

    @cached_property
    def hidden(self) -> Hidden:
        return self._hidden()


def assemble(
    reader: Reader,
    *,
    language: str | None = None,
    latin: Callable[[], str] = lambda: ENGLISH.code,
    splitter: Callable[[str], list[int]] | None = None,
) -> Document:
    """What a reader has read, as a document.

    ``latin`` tells the language of the whole for what stands in Latin letters, when a segment asks; other
    arguments are those of :func:`parse`.
    """
    source, texts = reader.source, reader.texts
    points = build_points(reader.labels, len(source.text))
    starts = [point.span.start for point in points]
    segments = []
    for text in texts:
        at = text.label.span.start if text.label else text.prose.origin(0)
        index = bisect_right(starts, at) - 1
        point = points[index] if index >= 0 else None
        segments.append(Segment(text, splitter or _splitter(language), language, latin=latin, point=point))
    blocks = reader.input
    return Document(
        source,
        tuple(reader.blocks),
        tuple(segments),
        points,
        blocks.shape,
        blocks.env,
        reader.inlines,
        language,
    )


def _splitter(language: str | None) -> Callable[[str], list[int]]:
    if language is None or language_of(language).own_sentences:
        return _split
    return partial(_split, language=language)


def _split(text: str, language: str | None = None) -> list[int]:
    from proselint_t.document.sentences import sentence_ends  # noqa: PLC0415 - only sentence rules need spaCy

    return sentence_ends(text, language)
