"""A document that is being written, held against its rules: only what a change touches is checked again.

The result is that of :func:`proselint_t.lint.linter.lint` on the whole text. How much of the text a rule is
shown is what its ``reach`` asks for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from proselint_t.document import Document, OutlinedDocument, parse
from proselint_t.document.chunks.chunked import ChunkedText
from proselint_t.document.hidden import together
from proselint_t.document.points import build_points
from proselint_t.lint.inside import parts_of
from proselint_t.lint.linter import in_order, segments_for, unproved
from proselint_t.lint.proof import Proof, proved
from proselint_t.lint.suppressions import (
    comment_places,
    find_comments,
    may_hold_comment,
    may_reach_block,
    silence,
)
from proselint_t.rules.rule import Reach
from proselint_t.text.budget import budget
from proselint_t.text.span import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proselint_t.config import FileSettings
    from proselint_t.document.chunks.chunk import Chunk, ReadChunks
    from proselint_t.document.chunks.chunked import Read
    from proselint_t.document.hidden import Hidden
    from proselint_t.document.model import Label, Point
    from proselint_t.lint.suppressions import Comment
    from proselint_t.rules.rule import Violation
    from proselint_t.text.edits import Edit
    from proselint_t.text.source import Source
    from proselint_t.text.span import Span

Chunks = tuple["Chunk", ...]


class _Shifts(Protocol):
    def shifted(self, by: int, /) -> Self: ...


_Placed = TypeVar("_Placed", bound=_Shifts)


@dataclass(slots=True)
class _Checked:
    """What is known of one chunk, in places that count from its start.

    Each finding that depends on neighbours is kept with the chunks it was made from.
    """

    labels: tuple[Label, ...]
    hidden: Hidden
    alone: tuple[Violation, ...]
    has_judged: bool
    may_hold_comment: bool
    following: Chunk | None = None
    with_following: tuple[Violation, ...] = ()
    judged: tuple[Chunks, tuple[Violation, ...]] = ((), ())
    merged: tuple[Violation, ...] | None = None
    """All of them in order; ``None`` where some are new."""
    placed: tuple[int, tuple[Violation, ...]] = (0, ())
    reading: ReadChunks | None = None
    """The chunk by itself, where somebody has asked for it."""

    def take(self, following: Chunk | None, found: tuple[Violation, ...]) -> None:
        """Take up what is found with the chunk that follows."""
        self.following, self.with_following, self.merged = following, found, None

    def merge(self) -> None:
        self.merged = in_order((*self.alone, *self.with_following, *self.judged[1]))
        self.placed = (0, self.merged)

    def placed_at(self, start: int) -> tuple[Violation, ...]:
        """All violations in places of the text, where the chunk begins at ``start``."""
        if self.placed[0] != start:
            self.placed = (start, tuple(one.shifted(start) for one in self.merged or ()))
        return self.placed[1]


class Session:
    """The violations of one text with one set of settings, from version to version."""

    def __init__(self, settings: FileSettings) -> None:
        self.settings = settings
        self._rules = {
            reach: [active for active in settings.rules if active.rule.reach is reach and active.is_awake]
            for reach in Reach
        }
        self._text = ChunkedText(settings.language)
        self._known: dict[Chunk, _Checked] = {}
        self._inside: list[Session] = []

    def check(self, source: Source, *, prove: bool = True) -> tuple[Violation, ...]:
        """The violations of a version, in order. Raises :class:`RuleError` as the linter does.

        Without ``prove`` the fixes are not proved harmless: that saves the reading of the whole document for
        a caller who does not look at them. A chunk cannot prove them: a fix may write the partner of a mark
        that has none, or join blocks of which one goes on in another chunk.
        """
        with budget(len(source.text)):
            return self._check(self.settings.as_read(source), prove=prove)

    def _check(self, source: Source, *, prove: bool) -> tuple[Violation, ...]:
        self._text.update(source)
        chunks, starts = self._text.chunks, self._text.starts
        known = self._known
        unknown = [index for index, chunk in enumerate(chunks) if chunk not in known]
        for first, end in runs(unknown):
            self._learn(first, end)
        if len(known) > 2 * (len(chunks) + len(self._text.former)):
            alive = (chunk for chunk in (*self._text.former, *chunks) if chunk in known)
            self._known = {chunk: known[chunk] for chunk in alive}
        found: list[Violation] = []
        behind: Iterable[Chunk | None] = (*chunks[1:], None)
        for index, (chunk, following) in enumerate(zip(chunks, behind, strict=True)):
            checked = self._known[chunk]
            if checked.following is not following or checked.has_judged or checked.merged is None:
                self._judge(index, following, checked)
            if checked.merged:
                found += checked.placed_at(starts[index])
        self._text.forget_readings()
        return self._settled(source, found, prove=prove)

    def _settled(self, source: Source, found: list[Violation], *, prove: bool) -> tuple[Violation, ...]:
        rules, whole = self.settings.rules, self._rules[Reach.DOCUMENT]
        marked = any(self._known[chunk].may_hold_comment for chunk in self._text.chunks)
        places = [*comment_places(source.text)] if marked else []
        of_text = unproved(Document.unread(source), self._rules[Reach.SOURCE])
        if self._rules[Reach.OUTLINE]:
            of_text += unproved(self._outlined(source), self._rules[Reach.OUTLINE])
        found += of_text
        if (
            whole
            or self.settings.may_hold_parts(source.text)
            or (prove and any(one.fix is not None for one in found))
        ):
            document = parse(source, language=self.settings.language)
            found += unproved(document, whole)
            found = proved(found, Proof(document, rules)) if prove else found
            found += self._inner(document)
        elif not (of_text or places):
            return tuple(found)
        comments = [one for place in places for one in self._comments_at(place, source.text)]
        return in_order(silence(comments, len(source.text), found, rules, self.settings.known))

    def _outlined(self, source: Source) -> OutlinedDocument:
        """The version as rules see it that read no block of it."""
        chunks, starts = self._text.chunks, self._text.starts
        known = [(start, self._known[chunk]) for start, chunk in zip(starts, chunks, strict=False)]
        labels = [(start, label) for start, checked in known for label in checked.labels]
        return OutlinedDocument(
            source,
            (label.counted for _, label in labels),
            lambda index: labels[index][1].shifted(labels[index][0]),
            lambda: together((start, checked.hidden) for start, checked in known),
        )

    def _inner(self, document: Document) -> Iterator[Violation]:
        """The violations of the documents inside, each of which is checked as one that is being written."""
        parts = tuple(parts_of(document, self.settings))
        known = [one for one, part in zip(self._inside, parts, strict=False) if one.settings is part.settings]
        self._inside = [*known, *(Session(part.settings) for part in parts[len(known) :])]
        for session, part in zip(self._inside, parts, strict=True):
            yield from map(part.outward, session.check(part.source))

    def _learn(self, first: int, end: int) -> None:
        """Check new chunks that follow each other, by the rules that need nothing else.

        They are read at once, which costs less than chunk by chunk, and what is found is divided among them.
        """
        read = self._text.read(first, end)
        starts = read.starts[first - read.first : end - read.first + 1]
        document, base = read.reading.document, starts[0]
        segments = (one for one in document.segments if base <= one.prose.origin(0) < starts[-1])
        own = replace(document, segments=tuple(segments))
        chunks = self._text.chunks[first:end]
        in_lines = (one.shifted(base) for one in self._in_lines(chunks))
        alone = _divided((*unproved(own, self._rules[Reach.SEGMENT]), *in_lines), starts, _start)
        labels = _divided(read.reading.reader.labels, starts, _start)
        hidden = {
            name: _divided(spans, starts, lambda span: span.start)
            for name, spans in own.hidden.items()
            if spans
        }
        asked = self._asked_by_point(own, starts)
        for index, chunk in enumerate(chunks):
            self._known[chunk] = _Checked(
                labels[index],
                {name: spans[index] for name, spans in hidden.items() if spans[index]},
                alone[index],
                index in asked and self._has_judged(first + index),
                may_hold_comment(chunk.text),
            )
        self._judge_blocks(read)

    def _judge_blocks(self, read: Read) -> None:
        """Hold chunks that were just read against the rules that ask for the block behind."""
        chunks = self._text.chunks[read.first : read.end]
        found = _divided(unproved(read.reading.document, self._rules[Reach.BLOCKS]), read.starts, _start)
        last = len(self._text.chunks) == read.end
        for index, chunk in enumerate(chunks if last else chunks[:-1]):
            checked = self._known.get(chunk)
            if checked is not None:
                checked.take(next(iter(chunks[index + 1 : index + 2]), None), found[index])

    def _asked_by_point(self, document: Document, starts: list[int]) -> set[int]:
        """Which chunks rules are asked about that judge by the text of a point."""
        found: set[int] = set()
        for active in self._rules[Reach.POINT]:
            for segment in segments_for(active, document):
                found.add(bisect_right(starts, segment.prose.origin(0)) - 1)
        return found

    def _has_judged(self, index: int) -> bool:
        """Whether such a rule finds something in a chunk by itself."""
        return bool(unproved(self._text.read_apart(index, index + 1).document, self._rules[Reach.POINT]))

    def _in_lines(self, chunks: Iterable[Chunk]) -> list[Violation]:
        """The violations of chunks that rules find line by line."""
        text = "".join(chunk.text for chunk in chunks)
        return unproved(Document.unread(self._text.frame.source(text)), self._rules[Reach.LINE])

    def _judge(self, index: int, following: Chunk | None, checked: _Checked) -> None:
        """Bring what is known of a chunk up to what stands around it."""
        if checked.following is not following:
            found = self._in_window(index, index, index + 1 + bool(following), Reach.BLOCKS)
            checked.take(following, found)
        if checked.has_judged:
            first, end = self._around_point(index)
            window = tuple(self._text.chunks[first:end])
            if window != checked.judged[0]:
                checked.judged, checked.merged = (
                    (window, self._in_window(index, first, end, Reach.POINT)),
                    None,
                )
        if checked.merged is None:
            checked.merge()

    def _in_window(self, index: int, first: int, end: int, reach: Reach) -> tuple[Violation, ...]:
        """The violations that begin in one chunk of a window, counted from its start."""
        read = self._text.read(first, end)
        found = unproved(read.reading.document, self._rules[reach])
        return _divided(found, read.starts, _start)[index - read.first]

    def _around_point(self, index: int) -> tuple[int, int]:
        """The range of chunks that holds the points which begin in, or reach into, a chunk."""
        chunks = self._text.chunks
        first = index
        if not self._begins_with_label(chunks[index]):
            first = next((at for at in range(index - 1, -1, -1) if self._labels(chunks[at])), index)
        behind = range(index + 1, len(chunks))
        return first, next((at + 1 for at in behind if self._labels(chunks[at])), len(chunks))

    def _labels(self, chunk: Chunk) -> tuple[Label, ...]:
        return self._known[chunk].labels

    def _begins_with_label(self, chunk: Chunk) -> bool:
        labels = self._labels(chunk)
        return bool(labels) and not chunk.text[: labels[0].span.start].strip()

    def _comments_at(self, place: Span, text: str) -> Iterator[Comment]:
        """The comment of a suppression at a place of the text, unless it stands in code."""
        chunks, starts = self._text.chunks, self._text.starts
        first = bisect_right(starts, place.start) - 1
        end = min(bisect_left(starts, place.end) + 1, len(chunks))
        entries = self._text.entries
        while end < len(chunks) and entries[end].inside_paragraph and may_reach_block(text, place):
            end += 1
        reading = self._text.read_apart(first, end)
        by = starts[first] - reading.base
        for comment in find_comments(reading.document):
            if comment.span.start + by == place.start:
                yield comment.shifted(by)

    def points(self) -> tuple[Point, ...]:
        """The points of the version that was checked last."""
        placed = zip(self._text.chunks, self._text.starts, strict=False)
        labels = [label.shifted(start) for chunk, start in placed for label in self._labels(chunk)]
        return build_points(labels, self._text.starts[-1])

    def edited(self, edits: Iterable[Edit]) -> tuple[Document, Document]:
        """What edits of the version that was checked last touch, as it is read before them and after."""
        return self._text.edited(edits)

    def parts(self) -> Iterator[tuple[int, Document]]:
        """The text as documents of its parts, each with what is to be added to its places."""
        for index, chunk in enumerate(self._text.chunks):
            checked = self._known[chunk]
            if checked.reading is None:
                checked.reading = self._text.read_apart(index, index + 1)
            yield self._text.starts[index] - checked.reading.base, checked.reading.document


def _divided(
    found: Iterable[_Placed], starts: list[int], start: Callable[[_Placed], int]
) -> list[tuple[_Placed, ...]]:
    """What begins in each of the chunks that begin at ``starts``, in places that count from its start.

    The last place is where they end.
    """
    chunks: list[list[_Placed]] = [[] for _ in starts[1:]]
    for one in found:
        index = bisect_right(starts, start(one)) - 1
        if 0 <= index < len(chunks):
            chunks[index].append(one.shifted(-starts[index]))
    return [tuple(chunk) for chunk in chunks]


def _start(one: Violation | Label) -> int:
    return one.span.start
