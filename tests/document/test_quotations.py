"""Which marks are quotation marks, and that writing them otherwise does not change the answer."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from proselint_t.document.annotations.quotations import find_quotations
from proselint_t.text.edits import Edit, apply_edits
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

CASES = yaml.safe_load(Path(__file__).with_name("quotations.yaml").read_text(encoding="utf-8"))

TEXTS = st.lists(
    st.sampled_from([*"\"'«»“”„‘’‚‹›", *"  \n.,;:!?()-—/=5sak", "s' ", "'s ", "word", "слово", MASK]),
    max_size=30,
).map("".join)


def shown(text: str) -> str:
    """The text with the marks of the case file around what was found in it."""
    quotations, lone = find_quotations(text)
    edits = [Edit(Span(mark.at, mark.at), "⬦") for mark in lone]
    for quotation in quotations:
        start, end = quotation.span
        edits += [Edit(Span(start, start), "⟦"), Edit(Span(end, end), "⟧")]
    return apply_edits(text, edits)


@pytest.mark.parametrize("case", [case for group in CASES.values() for case in group])
def test_cases(case: str) -> None:
    assert shown(re.sub("[⟦⟧⬦]", "", case)) == case


def converted(text: str) -> str:
    """The text with pairs written as «» or, inside another pair, as „“.

    A pair with a mark in it that belongs to no pair may end elsewhere: the rule asks before it touches it.
    """
    quotations, lone = find_quotations(text)
    characters = list(text)
    for quotation in quotations:
        doubtful = re.search("\\d[\"”]|[sS]['’]\\s", text[slice(*quotation.inner)])
        if not doubtful and not any(quotation.span.start < mark.at < quotation.span.end for mark in lone):
            marks = "„“" if quotation.depth else "«»"
            characters[quotation.span.start] = marks[0]
            characters[quotation.span.end - 1] = marks[1]
    return "".join(characters)


def places(text: str) -> list[tuple[Span, int]]:
    return [(quotation.span, quotation.depth) for quotation in find_quotations(text)[0]]


@given(TEXTS)
@settings(max_examples=1000, deadline=None)
def test_converting_the_pairs_changes_no_pair(text: str) -> None:
    assert places(converted(text)) == places(text)


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_quotations_nest(text: str) -> None:
    quotations, lone = find_quotations(text)
    used = [at for quotation in quotations for at in (quotation.span.start, quotation.span.end - 1)]
    used += [mark.at for mark in lone]
    assert len(used) == len(set(used))
    starts = [quotation.span.start for quotation in quotations]
    assert starts == sorted(starts)
    for one in quotations:
        assert one.depth == sum(other.span.contains(one.span) for other in quotations) - 1


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "'",
        "«",
        "»",
        "“",
        "„",
        '"a ',
        "'a ",
        "« ",
        "„a ",
        "a' ",
        'a" ',
        "\"a b' ",
        '«a b" ',
        "'a s' ",
        '""',
    ],
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    find_quotations(text)
    assert time.process_time() - start < 3
