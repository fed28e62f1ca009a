"""What the contract of the rules decided beyond their descriptions: at least one case a decision."""

from __future__ import annotations

import pytest

from proselint_t.lint.linter import check
from proselint_t.text.source import Source
from tests.cases import Case, bare, bundled, load, params, prove

CASES: dict[str, list[Case]] = load("rules/decided")


@pytest.mark.parametrize(("rule_id", "case"), params((rule, case) for rule in CASES for case in CASES[rule]))
def test_decided_case(rule_id: str, case: Case) -> None:
    active = bundled(rule_id, **case.get("settings", {}))
    prove(case, active)
    if "severity" in case:
        found = {violation.severity.value for violation in check(Source(bare(case)), [active]).violations}
        assert found == {case["severity"]}
