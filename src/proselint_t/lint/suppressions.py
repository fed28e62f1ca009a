"""Comments that silence rules, read from the source: `<!-- proselint-t-disable english.point -- why -->`.

Owns their syntax, the range of each, and the report of those that silence nothing.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from heapq import merge
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.model import BlockKind
from proselint_t.rules.rule import Violation
from proselint_t.text.errors import nearest
from proselint_t.text.messages import fill, translated
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from proselint_t.document import Block, Document
    from proselint_t.rules.rule import ActiveRule
    from proselint_t.text.source import Source

UNUSED = "suppression.unused"
UNKNOWN_RULE = "suppression.unknown-rule"
UNKNOWN_DIRECTIVE = "suppression.unknown-directive"
IDS = (UNUSED, UNKNOWN_RULE, UNKNOWN_DIRECTIVE)

PREFIX = "proselint-t-"
_FILE = "disable-file"
DIRECTIVES = ("disable-next-line", "disable-line", _FILE, "disable", "enable")
_MARKS = {"<!--": "-->", "{/*": "*/}"}
"""Comments of HTML and of MDX: how they open and close."""
_MDX = ".mdx"
"""The ending of files in which comments of HTML are none."""
_OPENING = pattern(r"(?P<mark><!--|\{/\*)\s*(?=proselint[-_]t)", re.IGNORECASE)
_DIRECTIVE = pattern(rf"{PREFIX}({'|'.join(DIRECTIVES)})(?![\w-])")
_REASON = pattern(r"(?:^|\s)--\s.*$", re.DOTALL)


def comment_marks(path: str) -> tuple[str, str]:
    """How a comment opens and closes in a file, by its name."""
    html, mdx = _MARKS.items()
    return mdx if is_mdx(path) else html


def is_mdx(path: str) -> bool:
    return path.lower().endswith(_MDX)


class Comment(NamedTuple):
    """A comment as it stands there. ``target`` is what one that silences a line or a block covers.

    ``action`` is empty where it is no known directive; ``rules`` are then its words.
    """

    span: Span
    action: str
    rules: tuple[str, ...]
    target: Span | None = None

    def shifted(self, by: int) -> Comment:
        target = self.target.shifted(by) if self.target else None
        return Comment(self.span.shifted(by), self.action, self.rules, target)


class Suppression(NamedTuple):
    """One comment with its reach: the source span it covers. Without ``rules`` it silences everything."""

    span: Span
    rules: tuple[str, ...]
    reach: Span

    @property
    def end(self) -> int:
        """Offset behind the last place that is covered, which is one at least."""
        return max(self.reach.end, self.reach.start + 1)


def selectors(rule: str) -> Iterator[str]:
    """The names that name a rule: its style, and itself."""
    parts = rule.split(".")
    return (".".join(parts[: index + 1]) for index in range(len(parts)))


def find_comments(document: Document) -> list[Comment]:
    """Every comment that is meant for this program, outside code."""
    places = [*comment_places(document.source.text)]
    if not places:
        return []
    code, blocks = _code_blocks(document), sorted(document.blocks, key=_first_line)
    return [_comment(document, blocks, span) for span in places if not _in_code(document, span.start, code)]


def may_hold_comment(text: str) -> bool:
    """Whether a comment may begin in a text."""
    return any(mark in text for mark in _MARKS)


def comment_places(text: str) -> Iterator[Span]:
    """Where comments that are meant for this program stand, in code or not; fast where there are none."""
    opening = _OPENING.search(text) if may_hold_comment(text) else None
    while opening is not None:
        closing = _MARKS[opening["mark"]]
        end = text.find(closing, opening.end())
        if end < 0:
            break
        place = Span(opening.start(), end + len(closing))
        yield place
        opening = _OPENING.search(text, place.end)


def may_reach_block(text: str, place: Span) -> bool:
    """Whether the comment at a place may speak of the whole block that follows behind a blank line."""
    below = text.find("\n", place.end) + 1
    is_blank = below > 0 and not text[below : text.find("\n", below)].strip()
    return is_blank and "disable-next-line" in text[place.start : place.end]


def _comment(document: Document, blocks: Sequence[Block], span: Span) -> Comment:
    written = document.source.text[span.start : span.end]
    mark = next(mark for mark in _MARKS if written.startswith(mark))
    inside = written.removeprefix(mark).removesuffix(_MARKS[mark]).strip()
    directive = _DIRECTIVE.match(inside)
    rest = inside[directive.end() :] if directive else inside
    words = tuple(map(intern, _REASON.sub("", rest).replace(",", " ").split()))
    action = intern(directive[1]) if directive else ""
    return Comment(span, action, words, _target(document, blocks, action, span))


def _code_blocks(document: Document) -> list[tuple[int, int]]:
    """First line and line behind the last of what is no prose as a whole, in order."""
    kinds = {BlockKind.CODE, BlockKind.FRONT_MATTER}
    return sorted((block.first_line, block.end_line) for block in document.blocks if block.kind in kinds)


def _in_code(document: Document, offset: int, code: list[tuple[int, int]]) -> bool:
    line = document.source.line_at(offset)
    before = bisect_right(code, (line, len(document.source.text))) - 1
    if before >= 0 and line < code[before][1]:
        return True
    segment = document.segment_at(offset)
    if segment is None:
        return False
    prose = segment.prose
    inline = bisect_right(prose.code, offset, key=lambda one: prose.origin(one[0])) - 1
    return inline >= 0 and offset < prose.span(*prose.code[inline]).end


def _target(document: Document, blocks: Sequence[Block], action: str, span: Span) -> Span | None:
    source = document.source
    if action == "disable-line":
        line = source.line_at(span.start)
        return Span(source.line_starts[line], source.line_end(line) + 1)
    return _next_reach(document.source, blocks, span) if action == "disable-next-line" else None


def _with_reach(comments: Sequence[Comment], end: int) -> Iterator[Suppression]:
    """Suppressions with what they cover in a text that is ``end`` characters long, the last one first."""
    enabled: dict[str, int] = {}
    for one in reversed(comments):
        if one.target is not None:
            yield Suppression(one.span, one.rules, one.target)
        elif one.action == _FILE:
            yield Suppression(one.span, one.rules, Span(0, end))
        elif one.action == "disable":
            yield from reversed(list(_until_enabled(one, enabled, end)))
        elif one.action == "enable" and one.rules:
            enabled |= dict.fromkeys((*one.rules, _ANY), one.span.start)
        elif one.action == "enable":
            enabled = dict.fromkeys(("", _ANY), one.span.start)


_ANY = "*"
"""Stands for whatever an `enable` names."""


def _until_enabled(one: Comment, enabled: Mapping[str, int], end: int) -> Iterator[Suppression]:
    """A range for each named rule: it ends at the first `enable` that names it, or names nothing.

    ``enabled``: where a name is next enabled behind the comment.
    """
    for rule in one.rules or ("",):
        stop = min(enabled.get(name, end) for name in (("", *selectors(rule)) if rule else (_ANY,)))
        yield Suppression(one.span, (rule,) if rule else (), Span(one.span.end, stop))


def going_on(comments: Sequence[Comment], at: int, end: int) -> list[Comment]:
    """What comments of a text that is ``end`` characters long say of what stands behind ``at``, as comments.

    Each thing once, however often it was said.
    """
    of_file = {one.rules: one for one in comments if one.action == _FILE}
    ranges = [one for one in comments if one.target is None and one.action != _FILE]
    begun = {one.rules: one.span for one in _with_reach(ranges, end) if one.end > at}
    return [
        *of_file.values(),
        *(one for one in comments if one.target is not None and one.target.end > at),
        *(Comment(span, "disable", rules) for rules, span in begun.items()),
    ]


def silences_all(text: str, place: Span) -> bool:
    """Whether the comment at a place may speak of the whole file."""
    return _FILE in text[slice(*place)]


def _first_line(block: Block) -> int:
    return block.first_line


def _next_reach(source: Source, blocks: Sequence[Block], span: Span) -> Span:
    """The next line, or the next block when a blank line follows the comment."""
    line = source.line_at(span.end) + 1
    if line >= source.line_count:
        return Span(span.end, len(source.text))
    if source.line(line).strip():
        return Span(source.line_starts[line], source.line_end(line) + 1)
    following = bisect_left(blocks, line, key=_first_line)
    if following == len(blocks):
        return Span(span.end, len(source.text))
    block = blocks[following]
    return Span(source.line_starts[block.first_line], source.line_end(block.end_line - 1) + 1)


def suppress(
    document: Document,
    violations: Sequence[Violation],
    active: Collection[ActiveRule],
    known: Collection[str] | None = None,
) -> list[Violation]:
    """The violations that are not silenced, and reports on comments that do nothing.

    ``active`` are the rules that ran: a suppression of any other rule cannot be judged and is left alone, and
    what is not in order with a comment is reported by those of ``IDS`` that are among them. ``known`` are all
    rule ids there are (``None``: names are not checked).
    """
    return silence(find_comments(document), len(document.source.text), violations, active, known)


def silencer(document: Document, violation: Violation) -> Span | None:
    """The place of a comment that silences a violation, if one does."""
    at = violation.span.start
    names = {"", *selectors(violation.rule)}
    for one in reversed([*_with_reach(find_comments(document), len(document.source.text))]):
        if one.reach.start <= at < one.end and not names.isdisjoint(one.rules or ("",)):
            return one.span
    return None


def silence(
    comments: Sequence[Comment],
    end: int,
    violations: Sequence[Violation],
    active: Collection[ActiveRule],
    known: Collection[str] | None,
) -> list[Violation]:
    """As :func:`suppress`, by the comments of a text that is ``end`` characters long."""
    if not comments:
        return list(violations)
    silenced = Silenced(comments, end)
    kept = list(silenced.kept(sorted(violations, key=lambda one: one.span.start)))
    return [*kept, *silenced.reports(active, known)]


class Silenced:
    """What the comments of a text that is ``end`` characters long silence, and which of them do nothing."""

    def __init__(self, comments: Sequence[Comment], end: int) -> None:
        self.comments = comments
        self._names: list[tuple[str, ...]] = []
        """The rules of each suppression, the last one first; other columns tell its comment and its reach."""
        self._spans, self._starts, self._ends = array("q"), array("q"), array("q")
        for one in _with_reach(comments, end):
            self._names.append(one.rules)
            self._spans.extend(one.span)
            self._starts.append(one.reach.start)
            self._ends.append(one.end)
        self._used = bytearray(len(self._names))

    def kept(self, violations: Iterable[Violation]) -> Iterator[Violation]:
        """The violations that no suppression covers, of all there are in the order of the text.

        Marks the suppressions that cover one. One sweep over the text: of the suppressions of a name that
        have begun, those not yet used wait for a violation, so that each is looked at once.
        """
        starts, ends = self._starts, self._ends
        coming = sorted(range(len(starts)), key=starts.__getitem__, reverse=True)
        until: dict[str, int] = defaultdict(int)
        waiting: dict[str, list[int]] = defaultdict(list)
        for violation in violations:
            at, covered = violation.span.start, False
            while coming and starts[coming[-1]] <= at:
                one = coming.pop()
                for name in self._names[one] or ("",):
                    until[name] = max(until[name], ends[one])
                    waiting[name].append(one)
            for name in ("", *selectors(violation.rule)):
                for one in waiting.pop(name, ()):
                    self._used[one] |= at < ends[one]
                covered = covered or at < until.get(name, 0)
            if not covered:
                yield violation

    def reports(self, active: Collection[ActiveRule], known: Collection[str] | None) -> Iterator[Violation]:
        """Those on comments that do nothing, in order, behind :meth:`kept`. Arguments: :func:`suppress`."""
        rules = {one.rule.meta.id: one for one in active}
        there = _named(known) if known is not None else {name for one in self.comments for name in one.rules}
        ran = _named(rules)
        faults = (_misspelt(self.comments), _unknown(self.comments, there), self._idle(there, ran))
        for rule, span, words in merge(*faults, key=lambda one: (one[1].start, one[0])):
            if rule in rules:
                yield _report(rules[rule], span, words)

    def _idle(self, there: Collection[str], ran: Collection[str]) -> Iterator[CommentFault]:
        """Suppressions that silence nothing of what ran."""
        for one in reversed(range(len(self._names))):
            names = self._names[one]
            judged = not names or (
                all(name in there for name in names) and any(name in ran for name in names)
            )
            if judged and not self._used[one]:
                span = Span(*self._spans[2 * one : 2 * one + 2])
                yield UNUSED, span, (" ".join(names) or translated("anything"),)


CommentFault = tuple[str, Span, tuple[str, ...]]
"""A rule, the comment that it is about, and the words for its message."""


def _misspelt(comments: Sequence[Comment]) -> Iterator[CommentFault]:
    """Comments that are meant for this program and are no directive."""
    for one in comments:
        if not one.action:
            first, *others = one.rules
            written = "-".join((first, *others[:1])) if first.lower().strip(":") in _NAMES else first
            near = nearest(written.lower(), [PREFIX + directive for directive in DIRECTIVES])
            hint = (
                f": {near}"
                if near and written not in _NAMES
                else translated(": there are %s.", ", ".join(DIRECTIVES))
            )
            yield UNKNOWN_DIRECTIVE, one.span, (written, hint)


_NAMES = frozenset({"proselint-t", "proselint_t"})


def _unknown(comments: Sequence[Comment], there: Collection[str]) -> Iterator[CommentFault]:
    """Names in comments that name no rule."""
    for one in comments:
        unknown = [rule for rule in one.rules if rule not in there] if one.action else ()
        for rule, hint in _hints(unknown, there):
            yield UNKNOWN_RULE, one.span, (rule, hint)


def _hints(unknown: Sequence[str], there: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is told of names that are none. Words that are like no name are a reason, and told at once."""
    reason = []
    for rule in unknown:
        near = nearest(rule, there)
        if near is None and "." not in rule.strip("."):
            reason.append(rule)
        else:
            yield rule, f": {near}" if near else "."
    if reason:
        yield " ".join(reason), translated(": a reason stands behind « -- ».")


def _report(active: ActiveRule, span: Span, words: tuple[str, ...]) -> Violation:
    meta = active.rule.meta
    return Violation(meta.id, active.severity or meta.severity, span, intern(fill(meta.message, words)))


def _named(rules: Iterable[str]) -> set[str]:
    """Every name that a comment may use for one of these rules."""
    return {name for rule in rules for name in selectors(rule)}
