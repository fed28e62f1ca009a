"""The English rules on cases beyond their own examples, and on a finished answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proselint_t.lint.fixer import fix
from proselint_t.lint.linter import check
from proselint_t.rules.rule import ActiveRule, Severity
from proselint_t.text.source import Source
from tests.cases import Case, bundled, load, params, prove

if TYPE_CHECKING:
    from pathlib import Path

PIECES = (
    *(
        "for example",
        "For\nexample",
        "e.g",
        "eg.",
        "E.G.",
        "item",
        "an item 3",
        "site",
        "Web site",
        "don't",
        "it's",
    ),
    *(
        "you must",
        "make sure",
        "been",
        "a",
        "The",
        "Act",
        "etc.",
        ",",
        ".",
        "!",
        ":",
        ";",
        "(",
        ")",
        "—",
        "«",
        "»",
    ),
    *("`x`", "**", "\n", "\n\n", "- ", "> ", "1) ", "# "),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join)
RULES = ("website", "point", "for-example", "contractions", "obligation")
CASES: dict[str, list[Case]] = load("rules/english")


def rule_of(name: str) -> ActiveRule:
    return bundled(f"english.{name}")


@pytest.mark.parametrize(("name", "case"), params((name, case) for name in RULES for case in CASES[name]))
def test_cases(name: str, case: Case) -> None:
    prove(case, rule_of(name))


def test_a_numbered_reference_is_graver_than_a_bare_word() -> None:
    violations = check(Source("See item 3, item A and an item of the list."), [rule_of("point")]).violations
    assert [violation.severity for violation in violations] == [
        Severity.ERROR,
        Severity.ERROR,
        Severity.WARNING,
    ]


def test_a_law_has_paragraphs_and_sections() -> None:
    (violation,) = check(Source("Items 3 and 4 of the Act."), [rule_of("point")]).violations
    assert violation.fix is not None
    assert violation.fix.edits[0].text == "Paragraphs"
    assert violation.fix.alternatives == ("Sections",)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_fixing_again_changes_nothing_and_doubles_no_full_stop(text: str) -> None:
    rules = [rule_of(name) for name in RULES]
    after = fix(Source(text), rules).source.text
    assert fix(Source(after), rules).source.text == after
    assert after.count("e.g..") <= text.count("e.g..")


def test_russian_sentences_are_left_alone() -> None:
    text = "Здесь site, item 3, for example, don't и you must. Here it is the site."
    violations = check(Source(text), [rule_of(name) for name in RULES]).violations
    assert [text[slice(*violation.span)] for violation in violations] == ["site"]


def test_a_finished_answer(shared: Path) -> None:
    source = Source.read(shared / "seed" / "answer.md")
    violations = check(source, [rule_of(name) for name in RULES]).violations
    found = [(violation.rule, source.position(violation.span.start).line) for violation in violations]
    assert found == [("english.for-example", 84), ("english.for-example", 85)]
