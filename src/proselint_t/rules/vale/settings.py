"""What a Vale configuration says about all its rules: vocabularies, where styles lie, what is not read."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path, PurePath
from typing import NamedTuple

import regex

from proselint_t.text.budget import timed
from proselint_t.text.errors import ConfigError
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

SKIPPED = ("script", "style", "pre", "figure", "noscript", "iframe")
"""Elements of which nothing is read."""
IGNORED = ("tt", "code", "kbd")
"""Elements whose text is there but hidden."""
CLASSES = ("problematic", "pre", "code")
"""Classes of elements of which nothing is read."""
_PIECE = pattern(r"\*\*/|\*\*|\*|\?|\[!?[^\]]*\]|\{|\}|,|\\.|.", re.DOTALL)


class ValeSettings(NamedTuple):
    """What holds for every rule of a configuration.

    ``accepted`` and ``rejected`` are patterns of words. The keys of ``block_ignores``, ``token_ignores``
    and ``delimiters`` are patterns of files, the values what is not read there. ``folders`` hold styles.
    """

    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    skipped_scopes: tuple[str, ...] = SKIPPED
    ignored_scopes: tuple[str, ...] = IGNORED
    ignored_classes: tuple[str, ...] = CLASSES
    word_template: str = ""
    block_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    token_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    delimiters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    formats: tuple[tuple[str, str], ...] = ()
    plain: bool = False
    """Whether files are read as plain text, whatever their ending."""
    styles: tuple[str, ...] = ()
    """The styles that some section is based on, for comments that name others."""
    pipeline: str = ""
    """The spaCy pipeline that tags words, where a configuration of ours names one."""

    def dictionary(self, name: str) -> Path | None:
        """A file in a folder of styles: directly, or in its ``config/dictionaries``."""
        for folder in reversed(self.folders):
            for path in (folder / name, folder / "config" / "dictionaries" / name):
                if path.is_file():
                    return path
        return None

    def of(self, table: tuple[tuple[str, tuple[str, ...]], ...], path: str) -> list[str]:
        """The values of ``table`` that hold for a file: its pattern is one of endings, as in Vale."""
        ending = PurePath(path).suffix or ".md"
        return [value for glob, values in table for value in values if glob_takes(glob, ending)]


def glob_takes(glob: str, path: str) -> bool:
    """Whether a pattern takes a path (with `/`). A broken pattern takes nothing.

    Raises :class:`ConfigError` where it takes too long.
    """
    found = _compiled(glob.lstrip("!"))
    try:
        takes = found is not None and timed(found.fullmatch, path.replace("\\", "/")) is not None
    except TimeoutError as error:
        raise ConfigError(
            translated("the pattern of files «%s» %s", glob, error), hint=translated("simplify it")
        ) from None
    return takes != glob.startswith("!")


@cache
def _compiled(glob: str) -> regex.Pattern[str] | None:
    within = "[^/]*" if "**" in glob else ".*"
    parts: list[str] = []
    depth = 0
    for piece in _PIECE.findall(glob):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        parts.append(_part(piece, within, inside=depth > 0))
    try:
        return regex.compile("".join(parts), regex.DOTALL | regex.VERSION0)
    except regex.error:
        return None


def _part(piece: str, within: str, *, inside: bool) -> str:
    plain = {"**/": "(?:.*/)?", "**": ".*", "*": within, "?": ".", "{": "(?:", "}": ")"}
    if piece in plain:
        return plain[piece]
    if piece == "," and inside:
        return "|"
    if piece.startswith("[") and len(piece) > 1:
        return piece.replace("[!", "[^", 1)
    return re.escape(piece[-1]) if piece.startswith("\\") else re.escape(piece)
