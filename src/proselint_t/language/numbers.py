"""Number words in prose, and what digits they are: the entry for every language that has a list of them.

It must not know rules: which sentences are read, and what is masked or quoted, is decided by the caller.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from proselint_t.language.number_finder import find_in_order
from proselint_t.language.number_phrases import NumberSettings, NumberWord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.language.number_finder import NumberWords
    from proselint_t.language.registry import Language

__all__ = ["NumberSettings", "NumberWord", "find_numbers"]


def find_numbers(text: str, language: Language, *, settings: NumberSettings) -> Iterator[NumberWord]:
    """Numbers of one language that should be written in digits, from the left.

    ``text`` is one segment; what no rule may read is :data:`proselint_t.text.prose.MASK` in it. A line feed
    is a soft line break.
    """
    if language.numbers is None:
        return iter(())
    # Imported here: a text without Russian never reads the Russian lists.
    numbers = import_module(f"proselint_t.language.{language.numbers}")
    return find_in_order(text, cast("NumberWords", numbers.vocabulary(settings)))
