"""Bounds on what comes from outside. The environment may set them, never a configuration: it comes with it.

Most are told of by an error. What goes on without it (`reach`) is told of at the end of a document or a run.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = "PROSELINT_T_MAX_BYTES"
"""What a file or standard input may hold."""
MAX_CHARACTERS = "PROSELINT_T_MAX_CHARACTERS"
"""What a file of settings or rules may hold, YAML or TOML."""
MAX_LEVELS = "PROSELINT_T_MAX_LEVELS"
"""How deep such a file may be nested."""
MAX_EXTENDS = "PROSELINT_T_MAX_EXTENDS"
"""How long a chain of files may be of which each extends the next, and how many one of them may name."""
MAX_EXTENDED = "PROSELINT_T_MAX_EXTENDED"
"""How many files there may be below a configuration in all."""
MAX_PATTERNS = "PROSELINT_T_MAX_PATTERNS"
"""How many patterns of files, or of a vocabulary, one list may have."""
MAX_TOKENS = "PROSELINT_T_MAX_TOKENS"
"""Of a pattern with its counted repetitions written out, as the library does while it compiles."""
RULE_SECONDS = "PROSELINT_T_RULE_SECONDS"
DOCUMENT_SECONDS = "PROSELINT_T_DOCUMENT_SECONDS"
"""Of the processor, for the patterns of one rule and of all, in a document of up to a million characters."""
MAX_NESTING = "PROSELINT_T_MAX_NESTING"
"""How many levels of blocks there may be; each costs 3 frames of Python's 1,000."""
MAX_FOLDERS = "PROSELINT_T_MAX_FOLDERS"
"""How many folders, each in the one before, documents are looked for in."""
PROOF_READINGS = "PROSELINT_T_PROOF_READINGS"
"""How often a text, with 25,000 characters more, may be read in search of fixes that are not harmless."""
MAX_ROUNDS = "PROSELINT_T_MAX_ROUNDS"
"""Of fixes, each in what the one before has written."""
MAX_PAIRS = "PROSELINT_T_MAX_PAIRS"
"""How many words of an old text, times those of the new one, a page compares."""
MAX_LINKS = "PROSELINT_T_MAX_LINKS"
"""How many links, images and brackets may stand in each other; each costs 5 frames."""
MAX_DOCUMENTS = "PROSELINT_T_MAX_DOCUMENTS"
"""How many documents there may be in each other, by a flavour."""
MAX_PLACES = "PROSELINT_T_MAX_PLACES"
"""How many places are compared with a quote that stands nowhere as it is, those of its rarest words first."""
MAX_RANGE = "PROSELINT_T_MAX_RANGE"
"""How many points a range of them may have."""
MAX_POINT_PAIRS = "PROSELINT_T_MAX_POINT_PAIRS"
"""How many points of an answer, times those of the answer beside it, are paired by what they say."""
MAX_LINE = "PROSELINT_T_MAX_LINE"
"""How long a line of a reply may be that tells its edits in words."""
MAX_FILES = "PROSELINT_T_MAX_FILES"
"""How many files are read for a first configuration."""
MAX_CACHE_BYTES = "PROSELINT_T_MAX_CACHE_BYTES"
"""A cache that has grown beyond it begins anew."""
_WHOLE = pattern(r"\d{1,15}", re.ASCII)
_DECIMAL = pattern(r"\d{1,6}(\.\d{1,6})?", re.ASCII)


class Bound(NamedTuple):
    """What holds where the environment says nothing, and the most that it may say."""

    usual: int
    most: int = 10**15 - 1
    number: re.Pattern[str] = _WHOLE


BOUNDS = {
    MAX_BYTES: Bound(100_000_000),
    MAX_CHARACTERS: Bound(1_000_000),
    MAX_LEVELS: Bound(100, 200),
    MAX_EXTENDS: Bound(50, 200),
    MAX_EXTENDED: Bound(200),
    MAX_PATTERNS: Bound(10_000),
    MAX_TOKENS: Bound(1_000_000),
    RULE_SECONDS: Bound(4, number=_DECIMAL),
    DOCUMENT_SECONDS: Bound(6, number=_DECIMAL),
    MAX_NESTING: Bound(200, 220),
    MAX_FOLDERS: Bound(100, 300),
    PROOF_READINGS: Bound(8),
    MAX_ROUNDS: Bound(10),
    MAX_PAIRS: Bound(100_000_000),
    MAX_LINKS: Bound(20, 40),
    MAX_DOCUMENTS: Bound(4, 20),
    MAX_PLACES: Bound(200),
    MAX_RANGE: Bound(100),
    MAX_POINT_PAIRS: Bound(1_000_000),
    MAX_LINE: Bound(5_000),
    MAX_FILES: Bound(3_000),
    MAX_CACHE_BYTES: Bound(200_000_000),
}
_reached: dict[str, None] = {}


def limit(name: str) -> float:
    """The bound of that name. Raises :class:`ConfigError` where the environment says none that it may be."""
    bound = BOUNDS[name]
    wanted = os.environ.get(name, "")
    if not wanted:
        return bound.usual
    if not bound.number.fullmatch(wanted):
        raise ConfigError(translated("«%s» is no number such as %s", wanted, bound.usual), Place(key=name))
    if float(wanted) > bound.most:
        raise ConfigError(translated("«%s» is more than %s, the most", wanted, bound.most), Place(key=name))
    return float(wanted)


def check_limits() -> None:
    """Raises :class:`ConfigError` where any of them is no number."""
    for name in BOUNDS:
        limit(name)


def limits_set() -> list[str]:
    """What the environment says of them."""
    return [f"{name}={os.environ[name]}" for name in BOUNDS if os.environ.get(name)]


def beyond(name: str, problem: str) -> str:
    """What is told of that bound where it is reached."""
    return translated("%s (%s sets another bound)", problem, name)


def reach(name: str, problem: str) -> None:
    """Note that a bound was reached which stops nothing."""
    _reached[beyond(name, problem)] = None


def any_reached() -> bool:
    return bool(_reached)


def reached() -> Iterator[str]:
    """What was noted since somebody asked."""
    while _reached:
        yield _reached.popitem()[0]
