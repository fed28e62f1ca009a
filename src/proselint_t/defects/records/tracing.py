"""Where each character of a value is written, in every form.

A value is never decoded here: its text is known, and is laid beside the file.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from proselint_t.text.prose import ProseBuilder
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from proselint_t.text.prose import Prose

_NEWLINE = re.compile(r"\r\n?|\n")
_CARRIAGE = re.compile(r"(\r\n?)")
_ESCAPE = re.compile(r"(\\r\\n|\r\n?|\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|\\u\w{4}|\\U\w{8}|\\x\w\w|\\.)")
"""What stands for 1 character between double marks, in JSON and in YAML."""
_DOUBLED = re.compile("('')")


def with_line_feeds(text: str) -> str:
    return _CARRIAGE.sub("\n", text)


def trace_lines(text: str, span: Span) -> Prose:
    """A stretch of a file as it stands."""
    value = with_line_feeds(text[slice(*span)])
    return _aligned(value, text, span, _CARRIAGE) or somewhere(value, span)


def trace_json(value: str, text: str, span: Span) -> Prose:
    """A string with its marks, or a number."""
    return _between_marks(with_line_feeds(value), text, span) or somewhere(value, span)


def trace_yaml(value: str, text: str, span: Span) -> Prose:
    """A scalar in any style. White space at the end of a block counts for nothing."""
    value = with_line_feeds(value)
    read = _literal if text.startswith("|", span.start) else _between_marks
    return read(value, text, span) or somewhere(value, span)


def _between_marks(value: str, text: str, span: Span) -> Prose | None:
    mark = text[span.start : span.start + 1]
    if mark not in {'"', "'"}:
        return _aligned(value, text, span, _CARRIAGE)
    inner = Span(span.start + 1, span.end - 1)
    return _aligned(value, text, inner, _ESCAPE if mark == '"' else _DOUBLED)


def _literal(value: str, text: str, span: Span) -> Prose | None:
    """A block literal: line by line, the indentation removed."""
    skipped = len(value) - len(value.lstrip("\n"))
    breaks = [match.span() for match in islice(_NEWLINE.finditer(text, *span), skipped + 2)]
    if len(breaks) <= skipped:
        return None
    line_end = breaks[skipped + 1][0] if len(breaks) > skipped + 1 else span.end
    indent = line_end - breaks[skipped][1] - len(value[skipped:].partition("\n")[0])
    written = Span(breaks[0][0], span.start + len(text[slice(*span)].rstrip()))
    value = "\n" + value.rstrip()  # with the break behind the head, which has an indentation behind it too
    traced = _aligned(value, text, written, re.compile(rf"(\r\n?|\n) {{0,{max(indent, 0)}}}"))
    return traced.slice(1, len(value)) if traced else None


def _aligned(value: str, text: str, span: Span, spelling: re.Pattern[str]) -> Prose | None:
    """The value beside a stretch that spells it; ``None`` where the stretch does not.

    ``spelling`` finds what is written for 1 character (its group) and what is written for none (the rest).
    """
    builder = ProseBuilder()
    at = span.start
    for match in spelling.finditer(text, *span):
        builder.add(text[at : match.start()], at)
        builder.add(value[builder.length : builder.length + 1], match.start(1), len(match[1]))
        at = match.end()
    builder.add(text[at : span.end], at)
    traced = builder.build()
    return traced if traced.text == value else None


def somewhere(value: str, span: Span) -> Prose:
    """A value whose characters cannot be told apart in the file: each of them stands at its start."""
    builder = ProseBuilder()
    for character in value:
        builder.add(character, span.start)
    return builder.build()
