"""File names in prose: which words, with the path before them, name a file.

Works on masked text in linear time: candidates are runs of the characters of paths, each judged once by
the lists of ``names.yaml``. It must not know what rules make of the names.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from proselint_t.text.packaged import WordLists
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = WordLists(__file__, "names.yaml")
"""Endings, domains and products."""
_IN_PATH = r"[\w.@+~$%/\\-]"
_CANDIDATE = pattern(
    rf"""(?<!\w)[A-Za-z]:\\(?:[\w.()$%@+~-]{{1,60}}(?:[ ][A-Z0-9(][\w.()$%@+~-]{{0,60}}){{0,4}}\\)*{_IN_PATH}+
      | (?<!{_IN_PATH})(?:[A-Za-z]:(?=/))?{_IN_PATH}*(?:\.\w|file|OWNERS){_IN_PATH}*""",
    re.VERBOSE,
)
_SIGN = pattern(r"\.\w|file|OWNERS|:\\")
"""Every candidate holds one."""

_SEPARATOR = pattern(r"[/\\]")
_VERSION = pattern(r"[vV]?\d+(?:\.\d+)*")
_VERSION_BEHIND = pattern(r"\s+v\d+\.\d")
"""What is told of a library, not of a file: `Acme.py v1.2`."""
_LETTER_OR_DIGIT = pattern(r"[^\W_]")
_FILE_WORD = pattern(r"\s+(?:[\w-]+\s+)?(?:files?|scripts?|файл[а-я]*|скрипт[а-я]*)\b")
_FILE_WORD_BEFORE = pattern(r"\b(?:files?|scripts?|файл[а-я]*|скрипт[а-я]*)\s+$", re.IGNORECASE)
_LIBRARY_WORD = pattern(r"\s+(?:librar(?:y|ies)|framework|runtime|[Cc]onf(?:erence)?\b|библиотек|фреймворк)")
_LIBRARY_WORD_BEFORE = pattern(
    r"\b(?:librar(?:y|ies)|frameworks?|библиотек\w*|фреймворк\w*)\s+$", re.IGNORECASE
)
_LIBRARY = pattern(r"[A-Z]+[a-z0-9]+\.js")
"""How libraries are called: `Highlight.js`. That a file is called so only a word beside it tells."""
_OTHER_MEANING = pattern(r"\s+(?:[A-Z][a-z]|projects?\b|generators?\b|templates?\b)")
_BEGINS = pattern(r"(?:^|[.!?:]\s+)$")
"""A sentence begins here, where the common noun «makefile» has a capital."""

_SETTINGS = frozenset({"json", "yaml", "yml", "toml"})
_NEIGHBOURHOOD = 40
"""Characters that are read on either side of a name to tell what it is."""

_NOT_BEFORE = frozenset("=*?:&#{}\ufffc`")
_NOT_AFTER = frozenset("=*({}#&[\ufffc`")


def may_hold_file_name(text: str) -> bool:
    """Whether a text holds a sign of one."""
    return _SIGN.search(text) is not None


def find_file_names(text: str) -> Iterator[Span]:
    """The spans of file names, each with its path, in order; ``<name.h>`` with its brackets."""
    for match in _candidates(text):
        start, end = match.span()
        while end > start and text[end - 1] == ".":
            end -= 1
        if start < end and _stands_alone(text, start, end):
            yield from _judge(text, start, end)


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """What may be a file name; only lines that hold a sign of one are read."""
    end = -1
    for at in (match.start() for match in _SIGN.finditer(text)):
        if at > end:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            end = len(text) if end < 0 else end
            yield from _CANDIDATE.finditer(text, start, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Neither part of a pattern, a call, an option nor of a longer expression."""
    before, after, next_but_one = text[start - 1 : start], text[end : end + 1], text[end + 1 : end + 2]
    if before in _NOT_BEFORE and before and start:
        return False
    if after in _NOT_AFTER and after:
        return False
    if (
        after
        and after in ":?"
        and (next_but_one.isalpha() or next_but_one in _NOT_AFTER - {""} or next_but_one == ":")
    ):
        return False
    return text[start] not in "-+%" and text[end - 1] not in "-/\\+~"


def _judge(text: str, start: int, end: int) -> Iterator[Span]:
    parts = _SEPARATOR.split(text[start:end])
    around = (text[max(start - _NEIGHBOURHOOD, 0) : start], text[end : end + _NEIGHBOURHOOD])
    if len(parts) > 1 and all(_is_name(part, around) for part in parts):
        for part in parts:  # `Cache.h/Cache.cpp` are two
            yield Span(start, start + len(part))
            start += len(part) + 1
    elif _is_path(parts, around):
        yield _with_brackets(text, start, end)


def _with_brackets(text: str, start: int, end: int) -> Span:
    """A C header is written `<name.h>`."""
    bracketed = text[start - 1 : start] == "<" and text[end : end + 1] == ">"
    return Span(start - 1, end + 1) if bracketed else Span(start, end)


def _is_path(parts: list[str], around: tuple[str, str]) -> bool:
    *folders, name = parts
    if around[0].endswith("<") and not (around[1].startswith(">") and name.endswith((".h", ".hpp"))):
        return False
    if not folders:
        return _is_name(name, around)
    if "" in folders[1:] and parts[:2] != ["", ""]:
        return False  # what is left of a URL
    if name.startswith("."):
        return not folders[-1].startswith(".") or folders[-1] in {".", ".."}
    if name in NAMES.words("products"):
        return name.islower() and len(folders) > 0
    known = name.partition(".")[0] in NAMES.words("bare_names") or name in NAMES.words("known_files")
    return known or _has_ending(name, in_path=True)


def _is_name(name: str, around: tuple[str, str]) -> bool:
    """Whether a name without a path is a file's; ``around`` is the text on both sides."""
    if name in NAMES.words("products") or (name.isupper() and name.lower() in _products()):
        return False
    if name in NAMES.words("known_files") or name in NAMES.words("dot_files"):
        return True
    if name.partition(".")[0] in NAMES.words("bare_names"):
        return not _OTHER_MEANING.match(around[1]) and not (name == "Makefile" and _BEGINS.search(around[0]))
    if name.startswith("."):
        return _is_settings_file(name)
    if _VERSION_BEHIND.match(around[1]) or (
        name.endswith((".js", ".ts", ".css")) and _is_library(name, around)
    ):
        return False
    return _has_ending(name, in_path=_is_called_file(around))


@cache
def _products() -> frozenset[str]:
    """Names of products in small letters, for titles in capitals."""
    return frozenset(map(str.lower, NAMES.words("products")))


def _is_settings_file(name: str) -> bool:
    """`.prettierrc.js` and `.spelling.json`; a name such as `.d.ts` or `.test.json` is an ending only."""
    stem, _, ending = name[1:].partition(".")
    if stem.endswith("rc"):
        return ending in NAMES.words("endings")
    return ending in _SETTINGS and len(stem) > 3 and stem not in NAMES.words("inner_endings")


def _is_library(name: str, around: tuple[str, str]) -> bool:
    called = _LIBRARY_WORD.match(around[1]) or _LIBRARY_WORD_BEFORE.search(around[0])
    last = name.rpartition("+")[2]  # `Acme+Highlight.js` are two
    return bool(called) or (_LIBRARY.fullmatch(last) is not None and not _is_called_file(around))


def _is_called_file(around: tuple[str, str]) -> bool:
    return bool(_FILE_WORD.match(around[1]) or _FILE_WORD_BEFORE.search(around[0]))


def _has_ending(name: str, *, in_path: bool) -> bool:
    """Whether the ending is a file's. Some endings tell only behind a path or beside the word «file»."""
    stem, _, ending = name.rpartition(".")
    if ending.isupper() and len(stem) > 1 and (stem.isupper() or ending in NAMES.words("capital_endings")):
        stem, ending = stem.lower(), ending.lower()
    if not _LETTER_OR_DIGIT.search(stem):
        return False
    if ending in NAMES.words("endings"):
        return len(ending) > 1 or _is_word(stem)
    if ending in NAMES.words("weak_endings"):
        return _is_word(stem) and (in_path or stem.rpartition(".")[2] in NAMES.words("endings"))
    return False


def _is_word(stem: str) -> bool:
    """Neither single letters nor a number: `i.e`, `a.k.a`, `1.2.a`."""
    return max(map(len, stem.split("."))) > 1 and not _VERSION.fullmatch(stem)
