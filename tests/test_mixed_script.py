"""Words that mix Latin and Cyrillic letters."""

from __future__ import annotations

import pytest

from tests.marked_cases import Case, cases, prove, prove_everywhere, rule

RULE = rule("mixed-script")


@pytest.mark.parametrize("case", cases("mixed-script"), ids=str)
def test_mixed_script(case: Case) -> None:
    prove(RULE, case)
    prove_everywhere(RULE, case)
