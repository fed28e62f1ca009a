"""Texts that are nearly the quote: where they stand, and how close they are.

Owns the measure and its floor. Nothing that passes the floor is missed: 9 words of 10 cannot be shared
without 3 of them in a row, and rows are looked up in the index. What texts may not differ in, `meaning` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proselint_t.review.folding import fold
from proselint_t.review.forms import Place
from proselint_t.review.meaning import says_the_same
from proselint_t.review.words import ROW, words_of
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.review.forms import Form

FLOOR = 0.9
FEWEST_WORDS = 5


class _Stretch(NamedTuple):
    """Words of the answer, by index, and how many words of the quote they share in its order."""

    start: int
    end: int
    shared: int
    ahead: int
    """Words of the quote in front of the first shared one."""
    behind: int

    def score(self, wanted: int) -> float:
        return 2 * self.shared / (wanted + self.end - self.start)


def near_places(form: Form, quote: str) -> list[Place]:
    """The places of a folded answer that are close to a quote, each with its score, in order."""
    folded = fold(quote).text
    words = [word for word, _ in words_of(folded)]
    if len(words) < FEWEST_WORDS:
        return []
    found: dict[Span, Place] = {}
    seen: dict[str, float] = {}
    for stretch in _stretches(form, words):
        span = Span(form.index.spans[stretch.start].start, form.index.spans[stretch.end - 1].end)
        point = form.point_at(span.start)
        if point < 0 or span.end > form.ranges[point].end or span in found:
            continue
        text = form.prose.text[slice(*span)]
        if text not in seen:
            seen[text] = _closeness(folded, text, stretch.score(len(words)), form)
        if seen[text] >= FLOOR:
            found[span] = Place(point, (form.origin(span),), seen[text])
    return _apart(sorted(found.values(), key=lambda place: place.pieces))


def _closeness(quote: str, text: str, words: float, form: Form) -> float:
    """The smaller of the two similarities; 0 where the texts say different things."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - most quotes are found as they stand

    if words < FLOOR:
        return 0.0
    score = min(words, Indel.normalized_similarity(quote, text, score_cutoff=FLOOR))
    return score if score >= FLOOR and says_the_same(quote, text, form.lower_words) else 0.0


def _apart(places: list[Place]) -> list[Place]:
    """Of places that overlap the closest one."""
    kept: list[Place] = []
    for place in places:
        if kept and kept[-1].span.overlaps(place.span):
            if place.score > kept[-1].score:
                kept[-1] = place
        else:
            kept.append(place)
    return kept


def _stretches(form: Form, words: Sequence[str]) -> Iterator[_Stretch]:
    """Words of the answer around rows that the quote has too, each group of rows once."""
    slack = len(words) // 4 + 1
    for first in _beginnings(form, words, slack):
        window = Span(max(0, first - slack), min(len(form.index.words), first + len(words) + 2 * slack))
        rough = _best(form, words, window)
        if rough:
            # A word far off may have been taken for one at the edge: look again, without room for that.
            closer = Span(max(0, rough.start - rough.ahead), rough.end + rough.behind)
            yield _best(form, words, closer) or rough


def _beginnings(form: Form, words: Sequence[str], slack: int) -> Iterator[int]:
    """Where the quote would begin in the answer for each row they share; one of those that are close."""
    rows = len(words) - ROW + 1
    begins = sorted(
        place - offset for offset in range(rows) for place in form.index.places(words[offset : offset + ROW])
    )
    last = None
    for begin in begins:
        if last is None or begin - last > slack:
            last = begin
            yield begin


def _best(form: Form, words: Sequence[str], window: Span) -> _Stretch | None:
    """The stretch from the first to the last word that is shared; edges that only dilute it are cut."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    codes = LCSseq.opcodes(words, form.index.words[slice(*window)])
    blocks = [code for code in codes if code.tag == "equal"]
    best: _Stretch | None = None
    while blocks:
        shared = sum(code.src_end - code.src_start for code in blocks)
        first, last = blocks[0], blocks[-1]
        stretch = _Stretch(
            window.start + first.dest_start,
            window.start + last.dest_end,
            shared,
            first.src_start,
            len(words) - last.src_end,
        )
        if best is None or stretch.score(len(words)) > best.score(len(words)):
            best = stretch
        blocks = (
            blocks[1:] if first.src_end - first.src_start <= last.src_end - last.src_start else blocks[:-1]
        )
    return best
