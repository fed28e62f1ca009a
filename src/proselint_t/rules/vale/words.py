"""The words of a text as Vale's spell checker takes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = re.compile(r"\S+")
_WHOLE = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Z][a-z]{1,2}\.")
_BEFORE = "$(\"['"
_BEHIND = ",)\"]!;.?:'"
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def words(text: str) -> Iterator[tuple[str, Span]]:
    """Each word, its quotation marks made plain, with its place. What holds no letter is no word."""
    plain = text.translate(_QUOTES)
    for chunk in _CHUNK.finditer(plain):
        start, end = chunk.span()
        while end - start > 1 and not _WHOLE.fullmatch(plain, start, end):
            if plain[start] in _BEFORE:
                start += 1
            elif plain[end - 1] in _BEHIND:
                end -= 1
            else:
                break
        if any(map(str.isalpha, plain[start:end])):
            yield plain[start:end], Span(start, end)
