"""File names in prose."""

from __future__ import annotations

import pytest

from tests.marked_cases import Case, cases, prove, prove_everywhere, rule

RULE = rule("file-names")


@pytest.mark.parametrize("case", cases("file-names"), ids=str)
def test_file_names(case: Case) -> None:
    prove(RULE, case)
    prove_everywhere(RULE, case)
