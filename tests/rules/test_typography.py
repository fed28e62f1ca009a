"""The kinds ``quotation-marks`` and ``numbers``: what they flag and what their fixes leave behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proselint_t.document import parse
from proselint_t.text.source import Source
from tests.cases import Case, fixed, load, made, prove

if TYPE_CHECKING:
    from pathlib import Path

    from proselint_t.text.span import Span

CASES: dict[str, list[Case]] = load("rules/typography")
QUOTES = made("quotation-marks")
MARKS = "«»‹›“”„‟‘’‚\"'"

PIECES = [
    *MARKS,
    *" \n.,()-=5s",
    "word",
    "слово",
    "don't",
    "&quot;",
    '\\"',
    "**",
    "`",
    "[a](b)",
    "> ",
    "\n\n",
    "- ",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@pytest.mark.parametrize("case", CASES["quotation-marks"], ids=lambda case: case["text"][:40])
def test_quotation_marks(case: Case) -> None:
    prove(case, made("quotation-marks", case.get("settings")))


@pytest.mark.parametrize("case", CASES["numbers"], ids=lambda case: case["text"][:40])
def test_numbers(case: Case) -> None:
    prove(case, made("numbers", case.get("settings"), quotations="skip"))


def without_marks(text: str) -> list[str]:
    table = str.maketrans("", "", MARKS)
    return [segment.prose.text.translate(table) for segment in parse(Source(text)).segments]


def quotations(text: str) -> list[list[Span]]:
    segments = parse(Source(text)).segments
    return [[quotation.span for quotation in segment.quotations] for segment in segments]


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_fixing_changes_marks_and_nothing_else(text: str) -> None:
    after = fixed(text, QUOTES)
    assert without_marks(after) == without_marks(text)
    assert quotations(after) == quotations(text)
    assert fixed(after, QUOTES) == after


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_fixing_with_unsafe_fixes_keeps_the_words(text: str) -> None:
    after = fixed(text, QUOTES, unsafe=True)
    assert without_marks(after) == without_marks(text)
    assert fixed(after, QUOTES, unsafe=True) == after


def test_a_finished_answer_is_left_alone(shared: Path) -> None:
    answer = Source.read(shared / "seed" / "answer.md").text
    for rule in (QUOTES, made("numbers", quotations="skip"), made("emphasis")):
        assert fixed(answer, rule, unsafe=True) == answer
