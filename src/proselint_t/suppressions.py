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


@dataclass(slots=True)
class Suppression:
    """One comment. ``rules`` is empty when it silences everything; ``reach`` is the source span it covers."""

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


def find_suppressions(document: Document) -> list[Suppression]:
    """Every suppression outside code, with its reach."""
    source = document.source
    if "proselint-t-" not in source.text:
        return []
    found = []
    for match in _COMMENT.finditer(source.text):
        if not _in_code(document, match.start()):
            rules = tuple(_REASON.sub("", match.group(2)).replace(",", " ").split())
            found.append((Span(*match.span()), match.group(1), rules))
    return list(_with_reach(document, found))


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


def _with_reach(document: Document, found: list[tuple[Span, str, tuple[str, ...]]]) -> Iterator[Suppression]:
    source = document.source
    end = len(source.text)
    for index, (span, action, rules) in enumerate(found):
        if action == "disable-file":
            yield Suppression(span, action, rules, Span(0, end))
        elif action == "disable-line":
            line = source.line_at(span.start)
            yield Suppression(span, action, rules, Span(source.line_starts[line], source.line_end(line) + 1))
        elif action == "disable-next-line":
            yield Suppression(span, action, rules, _next_reach(document, span))
        elif action == "disable":
            yield from _until_enabled(span, rules, found[index + 1 :], end)


def _until_enabled(
    span: Span, rules: tuple[str, ...], later: list[tuple[Span, str, tuple[str, ...]]], end: int
) -> Iterator[Suppression]:
    """A range for each named rule: it ends at the first `enable` that names it, or names nothing."""
    for rule in rules or ("",):
        stop = next(
            (
                other.start
                for other, action, enabled in later
                if action == "enable"
                and (not enabled or not rule or any(names(one, rule) for one in enabled))
            ),
            end,
        )
        yield Suppression(span, "disable", (rule,) if rule else (), Span(span.end, stop))


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
    suppressions = find_suppressions(document)
    if not suppressions:
        return list(violations)
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
