"""What comes closest to a false quotation, and in which words the two differ. Nothing is accepted here."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import PREFACE
from proselint_t.defects.quotes.closeness import word_runs
from proselint_t.defects.quotes.folding import fold
from proselint_t.defects.quotes.words import ROW, is_whole, words_of
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rapidfuzz.distance import Opcode

    from proselint_t.defects.quotes.forms import Form
    from proselint_t.text.prose import Prose

_READ = 2000
"""Characters of a quotation that are compared."""
_MOST = 30
"""Places in one document that are looked at for rows of one length."""
_ALIKE = 0.5
"""The part of a quotation, in letters, that has to stand in a place."""
_NAMED = 2
"""Differences that are told."""


class Likeness(NamedTuple):
    """A text that is like a quotation; ``place`` names its document and point, ``score`` is from 0 to 1."""

    text: str
    place: str
    differences: str
    score: float


def most_alike(forms: Iterable[Form], quote: str) -> Likeness | None:
    """The text of the documents that is most like a quotation, if any is."""
    ours = _Side(fold(quote).slice(0, _READ), quote)
    found = (likeness for form in forms if (likeness := _likeness(form, ours)))
    best = max(found, key=lambda one: one.score, default=None)
    return best if best and best.score >= _ALIKE else None


def point_named(form: Form, point: int) -> str:
    """A point as a reader finds it: `notes.md, point 2.1`."""
    source, points = form.answer.source, form.answer.points
    number = points[point].number if points else PREFACE
    return source.path if number == PREFACE else translated("%s, point %s", source.path, number)


class _Side:
    """The words of a folded text, and how they are written in the original."""

    def __init__(self, prose: Prose, original: str) -> None:
        self._prose = prose
        self._original = original
        self._places = words_of(prose.text)
        self.words = [word for word, _ in self._places]

    def folded(self, at: int) -> str:
        """A word with its capitals."""
        return self._prose.text[slice(*self._places[at][1])]

    def written(self, first: int, last: int) -> str:
        """From one word to before another; of «1.5» and «don't» never a half."""
        if first == last:
            return ""
        start, end = self._places[first][1].start, self._places[last - 1][1].end
        while not is_whole(self._prose.text, Span(start, start)):
            start -= 1
        while not is_whole(self._prose.text, Span(end, end)):
            end += 1
        return " ".join(self._original[slice(*self._prose.span(start, end))].split())


def _likeness(form: Form, ours: _Side) -> Likeness | None:
    """The best stretch around the longest rows of words that are shared.

    It has as many words around it as the quotation has around what is shared.
    """
    for size in range(min(ROW, len(ours.words)), 0, -1):
        found = [one for one in word_runs(form, ours.words, size, _MOST) if one.shared > 1]
        if found:
            break
    else:
        return None
    stretch = max(found, key=lambda one: one.score(len(ours.words)))
    index, last = form.index, len(form.index.words) - 1
    point = max(form.point_at(index.starts[stretch.start]), 0)
    around = index.span(max(stretch.start - stretch.ahead, 0), min(stretch.end + stretch.behind - 1, last))
    within = form.ranges[point]
    prose = form.prose.slice(max(around.start, within.start), min(around.end, within.end))
    return _compared(ours, _Side(prose, form.answer.source.text), point_named(form, point))


def _compared(ours: _Side, theirs: _Side, place: str) -> Likeness:
    """Word by word; what the text of the document has more at its edges does not count."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - most quotations are true

    codes = list(Levenshtein.opcodes(ours.words, theirs.words))
    more = [code.tag == "insert" for code in codes]
    codes = codes[more[0] : len(codes) - more[-1]]
    shared = chain.from_iterable(
        ours.words[code.src_start : code.src_end] for code in codes if code.tag == "equal"
    )
    differences = [*_differences(ours, theirs, codes)][:_NAMED] or [
        _other_signs(ours, theirs, codes[0].dest_start)
    ]
    return Likeness(
        theirs.written(codes[0].dest_start, codes[-1].dest_end),
        place,
        ", ".join(differences),
        sum(map(len, shared)) / sum(map(len, ours.words)),
    )


def _differences(ours: _Side, theirs: _Side, codes: Iterable[Opcode]) -> Iterator[str]:
    for code in codes:
        one = ours.written(code.src_start, code.src_end)
        other = theirs.written(code.dest_start, code.dest_end)
        if code.tag == "replace":
            yield translated("«%s» there is «%s»", one, other)
        elif code.tag == "delete":
            yield translated("«%s» is not there", one)
        elif code.tag == "insert":
            yield translated("«%s» is left out", other)


def _other_signs(ours: _Side, theirs: _Side, start: int) -> str:
    """The words are the same, in theirs from ``start`` on: a capital or a sign between them is not."""
    for at in range(1, len(ours.words)):
        if ours.folded(at) != theirs.folded(start + at):
            return translated(
                "«%s» there is «%s»", ours.written(at, at + 1), theirs.written(start + at, start + at + 1)
            )
    return translated("other signs stand between the words")
