"""Whether a text in Latin letters is English, by its short words. Which words, ``data/latin.yaml`` says."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from proselint_t.language import word_lists

_WORD = re.compile(r"[^\W\d_]+")
_FENCED = re.compile(r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`+[^`\n]*`+|<[^<>\n]*>|(?<![^\s`>])\S*(?:://|\w[.@]\w)\S*")
"""Code, tags and addresses of a source: `.com` and `.de` are words of no language.

An address begins with a word, or behind code or a tag: looking for it at every letter would be quadratic.
"""
_SAMPLE = 20_000
"""How many characters of a document are looked at: enough to tell its language, whatever its length."""
_ENOUGH = 2
"""Fewer words may be names, or the same in two languages: then the whole document decides."""

Latin = Literal["en", "other"]


def latin_language(text: str) -> Latin | None:
    """The language of a stretch of prose; ``None`` where its words do not tell."""
    words = _WORD.findall(text)
    english, others = _lists()
    ours = sum(word.lower() in english for word in words)
    # A capital is no evidence: names of places and products begin so, `Los Angeles`, `São Paulo`.
    theirs = sum(word in others or _is_foreign(word) for word in words)
    if max(ours, theirs) < _ENOUGH or ours == theirs:
        return None
    return "en" if ours > theirs else "other"


def language_of_source(text: str) -> Latin:
    """What holds for the stretches of a Markdown source that do not tell by themselves."""
    return latin_language(_CODE.sub(" ", _FENCED.sub("", text[:_SAMPLE]))) or "en"


def _is_foreign(word: str) -> bool:
    """Whether a word has letters that English has not."""
    return not word.isascii() and "a" <= word[0] < "\u0250" and word not in _borrowed()


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    others = frozenset(word for line in word_lists.phrases("latin", "other") for word in line.split())
    return word_lists.words("latin", "english"), others


@cache
def _borrowed() -> frozenset[str]:
    return word_lists.words("latin", "borrowed")
