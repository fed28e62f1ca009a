"""What Vale's actions suggest for a match (https://vale.sh/docs/topics/actions).

Whether a suggestion is a fix is the business of ``fixes``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from proselint_t.rules.vale.dictionaries import corrections
from proselint_t.text.budget import timed, without_end

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.rules.vale.definition import Action

SPELLINGS = ("spellings",)
_GO_GROUP = re.compile(r"\$(?:\{(\w+)\}|(\d+))")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[^\w\s]|_")


def suggestions(action: Action, match: str) -> tuple[str, ...] | None:
    """Texts to write for the match, the preferred one first; ``None`` where the action says nothing.

    Spellings are those of the English dictionary, unless the rule knows its own; a script is not run.
    """
    if action.name == "replace":
        return action.params or None
    if action.name == "remove":
        return ("",)
    if action.name == "suggest":
        return (corrections(match) or None) if action.params[:1] == SPELLINGS else None
    if action.name == "convert":
        simple = action.params[:1] == ("simple",)
        return (" ".join(_CAMEL.sub(" ", match).lower().split()) if simple else match,)
    return _edited(action.params, match) if action.name == "edit" else None


def _edited(params: tuple[str, ...], match: str) -> tuple[str, ...] | None:
    edit = _EDITS.get(params[0]) if params else None
    if edit is None:
        return None
    try:
        text = edit(match, *params[1:])
    except (TypeError, ValueError, IndexError, regex.error):
        return None  # the wrong number of parameters, or nonsense in them: Vale reports an error
    return (text.strip(),)


def _regex(match: str, pattern: str, replacement: str) -> str:
    text = _GO_GROUP.sub(lambda group: rf"\g<{group[1] or group[2]}>", replacement.replace("\\", r"\\"))
    if problem := without_end(pattern):
        raise ValueError(problem)
    return timed(regex.compile(pattern).sub, text, match)


def _split(match: str, separator: str, index: str) -> str:
    return match.split(separator)[int(index)]


_EDITS: dict[str, Callable[..., str]] = {
    "regex": _regex,
    "replace": lambda match, old, new: match.replace(old, new),
    "remove": lambda match, text: match.replace(text, ""),
    "trim": lambda match, marks: match.strip(marks),
    "trim_left": lambda match, marks: match.lstrip(marks),
    "trim_right": lambda match, marks: match.rstrip(marks),
    "truncate": lambda match, mark: match.split(mark)[0],
    "split": _split,
}
