"""The dress that replies wear around their fields: bold names, headings, bullets, a fence around the list.

What is dress becomes blanks, so that every character that is left stands where it stood; each kind of it is a
deviation. Lines of a new text are never touched.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from proselint_t.defects.records import FENCE
from proselint_t.replies.reading.model import Deviation
from proselint_t.replies.reading.records import WORDS
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.text.source import Source

_BEFORE = r"[ \t>]*+(?:[-*•+][ \t]++)?(?:#{1,6}[ \t]++)?(?:\*\*|__)?[ \t]*+"
_LABEL = re.compile(
    rf"{_BEFORE}(?P<name>{WORDS.any_name})(?P<value>[ \t]+№?\d+)?[ \t]*+(?:\*\*|__)?"
    r"[ \t]*+[:—–][ \t]*(?:\*\*|__)?"
    r"(?=\s|$|[«„“\"`])",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"{_BEFORE}(?:(?:правка|изменение|edit|change)[ \t]*)?[№#]?(?P<number>\d{{1,9}})\\?[.):]?"
    r"(?:\*\*|__)?[.:]?[ \t]*",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[ \t]*\d{1,9}[.)]?[ \t]*")
_FENCE = re.compile(rf"{FENCE}[ \t]*+\w*[ \t]*")

IN_FENCE = "the list of edits stands for itself: leave the fence around it out"
IN_TABLE = "expected the edits below each other, each with its fields line by line, and no table"
_NO_NUMBER = "an edit begins with its number alone on a line: «1.»"
_NO_LABEL = "a field begins with its name and a colon, without markup: «Old: «…»»"


def undressed(source: Source) -> tuple[Source, tuple[Deviation, ...]]:
    """The reply without dress, character by character at its old place, and what was taken off."""
    lines = source.lines
    changed = dict(_without_fence(lines))
    deviations = [Deviation(_line_span(source, at), translated(IN_FENCE)) for at in list(changed)[:1]]
    for at, plain, message in _plain_lines(lines):
        if at not in changed and plain != lines[at]:
            changed[at] = plain
            deviations.append(Deviation(_line_span(source, at), message))
    if not changed:
        return source, ()
    text = list(source.text)
    for at, line in changed.items():
        start = source.line_starts[at]
        text[start : start + len(line)] = line
    return replace(source, text="".join(text)), tuple(deviations)


def _plain_lines(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Numbers and fields as they are to be, with what is said where they are not so."""
    in_text = False
    below: str | None = None
    followed = [False] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        followed[at] = below is not None and _LABEL.match(below) is not None
        below = lines[at] if lines[at].strip() else below
    for at, line in enumerate(lines):
        number = _NUMBER.fullmatch(line) if followed[at] else None
        label = _LABEL.match(line)
        if number:
            in_text = False
            yield (
                at,
                line if _PLAIN.fullmatch(line) else f"{number['number']}.".ljust(len(line)),
                translated(_NO_NUMBER),
            )
        elif label and not in_text:
            in_text = WORDS.key(label["name"]) == WORDS.text
            yield at, line if WORDS.head.match(line) else _plain_label(line, label), translated(_NO_LABEL)
        in_text = in_text and bool(line.strip())


def _without_fence(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The first and the last line, where they are a fence around all the others."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    if len(written) < 3 or not _FENCE.fullmatch(lines[written[0]]):
        return
    mark = lines[written[0]].strip()[:3]
    if lines[written[-1]].strip() == mark and _NUMBER.fullmatch(lines[written[1]]):
        yield from ((at, " " * len(lines[at])) for at in (written[0], written[-1]))


def _plain_label(line: str, label: re.Match[str]) -> str:
    """`**Defect 3**:` becomes `Defect: 3`, in as many characters."""
    value = (label["value"] or "").strip()
    behind = line[label.end() :]
    bold_value = line[: label.end()].count("**") == 1 and behind.rstrip().endswith("**")
    if bold_value:
        behind = behind.rstrip()[:-2]
    return (f"{label['name']}: {value}" if value else f"{label['name']}:").ljust(label.end()) + behind.ljust(
        len(line) - label.end()
    )


def _line_span(source: Source, at: int) -> Span:
    return Span(source.line_starts[at], source.line_end(at))
