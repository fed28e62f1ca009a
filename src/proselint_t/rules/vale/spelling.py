"""Extension point ``spelling``: words that no dictionary knows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.rules.vale.actions import SPELLINGS
from proselint_t.rules.vale.checks import Demand, Exceptions, Finding, holds_term, is_phrase
from proselint_t.rules.vale.dictionaries import ENGLISH, corrections, dictionary
from proselint_t.rules.vale.patterns import compiled
from proselint_t.text.inputs import read_text
from proselint_t.text.messages import translated
from proselint_t.text.repository import leads_out
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.rules.vale.checks import CheckRun
    from proselint_t.rules.vale.definition import Definition
    from proselint_t.rules.vale.scopes import TextBlock
    from proselint_t.rules.vale.settings import ValeSettings

_DEFAULT_FILTERS = (r"[A-Z]{1}[a-z]+[A-Z]+\w+", r"[A-Z]+$", r"[^a-zA-Z_']")
"""Names in camel case, capitals, and what has other characters than English words."""
_CHUNK = re.compile(r"\S+")
_WHOLE = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Z][a-z]{1,2}\.")
_BEFORE = "$(\"['"
_BEHIND = ",)\"]!;.?:'"
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


class Spelling:
    """Words that are in none of the dictionaries, filters, lists and vocabularies."""

    demand = Demand()

    def __init__(self, definition: Definition, settings: ValeSettings) -> None:
        self.paths = _dictionary_files(definition, settings)
        self.dictionaries = [dictionary(path) for path in self.paths]
        filters = definition.texts("filters")
        if not definition.flag("custom"):
            filters = (*filters, *_DEFAULT_FILTERS)
        joined = "|".join(f"(?:{pattern})" for pattern in filters)
        self.filter = compiled(joined, key="filters") if joined else None
        self.ignored = frozenset(_ignored_words(definition, settings))
        single = [term for term in settings.accepted if " " not in term]
        self.accepted = frozenset(term.casefold() for term in single if is_phrase(term))
        patterns = tuple(rf"(?i)\b{term}\b" for term in single if not is_phrase(term))
        self.exceptions = Exceptions.made((*patterns, *(term for term in settings.accepted if " " in term)))
        self.suggests = definition.action.params[:1] == SPELLINGS
        self._right: dict[str, bool] = {}

    def find(self, block: TextBlock, _run: CheckRun) -> Iterator[Finding]:
        for word, span in spelled_words(block.text):
            if self._is_right(word) or self._excepted(word, block.text, span):
                continue
            yield Finding(span, (word,), corrections(word, self.paths) if self.suggests else None)

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


def _dictionary_files(definition: Definition, settings: ValeSettings) -> list[Path]:
    """The dictionaries that a rule names, or the one of English."""
    affixes, listed = (settings.asset(definition.text(key), "dictionaries") for key in ("aff", "dic"))
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


def _named(name: str, definition: Definition, settings: ValeSettings) -> Path:
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
        if path.is_file() and _within(path, settings):
            yield from map(str.strip, read_text(path).splitlines())


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
