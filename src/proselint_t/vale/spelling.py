"""Extension point ``spelling``: words that no Hunspell dictionary knows.

The dictionaries are read by spylls, an extra: `pip install 'proselint-t[spelling]'`. Where a rule names none
it is Vale's own, which comes with us.
"""

from __future__ import annotations

import warnings
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proselint_t.errors import Place, RuleError
from proselint_t.inputs import read_text
from proselint_t.vale.checks import Exceptions, Finding, holds_term, is_phrase
from proselint_t.vale.patterns import compiled
from proselint_t.vale.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.span import Span
    from proselint_t.vale.checks import Run
    from proselint_t.vale.definition import Definition
    from proselint_t.vale.reading import Block
    from proselint_t.vale.settings import ValeSettings

_DEFAULT = Path(__file__).parent / "data" / "en_US-web.dic"
_DEFAULT_FILTERS = (r"[A-Z]{1}[a-z]+[A-Z]+\w+", r"[A-Z]+$", r"[^a-zA-Z_']")
"""Names in camel case, capitals, and what has other characters than English words."""
_MOST_SUGGESTIONS = 3
_SLIPS = 2
"""Letters that a suggestion may have more, less, other or swapped."""


class Spelling:
    """Words that are in none of the dictionaries, filters, lists and vocabularies."""

    literals = ()

    def __init__(self, definition: Definition, settings: ValeSettings) -> None:
        self.paths = _dictionary_files(definition, settings)
        self.dictionaries = [_dictionary(path) for path in self.paths]
        filters = definition.texts("filters")
        if not definition.flag("custom"):
            filters = (*filters, *_DEFAULT_FILTERS)
        self.filters = [compiled(pattern, key="filters") for pattern in filters]
        self.ignored = frozenset(_ignored_words(definition, settings))
        single = [term for term in settings.accepted if " " not in term]
        self.accepted = frozenset(term.casefold() for term in single if is_phrase(term))
        patterns = tuple(rf"(?i)\b{term}\b" for term in single if not is_phrase(term))
        self.exceptions = Exceptions.made((*patterns, *(term for term in settings.accepted if " " in term)))
        self.suggests = definition.action.params[:1] == ("spellings",)
        self._right: dict[str, bool] = {}

    def find(self, block: Block, _run: Run) -> Iterator[Finding]:
        for word, span in words(block.text):
            if self._is_right(word) or self._excepted(word, block.text, span):
                continue
            yield Finding(span, (word,), self._suggested(word) if self.suggests else None)

    def _is_right(self, word: str) -> bool:
        known = self._right.get(word)
        if known is None:
            known = self._right[word] = (
                any(one.search(word) is not None for one in self.filters)
                or word.casefold() in self.ignored
                or any(dictionary.lookup(word) for dictionary in self.dictionaries)
            )
        return known

    def _excepted(self, word: str, text: str, span: Span) -> bool:
        return holds_term(word.casefold(), self.accepted) or self.exceptions.leave(word, text, span)

    def _suggested(self, word: str) -> tuple[str, ...]:
        """The nearest words of the dictionaries; the library itself would search a third of a second."""
        found = [near for path in self.paths for near in _near(word, path)]
        return tuple(text for text, _, _ in sorted(found, key=lambda one: one[1])[:_MOST_SUGGESTIONS])


@lru_cache(maxsize=4096)
def _near(word: str, path: Path) -> list[tuple[str, int, int]]:
    """Words of a dictionary, their distances and places: all that two slips of the pen may have made."""
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    stems = _stems(path, len(word))
    return process.extract(word, stems, scorer=OSA.distance, score_cutoff=_SLIPS, limit=_MOST_SUGGESTIONS)


@cache
def _stems(path: Path, length: int) -> list[str]:
    """The words of a dictionary that have about as many letters."""
    stems = (entry.stem for entry in _dictionary(path).dic.words)
    return [stem for stem in stems if abs(len(stem) - length) <= _SLIPS]


def _dictionary_files(definition: Definition, settings: ValeSettings) -> list[Path]:
    """The dictionaries that a rule names, or the one of English."""
    affixes, listed = (settings.asset(definition.text(key), "dictionaries") for key in ("aff", "dic"))
    if definition.text("aff") and affixes and listed:
        return [listed]
    found = [_named(name, definition, settings) for name in definition.texts("dictionaries")]
    if not found or definition.flag("append"):
        found.append(_DEFAULT)
    if definition.meta.id == "Vale.Spelling":
        found += [path for folder in _folders(settings) for path in sorted(folder.glob("*.dic"))]
    return found


def _folders(settings: ValeSettings) -> list[Path]:
    """Where dictionaries lie beside the styles."""
    return [folder / "config" / "dictionaries" for folder in settings.folders]


def _named(name: str, definition: Definition, settings: ValeSettings) -> Path:
    folders = _folders(settings)
    if own := definition.text("dicpath"):
        folders = [Path(own), *(folder / own for folder in settings.folders)]
    for folder in folders:
        if (folder / f"{name}.dic").is_file():
            return folder / f"{name}.dic"
    raise definition.problem("dictionaries", f"there is no dictionary «{name}»")


def _library() -> Any:
    try:
        import spylls  # noqa: PLC0415 - an extra
    except ImportError:
        raise RuleError(
            "spelling needs the library spylls", Place(), hint="pip install 'proselint-t[spelling]'"
        ) from None
    return spylls


@cache
def _dictionary(path: Path) -> Any:
    """A dictionary of Hunspell's. Raises :class:`RuleError` when it is none."""
    _library()
    from spylls.hunspell import Dictionary, readers  # noqa: PLC0415
    from spylls.hunspell.readers.file_reader import FileReader  # noqa: PLC0415

    class _Affixes(FileReader):  # type: ignore[misc]
        """Without tables of sounds: only suggestions need them, and the library refuses some."""

        def readlines(self) -> Iterator[tuple[int, str]]:
            return (line for line in super().readlines() if not line[1].startswith("PHONE"))

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # the library leaves files to the collector
            affixes, context = readers.read_aff(first := _Affixes(str(path.with_suffix(".aff")), "utf-8"))
            first.io.close()
            second = FileReader(str(path), encoding=first.io.encoding)
            dictionary = Dictionary(affixes, readers.read_dic(second, aff=affixes, context=context))
            second.io.close()
    except Exception as error:
        raise RuleError(f"no dictionary of Hunspell's: {error}", Place(str(path))) from None
    dictionary.aff.BREAK = []  # as in Vale the parts of a compound with hyphens do not make it a word
    return dictionary


def _ignored_words(definition: Definition, settings: ValeSettings) -> Iterator[str]:
    if definition.meta.id == "Vale.Spelling":
        files = [
            path
            for folder in settings.folders
            for path in sorted((folder / "config" / "ignore").rglob("*.txt"))
        ]
    else:
        files = [path for name in definition.texts("ignore") for path in _places(name, settings)]
    for path in files:
        if path.is_file():
            yield from (line.strip().casefold() for line in read_text(path).splitlines())


def _places(name: str, settings: ValeSettings) -> list[Path]:
    inner = [
        one for folder in settings.folders for one in (folder / name, folder / "config" / "ignore" / name)
    ]
    return [Path(name).absolute(), *inner]
