"""Code fences of a reply. One that is never closed is none: what stands below it is read as text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple

from proselint_t.text.span import Span

_MARK = re.compile(r"^[ \t]*(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)$", re.MULTILINE)


class Fence(NamedTuple):
    """``span`` is from the line of the opening mark to the end of the closing one, ``text`` between them."""

    span: Span
    info: str
    text: Span


def fences(text: str) -> list[Fence]:
    """The fences of a text, in order; the time grows with its length."""
    marks = list(_MARK.finditer(text))
    closing: dict[str, list[int]] = defaultdict(list)
    for at, mark in enumerate(marks):
        if not mark["info"].strip():
            closing[mark["mark"]].append(at)
    found: list[Fence] = []
    at = 0
    while at < len(marks):
        ends = closing[marks[at]["mark"]]
        index = bisect_right(ends, at)
        if index == len(ends):
            at += 1
            continue
        first, last = marks[at], marks[ends[index]]
        start = min(first.end() + 1, last.start())
        inner = Span(start, max(start, last.start() - 1))
        found.append(Fence(Span(first.start(), last.end()), first["info"].strip().lower(), inner))
        at = ends[index] + 1
    return found
