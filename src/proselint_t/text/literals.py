"""Literals: strings of which a text must hold one before a pattern can match it.

A substring search is far cheaper than a pattern, and almost every rule is asked about text without any
match. Where nothing is certain the answer is empty: the pattern must be tried.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from proselint_t.text.derived import derived
from proselint_t.text.patterns import parts, pattern, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN = pattern(
    r"(?P<escape>\(\?(?:P=\w+|P>\w+|&\w+|R|\d+)\)|\\(?:[pP]\{[^}]*\}|x\w\w|u\w{4}|.))"
    r"|(?P<set>\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])"
    r"|(?P<quantifier>[*+?][+?]?|\{\d*,?\d*\}[+?]?)"
    r"|(?P<open>\((?:\?(?:P?<\w+>|<?[=!]|[:>|]|[a-zA-Z0-9^-]+:?))?)"
    r"|(?P<close>\))|(?P<bar>\|)|(?P<anchor>[\^$.])|(?P<plain>.)",
    re.DOTALL,
)
_NESTED_SET = pattern(r"(?<!\\)\[\^?\[(?!:)")
_TIMES = pattern(r"\{(\d+)")
_SIGNS = pattern(r"\[([^\x00-\x7f\w\s]+)\]")
"""A set that lists signs beyond ASCII, each as it is."""
_LETTERS = pattern(r"[^\W\d_]+")
_MOST = 10
"""How much of what is repeated is looked for."""
_Found = frozenset[str] | None


class Haystack:
    """Texts in small letters, all searched at once: a rule pays for its literals, not for each text."""

    def __init__(self, texts: Iterable[str]) -> None:
        lowered = [text.lower() for text in texts]
        self._text = "\n".join(lowered)
        self._starts = array("q", accumulate((len(text) + 1 for text in lowered), initial=0))

    @cached_property
    def _words(self) -> str:
        """The different words: a fourth of the text, in which most words that are looked for do not stand."""
        return "\n".join(self._different)

    @cached_property
    def _different(self) -> set[str]:
        pieces = {piece for part in parts(self._text) for piece in part.split()}
        return set(chain.from_iterable(words_in(_LETTERS, " ".join(pieces))))

    def holding(self, literals: Iterable[str], *, as_words: bool = False) -> list[int]:
        """The indexes of the texts that hold one of the literals, in order.

        Of those found ``as_words`` that letters stand beside, none counts.
        """
        found: set[int] = set()
        for literal in literals:
            at = -1 if literal.isalpha() and literal not in self._words else self._text.find(literal)
            while at >= 0:
                end = at + len(literal)
                if as_words and (self._text[at - 1 : at].isalpha() or self._text[end : end + 1].isalpha()):
                    at = self._text.find(literal, end)
                    continue
                number = bisect_right(self._starts, at) - 1
                found.add(number)
                at = self._text.find(literal, self._starts[number + 1])
        return sorted(found)

    def holding_words(self, words: frozenset[str]) -> list[int]:
        """The indexes of all texts in which one of the words stands between what is no letter, in order.

        There may be more. Words of letters are meant; of others see :func:`longest_run`.
        """
        return self.holding(words & self._different, as_words=True)


def longest_run(word: str) -> str:
    """The most letters in a row of a word, which stand in a text wherever it does: `node` of `node.js`."""
    return max(_LETTERS.findall(word), key=len, default="")


def literals_of(pattern: str) -> tuple[str, ...]:
    """Lower-case strings, one of which every match holds; empty when that cannot be told."""
    return tuple(derived("literals", pattern, lambda: _literals_of(pattern)))


def _literals_of(pattern: str) -> tuple[str, ...]:
    if "(?x" in pattern or _NESTED_SET.search(pattern):
        return ()
    found = _Reader(pattern).alternatives()
    return tuple(sorted(found)) if found else ()


class _Reader:
    """Reads a pattern from the left. An answer of ``None``: anything may match here."""

    def __init__(self, pattern: str) -> None:
        self.tokens = [(match.lastgroup, match.group()) for match in _TOKEN.finditer(pattern)]
        self.at = 0

    def alternatives(self) -> _Found:
        """Up to the closing bracket: each alternative must have a literal of its own."""
        found: set[str] = set()
        certain = True
        while True:
            best = self.sequence()
            certain = certain and best is not None
            found |= best or frozenset()
            if self._peek() != "bar":
                return frozenset(found) if certain else None
            self.at += 1

    def sequence(self) -> _Found:
        """The best of what stands in a row: a run of plain characters, or what a group requires."""
        runs: list[str] = [""]
        best: _Found = None
        signs: _Found = None
        while (kind := self._peek()) not in {None, "close", "bar"}:
            text = self.tokens[self.at][1]
            self.at += 1
            if kind == "open":
                best = _better(best, self._group(text))
                runs.append("")
            elif kind == "plain" or (kind == "escape" and text[0] == "\\" and not text[1].isalnum()):
                self._plain(runs, text[-1])
            else:
                runs.append("")
                if kind == "set" and (listed := _SIGNS.fullmatch(text)) and not self._quantified():
                    signs = frozenset(listed[1].lower())
        longest = max(runs, key=len)
        return _better(best, frozenset({longest.lower()}) if _is_rare(longest) else None) or signs

    def _plain(self, runs: list[str], character: str) -> None:
        times = 1
        if self._quantified():
            least = _TIMES.match(self.tokens[self.at][1])
            times = min(int(least[1]), _MOST) if least else 0
        runs[-1] += character * times
        if not times:
            runs.append("")

    def _group(self, opening: str) -> _Found:
        inner = self.alternatives()
        self.at += 1
        looks_around = opening.endswith(("=", "!"))
        return None if looks_around or self._quantified() else inner

    def _quantified(self) -> bool:
        """Whether what was just read may be missing: a quantifier that allows no repetition follows."""
        return self._peek() == "quantifier" and not self.tokens[self.at][1].startswith("+")

    def _peek(self) -> str | None:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else None


def _is_rare(literal: str) -> bool:
    """A single letter stands in every text; a single mark may be worth looking for."""
    return len(literal) > 1 or (literal != "" and not literal.isalnum() and not literal.isspace())


def _better(one: _Found, other: _Found) -> _Found:
    """The set that fewer texts pass: of marks rather than of letters, of longer literals, of fewer."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=_rarity)


def _rarity(found: frozenset[str]) -> tuple[bool, int, int]:
    return not any(map(str.isalnum, found)), min(map(len, found)), -len(found)
