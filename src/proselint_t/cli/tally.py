"""Counting what goes by: violations, fixes and failures of one run, and what the user is told of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from proselint_t.rules.rule import Severity
from proselint_t.text.edits import Applicability, given_up
from proselint_t.text.limits import PROOF_READINGS, beyond
from proselint_t.text.messages import counted, translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.runner.files import Checked, FileOutcome
    from proselint_t.text.errors import ProselintError


class Tally:
    """The figures of one run; ``fixed`` maps a path to how often each rule was mended in it."""

    def __init__(self) -> None:
        self.severities: Counter[Severity] = Counter()
        self.fixable: Counter[Applicability] = Counter()
        self.given_up = 0
        self.fixed: dict[str, Counter[str]] = {}
        self.errors: list[ProselintError] = []

    @property
    def violations(self) -> int:
        return self.severities.total()

    @property
    def fixes(self) -> int:
        return sum(rules.total() for rules in self.fixed.values())

    def checked(self, outcomes: Iterable[FileOutcome]) -> Iterator[Checked]:
        """The documents that were checked; failures are kept for later."""
        from proselint_t.runner.files import Failed  # noqa: PLC0415 - `--help` must not load Markdown

        for outcome in outcomes:
            if isinstance(outcome, Failed):
                self.errors.append(outcome.error)
                continue
            if outcome.applied:
                self.fixed[outcome.source.path] = Counter(violation.rule for violation in outcome.applied)
            for violation in outcome.report.violations:
                self.severities[violation.severity] += 1
                if violation.fix is not None and violation.fix.edits:
                    self.fixable[violation.fix.applicability] += 1
                self.given_up += violation.fix is not None and violation.fix == given_up()
            yield outcome


def summary(tally: Tally, looked: str, *, unsafe: bool, would: bool = False) -> Iterator[str]:
    """The last lines of a run. ``looked`` says which rules did; ``would``: fixes were shown, not applied."""
    if tally.fixes:
        yield counted(tally.fixes, *_WOULD_FIX if would else _FIXED)
    if would:
        if not tally.fixes:
            yield translated("No fixes to apply.")
        yield from _given_up(tally)
        return
    if tally.violations:
        yield total(tally.severities)
        yield from _fixable(tally, unsafe=unsafe)
    elif not tally.errors:
        yield translated("No violations remain (%s)." if tally.fixes else "No violations found (%s).", looked)


def total(violations: Counter[Severity]) -> str:
    """How many there are, and how grave: «Found 3 violations (2 errors, 1 warning)»."""
    counts = [(_OF[severity], violations[severity]) for severity in Severity if violations[severity]]
    return counted(violations.total(), *_FOUND, ", ".join(counted(count, *forms) for forms, count in counts))


_FIXED = ("Fixed %s violation.", "Fixed %s violations.")
_WOULD_FIX = ("Would fix %s violation.", "Would fix %s violations.")
_FOUND = ("Found %s violation (%s).", "Found %s violations (%s).")
_GIVEN_UP = (
    "%s fix was not proved harmless: too many of its text are not",
    "%s fixes were not proved harmless: too many of their text are not",
)
_OF = {
    Severity.ERROR: ("%s error", "%s errors"),
    Severity.WARNING: ("%s warning", "%s warnings"),
    Severity.SUGGESTION: ("%s suggestion", "%s suggestions"),
}


def _fixable(tally: Tally, *, unsafe: bool) -> Iterator[str]:
    safe, more = tally.fixable[Applicability.SAFE], tally.fixable[Applicability.UNSAFE]
    if unsafe and safe + more:
        yield translated("[*] %s fixable with `--fix --unsafe-fixes`.", safe + more)
    elif safe:
        hint = translated(" (%s more with `--unsafe-fixes`)", more) if more else ""
        yield translated("[*] %s fixable with `--fix`%s.", safe, hint)
    elif more:
        yield translated("No safe fixes (%s fixable with `--fix --unsafe-fixes`).", more)
    yield from _given_up(tally)


def _given_up(tally: Tally) -> Iterator[str]:
    if tally.given_up:
        yield beyond(PROOF_READINGS, counted(tally.given_up, *_GIVEN_UP))


def fix_list(tally: Tally) -> Iterator[str]:
    """What was mended, file by file (`--show-fixes`)."""
    for path, rules in tally.fixed.items():
        yield f"{path}:"
        for rule, count in sorted(rules.items()):
            yield f"{count:>6} × {rule}"
