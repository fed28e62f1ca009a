"""The word lists of the languages, which lie in ``data/``. What the words are for, who asks knows."""

from __future__ import annotations

from functools import cache

from proselint_t.text.packaged import WordLists


@cache
def _lists(name: str) -> WordLists:
    return WordLists(__file__, f"data/{name}.yaml")


def words(name: str, key: str) -> frozenset[str]:
    """A list of words; ``key`` names its place in the file ``data/<name>.yaml``."""
    return _lists(name).words(key)


def phrases(name: str, key: str) -> list[str]:
    """A list of patterns that may hold spaces."""
    return _lists(name).phrases(key)


def table(name: str, key: str) -> dict[str, str]:
    """A mapping of strings to strings."""
    return _lists(name).table(key)


def folded(text: str) -> str:
    """A text in small letters, with «е» for «ё», which people write for both."""
    return text.lower().replace("ё", "е")


@cache
def function_words(key: str) -> frozenset[str]:
    """Function words of both languages by what they do, with «е» for «ё»."""
    return frozenset(word.replace("ё", "е") for word in words("function-words", key))


@cache
def spelt_alike() -> dict[str, str]:
    """Forms of one function word: «во» is «в»."""
    return table("function-words", "spelt_alike")
