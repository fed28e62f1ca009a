"""Text in which each mark stands beside the words that it marks: its pairs are told without the parser.

Links to a plain address, emphasis of words and of code: no mark here can have another partner than the next
one of its kind, whatever else stands in the text. Where one could, nothing is told, and the parser is asked.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from proselint_t.document.markdown.blocks import parser
from proselint_t.document.model import MarkupKind
from proselint_t.text.span import Span

_PLAIN = r"[^\\`*_\[\]<&!~${%\0]++|(?<=[^\W_])_(?=[^\W_])|!(?!\[)|&(?![#\w])|~(?!~)|%(?!%)"
_MOST_CHARACTERS = 20_000


class Pair(NamedTuple):
    """Two marks around a stretch of a text: ``outer`` holds them; of a link where it leads to."""

    kind: MarkupKind
    outer: Span
    inner: Span
    address: str = ""

    @property
    def opening(self) -> Span:
        return Span(self.outer.start, self.inner.start)

    @property
    def closing(self) -> Span:
        return Span(self.inner.end, self.outer.end)


def code_pattern(name: str = "ticks") -> str:
    """A pattern of a code span, for a text in which `.` is any character; ``name`` is that of its group."""
    return rf"`(?<!``)(?P<{name}>`*)(?!`).+?(?<!`)`(?P={name})(?!`)"


@cache
def _piece() -> re.Pattern[str]:
    """Words, code, or a pair around both, whose marks a letter, a digit or white space leaves no choice."""

    def words(name: str) -> str:
        return rf"(?P<{name}>(?:{_PLAIN}|(?>{code_pattern(f'in_{name}')}))++)"

    def stars(mark: str, name: str) -> str:
        return (
            rf"(?:{mark}(?=[^\W_])|(?<![^ \n]){mark}(?=[^\s*])){words(name)}"
            rf"(?:(?<=[^\W_]){mark}|(?<=\S){mark}(?=[ \n]|\Z))(?!\*)"
        )

    return re.compile(
        rf"(?P<plain>(?:{_PLAIN})++)|(?P<code>(?>{code_pattern('in_code')}))"
        rf"|\[(?!\^){words('text')}\]\((?P<link>[^\s()<>\\&`\[\]\0-\x1f\x7f]++)\)"
        rf"|{stars('[*]{2}', 'strong')}|{stars('[*]', 'emphasis')}"
        rf"|(?<![^ \n])_(?=[^\W_]){words('low')}(?<=[^\W_])_(?=[ \n.,;:!?)]|\Z)",
        re.DOTALL,
    )


_KINDS = {
    "link": (MarkupKind.LINK, "text"),
    "strong": (MarkupKind.STRONG, "strong"),
    "emphasis": (MarkupKind.EMPHASIS, "emphasis"),
    "low": (MarkupKind.EMPHASIS, "low"),
}
"""Of a piece: its kind, and the group of what it holds."""


def pairs_in(text: str) -> list[Pair] | None:
    """The pairs of a text that holds no other marks but code; ``None`` where that cannot be told."""
    if len(text) > _MOST_CHARACTERS or "  \n" in text:
        return None
    pairs, at, before = list[Pair](), 0, "plain"
    for piece in _piece().finditer(text):
        name = str(piece.lastgroup)
        if piece.start() != at or (name != "plain" and before != "plain"):
            return None
        at, before = piece.end(), name
        if name in _KINDS:
            kind, group = _KINDS[name]
            address = parser().normalizeLink(piece[name]) if kind is MarkupKind.LINK else ""
            if not parser().validateLink(address):
                return None
            pairs.append(Pair(kind, Span(*piece.span()), Span(*piece.span(group)), address))
    return pairs if at == len(text) else None
