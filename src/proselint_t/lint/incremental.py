"""A document that is being written, held against its rules: only what a change touches is checked again.

The result is that of :func:`proselint_t.lint.linter.lint` on the whole text. How much of the text a rule is
shown is what its ``reach`` asks for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from proselint_t.document import Document, parse
from proselint_t.document.hidden import together
from proselint_t.document.pieces.cutting import Cutting
from proselint_t.document.points import build_points
from proselint_t.lint.inside import parts_of
from proselint_t.lint.linter import in_order, unproved
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.document.hidden import Hidden
    from proselint_t.document.model import Label, Point
    from proselint_t.document.pieces.pieces import Piece
    from proselint_t.lint.suppressions import Comment
    from proselint_t.rules.rule import ActiveRule, Violation
    from proselint_t.text.edits import Edit
    from proselint_t.text.source import Source
    from proselint_t.text.span import Span

Pieces = tuple["Piece", ...]


class _Shifts(Protocol):
    def shifted(self, by: int, /) -> Self: ...


_Placed = TypeVar("_Placed", bound=_Shifts)


@dataclass(slots=True)
class _Checked:
    """What is known of one piece, in places that count from its start.

    Each finding that depends on neighbours is kept with the pieces it was made from.
    """

    labels: tuple[Label, ...]
    hidden: Hidden
    alone: tuple[Violation, ...]
    has_judged: bool
    may_hold_comment: bool
    with_next: tuple[Pieces, tuple[Violation, ...]]
    judged: tuple[Pieces, tuple[Violation, ...]] = ((), ())
    merged: tuple[Violation, ...] | None = None
    placed: tuple[int, tuple[Violation, ...]] = (-1, ())
    document: Document | None = None
    """The piece by itself, where somebody has asked for it."""


class Session:
    """The violations of one text with one set of settings, from version to version."""

    def __init__(self, settings: FileSettings) -> None:
        self.settings = settings
        self._rules = {
            reach: [active for active in settings.rules if active.rule.reach is reach and active.is_awake]
            for reach in Reach
        }
        self._cutting = Cutting(settings.language)
        self._known: dict[Piece, _Checked] = {}
        self._inside: list[Session] = []

    def check(self, source: Source, *, prove: bool = True) -> tuple[Violation, ...]:
        """The violations of a version, in order. Raises :class:`RuleError` as the linter does.

        Without ``prove`` the fixes are not proved harmless: that saves the reading of the whole document for
        a caller who does not look at them. A piece cannot prove them: a fix may write the partner of a mark
        that has none, or join blocks of which one goes on in another piece.
        """
        with budget(len(source.text)):
            return self._check(self.settings.as_read(source), prove=prove)

    def _check(self, source: Source, *, prove: bool) -> tuple[Violation, ...]:
        self._cutting.update(source)
        pieces = self._cutting.pieces
        known = self._known
        for is_known, stretch in groupby(pieces, known.__contains__):
            if not is_known:
                self._learn(tuple(stretch))
        if len(known) > 2 * (len(pieces) + len(self._cutting.former)):
            alive = (piece for piece in (*self._cutting.former, *pieces) if piece in known)
            self._known = {piece: known[piece] for piece in alive}
        found: list[Violation] = []
        offset = 0
        judged_alone = not self._rules[Reach.BLOCKS]
        for index, piece in enumerate(pieces):
            checked = self._known[piece]
            if checked.alone or checked.has_judged or not judged_alone:
                found += self._placed(index, offset)
            offset += len(piece.text)
        return self._settled(source, found, prove=prove)

    def _settled(self, source: Source, found: list[Violation], *, prove: bool) -> tuple[Violation, ...]:
        rules, whole = self.settings.rules, self._rules[Reach.DOCUMENT]
        marked = any(self._known[piece].may_hold_comment for piece in self._cutting.pieces)
        places = comment_places(source.text) if marked else []
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

    def _outlined(self, source: Source) -> Document:
        """The version as rules see it that read no block of it."""
        placed = zip(self._starts, self._cutting.pieces, strict=True)
        hidden = together((start, self._known[piece].hidden) for start, piece in placed)
        return Document.outlined(source, self.points(), hidden)

    def _inner(self, document: Document) -> Iterator[Violation]:
        """The violations of the documents inside, each of which is checked as one that is being written."""
        parts = tuple(parts_of(document, self.settings))
        known = [one for one, part in zip(self._inside, parts, strict=False) if one.settings is part.settings]
        self._inside = [*known, *(Session(part.settings) for part in parts[len(known) :])]
        for session, part in zip(self._inside, parts, strict=True):
            yield from map(part.outward, session.check(part.source))

    def _learn(self, pieces: Pieces) -> None:
        """Check new pieces that follow each other, by the rules that need nothing else.

        They are read at once, which costs less than piece by piece, and what is found is divided among them.
        """
        reading = self._cutting.read(pieces)
        document, base = reading.document, reading.base
        starts = [*accumulate((len(piece.text) for piece in pieces[:-1]), initial=base)]
        in_lines = (one.shifted(base) for one in self._in_lines(pieces))
        alone = _divided((*unproved(document, self._rules[Reach.SEGMENT]), *in_lines), starts, _start)
        with_next = _divided(unproved(document, self._rules[Reach.BLOCKS]), starts, _start)
        labels = _divided(reading.reader.labels, starts, _start)
        hidden = {
            name: _divided(spans, starts, lambda span: span.start)
            for name, spans in document.hidden.items()
            if spans
        }
        asked = self._asked_by_point(document, starts)
        for index, piece in enumerate(pieces):
            self._known[piece] = _Checked(
                labels[index],
                {name: spans[index] for name, spans in hidden.items() if spans[index]},
                alone[index],
                index in asked and self._has_judged(piece),
                may_hold_comment(piece.text),
                (pieces[index : index + 2], with_next[index]),
            )

    def _asked_by_point(self, document: Document, starts: list[int]) -> set[int]:
        """Which pieces rules are asked about that judge by the text of a point."""
        found: set[int] = set()
        for active in self._rules[Reach.POINT]:
            literals_for = getattr(active.rule, "literals_for", None)
            for segment in document.holding(literals_for(active.settings) if literals_for else ()):
                found.add(bisect_right(starts, segment.prose.origin(0)) - 1)
        return found

    def _has_judged(self, piece: Piece) -> bool:
        """Whether such a rule finds something in a piece by itself."""
        document = self._cutting.frame.read_pieces((piece,)).document
        return bool(unproved(document, self._rules[Reach.POINT]))

    def _in_lines(self, pieces: Pieces) -> list[Violation]:
        """The violations of pieces that rules find line by line."""
        text = "".join(piece.text for piece in pieces)
        return unproved(Document.unread(self._cutting.frame.source(text)), self._rules[Reach.LINE])

    def _found(
        self, document: Document, rules: Sequence[ActiveRule], base: int, length: int
    ) -> tuple[Violation, ...]:
        """The violations that begin between ``base`` and ``length`` behind it, counted from ``base``."""
        return tuple(
            one.shifted(-base)
            for one in unproved(document, rules)
            if base <= one.span.start < base + length
            or (one.span.start == base + length == len(document.source.text))
        )

    def _placed(self, index: int, offset: int) -> tuple[Violation, ...]:
        """The violations of a piece that begins at ``offset``, in order."""
        checked = self._known[self._cutting.pieces[index]]
        merged = self._merged(index, checked)
        if checked.merged is not merged or checked.placed[0] != offset:
            checked.merged = merged
            checked.placed = (offset, tuple(one.shifted(offset) for one in merged))
        return checked.placed[1]

    def _merged(self, index: int, checked: _Checked) -> tuple[Violation, ...]:
        pieces = self._cutting.pieces
        stale = checked.merged is None
        if self._rules[Reach.BLOCKS]:
            pair = tuple(pieces[index : index + 2])
            if pair != checked.with_next[0]:
                checked.with_next, stale = (pair, self._in_window(pair, 0, Reach.BLOCKS)), True
        if checked.has_judged:
            first, end = self._around_point(index)
            window = tuple(pieces[first:end])
            if window != checked.judged[0]:
                found = self._in_window(window, index - first, Reach.POINT)
                checked.judged, stale = (window, found), True
        if not stale and checked.merged is not None:
            return checked.merged
        return in_order((*checked.alone, *checked.with_next[1], *checked.judged[1]))

    def _in_window(self, window: Pieces, index: int, reach: Reach) -> tuple[Violation, ...]:
        """The violations that begin in one piece of a window, counted from its start."""
        reading = self._cutting.frame.read_pieces(window)
        base = reading.base + sum(len(piece.text) for piece in window[:index])
        return self._found(reading.document, self._rules[reach], base, len(window[index].text))

    def _around_point(self, index: int) -> tuple[int, int]:
        """The range of pieces that holds the points which begin in, or reach into, a piece."""
        pieces = self._cutting.pieces
        first = index
        if not self._begins_with_label(pieces[index]):
            first = next((at for at in range(index - 1, -1, -1) if self._labels(pieces[at])), index)
        behind = range(index + 1, len(pieces))
        return first, next((at + 1 for at in behind if self._labels(pieces[at])), len(pieces))

    def _labels(self, piece: Piece) -> tuple[Label, ...]:
        return self._known[piece].labels

    def _begins_with_label(self, piece: Piece) -> bool:
        labels = self._labels(piece)
        return bool(labels) and not piece.text[: labels[0].span.start].strip()

    def _comments_at(self, place: Span, text: str) -> Iterator[Comment]:
        """The comment of a suppression at a place of the text, unless it stands in code."""
        pieces, starts = self._cutting.pieces, self._starts
        first = bisect_right(starts, place.start) - 1
        end = bisect_left(starts, place.end) + 1
        while end < len(pieces) and pieces[end].entry.inside_paragraph and may_reach_block(text, place):
            end += 1
        reading = self._cutting.frame.read_pieces(pieces[first:end])
        by = starts[first] - reading.base
        for comment in find_comments(reading.document):
            if comment.span.start + by == place.start:
                yield comment.shifted(by)

    @property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(piece.text) for piece in self._cutting.pieces[:-1])]

    def points(self) -> tuple[Point, ...]:
        """The points of the version that was checked last."""
        placed = zip(self._cutting.pieces, self._starts, strict=True)
        labels = [label.shifted(start) for piece, start in placed for label in self._labels(piece)]
        return build_points(labels, sum(len(piece.text) for piece in self._cutting.pieces))

    def edited(self, edits: Iterable[Edit]) -> tuple[Document, Document]:
        """What edits of the version that was checked last touch, as it is read before them and after."""
        return self._cutting.edited(edits)

    def parts(self) -> Iterator[tuple[int, Document]]:
        """The text as documents of its parts, each with what is to be added to its places."""
        for piece, start in zip(self._cutting.pieces, self._starts, strict=True):
            checked = self._known[piece]
            if checked.document is None:
                checked.document = self._cutting.frame.read_pieces((piece,)).document
            yield start - len(piece.entry.lead), checked.document


def _divided(
    found: Iterable[_Placed], starts: list[int], start: Callable[[_Placed], int]
) -> list[tuple[_Placed, ...]]:
    """What begins in each of the pieces that begin at ``starts``, in places that count from its start."""
    pieces: list[list[_Placed]] = [[] for _ in starts]
    for one in found:
        index = bisect_right(starts, start(one)) - 1
        if index >= 0:
            pieces[index].append(one.shifted(-starts[index]))
    return [tuple(piece) for piece in pieces]


def _start(one: Violation | Label) -> int:
    return one.span.start
