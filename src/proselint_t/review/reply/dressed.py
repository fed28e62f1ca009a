"""Replies that say in words what they change: «Заменить: … На: …», «Заменить пункт 1.2:», `𐒌(3)` and a point.

Only what can be meant in one way is read; the rest belongs to no edit. That a reply has this form at all is a
fault of it, so nothing that is read here is applied before its author has seen it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.points import label_candidate
from proselint_t.review.records.model import FieldError
from proselint_t.review.records.tracing import trace_lines
from proselint_t.review.records.values import point_number
from proselint_t.review.reply.model import Action, PointEdit
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from proselint_t.prose import Prose
    from proselint_t.source import Source

_HEAD = re.compile(
    r"^(?:[ \t]*(?:правка|edit)?[ \t]*(?:№[ \t]*)?(?P<number>\d{1,9})\\?[.):](?=[ \t]*$|[ \t]+\D)"
    r"|(?=(?:для устранения[ \t]+)?`?𐒌\(\d))",
    re.IGNORECASE | re.MULTILINE,
)
_FENCE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?P<text>.*?)\n?^[ \t]*(?P=fence)[ \t]*$", re.DOTALL | re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SIGN = re.compile(r"𐒌\((\d{1,9})\)|\b(?:недостат\w+|defects?)\s+(?:№\s*)?(\d{1,9})", re.IGNORECASE)
_POINT = re.compile(r"(?:\b(?:под)?пункт\w*|\bpoint|§)\s*(\d[\d.]*)", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:заменит\w*|замени|замена|изложит\w*|исправлени\w*|изменит\w*|измени|было|вместо|replace|change|old)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:на|стало|вставить|with|to|new)\b[^\n]*$", re.IGNORECASE | re.MULTILINE)
_PART = re.compile(r"абзац|предложени|фраз|слов|sentence|paragraph|phrase|words?\b", re.IGNORECASE)
_ADD = re.compile(r"\b(?:добав|дополн|вставит|вставь|удал|add|insert|delete|remove)", re.IGNORECASE)


class Dressed(NamedTuple):
    """The edits that could be read, and the stretches that could not."""

    edits: tuple[PointEdit, ...]
    outside: tuple[Span, ...]


def read_dressed(source: Source, known: Collection[int] | None) -> Dressed:
    """The edits of a reply without fields; ``known`` are numbers of defects."""
    edits: list[PointEdit] = []
    outside: list[Span] = []
    for place, (number, head, span) in enumerate(_entries(source.text), start=1):
        edit = _edit(source, head, span, number or place, known)
        if edit:
            edits.append(edit)
        elif not span.empty:
            outside.append(span)
    return Dressed(tuple(edits), tuple(outside))


def _entries(text: str) -> Iterator[tuple[int | None, int, Span]]:
    """Each entry: its number, where it goes on behind the number, its stretch; first what stands above."""
    heads = list(_heads(text))
    starts = [match.start() for match in heads]
    if text[: starts[0] if starts else len(text)].strip():
        yield None, 0, _trimmed(text, 0, starts[0] if starts else len(text))
    for match, end in zip(heads, [*starts, len(text)][1:], strict=True):
        number = int(match["number"]) if match["number"] else None
        yield number, match.end(), _trimmed(text, match.start(), end)


def _heads(text: str) -> Iterator[re.Match[str]]:
    """Where entries begin; numbers go on by 1, or they are labels of points in a new text."""
    fences = [Span(*match.span()) for match in _FENCE.finditer(text)]
    last = None
    for match in _HEAD.finditer(text):
        number = int(match["number"]) if match["number"] else None
        announced = text[: match.start()].rstrip().endswith(":")
        goes_on = number is None or last is None or number == last + 1
        if goes_on and not announced and not any(fence.contains(Span(*match.span())) for fence in fences):
            last = number or last
            yield match


def _trimmed(text: str, start: int, end: int) -> Span:
    written = text[start:end]
    kept = start + len(written) - len(written.lstrip())
    return Span(kept, max(kept, start + len(written.rstrip())))


def _edit(
    source: Source, head: int, span: Span, number: int, known: Collection[int] | None
) -> PointEdit | None:
    texts = [Span(*match.span("text")) for match in _FENCE.finditer(source.text, head, span.end)]
    said = _COMMENT.sub("", _FENCE.sub("\n", source.text[head : span.end]))
    if not texts and (bare := _bare(source.text, head, span.end)):
        said, texts = source.text[head : bare.start], [bare]
    points = {match.rstrip(".") for match in _POINT.findall(said)}
    label = label_candidate(source.text[slice(*texts[-1])], 0) if texts else None
    if label and not points:
        points = {label.number}
    old = len(texts) == 2 and bool(_CHANGE.search(said)) and bool(_TO.search(said))
    whole = len(texts) == 1 and bool(
        (label and _SIGN.search(said)) or (_CHANGE.search(said) and not _PART.search(said))
    )
    if len(points) > 1 or _ADD.search(_TO.sub("", said)) or not (old or (whole and points)):
        return None
    return PointEdit(
        number,
        source.position(span.start).line,
        span,
        _defects(said, known),
        Action.REPLACE,
        _number(points),
        _traced(source, texts[0]) if old else None,
        _traced(source, texts[-1]),
    )


def _bare(text: str, start: int, end: int) -> Span | None:
    """The text below an instruction, where it is not in a fence: from a label, or from behind a colon."""
    at = text.find("\n", start, end)
    while at >= 0:
        below = _trimmed(text, at, end)
        above = text[start:at].rstrip().rpartition("\n")[2]
        if label_candidate(text[below.start : below.end], 0) or (
            above.endswith(":") and _CHANGE.search(above)
        ):
            return below if not below.empty else None
        at = text.find("\n", at + 1, end)
    return None


def _defects(said: str, known: Collection[int] | None) -> tuple[int, ...]:
    found = (int(sign or named) for sign, named in _SIGN.findall(said))
    return tuple(dict.fromkeys(number for number in found if known is None or number in known))


def _number(points: Collection[str]) -> str | None:
    try:
        return next(map(point_number, points), None)
    except FieldError:
        return None


def _traced(source: Source, span: Span) -> Prose:
    traced = trace_lines(source.text, span)
    return traced.slice(0, len(traced.text.rstrip()))
