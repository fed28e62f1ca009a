"""How long patterns from outside may run: one budget for each document, one for each rule in it.

A rule file, a mask of a configuration and a Vale style are untrusted. The time that counts is that of the
processor within their patterns; both budgets grow with the document, so that a long one is no offence.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from time import perf_counter, process_time
from typing import TYPE_CHECKING, TypeVar

from proselint_t.text.limits import DOCUMENT_SECONDS, MAX_TOKENS, RULE_SECONDS, beyond, limit
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHARACTERS = 1_000_000
_UNCOUNTED = 1 / 20
"""Of a budget: what a document may take before its seconds are counted. Until then the clock on the wall is
looked at, which needs no call of the system: on a busy machine one for each pattern and text is felt."""
_LEAST = 1e-6
"""What is less is nothing: sums of seconds are not exact."""
_CALL = pattern(r"(?<!\\)(?:\\\\)*+\(\?(?:R|[+-]?\d+|&\w+|P>\w+)\)")
"""A group that calls itself or another one, which takes memory without end."""
_TOKEN = pattern(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|\{(?P<count>\d{1,9})(?:,\d*)?\}|.", re.DOTALL)

T = TypeVar("T")


class SpentError(TimeoutError):
    """A budget is spent. The text goes on from the name of the rule: what was spent, how to have more."""


class DocumentSpentError(SpentError):
    """That of the document is: the rule at work need not be the one to blame."""


class _Budget:
    """What is left while one document of so many characters is looked at."""

    def __init__(self, characters: int = 0) -> None:
        scale = max(1.0, characters / _CHARACTERS)
        self._for_rule = limit(RULE_SECONDS) * scale
        self._for_document = limit(DOCUMENT_SECONDS) * scale
        self._uncounted = min(self._for_rule, self._for_document) * _UNCOUNTED
        self._spent = 0.0
        self._by_rule: dict[str, float] = {}
        self.rule = ""

    def left(self) -> float:
        """Seconds for the pattern that comes next. Raises :class:`SpentError` where there are none."""
        of_rule = self._for_rule - self._by_rule.get(self.rule, 0.0)
        if of_rule < _LEAST:
            raise SpentError(beyond(RULE_SECONDS, translated("took too long and was stopped")))
        of_document = self._for_document - self._spent
        if of_document < _LEAST:
            told = translated("was stopped: all the rules together took too long")
            raise DocumentSpentError(beyond(DOCUMENT_SECONDS, told))
        return min(of_rule, of_document)

    def clock(self) -> Callable[[], float]:
        """By which to measure the pattern that comes next."""
        return perf_counter if self._uncounted > 0 else process_time

    def take(self, seconds: float) -> None:
        """What a pattern took by that clock."""
        if self._uncounted > 0:
            self._uncounted -= seconds
        else:
            self.spend(seconds)

    def spend(self, seconds: float) -> None:
        self._spent += seconds
        self._by_rule[self.rule] = self._by_rule.get(self.rule, 0.0) + seconds


_current: _Budget | None = None


@contextmanager
def budget(characters: int) -> Iterator[None]:
    """One document, as long as that: whatever is looked at inside shares its budget."""
    global _current  # noqa: PLW0603 - one document is looked at after another
    before = _current
    _current = before or _Budget(characters)
    try:
        yield
    finally:
        _current = before


@contextmanager
def spending(rule: str) -> Iterator[None]:
    """What patterns take inside counts for this rule."""
    if _current is None:
        yield
        return
    before, _current.rule = _current.rule, rule
    try:
        yield
    finally:
        _current.rule = before


def timed(call: Callable[..., T], *arguments: object) -> T:
    """Call a function that takes a ``timeout`` in seconds, within the budget. Raises :class:`SpentError`."""
    current = _current or _Budget()
    left = current.left()
    clock = current.clock()
    began = clock()
    try:
        return call(*arguments, timeout=left)
    except TimeoutError:
        current.spend(left)
        current.left()  # which says what is spent
        raise
    finally:
        current.take(clock() - began)


def without_end(pattern: str) -> str | None:
    """What is wrong with a pattern that would take memory without end before it ran."""
    if _CALL.search(pattern):
        return translated("a pattern must not call itself")
    if "{" in pattern and _written_out(pattern) > limit(MAX_TOKENS):
        return beyond(MAX_TOKENS, translated("the pattern is too large"))
    return None


def _written_out(text: str) -> int:
    """How many tokens a pattern has once its counted repetitions are written out."""
    groups, last = [0], 0
    for token in _TOKEN.finditer(text):
        if token[0] == "(":
            groups.append(0)
            continue
        if token["count"]:
            size = last * max(int(token["count"]) - 1, 0)
        elif token[0] == ")" and len(groups) > 1:
            size = last = groups.pop()
        else:
            size = last = 1
        groups[-1] += size
    return sum(groups)
