"""Number words in prose, and what digits they are: the entry for both languages.

It must not know rules: which sentences are read, and what is masked or quoted, is decided by the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from proselint_t.language.number_finder import Vocabulary, find
from proselint_t.language.number_phrases import NumberSettings, NumberWord

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Language", "NumberSettings", "NumberWord", "find_numbers"]

Language = Literal["en", "ru"]


def find_numbers(text: str, language: Language, *, settings: NumberSettings) -> Iterator[NumberWord]:
    """Numbers of one language that should be written in digits, from the left.

    ``text`` is one segment; what no rule may read is :data:`proselint_t.text.prose.MASK` in it. A line feed
    is a soft line break.
    """
    return find(text, _vocabulary(language, settings))


def _vocabulary(language: Language, settings: NumberSettings) -> Vocabulary:
    # Imported here: a text without Russian never reads the Russian lists.
    if language == "en":
        from proselint_t.language import numbers_en  # noqa: PLC0415

        return numbers_en.vocabulary(settings)
    from proselint_t.language import numbers_ru  # noqa: PLC0415

    return numbers_ru.vocabulary(settings)
