"""Records in JSON or YAML that stand in the one code fence of a text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.records import form_of

if TYPE_CHECKING:
    from proselint_t.text.source import Source

FENCE = r"[ \t]*(?:```|~~~)"
"""How the line of a fence begins, as a pattern."""
_FENCE_LINE = re.compile(rf"^{FENCE}", re.MULTILINE)
_DATA = re.compile(
    rf"^{FENCE}(?=ya?ml|\w*[ \t]*\r?\n\s*[\[{{])(\w*)[ \t]*\r?\n(.*?)\n{FENCE}[ \t]*\r?$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_WRITTEN = re.compile(r"[^\r\n]")


class Fenced(NamedTuple):
    """The text in a fence, the text around it, both at their places, and the form of the first."""

    inner: Source
    around: str
    form: str


def data_in_fence(source: Source) -> Fenced | None:
    """What stands in the fence; ``None`` where there is none of that kind, or a second one."""
    text, match = source.text, _DATA.search(source.text)
    if match is None or _FENCE_LINE.search(text[: match.start()] + text[match.end() :]):
        return None
    inner = replace(source, text=_blank(text[: match.start(2)]) + match[2])
    form = "yaml" if match[1].lower() in {"yaml", "yml"} else form_of(inner)
    return Fenced(inner, text[: match.start()] + _blank(match[0]) + text[match.end() :], form)


def _blank(text: str) -> str:
    return _WRITTEN.sub(" ", text)
