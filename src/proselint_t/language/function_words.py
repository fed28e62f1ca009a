"""Function words of both languages, by what they do. Which words, ``data/function-words.yaml`` says."""

from __future__ import annotations

from functools import cache

from proselint_t.language import word_lists


@cache
def words(key: str) -> frozenset[str]:
    """A list of the file, with «е» for «ё»."""
    return frozenset(word.replace("ё", "е") for word in word_lists.words("function-words", key))


@cache
def spelt_alike() -> dict[str, str]:
    """Forms of one function word: «во» is «в»."""
    return word_lists.table("function-words", "spelt_alike")
