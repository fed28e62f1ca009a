"""Replies that say in words what they change: «Заменить: … На: …», «Добавить пункт 1.3:», `𐒌(3)` and a point.

Only what can be meant in one way is read; the rest belongs to no edit. That a reply has this form at all is a
deviation, so nothing that is read here is applied before its author has seen it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.lists.prose import part_of, points_of
from proselint_t.defects.records.values import DEFECT_SIGN, plain_digits
from proselint_t.document.points import label_candidate, normal_number, predecessor
from proselint_t.replies.reading.fences import fences
from proselint_t.replies.reading.marked import marked_changes
from proselint_t.replies.reading.model import Action, PointEdit
from proselint_t.text.prose import Prose, ProseBuilder
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from proselint_t.defects.lists.model import Part
    from proselint_t.replies.reading.fences import Fence
    from proselint_t.replies.reading.marked import Marked
    from proselint_t.text.source import Source

_HEAD = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+)?(?:\*\*)?(?:"
    r"(?:(?:правка|изменение|исправление|edit|change)[ \t]*)?(?:№[ \t]*)?(?P<number>\d{1,9})\\?[.):]"
    r"(?:\*\*)?(?=[ \t\r]*$|[ \t]+\D)|(?:правка|изменение|edit|change)[ \t]+(?:№|\#)?(?P<named>\d{1,9})\b"
    r"|(?=(?:для устранения[ \t]+)?`?𐒌(?:\(\d|[₀-₉]))|(?=[-*•][ \t]+(?:п(?:ункт|\.)?[ \t]*)?\d+(?:\.\d+)+:))",
    re.IGNORECASE | re.MULTILINE,
)
_EMPTY = re.compile(r"[ \t\r]*(?:<!--.*-->|-{3,}|\*{3,})?[ \t\r]*")
_QUOTE = re.compile(r"«((?:[^«»]|«[^«»]*»)+)»|“([^“”]+)”")
_SIGN = re.compile(
    rf"{DEFECT_SIGN}|\b(?:недостат\w+|defects?)\s+(?:№\s*)?(\d{{1,9}}(?:\s*(?:,|и|and)\s*\d{{1,9}})*)",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:заменит\w*|замени|замена|изложит\w*|исправлени[ея]|исправит\w*|исправь|изменит\w*|измени|было|вместо"
    r"|переформулир\w*|переписать|перепиши|replace|change|rewrite|rephrase|old|instead|нов(?:ая|ой)\s+редакци[яи]"
    r"|исходный\s+текст|new\s+(?:version|wording|text)\s+of)\b|\b(?:оригинал|сейчас|original|before|current)(?=:)",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    r"[ \t]*(?:\*\*)?(?:предложение(?:[ \t]+по[ \t]+\w+)?|рекомендация|(?:proposal|suggestion)s?"
    r"|исправленн\w+[ \t]+(?:вариант|текст|формулировка)|(?:corrected|revised)[ \t]+(?:text|version|wording))"
    r"(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:(?:на|стало|вставить|with|to|new|by|новый\s+текст)\b|(?:нужно|правка|after)(?=:))[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SIDE_BY_SIDE = re.compile(
    r"[ \t]*(?:\*\*)?(?:было|стало|(?:исходный|старый|новый)[ \t]+текст|before|after"
    r"|(?:old|new)(?:[ \t]+text)?)(?:\*\*)?:(?:\*\*)?[ \t]+(?=[^\s«“])",
    re.IGNORECASE,
)
"""«Было:» and «Стало:» with their texts on their lines, without marks."""
_WRITES = re.compile(r"\b(?:написать|указать|использовать|поставить|write|use|put)\b", re.IGNORECASE)
_PUTS = re.compile(
    r"(?:\b(?:на|with|to|by|текст\w*|text|редакции|следующ\w+)|:)[.:]?[*_ \t\r]*$", re.IGNORECASE
)
_PUTS_QUOTE = re.compile(r":[*_ \t\n]*(?:«[^\n]*»|“[^“”\n]*”)\.?\s*\Z")
_ADD = re.compile(r"\b(?:добав|дополн|вставит|вставь|add\b|insert|append)", re.IGNORECASE)
_DELETE = re.compile(r"\b(?:удалить|удали|исключить|исключи|убрать|убери|delete|remove)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:после|after|below)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:перед|before|above|в\s+начал[оеу]|at\s+the\s+(?:start|beginning))\b", re.IGNORECASE
)
_WHOLE = re.compile(
    r"(?:заменит\w*|замени|изложит\w*|измени\w*|replace|rewrite|change)\s+(?:(?:весь|полностью|the|whole|full)\s+)*"
    r"(?:(?:текст\w*|содержани\w+|text)(?:\s+of)?\s+)?(?:(?:под)?пункт|раздел|point|section|п\.|§)"
    r"|(?:замени\w*|изложи\w*)\s+(?:весь\s+)?(?:текст|содержани)",
    re.IGNORECASE,
)
_SENTENCES_IN_MARKS = re.compile(r"«(?:[^«»]|«[^«»]*»)+[.!…]»")
_LONGEST = 5000
"""Characters of a line that somebody may have written; the patterns here are for such lines."""
_FEW = 15
"""Words of an instruction that says all: more are a remark."""
_PART = re.compile(
    r"абзац|предложени|фраз|слов|строк|sentence|paragraph|phrase|words?\b|line\b", re.IGNORECASE
)
_EXPLAINS = re.compile(
    r"[ \t]*(?:\*\*)?(?:обосновани\w+|пояснени\w+|комментари\w+|источник\w*|причина|замечани\w+"
    r"|степень\s+уверенности|rationale|justification|explanation|reason|sources?|remark|confidence)"
    r"(?:\*\*)?[ \t]*:",
    re.IGNORECASE,
)
"""What a reviewer says about an edit, and no text of it."""


def is_explanation(text: str, start: int = 0) -> str:
    """The name with which the line at ``start`` begins that explains an edit; empty for any other line."""
    match = _EXPLAINS.match(text, start)
    return match[0] if match else ""


class Told(NamedTuple):
    """The edits that could be read, and the stretches that could not."""

    edits: tuple[PointEdit, ...]
    outside: tuple[Span, ...]


class _Change(NamedTuple):
    action: Action
    point: str | None = None
    old: Prose | None = None
    new: Prose | None = None
    part: Part | None = None
    alike: bool = False


class _Text(NamedTuple):
    """A text that an entry brings, and what is said between it and the text before."""

    lead: Prose
    prose: Prose

    @property
    def label(self) -> str | None:
        """The number of the point that the text is, with its label."""
        label = label_candidate(self.prose.text, 0)
        return label.number if label else None


@dataclass(slots=True)
class _Entry:
    """``span`` reaches from the head of an entry to the next one; ``said`` is what is not its texts."""

    number: int | None
    span: Span
    marked: Sequence[Marked]
    said: Prose = field(default_factory=lambda: Prose(""))
    texts: list[_Text] = field(default_factory=list)


def read_told(source: Source, defects: Collection[int] | None, points: Collection[str]) -> Told:
    """The edits of a reply without fields; ``defects`` and ``points`` are the numbers that there are."""
    if any(source.line_end(at) - start > _LONGEST for at, start in enumerate(source.line_starts)):
        return Told((), (_trimmed(source.text, 0, len(source.text)),))
    marked = marked_changes(source)
    edits: list[PointEdit] = []
    outside: list[Span] = []
    entries = list(_entries(source, marked))
    for entry in entries:
        changes = list(_changes(entry, points))
        line, told_of = source.position(entry.span.start).line, _defects(entry, defects)
        for change in changes:
            own = entry.number is not None and len(changes) == 1
            number = entry.number if own and entry.number else len(edits) + 1
            edits.append(PointEdit(number, line, entry.span, told_of, *change))
        if not changes and not entry.span.empty:
            outside.append(entry.span)
    around = marked and not any(entry.texts for entry in entries)  # the text in which the marks are made
    return Told(tuple(edits), () if around else tuple(outside))


def _entries(source: Source, marked: Sequence[Marked]) -> Iterator[_Entry]:
    """Each entry; what stands above the first head may be one without a number."""
    text, fenced = source.text, {fence.span.start: fence for fence in fences(source.text)}
    heads: list[tuple[int | None, int, int]] = [
        (int(match["number"] or match["named"] or 0) or None, match.start(), match.end())
        for match in _heads(text, list(fenced.values()))
    ]
    marks = [one.span.start for one in marked]
    first = heads[0][1] if heads else len(text)
    above = [(None, 0, 0)] if text[:first].strip() else []
    for (number, start, behind), (_, end, _) in pairwise([*above, *heads, (None, len(text), 0)]):
        span = _trimmed(text, start, end)
        entry = _Entry(number, span, marked[bisect_left(marks, span.start) : bisect_left(marks, span.end)])
        _read(source, entry, min(behind, span.end), fenced)
        yield entry


def _heads(text: str, fenced: Sequence[Fence]) -> Iterator[re.Match[str]]:
    """Where entries begin: below a blank line numbers may leave gaps, elsewhere they go on by 1.

    Below what puts a text, such as «Заменить на:», a number is a label of that text.
    """
    starts = [fence.span.start for fence in fenced]
    last = 0
    for match in _HEAD.finditer(text):
        number = int(match["number"] or match["named"] or 0)
        above, apart = _line_above(text, match.start())
        apart = apart or match["named"] is not None
        goes_on = not number or number == last + 1 or (apart and number > last)
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


def _trimmed(text: str, start: int, end: int) -> Span:
    written = text[start:end]
    kept = start + len(written) - len(written.lstrip())
    return Span(kept, max(kept, start + len(written.rstrip())))


def _read(source: Source, entry: _Entry, at: int, fenced: Mapping[int, Fence]) -> None:
    """Divide an entry into what is said and the texts that it brings."""
    text, end = source.text, entry.span.end
    said: list[Span] = []
    lead: list[Span] = []

    def bring(begin: int, close: int) -> None:
        lines = _traced(text, lead)
        entry.texts.append(_Text(lines, _dedented(text, _trimmed(text, begin, close))))
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
    entry.said = _traced(text, said)


def _line_end(text: str, at: int, end: int) -> int:
    found = text.find("\n", at, end)
    return end if found < 0 else found


def _traced(text: str, lines: Iterable[Span]) -> Prose:
    built = ProseBuilder()
    for start, end in lines:
        built.add("\n" if built.length else "", max(start - 1, 0))
        built.add(text[start:end].rstrip("\r"), start)
    return built.build()


def _dedented(text: str, span: Span) -> Prose:
    """The lines of a text without the indent that all of them have, and without `...` around them.

    Nor has it the marks around what is a sentence inside of them: «It waits.»
    """
    lines = []
    at = span.start
    while at <= span.end and not span.empty:
        end = _line_end(text, at, span.end)
        lines.append(Span(at, end))
        at = end + 1
    column = span.start - text.rfind("\n", 0, span.start) - 1
    indent = min((_indent(text, line) for line in lines[1:] if text[slice(*line)].strip()), default=0)
    indent = min(indent, column) if text[span.start - column : span.start].isspace() else 0
    shifted = [Span(min(start + indent, end), end) for start, end in lines[1:]]
    traced = _traced(text, [*lines[:1], *shifted])
    inner = traced.text[1:-1]
    in_code = traced.text[:1] == traced.text[-1:] == "`" and inner and not set(inner) & {"`", "\n"}
    in_marks = _SENTENCES_IN_MARKS.fullmatch(traced.text) is not None
    return traced.slice(1, len(traced.text) - 1) if in_marks or (in_code and " " in inner) else traced


def _indent(text: str, line: Span) -> int:
    written = text[slice(*line)]
    return len(written) - len(written.lstrip(" \t"))


def _text_begin(line: str, lead: str) -> int | None:
    """Where on a line a text begins: behind «Предложение:» or «Было:», at a label, or below what puts it."""
    named = _PROPOSAL.match(line) or _SIDE_BY_SIDE.match(line)
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
    if _PROPOSAL.fullmatch(line.rstrip()):
        return True
    said = _QUOTE.sub("", line)
    names = _CHANGE.search(said) or _ADD.search(said) or _TO.match(said.lstrip(" \t*"))
    return bool(names and _PUTS.search(line))


def _text_end(text: str, start: int, end: int, fenced: Container[int]) -> int:
    """A text ends at a blank line, or where the words of the reply go on."""
    at = start
    while at < end:
        stop = _line_end(text, at, end)
        line = text[at:stop]
        goes_on = _SIDE_BY_SIDE.match(line) or (_TO.match(line.strip(" *")) and _puts(line))
        role = at > start and (is_explanation(line) or goes_on)
        if _EMPTY.fullmatch(line) or role or at in fenced:
            return max(at, start + 1)
        at = stop + 1
    return end


def _changes(entry: _Entry, points: Collection[str]) -> Iterator[_Change]:
    """The changes of an entry, if all that it says can be meant in one way only."""
    named = points_of(entry.said.text, points)
    if entry.marked:
        yield from (_Change(one.action, _one(named), one.old, one.new) for one in entry.marked)
        return
    texts = list(entry.texts)
    if not texts and (change := _in_words(entry.said, named)):
        yield change
    while texts:
        first, second = texts.pop(0), texts[0] if texts else None
        if second and _TO.search(second.lead.text):
            change = _pair(first, second, named)
            texts.pop(0)
        else:
            change = _single(_Said(first.lead if first.lead.text else entry.said, named, points), first)
        if change is None:
            return
        yield change


class _Said(NamedTuple):
    """What is said in front of a text, the points that its entry names, and those that the answer has."""

    prose: Prose
    named: tuple[str, ...]
    points: Collection[str]

    @property
    def point(self) -> str | None:
        return _one(self.named)

    @property
    def quotes(self) -> list[Prose]:
        return _quotes(self.prose)


def _pair(first: _Text, second: _Text, named: tuple[str, ...]) -> _Change | None:
    at = first.label or second.label or _one(named)
    if _CHANGE.search(first.lead.text):
        return _Change(Action.REPLACE, at, first.prose, second.prose)
    action = _side(first.lead.text)
    return _Change(action, at, first.prose, second.prose) if action else None


def _side(said: str) -> Action | None:
    """On which side of something a text comes."""
    if _AFTER.search(said):
        return Action.INSERT_AFTER
    return Action.INSERT_BEFORE if _BEFORE.search(said) else None


def _single(said: _Said, text: _Text) -> _Change | None:
    """A text alone: the new one of an entry, or the one that it deletes."""
    words, new = said.prose.text, text.prose
    if _PROPOSAL.search(words):  # what a remark says in front of it is no instruction
        if text.label:
            return _whole_point(text, text.label in said.named, said.points)
        return _Change(Action.REPLACE, said.point, None, new, alike=True)
    changes, adds = _CHANGE.search(words), _ADD.search(words)
    if _DELETE.search(words) and not (changes or adds):
        return _Change(Action.DELETE, said.point, new)
    if adds and not (changes and text.label in said.points):
        return _added(said, text)
    return _replaced(said, text, changes=changes is not None)


def _replaced(said: _Said, text: _Text, *, changes: bool) -> _Change | None:
    """What a new text takes the place of: its point, a quotation, a counted part, or what is like it."""
    words, new = said.prose.text, text.prose
    if text.label:
        meant = changes or _SIGN.search(words) or not words.strip(" .:*")
        return _whole_point(text, changes, said.points) if meant else None
    if not changes:
        return None
    if said.quotes:
        return _Change(Action.REPLACE, said.point, said.quotes[0], new)
    whole, part = _WHOLE.search(words) and said.point, part_of(words)
    return _Change(Action.REPLACE, said.point, None, new, part, alike=not (whole or part))


def _whole_point(text: _Text, replaces: bool, points: Collection[str]) -> _Change | None:
    """A point with its label; one that the answer has not, and that no word says to replace, is new."""
    label = text.label or ""
    if not points or label in points or replaces:
        return _Change(Action.REPLACE, label, None, text.prose)
    before = predecessor(label)
    return _Change(Action.INSERT_AFTER, before, None, text.prose) if before else None


def _added(said: _Said, text: _Text) -> _Change | None:
    """A text that comes beside a part of a point, at the end of a point, or as a point of its own."""
    action, new = _side(said.prose.text), text.prose
    if action and not text.label and said.quotes:
        return _Change(action, said.point, said.quotes[0], new)
    if action and (part := part_of(said.prose.text)):
        return _Change(action, said.point, None, new, part)
    if text.label is None:
        return _Change(action or Action.INSERT_AFTER, said.point, None, new) if said.point else None
    others = [number for number in said.named if number != text.label]
    if action is Action.INSERT_AFTER and len(others) == 1:
        return _Change(action, others[0], None, new)
    if text.label in said.points:
        return _Change(Action.INSERT_BEFORE, text.label, None, new)
    before = predecessor(text.label)
    return _Change(Action.INSERT_AFTER, before, None, new) if before else None


def _in_words(said: Prose, named: tuple[str, ...]) -> _Change | None:
    """An entry without a text of its own: «old» → «new», or the deletion of a point or of a quotation."""
    words, quotes, at = said.text, _quotes(said), _one(named)
    arrow = "→" in words or "->" in words
    if len(quotes) == 2 and (
        arrow or (_CHANGE.search(words) and (_TO.search(words) or _WRITES.search(words)))
    ):
        old, new = quotes
        return _Change(Action.REPLACE, at, old, new)
    short = len(_QUOTE.sub("", words).split()) <= _FEW
    if short and _PUTS_QUOTE.search(words) and _ADD.search(words) and not _CHANGE.search(words):
        return _added_in_words(words, quotes, at)
    if not short or not _DELETE.search(words) or _CHANGE.search(words) or len(quotes) > 1:
        return None
    part = None if quotes else part_of(words)
    if quotes or part or (at and not _PART.search(words)):
        return _Change(Action.DELETE, at, quotes[0] if quotes else None, None, part) if at or quotes else None
    return None


def _added_in_words(words: str, quotes: Sequence[Prose], at: str | None) -> _Change | None:
    """A quotation that comes to a point, or to the side of another quotation."""
    side, new = _side(words), quotes[-1]
    if side and len(quotes) == 2:
        return _Change(side, at, quotes[0], new)
    if side or len(quotes) > 1 or not at:
        return None
    return _Change(Action.INSERT_AFTER, at, None, new, part_of(words))


def _quotes(said: Prose) -> list[Prose]:
    """What stands in marks, but for numbers of points."""
    found = (said.slice(*match.span(match.lastindex or 0)).trimmed() for match in _QUOTE.finditer(said.text))
    return [quote for quote in found if not _is_number(quote.text.strip("()."))]


def _is_number(text: str) -> bool:
    return not text or normal_number(text) is not None


def _one(points: tuple[str, ...]) -> str | None:
    """The one point that is meant: of a point and the point in it, the latter."""
    deepest = max(points, key=len, default=None)
    if deepest and all(point == deepest or deepest.startswith(f"{point}.") for point in points):
        return deepest
    return None


def _defects(entry: _Entry, known: Collection[int] | None) -> tuple[int, ...]:
    """The defects that an entry names; one that remarks on something itself answers its own number."""
    said = entry.said.text
    numbers = [
        number for match in _SIGN.finditer(said) for number in re.findall(r"\d+", plain_digits(match[0]))
    ]
    found = dict.fromkeys(int(number) for number in numbers)
    if not found and entry.number and any(_PROPOSAL.search(text.lead.text) for text in entry.texts):
        found = dict.fromkeys((entry.number,))
    return tuple(number for number in found if known is None or number in known)
