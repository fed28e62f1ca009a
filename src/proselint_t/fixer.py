"""Applies fixes: rounds until nothing changes, and proof that the structure of the document survived.

Builds new texts; writing them to a file is the business of the edges.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from proselint_t.document import parse
from proselint_t.document.model import BlockKind
from proselint_t.edits import Applicability, Edit, apply_edits, keeping
from proselint_t.errors import RuleError
from proselint_t.linter import Report, check, fixes_of
from proselint_t.rule import ActiveRule, Structure, Violation

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from proselint_t.document import Document
    from proselint_t.document.model import Language
    from proselint_t.source import Source

MAX_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class FixResult:
    """``source`` is the new text, ``report`` what remains in it, ``applied`` what was mended."""

    source: Source
    report: Report
    applied: tuple[Violation, ...]
    rounds: int

    @property
    def changed(self) -> bool:
        return bool(self.applied)


@dataclass(frozen=True, slots=True)
class _Chosen:
    violation: Violation
    edits: tuple[Edit, ...]


@dataclass(slots=True)
class _Session:
    rules: Sequence[ActiveRule]
    unsafe: bool
    language: Language | None
    known: Collection[str] | None
    seen: dict[str, int] = field(default_factory=dict)
    history: list[tuple[str, ...]] = field(default_factory=list)


def fix(
    source: Source,
    rules: Sequence[ActiveRule],
    *,
    unsafe: bool = False,
    language: Language | None = None,
    known: Collection[str] | None = None,
) -> FixResult:
    """Apply the safe fixes (with ``unsafe`` also the unsafe ones) until no fix is left.

    A fix that would change the block structure otherwise than its rule declares is not applied. Raises
    :class:`RuleError` naming the rules that undo each other.
    """
    session = _Session(rules, unsafe, language, known)
    applied: list[Violation] = []
    report = check(source, rules, language=language, known=known)
    for rounds in range(MAX_ROUNDS):
        chosen = _round(session, report)
        if not chosen:
            return FixResult(report.source, report, tuple(applied), rounds)
        applied += [one.violation for one in chosen]
        text = _applied(report.source, chosen)
        _refuse_circles(session, report.source.text, text, chosen)
        report = check(replace(report.source, text=text), rules, language=language, known=known)
    return FixResult(report.source, report, tuple(applied), MAX_ROUNDS)


def _round(session: _Session, report: Report) -> list[_Chosen]:
    """The fixes of one round: those that keep the structure first, then those that divide and join lines."""
    structures = {active.rule.meta.id: active.rule.meta.structure for active in session.rules}
    candidates = _candidates(session, report)
    for structure in Structure:
        chosen = _without_overlap(
            session, [one for one in candidates if structures.get(one.violation.rule) is structure]
        )
        sound = keeping(chosen, partial(_keeps, report.document, structure))
        if sound:
            return sound
    return []


def _candidates(session: _Session, report: Report) -> list[_Chosen]:
    allowed = {Applicability.SAFE, Applicability.UNSAFE} if session.unsafe else {Applicability.SAFE}
    return [
        _Chosen(violation, fix.edits)
        for violation, fix in fixes_of(report.violations)
        if fix.applicability in allowed and fix.edits
    ]


def _without_overlap(session: _Session, candidates: list[_Chosen]) -> list[_Chosen]:
    """Of overlapping fixes the one of the rule with the higher priority, then the earlier one."""
    priority = {active.rule.meta.id: active.rule.meta.priority for active in session.rules}
    ordered = sorted(
        candidates, key=lambda one: (-priority[one.violation.rule], one.edits[0].span, one.violation.rule)
    )
    taken: list[Edit] = []
    chosen = []
    for one in ordered:
        if not any(_clashes(edit, taken) for edit in one.edits):
            chosen.append(one)
            for edit in one.edits:
                taken.insert(bisect_left(taken, edit), edit)
    return sorted(chosen, key=lambda one: one.edits[0].span)


def _clashes(edit: Edit, taken: list[Edit]) -> bool:
    """``taken`` is sorted and free of overlaps, so only the neighbours can clash."""
    at = bisect_left(taken, edit)
    before = taken[at - 1] if at else None
    after = taken[at] if at < len(taken) else None
    if before is not None and (before.span.end > edit.span.start or before.span == edit.span):
        return True
    return after is not None and (edit.span.end > after.span.start or after.span == edit.span)


def _keeps(document: Document, structure: Structure, chosen: list[_Chosen]) -> bool:
    """Whether fixes keep the points, and of the blocks what their structure says."""
    changed = parse(replace(document.source, text=_applied(document.source, chosen)))
    if [point.number for point in document.points] != [point.number for point in changed.points]:
        return False
    if structure is Structure.UNCHANGED:
        return document.shape == changed.shape
    return outline(document) == outline(changed) and document.words == changed.words


def _applied(source: Source, chosen: list[_Chosen]) -> str:
    return apply_edits(source.text, (edit for one in chosen for edit in one.edits))


def outline(document: Document) -> list[tuple[object, ...]]:
    """The block structure with neighbouring paragraphs of one container taken as one.

    Items that are points of an answer do not count as containers.
    """
    numbers: dict[tuple[str, int], int] = {}
    entries: list[tuple[object, ...]] = []
    for block in document.blocks:
        path = tuple(
            (container.kind, numbers.setdefault((container.kind, container.line), len(numbers)))
            for container in block.containers
            if not container.is_point
        )
        entry = (block.kind, block.level, path)
        if block.kind is not BlockKind.PARAGRAPH or not entries or entries[-1] != entry:
            entries.append(entry)
    return entries


def _refuse_circles(session: _Session, before: str, after: str, chosen: list[_Chosen]) -> None:
    session.seen.setdefault(before, len(session.history))
    session.history.append(tuple(sorted({one.violation.rule for one in chosen})))
    first = session.seen.get(after)
    if first is not None:
        rules = sorted({rule for names in session.history[first:] for rule in names})
        raise RuleError(
            f"the rules {' and '.join(rules)} undo each other's fixes", hint="switch one of them off"
        )
