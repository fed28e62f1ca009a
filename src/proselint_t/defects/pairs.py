"""Two languages of one answer: where their points, numbers, code and addresses differ.

What cannot be translated must be the same in both. Nothing is said of words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import PREFACE, read_answer
from proselint_t.document.model import BlockKind
from proselint_t.text.limits import MAX_POINT_PAIRS, limit, reach
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.defects.answer import Answer, AnswerPoint
    from proselint_t.text.source import Source

_ADDRESS = re.compile(r"https?://[^\s<>«»\"`]+")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f,'’](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"(?<![\w.])\d[\d\0]*(?:[.,]\d+)*(?!\w*\d)")
_WORDS = re.compile(r"[^\W\d_\x00-\x7f]")
"""A letter of a language: code with one may be translated."""
_CLOSING = ".,;:!?)»”"
_TELLING = 2
"""A number of fewer digits may be written as a word in one of the languages."""


class PairDifference(NamedTuple):
    """``text`` stands in the point ``point`` of one document, at ``offset``, and is not in the other.

    ``what`` is `point`, `number`, `code` or `address`; ``source`` the document that has it.
    """

    point: str
    what: str
    text: str
    source: Source
    offset: int
    missing_in: Source


def differences(one: Source, other: Source) -> Iterator[PairDifference]:
    """What only one of two answers has; first what the first one has.

    Where the points are the same, those of one number are compared; otherwise the texts as wholes, since a
    point that is missing moves the others.
    """
    answers = read_answer(one), read_answer(other)
    by_point = _numbers_of(answers[0]) == _numbers_of(answers[1])
    alone = ([], []) if by_point else _alone(*answers)
    only = [_facts_only_in(*pair, by_point=by_point) for pair in (answers, answers[::-1])]
    told = zip(answers, answers[::-1], alone, _without_translations(*only), strict=True)
    for mine, theirs, points, facts in told:
        for point in points:
            found = (point.number, "point", point.label, mine.source, point.span.start)
            yield PairDifference(*found, theirs.source)
        for fact in facts:
            yield PairDifference(fact.point, fact.what, fact.text, mine.source, fact.offset, theirs.source)


def _numbers_of(answer: Answer) -> Counter[str]:
    return Counter(point.number for point in answer.points if point.number != PREFACE)


def _alone(one: Answer, other: Answer) -> tuple[list[AnswerPoint], list[AnswerPoint]]:
    """The points that only one has: those that are left when the points most alike are pairs.

    A point that is missing moves the numbers behind it, so what the points say tells more. Where there are
    too many for that, or nothing is left, the numbers alone tell.
    """
    mine, theirs = _told_of(one), _told_of(other)
    if len(mine) * len(theirs) > limit(MAX_POINT_PAIRS):
        reach(MAX_POINT_PAIRS, translated("long answers were paired by the numbers of their points alone"))
    else:
        pairs = dict(_pairs(mine, theirs))
        paired = set(pairs.values())
        left = (
            [told.point for at, told in enumerate(mine) if at not in pairs],
            [told.point for at, told in enumerate(theirs) if at not in paired],
        )
        if any(left):
            return left
    return _by_number(one, other), _by_number(other, one)


def _by_number(answer: Answer, other: Answer) -> list[AnswerPoint]:
    """The points whose numbers the other has not, or not as often."""
    others, found = _numbers_of(other), []
    for point in answer.points:
        others[point.number] -= 1
        if point.number != PREFACE and others[point.number] < 0:
            found.append(point)
    return found


class _Told(NamedTuple):
    """A point with what must be the same in a translation of it and of its children."""

    point: AnswerPoint
    facts: frozenset[tuple[str, str]]

    def likeness(self, other: _Told) -> float:
        """0 for points that cannot be one; what they say counts most, their number least."""
        mine, theirs = self.point, other.point
        if mine.depth != theirs.depth:
            return 0
        shared, either = len(self.facts & other.facts), len(self.facts | other.facts)
        lengths = [point.body.end - point.body.start + 1 for point in (mine, theirs)]
        same_lines, same_number = len(mine.lines) == len(theirs.lines), mine.number == theirs.number
        told = 4 * shared / either if either else 1
        return told + same_lines + min(lengths) / max(lengths) + 0.2 * same_number


def _told_of(answer: Answer) -> list[_Told]:
    facts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for fact in _facts(answer, in_code=True, digits=1):
        for number in accumulate(fact.point.split("."), "{}.{}".format):
            facts[number].add((fact.what, fact.text))
    points = (point for point in answer.points if point.number != PREFACE)
    return [_Told(point, frozenset(facts[point.number])) for point in points]


def _pairs(mine: Sequence[_Told], theirs: Sequence[_Told]) -> Iterator[tuple[int, int]]:
    """The indexes of the pairs, in the order of both, that are most alike in all."""
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]  # of what stands behind each place
    for at, one in reversed(list(enumerate(mine))):
        for to, other in reversed(list(enumerate(theirs))):
            paired = best[at + 1][to + 1] + one.likeness(other)
            best[at][to] = max(best[at + 1][to], best[at][to + 1], paired)
    at = to = 0
    while at < len(mine) and to < len(theirs):
        if best[at][to] == best[at + 1][to]:
            at += 1
        elif best[at][to] == best[at][to + 1]:
            to += 1
        else:
            yield at, to
            at, to = at + 1, to + 1


def _facts_only_in(answer: Answer, other: Answer, *, by_point: bool) -> dict[tuple[str, ...], _Fact]:
    """Key → what the other answer does not have, in the order of the text."""
    theirs = {_key(fact, by_point=by_point) for fact in _facts(other, in_code=True)}
    found: dict[tuple[str, ...], _Fact] = {}
    for fact in _facts(answer):
        key = _key(fact, by_point=by_point)
        if key not in theirs:
            found.setdefault(key, fact)
    return found


def _without_translations(*only: dict[tuple[str, ...], _Fact]) -> list[list[_Fact]]:
    """What is left when code with words of one language and code of the other, in their order, are pairs."""
    code: list[dict[tuple[str, ...], list[_Fact]]] = [defaultdict(list), defaultdict(list)]
    for facts, by_place in zip(only, code, strict=True):
        for key, fact in facts.items():
            if fact.what == "code":
                by_place[key[:-2]].append(fact)
    pairs = {
        id(fact)
        for place in code[0]
        for pair in zip(code[0][place], code[1].get(place, ()), strict=False)
        if any(map(_WORDS.search, (fact.text for fact in pair)))
        for fact in pair
    }
    return [[fact for fact in facts.values() if id(fact) not in pairs] for facts in only]


class _Fact(NamedTuple):
    point: str
    what: str
    text: str
    offset: int


def _key(fact: _Fact, *, by_point: bool) -> tuple[str, ...]:
    return (fact.point, fact.what, fact.text) if by_point else (fact.what, fact.text)


def _facts(answer: Answer, *, in_code: bool = False, digits: int = _TELLING) -> Iterator[_Fact]:
    """What must be the same in both; ``in_code``: the numbers in its code as well, for one may be written so.

    Numbers have at least so many ``digits``. What stands below a last rule is a signature, and no part of a
    point.
    """
    end = _signature(answer)
    for point in answer.points:
        start, text = point.body.start, answer.source.text[point.body.start : min(point.body.end, end)]
        for what, found, offset in (*_written(text), *_numbers(text, in_code=in_code, digits=digits)):
            yield _Fact(point.number, what, found, start + offset)


def _signature(answer: Answer) -> int:
    """Where the signature of an answer begins: behind the last rule, if no point follows."""
    source = answer.source
    rules = [block for block in answer.document.blocks if block.kind is BlockKind.BREAK]
    begin = source.line_starts[rules[-1].first_line] if rules else len(source.text)
    return begin if not answer.points or begin > answer.points[-1].span.start else len(source.text)


def _written(text: str) -> Iterator[tuple[str, str, int]]:
    for match in _CODE.finditer(text):
        code = " ".join(match[2].split())
        if not _ADDRESS.fullmatch(code):
            yield "code", code, match.start()
    for match in _ADDRESS.finditer(text):
        yield "address", match[0].rstrip(_CLOSING), match.start()


def _numbers(text: str, *, in_code: bool, digits: int) -> Iterator[tuple[str, str, int]]:
    bare = _ADDRESS.sub(_blank, text)
    bare = bare if in_code else _CODE.sub(_blank, bare)
    for match in _NUMBER.finditer(_THOUSANDS.sub("\0", bare)):
        number = match[0].replace("\0", "").replace(",", ".")
        if sum(map(str.isdigit, number)) >= digits:
            yield "number", number, match.start()


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
