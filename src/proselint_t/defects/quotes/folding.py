"""The normal form in which a quote is looked for, with the way back to where it was written.

Owns what counts as typography: white space, quotation marks, dashes, ellipses, е/ё, composed and decomposed
letters, entities, soft hyphens and the marks of Markdown. Marks are read from their neighbours alone, without
a parse: a quote that begins or ends inside markup folds like the text it was cut from. It must not know what
is compared.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING
from unicodedata import normalize

from proselint_t.text.prose import ProseBuilder

if TYPE_CHECKING:
    from collections.abc import Callable

    from proselint_t.text.prose import Prose

COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟", '"'),
        **dict.fromkeys("‘’‚‛‹›", "'"),
        **dict.fromkeys("–—\u2010\u2011\u2212", "-"),
        "…": "...",
        "ё": "е",
        "Ё": "Е",
        "\u00ad": "",
    }
)
"""Double and single marks stay apart: they do not say the same."""

_SPECIAL = re.compile(rf"[^\S ]| (?=\s)|--|[*_`~\\&|!\[\]{''.join(map(chr, _SIGNS))}{COMBINING}]")
"""Where something may have to be folded: what lies between is taken as it stands."""

_COMBINING_MARK = re.compile(f"[{COMBINING}]")
_COMPOSED = re.compile(f".[{COMBINING}]+", re.DOTALL)
_SPACE = re.compile(r"\s+")
_LINE_MARKS = re.compile(r"(?:[ \t]*+(?:>|(?:[-+*]|\*\))(?=[ \t]+\S)|#{1,6}(?=[ \t])))+[ \t]*")
_NO_TEXT = re.compile(
    r"[ \t]*+(?:`{3,}[^`\r\n]*|~{3,}[^\r\n]*|(?=[^\r\n]*\|)(?=[^\r\n]*-)[|:\- \t]+)(?=[\r\n]|\Z)"
)
"""A code fence, or the line below the head of a table."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_OPENS_LINK = re.compile(r"!?\[(?=!?\[|(?:(?!\n\s*\n)[^\[\]])*\]\()")
LINK_TAIL = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)")
_REFERENCE = re.compile(r"(?<!\w)!?\[(?=(?:(?!\n\s*\n)[^\[\]])+(\]\[[^\[\]\n]*\]))")
"""A link whose address stands elsewhere. `a[0][1]` is none."""


def fold(text: str) -> Prose:
    """The normal form of a text, without white space at its ends; its origins are offsets into ``text``."""
    return _Folding(text).run()


@lru_cache(maxsize=4096)
def folded_text(quote: str) -> str:
    """The normal form of a quote: it is asked for in its point, in the whole answer, and for what is near."""
    return fold(quote).text


class _Folding:
    """One reading of a text. ``position`` is what has been read, ``spaced`` whether a space would double."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.built = ProseBuilder()
        self.position = 0
        self.spaced = True
        self.in_row = False
        self.link_ends: dict[int, int] = {}
        """Start → end of the tails of links whose heads have been read."""

    def run(self) -> Prose:
        self._begin_line()
        while special := _SPECIAL.search(self.text, self.position):
            start = special.start()
            if start > self.position and _COMBINING_MARK.match(self.text, start):
                start -= 1  # the letter belongs to its marks
            self._take(self.position, start)
            self.position = start
            if reader := _READERS.get(self.text[start]):
                reader(self)
            elif self.text[start].isspace():
                self._space()
            else:
                self._sign()
        self._take(self.position, len(self.text))
        return self.built.build().trimmed()

    def _take(self, start: int, end: int) -> None:
        """Add a stretch as it stands."""
        if start < end:
            self._add(self.text[start:end], start)

    def _add(self, folded: str, origin: int, width: int | None = None) -> None:
        if self.spaced and folded.startswith(" "):
            folded, origin = folded[1:], origin + 1
        if folded:
            self.built.add(folded, origin, width)
            self.spaced = folded.endswith(" ")

    def _replace(self, end: int, folded: str) -> None:
        """Put ``folded`` in place of what is read up to ``end``."""
        start, self.position = self.position, end
        if folded.isspace():
            folded = " "
        self._add(folded, start, end - start)

    def _space(self) -> None:
        match = _SPACE.match(self.text, self.position)
        end = match.end() if match else self.position + 1
        broken = "\n" in self.text[self.position : end] or "\r" in self.text[self.position : end]
        self._replace(end, " ")
        if broken:
            self._begin_line()

    def _begin_line(self) -> None:
        marks = _LINE_MARKS.match(self.text, self.position)
        if marks:
            self.position = marks.end()
        nothing = _NO_TEXT.match(self.text, self.position)
        if nothing:
            self.position = nothing.end()
        self.in_row = self.text.startswith("|", self.position)

    def bar(self) -> None:
        """A bar of a table: at the start of a line, free on both sides, or anywhere in such a row."""
        at = self.position
        isbar = self.in_row or (self._free(at - 1) and self._free(at + 1))
        self._replace(at + 1, " " if isbar else "|")

    def _free(self, at: int) -> bool:
        return not 0 <= at < len(self.text) or self.text[at].isspace()

    def stars(self) -> None:
        """`*` and `~`: markup where they touch a word on one side. `2*3`, `2 ** 3` and `~5` are none."""
        start, end = self._run()
        before, after = self._beside(start, end)
        inside = before.isalnum() and after.isalnum() and (end - start == 1 or before.isdigit())
        single = self.text[start] == "~" and end - start == 1
        literal = inside or single or (before.isspace() and after.isspace())
        self._replace(end, self.text[start:end] if literal else "")

    def underscores(self) -> None:
        start, end = self._run()
        before, after = self._beside(start, end)
        literal = (before.isalnum() and after.isalnum()) or (before.isspace() and after.isspace())
        self._replace(end, self.text[start:end] if literal else "")

    def _run(self) -> tuple[int, int]:
        """The run of one character that begins here."""
        end = self.position + 1
        while self.text.startswith(self.text[self.position], end):
            end += 1
        return self.position, end

    def _beside(self, start: int, end: int) -> tuple[str, str]:
        return self.text[max(0, start - 1) : start], self.text[end : end + 1]

    def backticks(self) -> None:
        self._replace(self._run()[1], "")

    def backslash(self) -> None:
        escape = _ESCAPE.match(self.text, self.position)
        if escape:
            self._replace(escape.end(), escape[0][1])
        else:
            self._replace(self.position + 1, "\\")

    def entity(self) -> None:
        entity = _ENTITY.match(self.text, self.position)
        if entity:
            self._replace(entity.end(), unescape(entity[0]).translate(_SIGNS))
        else:
            self._replace(self.position + 1, "&")

    def opening_bracket(self) -> None:
        """`[` and `![` in front of the text of a link or image."""
        reference = _REFERENCE.match(self.text, self.position)
        if reference:
            self.link_ends[reference.start(1)] = reference.end(1)
        opening = reference or _OPENS_LINK.match(self.text, self.position)
        if opening:
            self._replace(opening.end(), "")
        else:
            self._replace(self.position + 1, self.text[self.position])

    def closing_bracket(self) -> None:
        closing = LINK_TAIL.match(self.text, self.position)
        end = closing.end() if closing else self.link_ends.get(self.position)
        if end:
            self._replace(end, "")
        else:
            self._replace(self.position + 1, "]")

    def dashes(self) -> None:
        """`--` is a dash, a longer run is not."""
        start, end = self._run()
        self._replace(end, "-" if end - start == 2 else self.text[start:end])

    def _sign(self) -> None:
        """A sign that folds by itself, or a letter with its combining marks."""
        composed = _COMPOSED.match(self.text, self.position)
        end = composed.end() if composed else self.position + 1
        self._replace(end, normalize("NFC", self.text[self.position : end]).translate(_SIGNS))


_READERS: dict[str, Callable[[_Folding], None]] = {
    "*": _Folding.stars,
    "~": _Folding.stars,
    "_": _Folding.underscores,
    "`": _Folding.backticks,
    "|": _Folding.bar,
    "\\": _Folding.backslash,
    "&": _Folding.entity,
    "!": _Folding.opening_bracket,
    "[": _Folding.opening_bracket,
    "]": _Folding.closing_bracket,
    "-": _Folding.dashes,
}
