"""A reply in words, cut into its entries: what each says, and the texts that it brings.

Owns where an entry and a text begin and end; what is meant by them, `told` knows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import stripped
from proselint_t.defects.lists.undressing import SECTION
from proselint_t.document.points import label_candidate
from proselint_t.replies.reading.marked import fences, joined_lines
from proselint_t.replies.reading.records import is_explanation
from proselint_t.text.prose import Prose
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from proselint_t.replies.reading.marked import Fence, Marked
    from proselint_t.text.source import Source

_HEAD = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+)?(?:\*\*)?(?:"
    r"(?:(?:правка|изменение|исправление|edit|change)[ \t]*)?(?:№[ \t]*)?(?P<number>\d{1,9})\\?[.):]"
    r"(?:\*\*)?(?=[ \t\r]*$|[ \t]+\D)|(?:правка|изменение|edit|change)[ \t]+(?:№|\#)?(?P<named>\d{1,9})\b"
    r"|(?=(?:defect|недостаток)[ \t]+(?:№|\#)?\d{1,9}[.:])"
    r"|(?=(?:для устранения[ \t]+)?`?𐒌(?:\(\d|[₀-₉]))|(?=[-*•][ \t]+(?:п(?:ункт|\.)?[ \t]*)?\d+(?:\.\d+)+:))",
    re.IGNORECASE | re.MULTILINE,
)
_EMPTY = re.compile(r"[ \t\r]*+(?:<!--.*-->|-{3,}|\*{3,})?[ \t\r]*")
QUOTE = re.compile(r"«((?:[^«»]|«[^«»]*»)+)»|“([^“”]+)”|(?<![\w\"])\"([^\"\n]+)\"(?!\w)")
CHANGE = re.compile(
    r"\b(?:заменит\w*|замени|замена|изложит\w*|исправлени[ея]|исправит\w*|исправь|изменит\w*|измени|было|вместо"
    r"|переформулир\w*|переписать|перепиши|replace|change|rewrite|rephrase|old|instead|нов(?:ая|ой)\s+редакци[яи]"
    r"|исходный\s+текст|new\s+(?:version|wording|text)\s+of)\b|\b(?:оригинал|сейчас|original|before|current)(?=:)",
    re.IGNORECASE,
)
PROPOSAL = re.compile(
    r"[ \t]*(?:\*\*)?(?:предложение(?:[ \t]+по[ \t]+\w+)?|рекомендация|(?:proposal|suggestion)s?"
    r"|исправленн\w+[ \t]+(?:вариант|текст|формулировка)|(?:corrected|revised)[ \t]+(?:text|version|wording))"
    r"(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*",
    re.IGNORECASE,
)
TO = re.compile(
    r"\b(?:(?:на|стало|вставить|with|to|new|by|новый\s+текст)\b|(?:нужно|правка|after)(?=:))[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SIDE_BY_SIDE = re.compile(
    r"[ \t]*(?:\*\*)?(?:было|стало|(?:исходный|старый|новый)[ \t]+текст|before|after"
    r"|(?:old|new)(?:[ \t]+text)?)(?:\*\*)?:(?:\*\*)?[ \t]+(?=[^\s«“])",
    re.IGNORECASE,
)
"""«Было:» and «Стало:» with their texts on their lines, without marks."""
_PUTS = re.compile(
    r"(?:\b(?:на|with|to|by|текст\w*+|text|редакции|следующ\w++)|:)[.:]?[*_ \t\r]*$", re.IGNORECASE
)
ADD = re.compile(r"\b(?:добав|дополн|вставит|вставь|add\b|insert|append)", re.IGNORECASE)
_QUOTED_LINE = re.compile(r"[ \t]*>[ \t]?")
_SENTENCES_IN_MARKS = re.compile(r"«(?:[^«»]|«[^«»]*»)+[.!…]»")


class BroughtText(NamedTuple):
    """A text that an entry brings, and what is said between it and the text before."""

    lead: Prose
    prose: Prose

    @property
    def label(self) -> str | None:
        """The number of the point that the text is, with its label."""
        label = label_candidate(self.prose.text, 0)
        return label.number if label else None


@dataclass(slots=True)
class ReplyEntry:
    """``span`` reaches from the head of an entry to the next one; ``said`` is what is not its texts."""

    number: int | None
    span: Span
    marked: Sequence[Marked]
    said: Prose = field(default_factory=lambda: Prose(""))
    texts: list[BroughtText] = field(default_factory=list)


def entries_of(source: Source, marked: Sequence[Marked]) -> Iterator[ReplyEntry]:
    """Each entry; what stands above the first head may be one without a number."""
    text, fenced = source.text, {fence.span.start: fence for fence in fences(source.text)}
    heads: list[tuple[int | None, int, int]] = [
        (int(match["number"] or match["named"] or 0) or None, match.start(), match.end())
        for match in _heads(text, list(fenced.values()))
    ]
    marks = [one.span.start for one in marked]
    first = heads[0][1] if heads else len(text)
    above = [(None, 0, 0)] if text[:first].strip() else []
    for (number, start, behind), (following, end, _) in pairwise([*above, *heads, (None, len(text), 0)]):
        span = stripped(text, Span(start, end))
        title = Span(text.rfind("\n", 0, span.end) + 1, span.end) if number and following == 1 else None
        if title and SECTION.fullmatch(text, *title):  # of the section below
            yield ReplyEntry(None, title, ())
            span = stripped(text, Span(start, title.start))
        entry = ReplyEntry(
            number, span, marked[bisect_left(marks, span.start) : bisect_left(marks, span.end)]
        )
        _read(source, entry, min(behind, span.end), fenced)
        yield entry


def _heads(text: str, fenced: Sequence[Fence]) -> Iterator[re.Match[str]]:
    """Where entries begin: below a blank line numbers may leave gaps, elsewhere they go on by 1.

    Below the title of a section they may begin anew.

    Below what puts a text, such as «Заменить на:», a number is a label of that text.
    """
    starts = [fence.span.start for fence in fenced]
    last = 0
    for match in _HEAD.finditer(text):
        number = int(match["number"] or match["named"] or 0)
        above, apart = _line_above(text, match.start())
        apart = apart or match["named"] is not None
        anew = number == 1 and last > 0 and apart and SECTION.fullmatch(above) is not None
        goes_on = not number or number == last + 1 or (apart and number > last) or anew
        at = bisect_right(starts, match.start()) - 1
        inside = at >= 0 and match.start() < fenced[at].span.end
        if goes_on and not inside and not _puts(above):
            last = number or last
            yield match


def _line_above(text: str, at: int) -> tuple[str, bool]:
    """The line above a place that is not blank, and whether a blank one, or none, is between them."""
    end = at
    while end > 0:
        end = text.rfind("\n", 0, end)
        line = text[text.rfind("\n", 0, max(end, 0)) + 1 : max(end, 0)]
        if line.strip():
            return line, text.count("\n", end, at) > 1
    return "", True


def _read(source: Source, entry: ReplyEntry, at: int, fenced: Mapping[int, Fence]) -> None:
    """Divide an entry into what is said and the texts that it brings."""
    text, end = source.text, entry.span.end
    said: list[Span] = []
    lead: list[Span] = []

    def bring(begin: int, close: int) -> None:
        lines = joined_lines(text, lead)
        entry.texts.append(BroughtText(lines, _dedented(text, stripped(text, Span(begin, close)))))
        lead.clear()

    while at < end:
        line = Span(at, _line_end(text, at, end))
        begin = _text_begin(text[slice(*line)], text[slice(*lead[-1])] if lead else "")
        at = line.end + 1
        if fence := fenced.get(line.start):
            bring(*fence.text)
            at = fence.span.end
        elif _EMPTY.fullmatch(text, *line):
            continue
        elif begin is None:
            said.append(line)
            lead.append(line)
        else:
            if begin:
                said.append(Span(line.start, line.start + begin))
                lead.append(said[-1])
            at = _text_end(text, line.start + begin, end, fenced)
            bring(line.start + begin, at)
    entry.said = joined_lines(text, said)


def _line_end(text: str, at: int, end: int) -> int:
    found = text.find("\n", at, end)
    return end if found < 0 else found


def _dedented(text: str, span: Span) -> Prose:
    """The lines of a text without the indent that all of them have, and without `...` around them.

    Nor has it `> ` before all of them, or the marks around what is a sentence inside of them: «It waits.»
    """
    lines = []
    at = span.start
    while at <= span.end and not span.empty:
        end = _line_end(text, at, span.end)
        lines.append(Span(at, end))
        at = end + 1
    column = span.start - text.rfind("\n", 0, span.start) - 1
    below = (text[slice(*line)] for line in lines[1:])
    indent = min((len(one) - len(one.lstrip(" \t")) for one in below if one.strip()), default=0)
    indent = min(indent, column) if text[span.start - column : span.start].isspace() else 0
    shifted = [Span(min(start + indent, end), end) for start, end in lines[1:]]
    shifted = [*lines[:1], *shifted]
    quoted = [_QUOTED_LINE.match(text, *line) for line in shifted]
    bare = [Span(mark.end(), line.end) for mark, line in zip(quoted, shifted, strict=True) if mark]
    traced = joined_lines(text, bare if bare and all(quoted) else shifted)
    inner = traced.text[1:-1]
    in_code = traced.text[:1] == traced.text[-1:] == "`" and inner and not set(inner) & {"`", "\n"}
    in_marks = _SENTENCES_IN_MARKS.fullmatch(traced.text) is not None
    return traced.slice(1, len(traced.text) - 1) if in_marks or (in_code and " " in inner) else traced


def _text_begin(line: str, lead: str) -> int | None:
    """Where on a line a text begins: behind «Предложение:» or «Было:», at a label, or below what puts it."""
    named = PROPOSAL.match(line) or _SIDE_BY_SIDE.match(line)
    if named:
        return named.end() if line[named.end() :].strip() else None
    bare = line.strip("` \t")
    if lead and is_explanation(line):
        return None
    if label_candidate(bare, 0) or _puts(lead.rstrip().rpartition("\n")[2]):
        return len(line) - len(line.lstrip())
    return None


def _puts(line: str) -> bool:
    """Whether a line says that a text comes: it names a change and ends so, as «… на:» does."""
    if PROPOSAL.fullmatch(line.rstrip()):
        return True
    said = QUOTE.sub("", line)
    names = CHANGE.search(said) or ADD.search(said) or TO.match(said.lstrip(" \t*"))
    return bool(names and _PUTS.search(line))


def _text_end(text: str, start: int, end: int, fenced: Container[int]) -> int:
    """A text ends at a blank line, or where the words of the reply go on."""
    at = start
    while at < end:
        stop = _line_end(text, at, end)
        line = text[at:stop]
        goes_on = _SIDE_BY_SIDE.match(line) or (TO.match(line.strip(" *")) and _puts(line))
        role = at > start and (is_explanation(line) or goes_on)
        if _EMPTY.fullmatch(line) or role or at in fenced:
            return max(at, start + 1)
        at = stop + 1
    return end
