"""The examples of the bundled rules hold, and the runner finds examples that do not."""

from __future__ import annotations

import pytest

from proselint_t.lint.rule_tests import run_examples
from proselint_t.rules.files import Catalog
from proselint_t.rules.loader import read_rule

CATALOG = Catalog()


@pytest.mark.parametrize("rule", CATALOG.ids)
def test_bundled_rule(rule: str) -> None:
    found = CATALOG.rule(rule)
    assert [str(failure) for failure in run_examples(found)] == []
    assert found.meta.why
    assert found.meta.source


RULE = """
extends: substitution
message: "%s, not %s"
swap: {foo: bar}
examples:
"""


@pytest.mark.parametrize(
    ("examples", "problem"),
    [
        ('  - good: "a bar"', "no bad example"),
        ('  - bad: "a ⟪foo⟫"\n    fixed: "a bar"', "no good example"),
        ('  - bad: "⟪a⟫ foo"\n  - good: "bar"', "expected 'a' at 0, found 'foo' at 2"),
        ('  - good: "a foo"\n  - bad: "⟪foo⟫"\n    fixed: "bar"', "expected nothing"),
        ('  - bad: "a ⟪foo⟫"\n  - good: "bar"', "expected the fixed text 'a foo', found 'a bar'"),
    ],
)
def test_failing_examples_are_found(examples: str, problem: str) -> None:
    rule = read_rule(RULE + examples, "test.yaml", "test.rule")
    assert any(problem in str(failure) for failure in run_examples(rule))


def test_examples_that_hold() -> None:
    rule = read_rule(RULE + '  - bad: "a ⟪foo⟫"\n    fixed: "a bar"\n  - good: "bar"', "t.yaml", "test.rule")
    assert list(run_examples(rule)) == []
