"""What the contract of the rules decided beyond their descriptions: at least one case a decision."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from proselint_t.linter import check
from proselint_t.rule import ActiveRule
from proselint_t.source import Source
from proselint_t.styles import bundled_rules, load_rule
from tests.kind_cases import bare, expected, outcome

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("decided.yaml").read_text(encoding="utf-8")
)
ANSWER = {"paragraph": "line"}


@cache
def rule_file(rule_id: str) -> Any:
    style, name = rule_id.split(".")
    return load_rule(bundled_rules() / style / f"{name}.yaml", rule_id)


@pytest.mark.parametrize(
    ("rule_id", "case"),
    [pytest.param(name, case, id=f"{name}: {case['text'][:40]}") for name in CASES for case in CASES[name]],
)
def test_decided_case(rule_id: str, case: dict[str, Any]) -> None:
    active = ActiveRule(rule_file(rule_id), {**ANSWER, **case.get("settings", {})})
    assert outcome(case, active) == expected(case)
    if "severity" in case:
        found = {violation.severity.value for violation in check(Source(bare(case)), [active]).violations}
        assert found == {case["severity"]}
