"""Comments that silence rules, read from the source: `<!-- proselint-t-disable english.point -- why -->`.

Owns their syntax, the range of each, and the report of those that silence nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proselint_t.document.model import BlockKind
from proselint_t.errors import nearest
from proselint_t.rule import Severity, Violation
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from proselint_t.document import Document

UNUSED = "suppression.unused"
UNKNOWN = "suppression.unknown-rule"
IDS = (UNUSED, UNKNOWN)

_COMMENT = re.compile(
    r"<!--\s*proselint-t-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])(.*?)-->",
    re.DOTALL,
)
_REASON = re.compile(r"(?:^|\s)--\s.*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as it stands there. ``target`` is what one that silences a line or a block covers."""

    span: Span
    action: str
    rules: tuple[str, ...]
    target: Span | None = None

    def shifted(self, by: int) -> Comment:
        target = self.target.shifted(by) if self.target else None
        return Comment(self.span.shifted(by), self.action, self.rules, target)


@dataclass(slots=True)
class Suppression:
    """One comment with its reach: the source span it covers. Without ``rules`` it silences everything."""

    span: Span
    action: str
    rules: tuple[str, ...]
    reach: Span
    used: bool = False

    def covers(self, violation: Violation) -> bool:
        inside = self.reach.start <= violation.span.start < max(self.reach.end, self.reach.start + 1)
        return inside and (not self.rules or any(names(rule, violation.rule) for rule in self.rules))


def names(selector: str, rule: str) -> bool:
    """Whether a rule id or style names a rule."""
    return rule == selector or rule.startswith(f"{selector}.")


def find_comments(document: Document) -> list[Comment]:
    """Every comment of a suppression outside code."""
    found = []
    for span in comment_places(document.source.text):
        match = _COMMENT.match(document.source.text, span.start)
        if match is not None and not _in_code(document, span.start):
            rules = tuple(_REASON.sub("", match.group(2)).replace(",", " ").split())
            found.append(Comment(span, match.group(1), rules, _target(document, match.group(1), span)))
    return found


def comment_places(text: str) -> list[Span]:
    """Where the comments of suppressions stand, in code or not; fast where there are none."""
    if "proselint-t-" not in text:
        return []
    return [Span(*match.span()) for match in _COMMENT.finditer(text)]


def _in_code(document: Document, offset: int) -> bool:
    line = document.source.line_at(offset)
    for block in document.blocks:
        if block.first_line <= line < block.end_line and block.kind in {
            BlockKind.CODE,
            BlockKind.FRONT_MATTER,
        }:
            return True
    segment = document.segment_at(offset)
    if segment is None:
        return False
    return any(segment.prose.span(*code).contains(Span(offset, offset + 1)) for code in segment.prose.code)


def _target(document: Document, action: str, span: Span) -> Span | None:
    source = document.source
    if action == "disable-line":
        line = source.line_at(span.start)
        return Span(source.line_starts[line], source.line_end(line) + 1)
    return _next_reach(document, span) if action == "disable-next-line" else None


def _with_reach(comments: Sequence[Comment], end: int) -> Iterator[Suppression]:
    """Suppressions with what they cover in a text that is ``end`` characters long."""
    for index, one in enumerate(comments):
        if one.target is not None:
            yield Suppression(one.span, one.action, one.rules, one.target)
        elif one.action == "disable-file":
            yield Suppression(one.span, one.action, one.rules, Span(0, end))
        elif one.action == "disable":
            yield from _until_enabled(one, comments[index + 1 :], end)


def _until_enabled(one: Comment, later: Sequence[Comment], end: int) -> Iterator[Suppression]:
    """A range for each named rule: it ends at the first `enable` that names it, or names nothing."""
    for rule in one.rules or ("",):
        stop = next(
            (
                other.span.start
                for other in later
                if other.action == "enable"
                and (not other.rules or not rule or any(names(named, rule) for named in other.rules))
            ),
            end,
        )
        yield Suppression(one.span, "disable", (rule,) if rule else (), Span(one.span.end, stop))


def _next_reach(document: Document, span: Span) -> Span:
    """The next line, or the next block when a blank line follows the comment."""
    source = document.source
    line = source.line_at(span.end) + 1
    if line >= source.line_count:
        return Span(span.end, len(source.text))
    if source.line(line).strip():
        return Span(source.line_starts[line], source.line_end(line) + 1)
    for block in document.blocks:
        if block.first_line >= line:
            return Span(source.line_starts[block.first_line], source.line_end(block.end_line - 1) + 1)
    return Span(span.end, len(source.text))


def suppress(
    document: Document,
    violations: Sequence[Violation],
    active: Collection[str],
    known: Collection[str] | None = None,
) -> list[Violation]:
    """The violations that are not silenced, and reports on suppressions that silence nothing.

    ``active`` are the ids of the rules that ran: a suppression of any other rule cannot be judged and is
    left alone. ``known`` are all rule ids there are (``None``: names are not checked).
    """
    return silence(find_comments(document), len(document.source.text), violations, active, known)


def silence(
    comments: Sequence[Comment],
    end: int,
    violations: Sequence[Violation],
    active: Collection[str],
    known: Collection[str] | None,
) -> list[Violation]:
    """As :func:`suppress`, by the comments of a text that is ``end`` characters long."""
    if not comments:
        return list(violations)
    suppressions = list(_with_reach(comments, end))
    kept = []
    for violation in violations:
        silencing = [one for one in suppressions if one.covers(violation)]
        for one in silencing:
            one.used = True
        if not silencing:
            kept.append(violation)
    return [*kept, *_reports(suppressions, active, known)]


def _reports(
    suppressions: list[Suppression], active: Collection[str], known: Collection[str] | None
) -> Iterator[Violation]:
    for one in suppressions:
        unknown = [rule for rule in one.rules if known is not None and not _any_named(rule, known)]
        for rule in unknown:
            hint = nearest(rule, known or ())
            message = f"There is no rule «{rule}»" + (f": {hint}" if hint else ".")
            yield Violation(UNKNOWN, Severity.WARNING, one.span, message)
        if one.used or unknown or not _judged(one, active):
            continue
        what = " ".join(one.rules) or "anything"
        yield Violation(
            UNUSED, Severity.WARNING, one.span, f"This suppression does not silence {what}: remove it."
        )


def _judged(one: Suppression, active: Collection[str]) -> bool:
    return not one.rules or any(_any_named(rule, active) for rule in one.rules)


def _any_named(selector: str, rules: Collection[str]) -> bool:
    return any(names(selector, rule) for rule in rules)
