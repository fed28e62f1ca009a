"""Rules on the lines of their case files, half of them traps, and on the same lines somewhere else."""

from __future__ import annotations

import pytest

from tests.cases import Case, bare, bundled, examples, flagged, load, marked, of_examples, params, prove

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
CASES = {rule: [*of_examples(load(f"rules/kinds/{rule}")), *examples(rule)] for rule in RULES}


@pytest.mark.parametrize(("rule", "case"), params((rule, case) for rule in RULES for case in CASES[rule]))
def test_case(rule: str, case: Case) -> None:
    prove(case, bundled(rule))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "layout.blank-lines"])
def test_what_stands_around_a_case_does_not_matter(rule: str) -> None:
    """A heading in front (which has a blank line behind it), the kind of newline; and a fence silences all."""
    active = bundled(rule)
    for case in CASES[rule]:
        text = bare(case)
        assert marked(f"# A heading\n\n{text}", active) == f"# A heading\n\n{case['text']}"
        assert len(flagged(text.replace("\n", "\r\n"), active)) == case["text"].count("⟪")
        assert flagged(f"````\n{text}\n````", active) == []


@pytest.mark.parametrize("rule", RULES)
def test_half_of_the_cases_are_traps(rule: str) -> None:
    traps = [case for case in CASES[rule] if "⟪" not in case["text"]]
    assert len(CASES[rule]) >= 40
    assert 0.35 <= len(traps) / len(CASES[rule]) <= 0.65
