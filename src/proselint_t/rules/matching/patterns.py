"""Patterns of rule files: compiled with the ``regex`` module, run within a budget.

A rule file is untrusted input. Nothing here knows rules; a pattern that runs away raises.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from proselint_t.text.budget import timed, without_end
from proselint_t.text.errors import Place, RuleError
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import regex

_SIMPLE_CASE = "(?-f)"
"""Without full case-folding (`ß` for `SS`), which makes long patterns three times slower to compile."""
_MOMENT = 0.05
"""Seconds between two looks at what a search of many texts has spent."""
_MOST_MATCHES = 10_000
"""That are held at once, where not all of them need be."""
_SEARCH_ANCHOR, _REVERSE = r"\G", 0x400
"""What makes a search depend on where it begins, and the flag of one that goes backwards."""
_deferring = False


class Pattern:
    """A pattern of a rule. Compiled at once, or when it is first used (see :func:`deferred`)."""

    __slots__ = ("_compiled", "_found", "_ignore_case", "_key", "text")

    def __init__(self, text: str, key: str | None, *, ignore_case: bool) -> None:
        self.text = text
        """As it was written."""
        self._key = key
        self._ignore_case = ignore_case
        self._compiled: regex.Pattern[str] | None = None
        self._found: tuple[str, list[regex.Match[str]]] = "", []

    @property
    def compiled(self) -> regex.Pattern[str]:
        """The compiled pattern. Raises :class:`RuleError` naming the key when it is malformed."""
        if self._compiled is None:
            if problem := without_end(self.text):
                raise RuleError(problem, Place(key=self._key))
            import regex  # noqa: PLC0415 - as long to load as a page to check: not where no rule is hit

            from proselint_t.rules.matching.compiling import compiled  # noqa: PLC0415

            try:
                self._compiled = compiled(_SIMPLE_CASE + self.text, ignore_case=self._ignore_case)
            except regex.error as error:
                raise RuleError(
                    translated("the pattern «%s» does not compile: %s", self.text, error),
                    Place(key=self._key),
                    hint=translated("see https://pypi.org/project/regex for the syntax"),
                ) from None
            except (RecursionError, OverflowError, MemoryError):
                raise RuleError(translated("the pattern is too large"), Place(key=self._key)) from None
        return self._compiled

    def search(self, text: str) -> regex.Match[str] | None:
        """The first match. Raises :class:`TimeoutError` past the budget, as all of these do."""
        return timed(self.compiled.search, text)

    def match(self, text: str, start: int = 0) -> regex.Match[str] | None:
        """A match that begins at ``start``."""
        return timed(self.compiled.match, text, start)

    def fullmatch(self, text: str) -> regex.Match[str] | None:
        """A match of the whole text."""
        return timed(self.compiled.fullmatch, text)

    def find_all(self, text: str) -> list[regex.Match[str]]:
        """Every match in order; at once, since the clock would count what is done between two of them."""
        return timed(self._all, text)

    def in_batches(self, text: str) -> Iterator[list[regex.Match[str]]]:
        """The matches in order, so many at a time: one takes fifty times the room of a word."""
        if _SEARCH_ANCHOR in self.text or self.compiled.flags & _REVERSE:
            yield self.find_all(text)
            return
        batch = timed(self._batch, text, 0)
        yield batch
        while len(batch) >= _MOST_MATCHES and batch[-1].group():
            batch = timed(self._batch, text, batch[-1].end())
            yield batch

    def texts(self, text: str) -> list[str]:
        """What :meth:`find_all` matches, without the places: twice as fast."""
        if self.compiled.groups:
            return [match.group() for match in self.find_all(text)]
        return timed(self.compiled.findall, text)

    def covers(self, text: str, start: int, end: int) -> bool:
        """Whether a match holds a part of a text. Matches are kept: many are asked for in one text."""
        if self._found[0] != text:
            self._found = text, self.find_all(text)
        found = self._found[1]
        before = bisect_right(found, start, key=lambda match: match.start()) - 1
        return before >= 0 and end <= found[before].end()

    def among(self, texts: Sequence[str]) -> list[int]:
        """The indexes of the texts that hold a match, in order: cheaper than to ask for each of them."""
        found: list[int] = []
        start = 0
        while start < len(texts):
            start = timed(self._some, texts, start, found)
        return found

    def _some(self, texts: Sequence[str], start: int, found: list[int], *, timeout: float) -> int:
        """Goes on for a moment; where it has come to. Only then what was spent is counted."""
        search, end = self.compiled.search, perf_counter() + _MOMENT
        for at in range(start, len(texts)):
            if search(texts[at], timeout=timeout) is not None:
                found.append(at)
            if perf_counter() > end:
                return at + 1
        return len(texts)

    def _batch(self, text: str, start: int, *, timeout: float) -> list[regex.Match[str]]:
        """The last of so many is not empty, so that a search behind it goes on as this one would."""
        found: list[regex.Match[str]] = []
        for match in self.compiled.finditer(text, start, timeout=timeout):
            found.append(match)
            if len(found) >= _MOST_MATCHES and match.end() > match.start():
                break
        return found

    def _all(self, text: str, *, timeout: float) -> list[regex.Match[str]]:
        return list(self.compiled.finditer(text, timeout=timeout))


def compile_pattern(text: str, *, ignore_case: bool = False, key: str | None = None) -> Pattern:
    """A pattern; raises :class:`RuleError` naming ``key`` when it is malformed and not deferred."""
    pattern = Pattern(text, key, ignore_case=ignore_case)
    if not _deferring:
        _ = pattern.compiled
    return pattern


@contextmanager
def deferred() -> Iterator[None]:
    """Patterns made inside are compiled when first used: for rule files whose tests have proved them.

    Compiling the patterns of all bundled rules costs more than checking a page.
    """
    global _deferring  # noqa: PLW0603 - loading is single-threaded and nests nowhere else
    before, _deferring = _deferring, True
    try:
        yield
    finally:
        _deferring = before
