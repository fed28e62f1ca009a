"""Applies fixes: rounds until nothing changes, each of them proved harmless as a whole.

Builds new texts; writing them to a file is the business of the edges.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document import Document, parse
from proselint_t.lint.linter import Report, SegmentMemo, in_order, unproved
from proselint_t.lint.proof import Patience, Proof, apart, proved
from proselint_t.lint.suppressions import suppress
from proselint_t.rules.rule import ActiveRule, Structure, Violation
from proselint_t.text.budget import budget
from proselint_t.text.edits import Applicability, Edit, apply_edits
from proselint_t.text.errors import RuleError
from proselint_t.text.limits import MAX_ROUNDS, beyond, limit
from proselint_t.text.messages import translated
from proselint_t.text.packed import packed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from proselint_t.text.source import Source

    _Choice = tuple[list[Violation], Structure]

_LONGEST_QUOTE = 60


class FixResult(NamedTuple):
    """``source`` is the new text, ``report`` what remains in it.

    ``rounds`` is what was mended, each round in places of the text that the one before it has left.
    """

    source: Source
    report: Report
    rounds: Sequence[Sequence[Violation]]

    @property
    def applied(self) -> Sequence[Violation]:
        """What was mended."""
        return packed(chain.from_iterable(self.rounds), sum(map(len, self.rounds)))

    @property
    def changed(self) -> bool:
        return bool(self.rounds)


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
        return Fixer(parse(source, language=language), rules, unsafe=unsafe, known=known).result()


class Fixer:
    """Mends one document, round by round. ``rounds`` are those there were, as in :class:`FixResult`.

    ``memo`` of these rules is for who fixes a text twice.
    """

    def __init__(
        self,
        document: Document,
        rules: Sequence[ActiveRule],
        *,
        unsafe: bool = False,
        known: Collection[str] | None = None,
        memo: SegmentMemo | None = None,
    ) -> None:
        self.rules, self.known = rules, known
        self.sure = sure_enough(unsafe=unsafe)
        self.memo = memo or SegmentMemo()
        self.proof = Proof(document, rules)
        self.rounds: list[Sequence[Violation]] = []
        self._newline = document.source.newline
        self._asking, self._applying = Patience.of(document, times=2), Patience.of(document, times=2)
        self._seen: dict[str, int] = {}

    def result(self) -> FixResult:
        """The document as fixes leave it. Raises as :func:`fix` does."""
        report = self.mended()
        return FixResult(report.source, report, tuple(self.rounds))

    def mended(self) -> Report:
        """Apply fixes until none is left; what remains. Raises as :func:`fix` does."""
        while True:
            report, chosen = self._round()
            before = report.source.text
            if not chosen:
                return report
            if len(self.rounds) >= limit(MAX_ROUNDS):
                told = translated(
                    "the fixes of %s never come to an end: %s", _named(chosen), _quoted(before, chosen)
                )
                hint = translated("a fix must not write what its rule reports")
                raise RuleError(beyond(MAX_ROUNDS, told), hint=hint)
            self.rounds.append(packed(chosen, len(chosen)))
            edits = sorted(edit for one in chosen for edit in one.edits)
            after = apply_edits(before, (_with_newlines(edit, self._newline) for edit in edits))
            self._refuse_circles(before, after, chosen)
            del report, chosen, edits  # before the new text is read
            self.proof = Proof(self.read(after), self.rules)

    def found(self) -> list[Violation]:
        """What is found in the document as it stands, with fixes that nobody has proved."""
        document = self.proof.document
        found = unproved(document, self.rules, memo=self.memo)
        return suppress(document, found, self.rules, self.known)

    def may_apply(self, violation: Violation) -> bool:
        """Whether a fix may be applied if it is harmless."""
        return violation.fix is not None and violation.fix.applicability in self.sure

    def read(self, text: str) -> Document:
        """The document with the text that fixes have made of its own."""
        return self.proof.after(text)

    def _round(self) -> tuple[Report, list[Violation]]:
        """What is found, and the fixes of it that are applied now.

        Most often much of what is chosen is harmless at once; only where nothing is, or nothing is left to
        choose, each fix that was found is proved. What is to be applied must not fail for what was asked
        before, so that both searches have patience of their own, which lasts for all rounds.
        """
        report = Report(self.proof.document, in_order(self.found()))
        if chosen := self._harmless(islice(self._choices(report), 1)):
            return report, chosen
        self.proof.patience = self._asking
        report = replace(report, violations=tuple(proved(report.violations, self.proof)))
        return report, self._harmless(self._choices(report))

    def _harmless(self, choices: Iterable[_Choice]) -> list[Violation]:
        """What is harmless of the first choice of which anything is, in the order of the text."""
        self.proof.patience = self._applying
        sound = next(filter(None, (self.proof.harmless(*choice) for choice in choices)), [])
        return sorted(sound, key=lambda one: one.edits[0].span)

    def _choices(self, report: Report) -> Iterator[_Choice]:
        """What may be applied at once: words and the joining of lines first, then other layout, then numbers.

        Each with what the fixes may do to the block structure.
        """
        candidates, structure_of = self._candidates(report), self.proof.structure_of
        text = report.source.text
        first = [
            one
            for one in candidates
            if structure_of(one) is Structure.UNCHANGED or any(_joins(edit, text) for edit in one.edits)
        ]
        others = [one for one in candidates if structure_of(one) is not Structure.NUMBERS]
        numbers = [one for one in candidates if structure_of(one) is Structure.NUMBERS]
        for chosen in (first, others, numbers):
            structures = set(map(structure_of, chosen))
            if structures:
                yield apart(chosen)[0], max(structures, key=list(Structure).index)

    def _candidates(self, report: Report) -> list[Violation]:
        """What may be applied; of fixes that overlap the one of the higher priority comes first."""
        metas = self.proof.metas
        found = [
            violation for violation in report.violations if violation.edits and self.may_apply(violation)
        ]
        return sorted(found, key=lambda one: (-metas[one.rule].priority, one.edits[0].span, one.rule))

    def _refuse_circles(self, before: str, after: str, chosen: list[Violation]) -> None:
        self._seen.setdefault(before, len(self.rounds) - 1)
        first = self._seen.get(after)
        if first is not None:
            rules = [one for round_ in self.rounds[first:] for one in round_]
            raise RuleError(
                translated(
                    "the rules %s undo each other's fixes: %s", _named(rules), _quoted(before, chosen)
                ),
                hint=translated("switch one of them off"),
            )


def sure_enough(*, unsafe: bool) -> frozenset[Applicability]:
    """How sure fixes must be to be applied."""
    return frozenset(one for one in Applicability if one.applies(unsafe=unsafe))


def _joins(edit: Edit, text: str) -> bool:
    """Whether an edit makes one line of two."""
    return "\n" in text[slice(*edit.span)] and bool(edit.text) and "\n" not in edit.text


def _with_newlines(edit: Edit, newline: str) -> Edit:
    """The edit with the line ends of the author's text, which may have none left once lines are joined."""
    return Edit(edit.span, edit.text.replace("\r\n", "\n").replace("\n", newline))


def _named(violations: list[Violation]) -> str:
    return translated(" and ").join(sorted({one.rule for one in violations}))


def _quoted(text: str, violations: list[Violation]) -> str:
    return f"«{' '.join(text[slice(*violations[0].span)].split())[:_LONGEST_QUOTE]}»"
