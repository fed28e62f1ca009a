"""The language in which a run speaks to its user, and what it says in it.

A message is written in English where it is made; ``ru.yaml`` maps each to its Russian form, and a rule file
carries its own messages in both. The language is one for the whole process: reports, fixes and explanations
of one run belong together. It has nothing to do with the languages of the texts that are checked.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from proselint_t.text.packaged import packaged
from proselint_t.text.speech import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_spoken = DEFAULT


def spoken() -> str:
    """The language of this run, one of `speech.SPEAKS`; English until :func:`speak` says otherwise."""
    return _spoken


def speak(language: str) -> None:
    """Say everything from here on in one of `speech.SPEAKS`."""
    global _spoken  # noqa: PLW0603 - one language a process
    _spoken = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """As :func:`speak`, for a while."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def translated(message: str, *words: object) -> str:
    """An English message of the program in the language of the run, its ``%s`` filled in order."""
    said = message if spoken() == DEFAULT else translations(spoken()).get(message, message)
    return fill(said, tuple(map(str, words)))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring, each on one line, as the catalogue has them."""
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def counted(number: int, one: str, several: str, *words: object) -> str:
    """The message for one thing or that for several, with the number in its first gap and words in the next.

    A language without these two forms says both in one: «rules: 3».
    """
    return translated(one if number == 1 else several, number, *words)


@lru_cache(maxsize=1000)  # of many findings that say the same, all hold one text
def fill(message: str, words: tuple[str, ...]) -> str:
    """The message with its ``%s`` filled in order; words too many are left out, as in Vale."""
    parts = [part.replace("%%", "%") for part in message.split("%s")]
    filled = parts[0]
    for index, part in enumerate(parts[1:]):
        filled += (words[index] if index < len(words) else "") + part
    return filled


@cache
def translations(language: str) -> Mapping[str, str]:
    """English message → the same in another language."""
    found: dict[str, str] = packaged(__file__, f"{language}.yaml")
    return found
