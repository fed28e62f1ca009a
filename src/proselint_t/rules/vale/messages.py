"""Messages of Vale's rules: `%s` and `%d` filled as Go's ``Sprintf`` does, as Vale calls it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTED_FIRST = re.compile(r"""^([^%]*)(?:'%s'|"%s")""")
_VERB = re.compile(r"%(?:\[(\d+)\])?([sdvq%])")


def formatted(message: str, words: Sequence[str]) -> str:
    """The message on one line; words too many are left out, a missing one is said as Go says it."""
    at = 0

    def fill(match: re.Match[str]) -> str:
        nonlocal at
        if match[2] == "%":
            return "%"
        at = int(match[1]) - 1 if match[1] else at
        word = words[at] if at < len(words) else ("" if at == len(words) else f"%!{match[2]}(BADINDEX)")
        at += 1
        return f'"{word}"' if match[2] == "q" else word

    return _VERB.sub(fill, message).replace("\n", " ")


def once_quoted(message: str) -> str:
    """The message without the quotes around its first `%s`, which the choice brings itself."""
    return _QUOTED_FIRST.sub(r"\1%s", message)
