"""What comes closest to a false quotation, and in which words the two differ. Nothing is accepted here."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.review.answer import PREFACE
from proselint_t.review.closeness import stretches
from proselint_t.review.folding import fold
from proselint_t.review.words import ROW, is_whole, words_of
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.review.closeness import Stretch
    from proselint_t.review.forms import Form

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


def closest(forms: Iterable[Form], quote: str) -> Likeness | None:
    """The text of the documents that is most like a quotation, if any is."""
    folded = fold(quote).text[:_READ]
    found = chain.from_iterable(_likenesses(form, folded) for form in forms)
    best = max(found, key=lambda one: one.score, default=None)
    return best if best and best.score >= _ALIKE else None


def place_of(form: Form, point: int) -> str:
    """A point as a reader finds it: `notes.md, point 2.1`."""
    source, points = form.answer.source, form.answer.points
    number = points[point].number if points else PREFACE
    return source.path if number == PREFACE else f"{source.path}, point {number}"


def _likenesses(form: Form, quote: str) -> Iterator[Likeness]:
    """At most one: the best around the longest rows of words that are shared."""
    words = [word for word, _ in words_of(quote)]
    for size in range(min(ROW, len(words)), 0, -1):
        found = [one for one in stretches(form, words, size, _MOST) if one.shared > 1]
        if found:
            yield _likeness(form, quote, max(found, key=lambda one: one.score(len(words))))
            return


def _likeness(form: Form, quote: str, stretch: Stretch) -> Likeness:
    """The stretch, with as many words around it as the quotation has around what is shared."""
    index, last = form.index, len(form.index.words) - 1
    point = max(form.point_at(index.starts[stretch.start]), 0)
    around = index.span(max(stretch.start - stretch.ahead, 0), min(stretch.end + stretch.behind - 1, last))
    within = form.ranges[point]
    text = form.prose.text[max(around.start, within.start) : min(around.end, within.end)]
    return _Comparison(quote, text).likeness(place_of(form, point))


class _Comparison:
    """A quotation beside a text, word by word; what the text has more at its edges does not count."""

    def __init__(self, quote: str, text: str) -> None:
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - most quotations are true

        self.quote, self.text = quote, text
        self.ours, self.theirs = words_of(quote), words_of(text)
        codes = list(Levenshtein.opcodes([word for word, _ in self.ours], [word for word, _ in self.theirs]))
        more = [code.tag == "insert" for code in codes]
        self.codes = codes[more[0] : len(codes) - more[-1]]

    def likeness(self, place: str) -> Likeness:
        first, last = self.codes[0].dest_start, self.codes[-1].dest_end
        text = _between(self.text, self.theirs[first:last])
        shared = sum(
            len(word)
            for code in self.codes
            if code.tag == "equal"
            for word, _ in self.ours[code.src_start : code.src_end]
        )
        score = shared / sum(len(word) for word, _ in self.ours)
        return Likeness(text, place, ", ".join([*self._differences()][:_NAMED]) or self._other_signs(), score)

    def _differences(self) -> Iterator[str]:
        for code in self.codes:
            ours = _between(self.quote, self.ours[code.src_start : code.src_end])
            theirs = _between(self.text, self.theirs[code.dest_start : code.dest_end])
            if code.tag == "replace":
                yield f"«{ours}» there is «{theirs}»"
            elif code.tag == "delete":
                yield f"«{ours}» is not there"
            elif code.tag == "insert":
                yield f"«{theirs}» is left out"

    def _other_signs(self) -> str:
        """The words are the same: a capital or a sign between them is not."""
        for (_, one), (_, other) in zip(self.ours[1:], self.theirs[1:], strict=False):
            ours, theirs = self.quote[slice(*one)], self.text[slice(*other)]
            if ours != theirs:
                return f"«{ours}» there is «{theirs}»"
        return "other signs stand between the words"


def _between(text: str, words: list[tuple[str, Span]]) -> str:
    """From the first to the last word; of «1.5» and «don't» never a half."""
    if not words:
        return ""
    start, end = words[0][1].start, words[-1][1].end
    while not is_whole(text, Span(start, start)):
        start -= 1
    while not is_whole(text, Span(end, end)):
        end += 1
    return text[start:end]
