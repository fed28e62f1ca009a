"""Dictionaries of words: the one of English that comes with us, and those of Hunspell beside a style.

Ours holds every form of the words of Vale's own. Hunspell's are read by spylls, an extra:
`pip install 'proselint-t[spelling]'`.
"""

from __future__ import annotations

import gzip
import re
import warnings
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from proselint_t.text.errors import Place, RuleError
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ENGLISH = Path(__file__).parent / "data" / "en_US-web.txt.gz"
_MOST_SUGGESTIONS = 3
_SLIPS = 2
"""Letters that a suggestion may have more, less, other or swapped."""
_NUMBER = re.compile(
    r"\d+(?:[.,-]\d+)*[.,-]?|\d+(?:st|nd|rd|th)|0?x[\dA-Fa-f]+|0b[01]+|[\da-z]{40}|\d+(?P<unit>[a-zA-Z]+)"
)


class Dictionary(Protocol):
    """``words`` are those that may be suggested."""

    words: list[str]

    def lookup(self, word: str) -> bool: ...


class Forms:
    """A list of all forms, looked up as Vale does: as they stand or in small letters; numbers are right."""

    def __init__(self, path: Path) -> None:
        self.words = gzip.decompress(path.read_bytes()).decode().split("\n")
        self._known = frozenset(self.words)

    def lookup(self, word: str) -> bool:
        if word in self._known or word.lower() in self._known:
            return True
        number = _NUMBER.fullmatch(word)
        return number is not None and (number["unit"] is None or number["unit"] in self._known)


class Hunspell:
    """A dictionary of Hunspell's. Raises :class:`RuleError` when it is none, or cannot be read here."""

    def __init__(self, path: Path) -> None:
        try:
            self._dictionary = _read(path)
        except ImportError:
            raise RuleError(
                translated("spelling needs the library spylls"),
                Place(),
                hint="pip install 'proselint-t[spelling]'",
            ) from None
        except Exception as error:
            raise RuleError(translated("no dictionary of Hunspell's: %s", error), Place(str(path))) from None
        self._dictionary.aff.BREAK = []  # as in Vale, parts joined by hyphens do not make a word
        self.words = [entry.stem for entry in self._dictionary.dic.words]

    def lookup(self, word: str) -> bool:
        return bool(self._dictionary.lookup(word))


def _read(path: Path) -> Any:
    from spylls.hunspell import Dictionary as Read  # noqa: PLC0415 - an extra
    from spylls.hunspell import readers  # noqa: PLC0415
    from spylls.hunspell.readers.file_reader import FileReader  # noqa: PLC0415

    class _Affixes(FileReader):  # type: ignore[misc]
        """Without tables of sounds: only suggestions need them, and the library refuses some."""

        def readlines(self) -> Iterator[tuple[int, str]]:
            return (line for line in super().readlines() if not line[1].startswith("PHONE"))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the library leaves files to the collector
        affixes, context = readers.read_aff(first := _Affixes(str(path.with_suffix(".aff")), "utf-8"))
        first.io.close()
        second = FileReader(str(path), encoding=first.io.encoding)
        words = readers.read_dic(second, aff=affixes, context=context)
        second.io.close()
    return Read(affixes, words)


@cache
def dictionary(path: Path) -> Dictionary:
    """The dictionary of a file, read once. Raises as :class:`Hunspell` does."""
    return Forms(path) if path == ENGLISH else Hunspell(path)


def corrections(word: str, paths: Sequence[Path] = (ENGLISH,)) -> tuple[str, ...]:
    """The nearest words of dictionaries, the best first; none for a word that one of them knows."""
    if any(dictionary(path).lookup(word) for path in paths):
        return ()
    found = [one for path in paths for one in _near(word, path)]
    return tuple(text for text, _, _ in sorted(found, key=lambda one: one[1])[:_MOST_SUGGESTIONS])


@lru_cache(maxsize=4096)
def _near(word: str, path: Path) -> list[tuple[str, int, int]]:
    """Words of a dictionary, their distances and places: all that two slips of the pen may have made."""
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    alike = _of_length(path, len(word))
    return process.extract(word, alike, scorer=OSA.distance, score_cutoff=_SLIPS, limit=_MOST_SUGGESTIONS)


@cache
def _of_length(path: Path, length: int) -> list[str]:
    """The words of a dictionary that have about as many letters."""
    return [word for word in dictionary(path).words if abs(len(word) - length) <= _SLIPS]
