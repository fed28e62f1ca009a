"""The gate: what dress and what seams keep an edit out of an answer, and what passes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from proselint_t import revise

GATE = yaml.safe_load((Path(__file__).parent / "gate.yaml").read_text(encoding="utf-8"))
DEFECTS = "1.\nPoint: 1.1.\nRemark: Is it so?\n"
EDIT = "1.\nDefect: 1.\nPoint: 1.1.\nAction: replace\nOld: «{}»\nNew:\n{}\n"


@pytest.mark.parametrize(
    "case", [*GATE["dress"], *GATE["seams"], *GATE["references"]], ids=lambda case: case["name"]
)
def test_what_a_new_text_may_bring(case):
    old = case.get("old", "The pipes below them are rinsed.")
    revision = revise(GATE["answer"], DEFECTS, EDIT.format(old, case["new"]))
    found = {one.violation.rule for one in revision.findings} - {"review.unanswered"}
    assert found == set(case["rules"])
    kept_out = set(case["rules"]) - {
        "typography.bare-address",
        "review.restating",
        "review.fragment",
    }  # no errors
    assert (revision.result is None) == bool(kept_out)


OWN = re.compile("†|turn0|utm|google|silences|for a line|code span")
WORN = [one for one in GATE["dress"] if "review.format" in one["rules"] and not OWN.search(str(one))]


@pytest.mark.parametrize("case", WORN, ids=lambda case: case["name"])
def test_an_answer_that_wears_a_dress_may_wear_it_again(case):
    """The dress alone: what has a rule of its own beside it, such as emphasis, stays a fault."""
    answer = f"1) It is.\n\n{case['new']}\n\n2) It stays as it is.\n"
    edit = EDIT.format("It stays as it is.", case["new"]).replace("1.1", "2")
    findings = revise(answer, DEFECTS.replace("1.1", "2"), edit).findings
    assert not [one for one in findings if "the answer has none" in one.violation.message]


def test_a_rule_below_a_line_makes_no_heading_of_an_edit():
    """The new answer is read as the old one is: dashes below a text are a rule between parts."""
    answer = "Dear reader, the pipes are rinsed in 3 days.\n---\n1) The pump stops.\n"
    edit = EDIT.format(
        "Dear reader, the pipes are rinsed in 3 days.", "Dear reader, the pipes are rinsed in 5 days."
    )
    revision = revise(answer, DEFECTS.replace("1.1", "0"), edit.replace("1.1", "0"))
    assert not revision.findings
    assert revision.result
