"""Extension point ``spelling``: words that no dictionary knows, and the nearest that one does.

Our dictionary of English holds every form of the words of Vale's own. Those of Hunspell beside a style are
read by spylls, an extra: `pip install 'proselint-t[spelling]'`.
"""

from __future__ import annotations

import gzip
import re
import warnings
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from proselint_t.rules.vale.checks import Alert, Demand
from proselint_t.rules.vale.patterns import ValeExceptions, compiled_go, holds_term, is_phrase
from proselint_t.text.errors import Place, RuleError
from proselint_t.text.inputs import files_below, text_of
from proselint_t.text.messages import translated
from proselint_t.text.repository import leads_out
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.rules.vale.blocks import TextBlock
    from proselint_t.rules.vale.checks import CheckRun
    from proselint_t.rules.vale.definition import ValeDefinition
    from proselint_t.rules.vale.settings import ValeSettings


ENGLISH = Path(__file__).parent / "data" / "en_US-web.txt.gz"
_MOST_SUGGESTIONS = 3
_SLIPS = 2
"""Letters that a suggestion may have more, less, other or swapped."""
_NUMBER = re.compile(
    r"\d+(?:[.,-]\d+)*[.,-]?|\d+(?:st|nd|rd|th)|0?x[\dA-Fa-f]+|0b[01]+|[\da-z]{40}|\d+(?P<unit>[a-zA-Z]+)"
)
_DEFAULT_FILTERS = (r"[A-Z]{1}[a-z]+[A-Z]+\w+", r"[A-Z]+$", r"[^a-zA-Z_']")
"""Names in camel case, capitals, and what has other characters than English words."""
_CHUNK = re.compile(r"\S+")
_WHOLE = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Z][a-z]{1,2}\.")
_BEFORE = "$(\"['"
_BEHIND = ",)\"]!;.?:'"
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


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


class Spelling:
    """Words that are in none of the dictionaries, filters, lists and vocabularies."""

    demand = Demand()

    def __init__(self, definition: ValeDefinition, settings: ValeSettings) -> None:
        self.paths = _dictionary_files(definition, settings)
        self.dictionaries = [dictionary(path) for path in self.paths]
        filters = definition.texts("filters")
        if not definition.flag("custom"):
            filters = (*filters, *_DEFAULT_FILTERS)
        joined = "|".join(f"(?:{pattern})" for pattern in filters)
        self.filter = compiled_go(joined, key="filters") if joined else None
        self.ignored = frozenset(_ignored_words(definition, settings))
        single = [term for term in settings.accepted if " " not in term]
        self.accepted = frozenset(term.casefold() for term in single if is_phrase(term))
        patterns = tuple(rf"(?i)\b{term}\b" for term in single if not is_phrase(term))
        self.exceptions = ValeExceptions.made(
            (*patterns, *(term for term in settings.accepted if " " in term))
        )
        self.suggests = definition.action.spells
        self._right: dict[str, bool] = {}

    def find(self, block: TextBlock, _run: CheckRun) -> Iterator[Alert]:
        for word, span in spelled_words(block.text):
            if self._is_right(word) or self._excepted(word, block.text, span):
                continue
            yield Alert(span, (word,), corrections(word, self.paths) if self.suggests else None)

    def _is_right(self, word: str) -> bool:
        known = self._right.get(word)
        if known is None:
            known = self._right[word] = (
                word in self.ignored
                or word.lower() in self.ignored
                or (self.filter is not None and self.filter.search(word) is not None)
                or any(dictionary.lookup(word) for dictionary in self.dictionaries)
            )
        return known

    def _excepted(self, word: str, text: str, span: Span) -> bool:
        return holds_term(word.casefold(), self.accepted) or self.exceptions.leave(word, text, span)


def _dictionary_files(definition: ValeDefinition, settings: ValeSettings) -> list[Path]:
    """The dictionaries that a rule names, or the one of English."""
    affixes, listed = (settings.dictionary(definition.text(key)) for key in ("aff", "dic"))
    if definition.text("aff") and affixes and listed:
        return [listed]
    found = [_named(name, definition, settings) for name in definition.texts("dictionaries")]
    if not found or definition.flag("append"):
        found.insert(0, ENGLISH)
    if definition.meta.id == "Vale.Spelling":
        found += [path for folder in _folders(settings) for path in sorted(folder.glob("*.dic"))]
    return found


def _folders(settings: ValeSettings) -> list[Path]:
    """Where dictionaries lie beside the styles."""
    return [folder / "config" / "dictionaries" for folder in settings.folders]


def _named(name: str, definition: ValeDefinition, settings: ValeSettings) -> Path:
    folders = _folders(settings)
    if own := definition.text("dicpath"):
        folders = [Path(own), *(folder / own for folder in settings.folders)]
    for folder in folders:
        path = folder / f"{name}.dic"
        if path.is_file() and _within(path, settings):
            return path
    raise definition.problem("dictionaries", translated("there is no dictionary «%s»", name))


def _within(path: Path, settings: ValeSettings) -> bool:
    """Whether a file lies in the repository of the styles or of the run."""
    return any(not leads_out(path, folder) for folder in (Path(), *settings.folders))


def _ignored_words(definition: ValeDefinition, settings: ValeSettings) -> Iterator[str]:
    if definition.meta.id == "Vale.Spelling":
        files = [
            path for folder in settings.folders for path in files_below(folder / "config" / "ignore", "*.txt")
        ]
    else:
        files = [path for name in definition.texts("ignore") for path in _places(name, settings)]
    for path in files:
        if path.is_file() and _within(path, settings):
            yield from map(str.strip, text_of(path, RuleError).splitlines())


def _places(name: str, settings: ValeSettings) -> list[Path]:
    inner = [
        one for folder in settings.folders for one in (folder / name, folder / "config" / "ignore" / name)
    ]
    return [Path(name).absolute(), *inner]


def spelled_words(text: str) -> Iterator[tuple[str, Span]]:
    """Each word as Vale's spell checker takes it, with its place; what holds no letter is none.

    Its quotation marks are made plain.
    """
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
