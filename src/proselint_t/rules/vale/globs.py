"""Patterns of files as Vale reads them: braces, `!` in front, `*` over everything unless `**` is used."""

from __future__ import annotations

import re
from functools import cache

import regex

from proselint_t.text.budget import timed
from proselint_t.text.errors import ConfigError
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

_PIECE = pattern(r"\*\*/|\*\*|\*|\?|\[!?[^\]]*\]|\{|\}|,|\\.|.", re.DOTALL)


def matches(glob: str, path: str) -> bool:
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
