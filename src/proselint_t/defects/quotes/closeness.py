"""Texts that are nearly the quote: where they stand, and how close they are.

Owns the measure and its floor. Nothing that passes the floor is missed, as far as places are looked at: 9 of
10 words cannot be shared without 3 of them in a row, and rows are looked up in the index. What texts may not
differ in, `meaning` says.
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.quotes.folding import folded_text
from proselint_t.defects.quotes.forms import QuotePlace
from proselint_t.defects.quotes.meaning import is_slip, says_the_same
from proselint_t.defects.quotes.words import ROW, words_of
from proselint_t.text.limits import MAX_PLACES, limit, reach
from proselint_t.text.marks import CLAUSE_ENDS, SENTENCE_ENDS
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from proselint_t.defects.quotes.forms import Form

FLOOR = 0.9
FEWEST_WORDS = 5
_GROUP = 3
"""Digits in a group of a long number."""
_END_MARKS = frozenset(SENTENCE_ENDS + CLAUSE_ENDS)


class WordRun(NamedTuple):
    """Words from one index to another, and how many words of the quote they share in its order."""

    start: int
    end: int
    shared: int
    ahead: int
    """Words of the quote in front of the first shared one."""
    behind: int

    def score(self, wanted: int) -> float:
        return 2 * self.shared / (wanted + self.end - self.start)


def near_places(form: Form, quote: str) -> list[QuotePlace]:
    """The places of a folded answer that are close to a quote, each with its score, in order."""
    folded = folded_text(quote)
    words = [word for word, _ in words_of(folded)]
    if len(words) < FEWEST_WORDS:
        return []
    found: dict[Span, QuotePlace] = {}
    seen: dict[str, float] = {}
    whole, last = _with_whole_numbers(words), folded.rstrip()[-1:]
    for run in word_runs(form, words, most=MAX_PLACES, may_be=partial(_may_be_close, form, whole)):
        start, end = _with_slips(words, form.index.words, run)
        span = form.index.span(start, end - 1)
        if last in _END_MARKS and form.prose.text.startswith(last, span.end):
            span = Span(span.start, span.end + 1)
        point = form.point_at(span.start)
        if point < 0 or span.end > form.ranges[point].end or span in found:
            continue
        text = form.prose.text[slice(*span)]
        if text not in seen:
            seen[text] = _closeness(folded, text, (words, form.index.words[start:end]), form)
        if seen[text] >= FLOOR:
            found[span] = QuotePlace(point, (form.origin(span),), seen[text])
    return _apart(sorted(found.values(), key=lambda place: place.pieces))


def _may_be_close(form: Form, words: Sequence[str], around: frozenset[str]) -> bool:
    """Whether so many words stand around a place, in any order, that :func:`_score` may pass the floor."""
    lost = [word for word in words if word not in around and form.spellings.of(word).isdisjoint(around)]
    shared = len(words) - len(lost)
    return 2 * shared / (len(words) + shared) >= FLOOR


def _with_slips(words: Sequence[str], others: Sequence[str], run: WordRun) -> Span:
    """The words of a stretch with those at its edges that the quote has misspelt."""
    before, behind = run.start - 1, run.end
    first = run.ahead == 1 and before >= 0 and is_slip(words[0], others[before], 3)
    last = run.behind == 1 and behind < len(others) and is_slip(words[-1], others[behind])
    return Span(run.start - first, run.end + last)


def _score(words: Sequence[str], others: Sequence[str]) -> float:
    """The share of words that are the same in their order, or the same but for a slip; `40 000` is one."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    words, others = _with_whole_numbers(words), _with_whole_numbers(others)
    shared = 0
    for code in Levenshtein.opcodes(words, others):
        mine, theirs = words[code.src_start : code.src_end], others[code.dest_start : code.dest_end]
        if code.tag == "equal":
            shared += len(mine)
        elif code.tag == "replace":
            shared += sum(map(is_slip, mine, theirs))
    return 2 * shared / (len(words) + len(others))


def _with_whole_numbers(words: Sequence[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and joined[-1].isdigit() and word.isdigit() and len(word) == _GROUP:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _closeness(quote: str, text: str, words: tuple[Sequence[str], Sequence[str]], form: Form) -> float:
    """The smaller of the two similarities, of characters and of words; 0 where texts say different things."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - most quotes are found as they stand

    characters = Indel.normalized_similarity(quote, text, score_cutoff=FLOOR)
    if characters < FLOOR:
        return 0.0
    score = min(_score(*words), characters)
    return score if score >= FLOOR and says_the_same(quote, text, form.lower_words, form.names) else 0.0


def _apart(places: list[QuotePlace]) -> list[QuotePlace]:
    """Of places that overlap the closest one."""
    kept: list[QuotePlace] = []
    for place in places:
        if kept and kept[-1].span.overlaps(place.span):
            if place.score > kept[-1].score:
                kept[-1] = place
        else:
            kept.append(place)
    return kept


def word_runs(
    form: Form,
    words: Sequence[str],
    size: int = ROW,
    most: int | str | None = None,
    may_be: Callable[[frozenset[str]], bool] | None = None,
) -> Iterator[WordRun]:
    """Words of the answer around rows that the quote has too, each group of rows once.

    With ``most`` only so many of the places are looked at, those of the rarest rows first: in a text that
    says nearly the same a thousand times each quote would be compared with all of it. The name of a bound
    has it told of. ``may_be`` tells by the words that would be compared, and one more on either side,
    whether they need to be.
    """
    slack = len(words) // 4 + 1
    seen: dict[tuple[str, ...], WordRun | None] = {}
    for begin in _beginnings(form, words, size, most):
        start, end = max(0, begin - slack), begin + len(words) + 2 * slack
        if may_be and not may_be(frozenset(form.index.words[max(0, start - 1) : end + 1])):
            continue
        window = tuple(form.index.words[start:end])
        if window not in seen:  # texts that repeat themselves are compared once
            seen[window] = _aligned(words, window)
        run = seen[window]
        if run:
            yield run._replace(start=start + run.start, end=start + run.end)


def _aligned(words: Sequence[str], window: Sequence[str]) -> WordRun | None:
    rough = _best(words, window)
    if rough is None:
        return None
    # A word far off may have been taken for one at the edge: look again, without room for that.
    start = max(0, rough.start - rough.ahead)
    closer = _best(words, window[start : rough.end + rough.behind])
    return closer._replace(start=start + closer.start, end=start + closer.end) if closer else rough


def _beginnings(form: Form, words: Sequence[str], size: int, most: int | str | None) -> Iterator[int]:
    """Where the quote would begin in the answer for each row they share; one of those that are close."""
    rows = [(at, form.index.places(words[at : at + size])) for at in range(len(words) - size + 1)]
    rows.sort(key=lambda row: len(row[1]))
    places = (place - offset for offset, places in rows for place in places)
    begins = sorted(islice(places, int(limit(most)) if isinstance(most, str) else most))
    if isinstance(most, str) and any(True for _ in places):
        reach(most, translated("a quote was compared with only %s places", len(begins)))
    slack = len(words) // 4 + 1
    last = None
    for begin in begins:
        if last is None or begin - last > slack:
            last = begin
            yield begin


def _best(words: Sequence[str], window: Sequence[str]) -> WordRun | None:
    """The stretch from the first to the last word that is shared; edges that only dilute it are cut."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    blocks = [code for code in LCSseq.opcodes(words, window) if code.tag == "equal"]
    sizes = [code.src_end - code.src_start for code in blocks]
    shared, first, last = sum(sizes), 0, len(blocks) - 1
    best: WordRun | None = None
    while first <= last:
        ahead, behind = blocks[first].src_start, len(words) - blocks[last].src_end
        run = WordRun(blocks[first].dest_start, blocks[last].dest_end, shared, ahead, behind)
        if best is None or run.score(len(words)) > best.score(len(words)):
            best = run
        if sizes[first] <= sizes[last]:
            shared, first = shared - sizes[first], first + 1
        else:
            shared, last = shared - sizes[last], last - 1
    return best
