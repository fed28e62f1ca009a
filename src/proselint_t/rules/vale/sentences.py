"""Sentences as Vale's rules see them: a light splitter for English, close to Punkt's.

Our own splitter (``document.sentences``) answers for our rules; Vale's styles were written against this one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from proselint_t.language.word_lists import words
from proselint_t.text.span import Span

_CANDIDATE = re.compile(r"(?P<mark>[.!?]+|…)(?P<closing>[\"'’”)\]*_]*)(?P<gap>\s+|\Z)|(?P<wide>[。！？])")
_ABBREVIATIONS = words("vale-en", "abbreviations")
_ENDS_TOO = words("vale-en", "ends-too")
"""Abbreviations that may stand last in a sentence."""
_WORD = re.compile(r"\S+\Z")
_CAPITALIZED = re.compile(r"[A-Z]\w*\s\Z")
_INITIALS = re.compile(r"(?:\w\.)+\w|\w")
_STARTERS = words("vale-en", "starters")


@lru_cache(maxsize=256)
def vale_sentences(text: str) -> tuple[Span, ...]:
    """The sentences without the white space around them."""
    spans: list[Span] = []
    start = 0
    for match in _CANDIDATE.finditer(text):
        end = match.end() if match["wide"] else match.end("closing")
        if match["wide"] or _ends(text, start, match):
            _add(text, start, end, spans)
            start = end
    _add(text, start, len(text), spans)
    return tuple(spans)


def _add(text: str, start: int, end: int, spans: list[Span]) -> None:
    inner = text[start:end]
    if inner.strip():
        first = start + len(inner) - len(inner.lstrip())
        spans.append(Span(first, start + len(inner.rstrip())))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 40].lstrip("\"'“‘([*_")
    if following[:1].islower():
        return False
    if match["mark"] != ".":
        return True
    if text[match.start() - 1 : match.start()].isspace():
        return text.endswith(". . . ", start, match.start())  # the full stop behind a spaced ellipsis
    return _full_stop(text[start : match.start()], following, match["gap"])


def _full_stop(before: str, following: str, gap: str) -> bool:
    """Whether the full stop behind a text ends its sentence, not an abbreviation or the number of a list."""
    word = _last_word(before)
    lowered = word.lower()
    if lowered in _ABBREVIATIONS and lowered not in _ENDS_TOO:
        return "\n\n" in gap
    if word == "I":
        return not _CAPITALIZED.search(before[:-1])
    if (_INITIALS.fullmatch(word) and (len(word) > 1 or word.isupper())) or lowered in _ENDS_TOO:
        found = re.match(r"\w+", following)
        return found is not None and found[0].lower() in _STARTERS
    return not (word.isdigit() and before.strip() == word)


def _last_word(text: str) -> str:
    found = _WORD.search(text[-40:])
    return found[0].lstrip("\"'“‘([*_") if found else ""
