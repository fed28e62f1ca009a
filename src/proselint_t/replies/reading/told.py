"""Replies that say in words what they change: «Заменить: … На: …», «Добавить пункт 1.3:», `𐒌(3)` and a point.

Only what can be meant in one way is read; the rest belongs to no edit. That a reply has this form at all is a
deviation, so nothing that is read here is applied before its author has seen it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.answer import stripped
from proselint_t.defects.lists.prose import part_of, points_of
from proselint_t.defects.records.model import DEFECT_SIGN, Problem, plain_digits
from proselint_t.document.points import label_candidate, normal_number, predecessor
from proselint_t.replies.reading.entries import ADD, CHANGE, PROPOSAL, QUOTE, TO, entries_of
from proselint_t.replies.reading.marked import marked_changes
from proselint_t.replies.reading.model import Action, PointEdit
from proselint_t.replies.reading.records import absent_defects
from proselint_t.text.limits import MAX_LINE, limit, reach
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from proselint_t.defects.lists.model import Part
    from proselint_t.replies.reading.entries import BroughtText, ReplyEntry
    from proselint_t.text.prose import Prose
    from proselint_t.text.source import Source

_SIGN = re.compile(
    rf"{DEFECT_SIGN}|\b(?:недостат\w+|defects?)\s+(?:№\s*)?(\d{{1,9}}(?:\s*(?:,|и|and)\s*\d{{1,9}})*)",
    re.IGNORECASE,
)
_WRITES = re.compile(r"\b(?:написать|указать|использовать|поставить|write|use|put)\b", re.IGNORECASE)
_READS = re.compile(
    r"[»”\"],?[ \t]+(?:(?:should|must)[ \t]+(?:be|read|say)|(?:следует|надо|нужно)[ \t]+читать"
    r"|должно[ \t]+быть):?[ \t]+[«“\"]",
    re.IGNORECASE,
)
"""Between an old text and a new one: «…» следует читать «…»."""
_PUTS_QUOTE = re.compile(r":[*_ \t\n]*(?:«[^\n]*»|“[^“”\n]*”|\"[^\"\n]*\")\.?\s*\Z")
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
_FEW = 15
"""Words of an instruction that says all: more are a remark."""
_PART = re.compile(
    r"абзац|предложени|фраз|слов|строк|sentence|paragraph|phrase|words?\b|line\b", re.IGNORECASE
)


class Told(NamedTuple):
    """The edits that could be read, the stretches that could not, and what the edits name and nobody has."""

    edits: tuple[PointEdit, ...]
    outside: tuple[Span, ...]
    problems: tuple[Problem, ...] = ()


class _Change(NamedTuple):
    action: Action
    point: str | None = None
    old: Prose | None = None
    new: Prose | None = None
    part: Part | None = None
    alike: bool = False


def read_told(source: Source, defects: Collection[int] | None, points: Collection[str]) -> Told:
    """The edits of a reply without fields; ``defects`` and ``points`` are the numbers that there are."""
    longest = int(limit(MAX_LINE))
    if any(source.line_end(at) - start > longest for at, start in enumerate(source.line_starts)):
        told = translated("a reply with a line of more than %s characters is not read as words", longest)
        reach(MAX_LINE, told)
        return Told((), (stripped(source.text, Span(0, len(source.text))),))
    marked = marked_changes(source)
    edits: list[PointEdit] = []
    outside: list[Span] = []
    problems: list[Problem] = []
    entries = list(entries_of(source, marked))
    for entry in entries:
        changes = list(_changes(entry, points))
        line, named = source.position(entry.span.start).line, _named_defects(entry)
        told_of = tuple(
            number for number in named or _own_defect(entry) if defects is None or number in defects
        )
        if changes and (absent := absent_defects(named, defects)):
            problems.append(Problem(source.path, line, None, absent))
        for change in changes:
            own = entry.number is not None and len(changes) == 1
            number = entry.number if own and entry.number else len(edits) + 1
            edits.append(PointEdit(number, line, entry.span, told_of, *change))
        if not changes and not entry.span.empty:
            outside.append(entry.span)
    around = marked and not any(entry.texts for entry in entries)  # the text in which the marks are made
    return Told(tuple(edits), () if around else tuple(outside), tuple(problems))


def _changes(entry: ReplyEntry, points: Collection[str]) -> Iterator[_Change]:
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
        if second and TO.search(second.lead.text):
            action = Action.REPLACE if CHANGE.search(first.lead.text) else _side(first.lead.text)
            at = first.label or second.label or _one(named)
            change = _Change(action, at, first.prose, second.prose) if action else None
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


def _side(said: str) -> Action | None:
    """On which side of something a text comes."""
    if _AFTER.search(said):
        return Action.INSERT_AFTER
    return Action.INSERT_BEFORE if _BEFORE.search(said) else None


def _single(said: _Said, text: BroughtText) -> _Change | None:
    """A text alone: the new one of an entry, or the one that it deletes."""
    words, new = said.prose.text, text.prose
    if PROPOSAL.search(words):  # what a remark says in front of it is no instruction
        if text.label:
            return _whole_point(text, text.label in said.named, said.points)
        return _Change(Action.REPLACE, said.point, None, new, alike=True)
    changes, adds = CHANGE.search(words), ADD.search(words)
    if _DELETE.search(words) and not (changes or adds):
        return _Change(Action.DELETE, said.point, new)
    if adds and not (changes and text.label in said.points):
        return _added(said, text)
    return _replaced(said, text, changes=changes is not None)


def _replaced(said: _Said, text: BroughtText, *, changes: bool) -> _Change | None:
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


def _whole_point(text: BroughtText, replaces: bool, points: Collection[str]) -> _Change | None:
    """A point with its label; one that the answer has not, and that no word says to replace, is new."""
    label = text.label or ""
    if not points or label in points or replaces:
        return _Change(Action.REPLACE, label, None, text.prose)
    before = predecessor(label)
    return _Change(Action.INSERT_AFTER, before, None, text.prose) if before else None


def _added(said: _Said, text: BroughtText) -> _Change | None:
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
    arrow = "→" in words or "->" in words or _READS.search(words)
    if len(quotes) == 2 and (arrow or (CHANGE.search(words) and (TO.search(words) or _WRITES.search(words)))):
        old, new = quotes
        return _Change(Action.REPLACE, at, old, new)
    short = len(QUOTE.sub("", words).split()) <= _FEW
    if short and _PUTS_QUOTE.search(words) and ADD.search(words) and not CHANGE.search(words):
        return _added_in_words(words, quotes, at)
    if not short or not _DELETE.search(words) or CHANGE.search(words) or len(quotes) > 1:
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
    if side and at and label_candidate(new.text, 0):
        return _Change(side, at, None, new)
    if side or len(quotes) > 1 or not at:
        return None
    return _Change(Action.INSERT_AFTER, at, None, new, part_of(words))


def _quotes(said: Prose) -> list[Prose]:
    """What stands in marks, but for numbers of points."""
    found = (said.slice(*match.span(match.lastindex or 0)).trimmed() for match in QUOTE.finditer(said.text))
    bare = ((quote, quote.text.strip("().")) for quote in found)
    return [quote for quote, text in bare if text and normal_number(text) is None]


def _one(points: tuple[str, ...]) -> str | None:
    """The one point that is meant: of a point and the point in it, the latter."""
    deepest = max(points, key=len, default=None)
    if deepest and all(point == deepest or deepest.startswith(f"{point}.") for point in points):
        return deepest
    return None


def _named_defects(entry: ReplyEntry) -> tuple[int, ...]:
    """The numbers of the defects that an entry names."""
    signs = (plain_digits(match[0]) for match in _SIGN.finditer(entry.said.text))
    return tuple(dict.fromkeys(int(number) for sign in signs for number in re.findall(r"\d+", sign)))


def _own_defect(entry: ReplyEntry) -> tuple[int, ...]:
    """An entry that remarks on something itself answers its own number."""
    remarks = any(PROPOSAL.search(text.lead.text) for text in entry.texts)
    return (entry.number,) if entry.number and remarks else ()
