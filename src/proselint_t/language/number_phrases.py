"""Number words in a row → numbers: how values add up.

Owns the arithmetic that English and Russian share. It must not know any word of either, nor any text.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ANY_CASE = 0b111111
HYPHENS = "-‑"


class Role(Enum):
    PLAIN = auto()
    """Adds its value: two, twenty, двести."""
    HUNDRED = auto()
    """Multiplies what stands before it, and more may follow (English alone)."""
    SCALE = auto()
    """Thousand and above: multiplies the group before it, and stays a word at the end of a number."""


class Numeral(NamedTuple):
    """A number word. ``cases`` is a bit set: words of one number agree in case (all bits in English)."""

    value: int
    role: Role = Role.PLAIN
    cases: int = ANY_CASE
    opens: bool = True
    """Whether a number can begin with it: not so `hundred`, `thousands`."""
    suffix: str = ""
    """What an ordinal number has after its digits; such a word ends its number."""
    digits: str = ""
    """What a word that is no whole number is in digits; such a word is a number by itself."""
    collective: bool = False


ARTICLE = Numeral(1)
"""Stands for the *a* in «a hundred and five»."""


class NumberWord(NamedTuple):
    """A number written in words: offsets into the text, what to write instead, whether that is safe.

    ``replacement`` is ``None`` where several answers are right.
    """

    start: int
    end: int
    replacement: str | None
    safe: bool


class NumberSettings(NamedTuple):
    """What is reported besides cardinal numbers: ordinal ones; collective ones («двое») and fractions."""

    ordinals: bool = False
    collective: bool = False


class Token(NamedTuple):
    """A number word in its place; ``joint`` is what stands between it and the one before."""

    start: int
    end: int
    numeral: Numeral
    joint: str = ""

    @property
    def hyphenated(self) -> bool:
        return self.joint != "" and self.joint in HYPHENS

    @property
    def after_and(self) -> bool:
        return len(self.joint) > 1 and not self.joint.isspace()


class Number(NamedTuple):
    """One number, made of one or more tokens."""

    tokens: Sequence[Token]
    value: int

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def joint(self) -> str:
        return self.tokens[0].joint

    @property
    def digits(self) -> str:
        last = self.tokens[-1].numeral
        return last.digits or f"{self.value}{last.suffix}"

    @property
    def plain(self) -> bool:
        """Whether it is a cardinal number whose digits say the same as its words."""
        return not any(
            token.numeral.suffix or token.numeral.digits or token.numeral.collective for token in self.tokens
        )

    @property
    def vague(self) -> bool:
        """«a hundred», «миллион»: nothing but multipliers, a large number and not this number."""
        return all(token.numeral is ARTICLE or token.numeral.role is not Role.PLAIN for token in self.tokens)

    @property
    def multiplier(self) -> Number:
        """What the digits replace: a scale word at the end stays, unless another one stands before it."""
        scales = [token for token in self.tokens if token.numeral.role is Role.SCALE]
        if len(scales) != 1 or scales[0] is not self.tokens[-1] or len(self.tokens) == 1:
            return self
        return Number(self.tokens[:-1], self.value // scales[0].numeral.value)


class _Sum:
    """A number while its words are read from the left."""

    def __init__(self) -> None:
        self.total = 0
        self.group = 0
        self.room = 1000
        """The next plain word must be smaller: 100 after hundreds, 10 after tens, 1 after units."""
        self.last_scale = 10**15
        self.cases = ANY_CASE

    def takes(self, numeral: Numeral) -> bool:
        """Add the word if the number may go on with it."""
        if numeral.role is Role.SCALE:
            return self._takes_scale(numeral.value)
        if numeral.role is Role.HUNDRED:
            return self._takes_hundred(numeral.value)
        return self._takes_plain(numeral)

    def _takes_scale(self, value: int) -> bool:
        if value >= self.last_scale or (self.total and not self.group):
            return False
        self.total += (self.group or 1) * value
        self.group, self.room, self.last_scale, self.cases = 0, 1000, value, ANY_CASE
        return True

    def _takes_hundred(self, value: int) -> bool:
        if not 0 < self.group < 100:
            return False
        self.group, self.room = self.group * value, 100
        return True

    def _takes_plain(self, numeral: Numeral) -> bool:
        if not (0 < numeral.value < self.room and self.cases & numeral.cases):
            return False
        self.group += numeral.value
        self.room = 100 if numeral.value >= 100 else 10 if numeral.value >= 20 else 1
        self.cases &= numeral.cases
        return True


def numbers(tokens: Sequence[Token]) -> Iterator[Number]:
    """Divide a row of number words into the longest numbers; words that begin none are passed over."""
    at = 0
    while at < len(tokens):
        if tokens[at].numeral.opens:
            number = _number(tokens, at)
            yield number
            at += len(number.tokens)
        else:
            at += 1


def _number(tokens: Sequence[Token], first: int) -> Number:
    end = first + 1
    total = _Sum()
    if total.takes(tokens[first].numeral):  # zero is a number by itself
        while (
            end < len(tokens)
            and _is_joined(tokens, first, end, total.room)
            and total.takes(tokens[end].numeral)
        ):
            end += 1
    return Number(tokens[first:end], total.total + total.group)


def _is_joined(tokens: Sequence[Token], first: int, at: int, room: int) -> bool:
    """Whether the joint before a word lets it belong to the number that began at ``first``."""
    token, before = tokens[at], tokens[at - 1].numeral
    if before.suffix or (before.digits and token.numeral.role is not Role.SCALE):
        return False
    if token.hyphenated:
        return room == 10 or token.numeral.role is not Role.PLAIN
    if not token.after_and:
        return True
    # «one hundred and two hundred», «one million and two million» are two numbers
    following = tokens[at + 1].numeral.role if at + 1 < len(tokens) else Role.PLAIN
    scaled = any(token.numeral.role is Role.SCALE for token in tokens[first:at])
    return room >= 100 and following is not Role.HUNDRED and not (following is Role.SCALE and scaled)
