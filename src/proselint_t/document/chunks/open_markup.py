"""Where a paragraph may be cut so that its parts are read as the whole would be.

Inline markup knows no lines: a backtick pairs with one that stands a hundred lines below. A cut is safe
where no markup reaches across, as long as nothing is written below it that closes what is open above it:
that is what ``OpenMarkup`` tells. This module errs on the safe side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.document.model import Block, SegmentText
    from proselint_t.text.prose import Prose
    from proselint_t.text.source import Source

_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\1).)*?(?<!`)\1(?!`)", re.DOTALL)
"""Code in the source; a backtick behind a backslash opens none."""
_OPENING = re.compile(r"<(?=[A-Za-z/!?])|\$|\{|%%|\\b")
_CLOSING = {"<": ">", "$": "$", "{": "}", "%%": "%%", "\\b": "\\e"}
"""What opens a tag or a mask that may go on in the next line → what every such one holds at its end."""
_WHOLE = re.compile(r"\$(?! ).*\$|\{%.*%\}|\{#.*#\}|\{\{.*\}\}|\{(?![%#{]).*|%%.*|\\.*", re.DOTALL)
"""A mask of inline text that would be none other if more were written below: `$name` might be a formula."""
_HARD_BREAK = re.compile(r"(?:\\[ \t]*|(?<![ \t])[ \t]{2,}+)\n*\Z")
_PAIR = re.compile(r"\[([^\[\]]*)\](?![(\[:])")
"""Brackets without a target."""
_INSIDE_WORD = re.compile(r"(?<=\w)_+(?=\w)")
_TICKS = re.compile(r"(?<!`)`+")
_MARK = re.compile(r"[*_~]")
_RUN = re.compile(r"(?<![*_~])[*_~]+")
_ONLY_OPENS_BEHIND = frozenset("(«„“\"'[")
"""A run between one of these and a word closes nothing."""


@dataclass(frozen=True, slots=True)
class OpenMarkup:
    """What inline markup a stretch leaves open, and what of another stretch above it would close."""

    opens: frozenset[str] = frozenset()
    closes: frozenset[str] = frozenset()


def open_markup(texts: Sequence[SegmentText], written: str, start: int, opened: Iterable[int]) -> OpenMarkup:
    """What the segments of a stretch leave open or may close.

    ``written`` is the stretch of the source that begins at ``start``; markup opens at the places ``opened``.
    A run of backticks closes another of its length wherever it stands, inside code too. Of brackets and
    emphasis what has found no partner counts, and what opens emphasis but would rather close what is open
    above; of masks what begins none; and every tag, which may have a partner.
    """
    if not texts:
        return OpenMarkup()  # code, or a block of another language
    visible = "\n".join(_visible(text.prose) for text in texts)
    brackets = _PAIR.sub(r"\1", visible)
    lone = {at - start for text in texts for at in _lone_marks(text)}
    opening = (run[0] for run in _runs_at(written, lone) if _may_open(run))
    closing = (
        run[0] for run in _runs_at(written, lone.union(at - start for at in opened)) if _may_close(run)
    )
    opens = {*_TICKS.findall(visible), *"".join(opening), *_may_go_on(texts, written)}
    closes = {*_TICKS.findall(written), *"".join(closing)}
    closes.update(opening for opening, closing in _CLOSING.items() if closing in written)
    return OpenMarkup(
        frozenset(opens | ({"]"} if "[" in brackets else set())),
        frozenset(closes | ({"]"} if "]" in brackets else set())),
    )


def _lone_marks(text: SegmentText) -> Iterator[int]:
    """Where marks of emphasis stand that are read as text."""
    if text.bullet is not None:
        yield text.bullet.start
    visible = _INSIDE_WORD.sub(lambda run: "x" * len(run[0]), _visible(text.prose))
    for mark in _MARK.finditer(visible):
        yield text.prose.origin(mark.start())


def _runs_at(written: str, places: set[int]) -> Iterator[re.Match[str]]:
    """The runs of marks that stand at places."""
    for run in _RUN.finditer(written) if places else ():
        if not places.isdisjoint(range(*run.span())):
            yield run


def _may_open(run: re.Match[str]) -> bool:
    return _is_mixed(run) or bool(run.string[run.end() : run.end() + 1].strip())


def _may_close(run: re.Match[str]) -> bool:
    if _is_mixed(run):
        return True
    before, behind = run.string[max(run.start() - 1, 0) : run.start()], run.string[run.end() : run.end() + 1]
    return bool(before.strip()) and not (before in _ONLY_OPENS_BEHIND and behind.isalnum())


def _is_mixed(run: re.Match[str]) -> bool:
    """Whether a run is of different marks, each of which is a sign beside the other."""
    return len(set(run[0])) > 1


def cuts(block: Block, texts: Sequence[SegmentText], source: Source) -> list[int]:
    """Where a paragraph may be cut: starts of its segments ``texts``, which are lines of the source."""
    places = []
    end_of_block = block.lines[-1].end
    last = {opening: source.text.rfind(one, 0, end_of_block) for opening, one in _CLOSING.items()}
    for index, text in enumerate(texts):
        start = segment_start(text)
        if index and _is_line(source, start) and not _crossed(block, start):
            places.append(start)
        end = segment_start(texts[index + 1]) if index + 1 < len(texts) else end_of_block
        written = source.text[start:end]
        goes_on = any(last[opening] >= end for opening in _may_go_on([text], written))
        if goes_on or _HARD_BREAK.search(_CODE.sub("", written)):
            break
    return places


def is_closed(text: SegmentText, source: Source, place: int) -> bool:
    """Whether a line of a segment begins at a place with no inline markup open above it."""
    prose = text.prose
    offset = prose.offset_of(place)
    if _crossed(text.block, place) or any(mask.start < offset < mask.end for mask in prose.masks):
        return False
    above = text._replace(prose=prose.slice(0, offset))
    start = prose.origin(0)
    return not open_markup([above], source.text[start:place], start, ()).opens


def _may_go_on(texts: Iterable[SegmentText], written: str) -> Iterator[str]:
    """What opens a tag, or a mask that has no end so far, in segments that are so written."""
    if not _OPENING.search(written):
        return
    if "<" in _OPENING.findall(_CODE.sub("", written)):
        yield "<"
    for text in texts:
        prose = text.prose
        masks = (span for span in prose.masks if _WHOLE.fullmatch(prose.text, *span))
        yield from _OPENING.findall(prose.masked_view([*prose.code, *masks]))


def segment_start(text: SegmentText) -> int:
    """Where a segment begins, its label included."""
    if text.label is not None:
        return text.label.span.start
    return text.bullet.start if text.bullet is not None else text.prose.origin(0)


def _is_line(source: Source, offset: int) -> bool:
    return source.line_starts[source.line_at(offset)] == offset


def _crossed(block: Block, offset: int) -> bool:
    return any(markup.outer.start < offset < markup.outer.end for markup in block.markup)


def _visible(prose: Prose) -> str:
    """The prose without code and without characters that an escape or an entity stands for."""
    escaped = (Span(at, at + 1) for at in prose.widths if prose.text[at] != "\n")
    return prose.masked_view([*prose.code, *escaped])
