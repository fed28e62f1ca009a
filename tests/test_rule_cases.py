"""Rules on the lines of their case files, half of them traps, and on the same lines somewhere else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests import marked_cases
from tests.marked_cases import Case, cases, prove, prove_everywhere

if TYPE_CHECKING:
    from proselint_t.rule import ActiveRule

RULES = (
    "english.jargon",
    "layout.blank-lines",
    "notation.mixed-script",
    "russian.terms",
    "typography.file-names",
    "typography.interface-names",
    "typography.interface-paths",
    "typography.terms",
)

rule = cache(marked_cases.rule)


@pytest.mark.parametrize(
    ("rule_id", "case"),
    [pytest.param(rule_id, case, id=f"{rule_id}: {case}") for rule_id in RULES for case in cases(rule_id)],
)
def test_case(rule_id: str, case: Case) -> None:
    active: ActiveRule = rule(rule_id)
    prove(active, case)
    if rule_id != "layout.blank-lines":  # a heading in front has a blank line behind it
        prove_everywhere(active, case)


@pytest.mark.parametrize("rule_id", RULES)
def test_half_of_the_cases_are_traps(rule_id: str) -> None:
    found = cases(rule_id)
    traps = [case for case in found if not case.flagged]
    assert len(found) >= 40
    assert 0.35 <= len(traps) / len(found) <= 0.65
