"""Lines, fences and headings of a text: what the notation shares with Markdown, and nothing of its own.

Only lines that begin like a fence or a heading are looked at: the rest costs what a search for them costs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from proselint_t.notation.model import Heading
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.notation.model import Number

_MARKED = re.compile(r"\n {0,3}(?=#|```|~~~)")
_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<title>.*))?$")
"""Of a line without white space at its end."""
NUMBER = r"\d{1,9}(?:\.\d{1,9}){0,15}"
"""The number of a point of the notation, which a heading has, as a pattern."""
_NUMBERED = re.compile(rf"[*_]*(?P<number>{NUMBER})(?P<dot>\.)?(?=[\s*_]|$)")


def number_of(text: str) -> Number:
    return tuple(map(int, text.split(".")))


def heading_of(line: str) -> Heading | None:
    """A line as a heading, with places that count from its start; ``None`` where it is none."""
    match = _HEADING.match(line.rstrip(" \t"))
    if match is None:
        return None
    title = match["title"] or ""
    numbered = _NUMBERED.match(title)
    offset = match.start("title") if match["title"] else match.start("marks")
    first, last = numbered.span("number") if numbered else (0, 1)
    return Heading(
        len(match["marks"]),
        number_of(numbered["number"]) if numbered else (),
        title[numbered.end() :].strip(" \t*_") if numbered else title.strip(),
        Span(0, len(line)),
        Span(offset + first, offset + last),
        title,
    )


@dataclass(frozen=True, slots=True)
class FencedBlock:
    """A fenced block: where its first line starts, where its content starts and ends, and what is behind."""

    marks: str
    start: int
    body: int
    end: int
    behind: int
    closed: bool

    @property
    def content(self) -> Span:
        return Span(self.body, self.end)


def fenced_blocks(text: str, span: Span | None = None) -> Iterator[FencedBlock]:
    """The fenced blocks of a text, in order; what stands inside one is not looked into."""
    marked = _marked(text, span or Span(0, len(text)))
    return (one for one in marked if isinstance(one, FencedBlock))


def sections_of(text: str, span: Span) -> Iterator[Span]:
    """A text cut in front of each heading."""
    start = span.start
    for heading in _marked(text, span):
        if isinstance(heading, int) and heading > start:
            yield Span(start, heading)
            start = heading
    yield Span(start, span.end)


def is_in_fence(text: str, section: Span) -> bool:
    """Whether a section ends in a fence that nothing closes."""
    return any(not fence.closed for fence in fenced_blocks(text, section))


def lines_of(text: str, span: Span) -> Iterator[tuple[int, str]]:
    """Each line with its start, without what ends it."""
    at = span.start
    while at < span.end:
        yield at, line_at(text, at, span.end)
        at = _behind(text, at, span.end)


def lines_with(text: str, span: Span, wanted: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The same of the lines in which a pattern is found."""
    found = wanted.search(text, span.start, span.end)
    while found:
        start = max(text.rfind("\n", span.start, found.start()) + 1, span.start)
        yield start, line_at(text, start, span.end)
        found = wanted.search(text, _behind(text, start, span.end), span.end)


def line_at(text: str, start: int, limit: int) -> str:
    end = text.find("\n", start, limit)
    return text[start : limit if end < 0 else end].rstrip("\r")


def _behind(text: str, start: int, limit: int) -> int:
    """Where the line behind the one at ``start`` begins; the limit where there is none."""
    return text.find("\n", start, limit) + 1 or limit


def _marked(text: str, span: Span) -> Iterator[FencedBlock | int]:
    """In order: the fenced blocks of a stretch, and where the headings outside of them begin."""
    opening: tuple[str, int] | None = None
    begun = (match.start() + 1 for match in _MARKED.finditer(text, span.start, span.end))
    for start in chain((span.start,), begun):
        line = line_at(text, start, span.end)
        fence = _FENCE.match(line)
        marks, info = fence.group("marks", "info") if fence else ("", "")
        if opening is None:
            if marks and not (marks[0] == "`" and "`" in info):  # CommonMark 0.31, section 4.5
                opening = marks, start
            elif _HEADING.match(line.rstrip(" \t")):
                yield start
        elif marks.startswith(opening[0]) and not info.strip():
            body = _behind(text, opening[1], span.end)
            yield FencedBlock(*opening, body, start, _behind(text, start, span.end), closed=True)
            opening = None
    if opening is not None:
        body = _behind(text, opening[1], span.end)
        yield FencedBlock(*opening, body, span.end, span.end, closed=False)
