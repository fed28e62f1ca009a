"""Applies fixes: rounds until nothing changes, each of them proved harmless as a whole.

Builds new texts; writing them to a file is the business of the edges.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document import Document, parse
from proselint_t.lint.linter import Report, SegmentMemo, fixes_of, in_order, unproved
from proselint_t.lint.proof import Patience, Proof, apart, proved
from proselint_t.lint.suppressions import suppress
from proselint_t.rules.rule import ActiveRule, Structure, Violation
from proselint_t.text.budget import budget
from proselint_t.text.edits import Applicability, Edit, apply_edits
from proselint_t.text.errors import RuleError
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from proselint_t.text.source import Source

MAX_ROUNDS = 10
_LONGEST_QUOTE = 60


class FixResult(NamedTuple):
    """``source`` is the new text, ``report`` what remains in it.

    ``rounds`` is what was mended, each round in places of the text that the one before it has left.
    """

    source: Source
    report: Report
    rounds: tuple[tuple[Violation, ...], ...]

    @property
    def applied(self) -> tuple[Violation, ...]:
        """What was mended."""
        return tuple(violation for violations in self.rounds for violation in violations)

    @property
    def changed(self) -> bool:
        return bool(self.rounds)


@dataclass(slots=True)
class _Session:
    rules: Sequence[ActiveRule]
    unsafe: bool
    known: Collection[str] | None
    newline: str
    segments: SegmentMemo
    asking: Patience
    applying: Patience
    seen: dict[str, int] = field(default_factory=dict)
    history: list[tuple[str, ...]] = field(default_factory=list)


def fix(
    source: Source,
    rules: Sequence[ActiveRule],
    *,
    unsafe: bool = False,
    language: str | None = None,
    known: Collection[str] | None = None,
) -> FixResult:
    """Apply the safe fixes (with ``unsafe`` also the unsafe ones) until no fix is left.

    Lines are joined as the author wrote them, together with the fixes of their words.
    Raises :class:`RuleError` naming the rules that undo each other or feed themselves.
    """
    with budget(len(source.text)):
        return fix_read(parse(source, language=language), rules, unsafe=unsafe, known=known)


def fix_read(
    document: Document,
    rules: Sequence[ActiveRule],
    *,
    unsafe: bool = False,
    known: Collection[str] | None = None,
    memo: SegmentMemo | None = None,
) -> FixResult:
    """The same for a document that is read already; ``memo`` of these rules is for who fixes a text twice."""
    source = document.source
    with budget(len(source.text)):
        patience = Patience.of(document, times=2), Patience.of(document, times=2)
        return _fixed(
            _Session(rules, unsafe, known, source.newline, memo or SegmentMemo(), *patience), document
        )


def _fixed(session: _Session, document: Document) -> FixResult:
    rounds: list[tuple[Violation, ...]] = []
    while True:
        proof = Proof(document, session.rules)
        report, chosen = _round(session, proof)
        text = report.source.text
        if not chosen:
            return FixResult(report.source, report, tuple(rounds))
        if len(rounds) == MAX_ROUNDS:
            raise RuleError(
                translated("the fixes of %s never come to an end: %s", _named(chosen), _quoted(text, chosen)),
                hint=translated("a fix must not write what its rule reports"),
            )
        rounds.append(tuple(chosen))
        after = _applied(session, report.source, chosen)
        _refuse_circles(session, text, after, chosen)
        document = proof.after(after)


def _round(session: _Session, proof: Proof) -> tuple[Report, list[Violation]]:
    """What is found, and the fixes of it that are applied now.

    Most often all that is chosen is harmless at once, or some of it; only where nothing is, or nothing is
    left to choose, each fix that was found is proved. What is to be applied must not fail for what was asked
    before, so that both searches have patience of their own, which lasts for all rounds.
    """
    document, rules = proof.document, session.rules
    found = unproved(document, rules, memo=session.segments)
    report = Report(document, in_order(suppress(document, found, rules, session.known)))
    first = next(_choices(session, report, proof), None)
    if first and proof.keeps(*first):
        return report, _sorted(first[0])
    proof.patience = session.applying
    if first and (sound := proof.harmless(*first)):
        return report, _sorted(sound)
    proof.patience = session.asking
    report = replace(report, violations=tuple(proved(report.violations, proof)))
    proof.patience = session.applying
    for chosen, structure in _choices(session, report, proof):
        sound = proof.harmless(chosen, structure)
        if sound:
            return report, _sorted(sound)
    return report, []


def _choices(session: _Session, report: Report, proof: Proof) -> Iterator[tuple[list[Violation], Structure]]:
    """What may be applied at once: words and the joining of lines first, then other layout, then numbers.

    Each with what the fixes may do to the block structure.
    """
    candidates = _candidates(session, report, proof)
    text = report.source.text
    first = [
        one
        for one in candidates
        if proof.structure_of(one) is Structure.UNCHANGED or any(_joins(edit, text) for edit in one.edits)
    ]
    others = [one for one in candidates if proof.structure_of(one) is not Structure.NUMBERS]
    numbers = [one for one in candidates if proof.structure_of(one) is Structure.NUMBERS]
    for chosen in (first, others, numbers):
        structures = {proof.structure_of(one) for one in chosen}
        if structures:
            yield apart(chosen)[0], max(structures, key=list(Structure).index)


def _sorted(violations: list[Violation]) -> list[Violation]:
    return sorted(violations, key=lambda one: one.edits[0].span)


def _candidates(session: _Session, report: Report, proof: Proof) -> list[Violation]:
    """What may be applied; of fixes that overlap the one of the rule with the higher priority comes first."""
    sure = sure_enough(unsafe=session.unsafe)
    metas = proof.metas
    found = [
        violation for violation, fix in fixes_of(report.violations) if fix.applicability in sure and fix.edits
    ]
    return sorted(found, key=lambda one: (-metas[one.rule].priority, one.edits[0].span, one.rule))


def sure_enough(*, unsafe: bool) -> frozenset[Applicability]:
    """How sure fixes must be to be applied."""
    return frozenset({Applicability.SAFE, Applicability.UNSAFE} if unsafe else {Applicability.SAFE})


def _joins(edit: Edit, text: str) -> bool:
    """Whether an edit makes one line of two."""
    return "\n" in text[slice(*edit.span)] and bool(edit.text) and "\n" not in edit.text


def _applied(session: _Session, source: Source, chosen: list[Violation]) -> str:
    edits = sorted(edit for one in chosen for edit in one.edits)
    return apply_edits(source.text, (_with_newlines(edit, session.newline) for edit in edits))


def _with_newlines(edit: Edit, newline: str) -> Edit:
    """The edit with the line ends of the author's text, which may have none left once lines are joined."""
    return Edit(edit.span, edit.text.replace("\r\n", "\n").replace("\n", newline))


def _refuse_circles(session: _Session, before: str, after: str, chosen: list[Violation]) -> None:
    session.seen.setdefault(before, len(session.history))
    session.history.append(tuple(sorted({one.rule for one in chosen})))
    first = session.seen.get(after)
    if first is not None:
        rules = sorted({rule for names in session.history[first:] for rule in names})
        raise RuleError(
            translated(
                "the rules %s undo each other's fixes: %s",
                translated(" and ").join(rules),
                _quoted(before, chosen),
            ),
            hint=translated("switch one of them off"),
        )


def _named(violations: list[Violation]) -> str:
    return translated(" and ").join(sorted({one.rule for one in violations}))


def _quoted(text: str, violations: list[Violation]) -> str:
    return f"«{' '.join(text[slice(*violations[0].span)].split())[:_LONGEST_QUOTE]}»"
