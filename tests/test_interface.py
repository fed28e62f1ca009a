"""Names of interface elements and paths through an interface."""

from __future__ import annotations

import pytest

from tests.marked_cases import Case, cases, prove, prove_everywhere, rule

NAMES, PATHS = rule("interface-names"), rule("interface-paths")


@pytest.mark.parametrize("case", cases("interface-names"), ids=str)
def test_interface_names(case: Case) -> None:
    prove(NAMES, case)
    prove_everywhere(NAMES, case)


@pytest.mark.parametrize("case", cases("interface-paths"), ids=str)
def test_interface_paths(case: Case) -> None:
    prove(PATHS, case)
    prove_everywhere(PATHS, case)


@pytest.mark.parametrize("name", ["interface-names", "interface-paths"])
def test_half_of_the_cases_are_traps(name: str) -> None:
    found = cases(name)
    traps = [case for case in found if not case.flagged]
    assert len(found) >= 40
    assert 0.35 <= len(traps) / len(found) <= 0.6
