"""Where the edits of a reply stand in the answer, and what each would change there.

An anchor is located as a defect is; what is not exactly there is not taken. A part of a point without an
anchor is counted («the second sentence») or is what is most like the new text. Owns the test whether an edit
has been applied already, which is read from the text and from nothing else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from proselint_t.defects.lists import Defect
from proselint_t.defects.lists.prose import is_telling
from proselint_t.defects.quotes.folding import fold, folded_text
from proselint_t.defects.quotes.forms import layouts, pieces_of
from proselint_t.defects.quotes.locating import MAPPED, MappedDefect, Outcome, part_span
from proselint_t.defects.quotes.words import WordIndex, words_of
from proselint_t.replies.placing.changes import Anchor, change_of, without_label
from proselint_t.replies.reading.model import Action
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.quotes.locating import Locator
    from proselint_t.replies.placing.changes import Change
    from proselint_t.replies.reading.model import PointEdit
    from proselint_t.text.source import Source

    _Look = Callable[[str, int, Iterable[int]], Iterator[tuple[str, int]]]

_IN_PLACE = frozenset({Outcome.EXACT, Outcome.NORMALISED})
_INDENT = " \t>"
_AROUND = 4
"""How many times the length of an anchor is read on either side of where it stood: markup makes it longer."""
_TAIL = re.compile(r"[\r\n]+[ \t>]*\Z")


@dataclass(frozen=True, slots=True)
class PlacedEdit:
    """An edit with its place.

    ``located`` is the outcome of its anchor, or of its point where it has none. ``change`` is what it does to
    the answer, ``None`` where it cannot be done; ``applied`` tells that it was done before, ``lasting`` that
    what it deletes would stand there again: the same reply would delete that too.
    """

    index: int
    edit: PointEdit
    located: MappedDefect
    change: Change | None = None
    applied: bool = False
    lasting: bool = False

    @property
    def point(self) -> str | None:
        """The number of the point, as stated or as found."""
        return self.located.point

    def in_reply(self, span: Span) -> Span:
        """Where in the reply a stretch of the text of the change is written."""
        if self.change is None or self.edit.new is None:
            return self.edit.span
        return self.edit.new.span(*self.change.text.span(*span))


def place_edits(locator: Locator, edits: Sequence[PointEdit]) -> tuple[PlacedEdit, ...]:
    """Every edit with its place, in the order of the reply."""
    text = locator.answer.source.text
    placed = [_placed(locator, index, edit) for index, edit in enumerate(edits)]
    for one in _insertions(text, placed):
        placed[one.index] = one
    return tuple(placed)


def _placed(locator: Locator, index: int, edit: PointEdit) -> PlacedEdit:
    answer = locator.answer
    located = locator.locate(_as_defect(edit, edit.old.text if edit.old else None))
    located = part_located(answer, located, edit)
    offered = edit.alike and located.outcome is Outcome.FUZZY
    if located.at is None or not (offered or located.outcome in MAPPED):
        return PlacedEdit(index, edit, located, applied=_stands_there(locator, edit))
    quoted = edit.old is not None or edit.part is not None or edit.alike
    old = located.span if quoted else None
    if old and edit.old and located.outcome is Outcome.NORMALISED:
        old = widened(answer.source.text, old, edit.old.text)
    change = change_of(answer, Anchor(answer.points[located.at], old), edit)
    if edit.action is Action.REPLACE and (
        _is_replaced(answer.source.text, change)
        or (_may_be_another(answer.source.text, change, located, edit) and _stands_there(locator, edit))
    ):
        return PlacedEdit(index, edit, located, applied=True)
    lasting = edit.action is Action.DELETE and _lasts(locator, edit, located.at, change.span)
    return PlacedEdit(index, edit, located, change, lasting=lasting)


def _lasts(locator: Locator, edit: PointEdit, at: int, taken: Span) -> bool:
    """Whether the anchor stands there without what is deleted too: beside it, or where the rest is joined."""
    form = locator.folded
    pieces = pieces_of(edit.old.text) if edit.old else ()
    if not pieces:
        return False
    places = form.places(pieces, [at] if edit.point else None)
    if any(not place.span.overlaps(taken) for place in places):
        return True
    text, point = locator.answer.source.text, locator.answer.points[at].span
    around = _AROUND * sum(map(len, pieces))
    before = text[max(point.start, taken.start - around) : taken.start]
    joint = WordIndex(folded_text(before + text[taken.end : min(point.end, taken.end + around)]))
    found = [
        list(joint.occurrences(form.variants(piece, first=not index), Span(0, len(joint.text))))
        for index, piece in enumerate(pieces)
    ]
    return all(found) and any(layouts(found))


def _as_defect(edit: PointEdit, quote: str | None) -> Defect:
    return Defect(edit.number, edit.line, edit.point, quote)


def _stands_there(locator: Locator, edit: PointEdit) -> bool:
    """Whether the new text is in the point where the anchor is not."""
    if edit.new is None:
        return False
    points = locator.answer.named(edit.point or "")
    start = without_label(edit.new.text, locator.answer.points[points[0]]) if points else 0
    return any(
        locator.locate(_as_defect(edit, text)).outcome in _IN_PLACE
        for text in dict.fromkeys((edit.new.text, edit.new.text[start:]))
    )


def _is_replaced(text: str, change: Change) -> bool:
    """Whether the anchor is a part of the new text that stands around it."""
    new, old = change.text.text, text[slice(*change.core)]
    at = new.find(old) if old else -1
    while at >= 0:
        if at <= change.core.start and text.startswith(new, change.core.start - at):
            return True
        at = new.find(old, at + 1)
    return False


def _may_be_another(text: str, change: Change, located: MappedDefect, edit: PointEdit) -> bool:
    """Whether the anchor stands in other typography where it is found: it may be another place, then.

    That a short new text stands in the point tells nothing, unless the case of a letter is all that differs.
    """
    if located.outcome is not Outcome.NORMALISED or edit.old is None or edit.new is None:
        return False
    old, found = edit.old.text, text[slice(*change.core)]
    return is_telling(edit.new.text) or (old[:1] != found[:1] and old[1:] == found[1:])


def _insertions(text: str, placed: Sequence[PlacedEdit]) -> Iterator[PlacedEdit]:
    """The insertions; those that stand there already are taken, and the others come behind them."""
    found = [(one, one.change, _lines_of(one.change)) for one in placed if one.change and one.change.inserts]
    found.sort(key=lambda each: (each[1].span, each[1].forward, each[0].edit.number, each[0].index))
    beside: dict[int, list[str]] = defaultdict(list)
    for _, change, lines in found:
        beside[change.home].append(lines)
    standing = cache(lambda home, look: _Standing(text, look, beside[home]))
    for (span, forward), group in groupby(found, key=lambda each: (each[1].span, each[1].forward)):
        at = span.start
        for one, change, lines in group if forward else reversed(list(group)):
            end = standing(change.home, _behind if forward else _before).end(at, lines)
            if end is not None:
                at = end
                yield replace(one, change=None, applied=True)
            elif at != span.start:
                yield replace(one, change=replace(change, span=Span(at, at), core=Span(at, at)))


class _Standing:
    """Where lines that edits insert at a point stand in a text already; those of others may stand between."""

    def __init__(self, text: str, look: _Look, inserted: Iterable[str]) -> None:
        order = {lines: index for index, lines in enumerate(dict.fromkeys(inserted))}
        lengths = sorted({len(lines) for lines in order})

        @cache
        def found(at: int) -> dict[str, int]:
            """The lines that stand at a place and where they end, in the order of their edits."""
            ends = (each for each in look(text, at, lengths) if each[0] in order)
            return dict(sorted(ends, key=lambda each: order[each[0]]))

        self._found = found

    def end(self, at: int, lines: str) -> int | None:
        """Where lines end (or begin, looking back) if they stand at a place, or beside others that do."""
        place: int | None = at
        while place is not None and lines not in (ends := self._found(place)):
            place = next((end for end in ends.values() if end != place), None)
        return None if place is None else ends[lines]


def _behind(text: str, at: int, lengths: Iterable[int]) -> Iterator[tuple[str, int]]:
    """The stretches of so many characters that begin at a place and end with a line, and where it ends."""
    while text[at : at + 1] in _INDENT and at < len(text):
        at += 1
    for end in (at + length for length in lengths):
        if end == len(text) or text[end : end + 1] in {"\r", "\n"}:
            yield text[at:end], end + 2 if text.startswith("\r\n", end) else min(end + 1, len(text))


def _before(text: str, at: int, lengths: Iterable[int]) -> Iterator[tuple[str, int]]:
    """The stretches of so many characters that end in front of a place, and where their indent begins."""
    if text[max(0, at - 2) : at] == "\r\n":
        at -= 2
    elif text[max(0, at - 1) : at] in {"\r", "\n"}:
        at -= 1
    for start in (at - length for length in lengths):
        if start == 0 or (start > 0 and text[start - 1] in "\r\n \t"):
            begin = start
            while begin > 0 and text[begin - 1] in _INDENT:
                begin -= 1
            yield text[start:at], begin


def _lines_of(change: Change) -> str:
    """The inserted lines without the breaks around them and the indent of the first: it may be a label."""
    return _TAIL.sub("", change.text.text).lstrip("\r\n" + _INDENT)


_ALIKE = 0.4
"""Two texts of which one is to take the place of the other share so much of their words, in their order."""
_AHEAD = 0.15
"""How much more alike the one that is offered is than every other."""


def part_located(answer: Answer, located: MappedDefect, edit: PointEdit) -> MappedDefect:
    """The place of a part; ``located`` is that of its point, and stays where there is no such part.

    The outcome is ``point-only`` for a counted part, ``fuzzy`` for one that is offered, and
    ``missing-quote`` where there is none.
    """
    at = located.at
    if not (edit.part or edit.alike) or located.outcome not in {*MAPPED, Outcome.AMBIGUOUS}:
        return located
    if edit.part:
        place = None if at is None else part_span(answer, at, edit.part)
        return replace(located, pieces=(place,)) if place else _missing(located)
    stated = [place.point for place in located.candidates] or ([] if at is None else [at])
    found = _alike(answer, stated or range(len(answer.points)), edit.new.text if edit.new else "")
    if found is None:
        return _missing(located)
    score, at, place = found
    number = answer.points[at].number
    return MappedDefect(located.defect, Outcome.FUZZY, number, at, pieces=(place,), score=score)


def _missing(located: MappedDefect) -> MappedDefect:
    return replace(located, outcome=Outcome.MISSING_QUOTE, at=None, pieces=())


def _alike(answer: Answer, points: Iterable[int], new: str) -> tuple[float, int, Span] | None:
    """The paragraph that is most like a text, or the whole point where the text has several lines."""
    words = [word for word, _ in words_of(new)]
    scores: list[tuple[float, int, Span]] = []
    for index in points:
        point = answer.points[index]
        whole = (point.body,) if "\n" in new and len(point.lines) > 1 else ()
        for place in (*point.lines, *whole):
            own = [word for word, _ in words_of(answer.source.text[slice(*place)])]
            scores.append((Indel.normalized_similarity(words, own), index, place))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < _ALIKE or (len(scores) > 1 and scores[0][0] - scores[1][0] < _AHEAD):
        return None
    return scores[0]


_RUN = re.compile(r"\*+|_+|~~|`+|[\[\]]")
_OPENING = re.compile(r"(?:[*_`]|~~|!?\[)+")
_BLOCK = re.compile(r"(?:>|(?:#{1,6}|[-+*>])[ \t]+)+")
_CLOSING = re.compile(r"(?<![*_`])(?:[*_`]|~~|\]\([^()\s]*\))++\Z")
_BULLET = re.compile(r"[ \t>]*\*\)?[ \t]")
_LINK = {"[": 1, "]": -1}
_PARTS = {"***": ("**", "*"), "___": ("__", "_")}


def widened(text: str, span: Span, quote: str) -> Span:
    """A stretch with the markers that its quote has at its edges and that folding has left outside."""
    start, end = span
    block = _BLOCK.match(quote)
    opening, closing = _OPENING.match(quote, block.end() if block else 0), _CLOSING.search(quote)
    if opening and text.endswith(opening[0], 0, start):
        start -= len(opening[0])
    if block:
        line = text.rfind("\n", 0, start) + 1
        signs = r"[ \t]*".join(map(re.escape, "".join(block[0].split())))
        before = re.search(rf"{signs}[ \t]*\Z", text[line:start])
        start = line + before.start() if before else start
    if closing and text.startswith(closing[0], end):
        end += len(closing[0])
    return Span(start, end)


def torn_marker(source: Source, span: Span) -> str | None:
    """A marker that a stretch of a text holds without its other half."""
    start, end = source.whole_lines(span)
    written = source.text[start:end]
    if not _RUN.search(source.text, *span):
        return None
    folded = fold(written)
    found: Counter[str] = Counter()
    for run in _RUN.finditer(written, span.start - start, span.end - start):
        is_markup = folded.offset_of(run.start()) == folded.offset_of(run.end())
        line = written.rfind("\n", 0, run.start()) + 1
        if is_markup and not _BULLET.fullmatch(written, line, run.end() + 1):
            found["["] += _LINK.get(run[0], 0)
            found.update(() if run[0] in _LINK else _PARTS.get(run[0], (run[0],)))
    return next((mark for mark, count in found.items() if count % 2 or (mark == "[" and count)), None)
