"""Changes that are marked in a reply: blocks of SEARCH and REPLACE, diffs, CriticMarkup; and its code fences.

A fence that is never closed is none: what stands below it is read as text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.records.tracing import trace_lines
from proselint_t.replies.reading.model import Action
from proselint_t.text.prose import Prose, ProseBuilder
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.text.source import Source


_MARK = re.compile(r"^[ \t]*(?P<mark>`{3,}+|~{3,}+)(?P<info>[^\n`]*)$", re.MULTILINE)


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


_SEARCH = re.compile(r"[ \t]*(?:(?P<old><{5,} ?SEARCH)\b|(?P<new>={5,}[ \t]*$)|(?P<end>>{5,} ?REPLACE)\b)")
_HUNK = re.compile(r"^@@ .*$(?:\r?\n[ +\-\\@].*$|\r?\n$(?!\Z))*", re.MULTILINE)
_DIFF = frozenset({"diff", "patch", "udiff"})
_HEADER = ("--- ", "+++ ", "@@", "\\", "diff ", "index ")
_CRITIC = re.compile(
    r"\{~~(?P<old>[^\n]*?)~>(?P<new>[^\n]*?)~~\}|\{\+\+(?P<added>[^\n]*?)\+\+\}|\{--(?P<taken>[^\n]*?)--\}"
    r"|\{==(?P<kept>[^\n]*?)==\}|\{>>[^\n]*?<<\}"
)


class Marked(NamedTuple):
    """A change with the stretch of the reply in which it is marked."""

    span: Span
    action: Action
    old: Prose | None
    new: Prose | None


def marked_changes(source: Source) -> tuple[Marked, ...]:
    """The changes that are marked in a text, in order."""
    found = list(_searches(source))
    if found:
        return tuple(found)
    for span in _diffs(source.text):
        found += _of_diff(source.text, span)
    return tuple(found or _critic(source))


def _searches(source: Source) -> Iterator[Marked]:
    """Blocks of 3 marks on lines of their own; a block that begins anew takes the place of an open one."""
    marks: list[tuple[int, int]] = []
    for at in range(source.line_count):
        match = _SEARCH.match(source.line(at))
        kind = ("old", "new", "end").index(match.lastgroup or "") if match else None
        if kind is None or (kind and kind != len(marks)):
            continue
        below = source.line_starts[at + 1] if at + 1 < source.line_count else len(source.text)
        marks = [*marks[:kind], (source.line_starts[at], below)]
        if kind == 2:
            old, new = (
                trace_lines(source.text, Span(behind, start)) for (_, behind), (start, _) in pairwise(marks)
            )
            yield _changed(Span(marks[0][0], source.line_end(at)), old, new)
            marks = []


def _changed(span: Span, old: Prose, new: Prose, above: Prose | None = None) -> Marked:
    """``above`` is the line behind which a text comes that takes the place of none."""
    old, new = old.trimmed(), new.slice(0, len(new.text.rstrip()))
    if not old.text:
        return Marked(span, Action.INSERT_AFTER, above, new)
    return Marked(span, Action.REPLACE if new.text else Action.DELETE, old, new if new.text else None)


def _diffs(text: str) -> Iterator[Span]:
    """The stretches that are diffs: fences that say so or look so, and else what begins at `@@`."""
    found = fences(text)
    for fence in found:
        if fence.info in _DIFF or (not fence.info and _is_diff(text[slice(*fence.text)])):
            yield fence.text
    starts = [fence.span.start for fence in found]
    for hunk in _HUNK.finditer(text):
        at = bisect_right(starts, hunk.start()) - 1
        if at < 0 or hunk.start() >= found[at].span.end:
            yield Span(*hunk.span())


def _is_diff(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return {"-", "+"} <= {line[0] for line in lines} <= {"-", "+", " ", "@"}


class _Line(NamedTuple):
    sign: str
    span: Span


def _of_diff(text: str, span: Span) -> Iterator[Marked]:
    """Each run of lines that were taken or added."""
    lines = list(_lines(text, span))
    above: _Line | None = None
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].sign in {"-", "+"}:
            end += 1
        if end == at:
            above, at = (lines[at] if lines[at].sign == " " else None), at + 1
            continue
        run = lines[at:end]
        below = lines[end] if end < len(lines) and lines[end].sign == " " else None
        yield _run(text, run, above, below)
        above, at = None, end


def _run(text: str, run: list[_Line], above: _Line | None, below: _Line | None) -> Marked:
    old, new = (joined_lines(text, (line.span for line in run if line.sign == sign)) for sign in "-+")
    span = Span(run[0].span.start, run[-1].span.end)
    if old.text.strip() or above or not below:
        return _changed(span, old, new, joined_lines(text, [above.span]).trimmed() if above else None)
    return Marked(span, Action.INSERT_BEFORE, joined_lines(text, [below.span]).trimmed(), new)


def _lines(text: str, span: Span) -> Iterator[_Line]:
    """The lines of a diff without its heads; 1 space behind the signs is left out where all have it."""
    written = []
    at = span.start
    for line in text[slice(*span)].splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if not bare.startswith(_HEADER):
            written.append((bare[:1] or " ", at + 1, at + max(len(bare), 1)))
        else:
            written.append(("@", at, at))
        at += len(line)
    signed = [text[start:end] for sign, start, end in written if sign in {"-", "+"} and start < end]
    space = int(bool(signed) and all(one.startswith(" ") for one in signed))
    for sign, start, end in written:
        yield _Line(sign, Span(min(start + space, end), end))


def joined_lines(text: str, lines: Iterable[Span]) -> Prose:
    """Some lines of a text as one."""
    built = ProseBuilder()
    for start, end in lines:
        built.add("\n" if built.length else "", max(start - 1, 0))
        built.add(text[start:end].rstrip("\r"), start)
    return built.build()


def _critic(source: Source) -> Iterator[Marked]:
    """Each line with CriticMarkup in it, as it was and as it is to be."""
    above: Prose | None = None
    for at in range(source.line_count) if "{" in source.text else ():
        start, line = source.line_starts[at], source.line(at)
        if not line.strip():
            continue
        marks = list(_CRITIC.finditer(line))
        old, new = ProseBuilder(), ProseBuilder()
        end = 0
        for match in marks:
            for side, names in ((old, ("old", "taken", "kept")), (new, ("new", "added", "kept"))):
                side.add(line[end : match.start()], start + end)
                for name in names:
                    side.add(match[name] or "", start + max(match.start(name), 0))
            end = match.end()
        old.add(line[end:], start + end)
        new.add(line[end:], start + end)
        was = old.build()
        if any(match[name] is not None for match in marks for name in ("old", "added", "taken")):
            yield _changed(Span(start, start + len(line)), was, new.build(), above)
        if was.text.strip():
            above = was.trimmed()
