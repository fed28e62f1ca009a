"""Patterns of rule files: compiled with the ``regex`` module, run with a time limit.

A rule file is untrusted input. Nothing here knows rules; a pattern that runs away raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from proselint_t.errors import Place, RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator

TIME_LIMIT = 5.0
"""Seconds that one pattern may take over one stretch of text."""

_FLAGS = regex.VERSION1 | regex.UNICODE


def compile_pattern(pattern: str, *, ignore_case: bool = False, key: str | None = None) -> regex.Pattern[str]:
    """Compile a pattern; raises :class:`RuleError` naming ``key`` when it is malformed."""
    flags = _FLAGS | (regex.IGNORECASE if ignore_case else 0) | regex.MULTILINE
    try:
        return regex.compile(pattern, flags)
    except regex.error as error:
        raise RuleError(
            f"the pattern «{pattern}» does not compile: {error}",
            Place(key=key),
            hint="see https://pypi.org/project/regex for the syntax",
        ) from None
    except (RecursionError, OverflowError, MemoryError):
        raise RuleError("the pattern is too large", Place(key=key)) from None


def find_all(pattern: regex.Pattern[str], text: str) -> Iterator[regex.Match[str]]:
    """Matches in order. Raises :class:`TimeoutError` when the pattern takes longer than the limit."""
    # All at once: the clock would also count what is done between two matches.
    yield from list(pattern.finditer(text, timeout=TIME_LIMIT))
