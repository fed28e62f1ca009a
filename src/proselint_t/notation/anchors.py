"""Links to headings of the same document: which names a heading has.

Owns the names that generators of pages make of headings; a link counts as right where any of them would find
its heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from proselint_t.notation.model import spelled

if TYPE_CHECKING:
    from proselint_t.notation.model import Anchor, Heading, Number, Page

_GIVEN = re.compile(
    r"""(?:\b(?:id|name)\s*=\s*["']?|\{:?\s*#|\[\[#?|^[ \t]*\()([^\s"'>}\])]+)""", re.MULTILINE
)
"""A name that the text gives a place: `<a id="x">`, `{#x}`, `(x)=`."""
_UNDERLINED = re.compile(r"^(?=[ \t]*[^\s=|#>-])(.+)\r?\n[ ]{0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_COUNTER = re.compile(r"[-_](?:\d+|[0-9a-f]{6,})$")
_LEADING = re.compile(r"\d+")
_SPELLED_ANEW = re.compile(r"[^\x00-\x7f]|\{")
"""In a title: what generators write in other letters, or fill in. Of such a heading its number is told."""
_TO_TOP = frozenset({"", "top"})


def slug_of(title: str) -> str:
    """The name that GitHub gives a heading: lower case, hyphens for spaces, no other marks."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def linked(heading: Heading, number: Number) -> str:
    """The name of a heading that has another number."""
    return slug_of(heading.line.replace(spelled(heading.number), spelled(number), 1))


def targets_of(page: Page) -> frozenset[str]:
    """Names of places in a page, free of marks: those that the text gives, and those of headings."""
    text = page.source.text[page.span.start : page.span.end]
    titles = [
        *(heading.line for heading in page.outline),
        *(match[1] for match in _UNDERLINED.finditer(text)),
    ]
    given = (match[1] for match in _GIVEN.finditer(text))
    shortened = (re.sub(r"^[\d.]+", "", title) for title in titles)
    spelled_anew = (
        f"{_bare(heading.line[: -len(heading.title)])}…"
        for heading in page.outline
        if _SPELLED_ANEW.search(heading.title)
    )
    return frozenset(map(_bare, [*titles, *given, *shortened])).union(spelled_anew)


def leads(anchor: Anchor, targets: frozenset[str]) -> bool:
    """Whether a link finds one of these names; several headings of one title are counted `-1`, `-2`."""
    name = unquote(anchor.name)
    number = _LEADING.match(_bare(name))
    known = {_bare(name), _bare(_COUNTER.sub("", name)), f"{number[0]}…" if number else ""}
    return name in _TO_TOP or not targets.isdisjoint(known)


def _bare(name: str) -> str:
    """What all generators agree on: letters and digits."""
    name = re.sub(r"\]\([^)]*\)|<[^>]*>|\{[^}]*\}", "", name)
    return re.sub(r"[\W_]", "", name).casefold()
