"""The rules without spaCy around them: masked text → ends of its sentences."""

from __future__ import annotations

import re
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING

from proselint_t.document.sentences.candidates import SMILE, find_candidates, full_stop, masked
from proselint_t.document.sentences.context import MarkContext
from proselint_t.document.sentences.decide import is_sentence_end
from proselint_t.document.sentences.lists import splitter_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.document.sentences.candidates import Candidate
    from proselint_t.document.sentences.lists import SplitterWords

_ENUMERATED = re.compile(
    r"(?:(?<=\s)|^)(?:[•⁃▪·]\s?\d{0,2}[.)]{0,2}|\d{1,2}(?:\.\)|\)|\.)|[a-zа-я](?:\)|\.))\s*(?=[^\W\d_])"
)

_WORD = re.compile(r"\w")

_FIRST_INLINE = re.compile(r"(?:[:;,(—–]\s*|\s(?=1\.[^.!?;\n]+[.!?;]\s+2\.\s))(?P<number>1)\.\s+(?=[\w«\"`])")
"""Behind a word it must be followed by a 2 that a mark parts from it: `chapter 1. Then` is no enumeration."""
_INLINE_NUMBER = re.compile(r"(?<![^\s(])(?P<number>\d{1,2})\.(?=\s+[\w«\"`])")
_LONGEST = 40


def boundaries(text: str) -> list[int]:
    """Exclusive ends of the sentences of one block; the last is the length of the text."""
    clean = masked(text)
    lists = splitter_words()
    ends: list[int] = []
    for candidate in _candidates(clean):
        if _is_plain(clean, candidate, lists):
            ends.append(candidate.end)
            continue
        context = MarkContext(clean, candidate, ends[-1] if ends else 0, lists)
        if is_sentence_end(context) or (candidate.tail > candidate.end and clean[candidate.next].isupper()):
            ends.append(candidate.tail)
    if ":)" in clean or ";)" in clean or "))" in clean:
        ends = sorted({*ends, *(match.end() for match in SMILE.finditer(clean))})
    if "1. " in clean:
        ends = _with_inline_enumeration(clean, ends)
    if clean[:1] in "•⁃▪·" or clean[:1].isdigit() or clean[1:2] in {".", ")"}:
        ends = _with_enumeration(clean, ends)
    if not ends or ends[-1] != len(text):
        ends.append(len(text))
    return ends


def boundaries_by_tokens(text: str, tokens: Sequence[int]) -> list[int]:
    """The same for a language of which only a tokenizer is known, by the offsets of its tokens.

    A full stop that is part of a token belongs to an abbreviation or to an ordinal number (`z.B.`, `3.`): the
    exceptions of the tokenizer are the list. The last end is the length of the text.
    """
    clean, starts = masked(text), frozenset(tokens)
    ends = [match.end() for match in full_stop().finditer(clean)]
    for start, close, end, following, tail in find_candidates(clean):
        mark, after = clean[start:close], clean[following]
        if after.islower() or (mark == "." and start not in starts) or (mark == "…" and not after.isupper()):
            continue
        ends.append(max(end, tail))
    return [*sorted({end for end in ends if clean[end:].strip()}), len(text)]


def _candidates(text: str) -> Iterator[Candidate]:
    """Those behind the first word: marks in front of it end nothing, `!! Careful`."""
    first = _WORD.search(text)
    if first is not None:
        yield from dropwhile(lambda candidate: candidate.start < first.start(), find_candidates(text))


def _is_plain(text: str, candidate: Candidate, lists: SplitterWords) -> bool:
    """Most candidates: `… long word. Capital`. The judges would say the same, five times slower."""
    start, _, end, following, tail = candidate
    if not (end == tail == start + 1 < following and text[start] == "." and text[following].isupper()):
        return False
    word = text[text.rfind(" ", 0, start) + 1 : start]
    return 3 < len(word) < _LONGEST and word.isalpha() and word.islower() and word not in lists.abbreviations


def _with_enumeration(text: str, ends: list[int]) -> list[int]:
    """`1.) first 2.) second`, `• one • two`: each item of an enumeration in a line is a sentence."""
    first = _ENUMERATED.match(text)
    if first is None:
        return ends
    form = _form(first)
    items = [match for match in _ENUMERATED.finditer(text) if _form(match) == form]
    if (
        len(items) < 2
        or _are_named(text, items)
        or not _counts_up([re.sub(r"\W", "", match.group()) for match in items])
    ):
        return ends
    inside = {match.end() for match in items} | {len(text[: match.end()].rstrip()) for match in items}
    between = {len(text[: match.start()].rstrip()) for match in items[1:]}
    return sorted({end for end in ends if end not in inside} | between)


def _with_inline_enumeration(text: str, ends: list[int]) -> list[int]:
    """`The steps are: 1. Install it 2. Run it`: the full stop behind such a number ends nothing."""
    first = _FIRST_INLINE.search(text)
    if first is None:
        return ends
    inside, expected = set(), 1
    for match in _INLINE_NUMBER.finditer(text, first.start("number")):
        if int(match["number"]) == expected:
            inside.add(match.end())
            expected += 1
    return [end for end in ends if end not in inside] if len(inside) > 1 else ends


def _are_named(text: str, items: list[re.Match[str]]) -> bool:
    """`3.) and 4.) are done` names items of another list."""
    between = (text[one.end() : other.start()].strip(" ,") for one, other in pairwise(items))
    return any(words in {"", "and", "or", "и", "или", "to", "&"} for words in between)


def _form(match: re.Match[str]) -> str:
    return re.sub(r"\w+", "N", match.group().strip())


def _counts_up(keys: list[str]) -> bool:
    if all(key.isdigit() for key in keys):
        return all(int(after) == int(before) + 1 for before, after in pairwise(keys))
    letters = all(len(key) == 1 and key.isalpha() for key in keys)
    return letters and all(ord(after) == ord(before) + 1 for before, after in pairwise(keys))
