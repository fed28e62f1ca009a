"""What edits do to an answer: the new text, byte for byte, and that it is made once."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from proselint_t.defects.answer import read_answer
from proselint_t.defects.quotes.locating import Locator
from proselint_t.replies.placing import place_edits
from proselint_t.replies.placing.applying import apply_placed, conflicts
from proselint_t.replies.reading.model import Action, PointEdit
from proselint_t.text.prose import Prose
from proselint_t.text.source import Source
from proselint_t.text.span import Span

CASES = yaml.safe_load((Path(__file__).parent / "edits.yaml").read_text(encoding="utf-8"))


def edit(number: int, action: str, point: str | None, old: str | None, new: str | None) -> PointEdit:
    return PointEdit(
        number,
        number,
        Span(0, 0),
        (1,),
        Action(action),
        point,
        old=Prose(old) if old else None,
        new=Prose(new) if new else None,
    )


def placed(answer: str, edits: list[PointEdit]):
    return place_edits(Locator(read_answer(Source(answer))), edits)


def applied(answer: str, edits: list[PointEdit]) -> str:
    return apply_placed(Source(answer), placed(answer, edits)).after.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_new_text(case):
    edits = [edit(number, *fields) for number, fields in enumerate(case["edits"], start=1)]
    clashes = list(conflicts(placed(case["answer"], edits)))
    if case["result"] is None:
        assert clashes
        return
    assert not clashes
    for order in permutations(edits):
        assert applied(case["answer"], list(order)) == case["result"]


@pytest.mark.parametrize("case", [case for case in CASES if case["result"]], ids=lambda case: case["name"])
def test_applying_twice_changes_nothing(case):
    edits = [edit(number, *fields) for number, fields in enumerate(case["edits"], start=1)]
    for one in placed(case["result"], edits):
        assert one.change is None or one.edit.action is Action.DELETE
        assert one.applied or one.edit.action is Action.DELETE


LINES = [f"Line {number} of the answer says {word}." for number, word in enumerate(("one", "two", "three"))]
WORDS = st.sampled_from(["Line 0", "Line 1 of the answer", "says two", "answer says three.", "Line 2", None])


@st.composite
def replies(draw: st.DrawFn) -> list[PointEdit]:
    edits = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        action = draw(st.sampled_from(list(Action)))
        new = None if action is Action.DELETE else draw(st.sampled_from(["New.", "One.\nTwo.", "x"]))
        point = draw(st.sampled_from(["1", "1.1", "1.2", "2", "2.1"]))
        edits.append(edit(number, action, point, draw(WORDS), new))
    return edits


@settings(max_examples=300, deadline=None)
@given(replies(), st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n"]))
def test_the_order_of_the_entries_does_not_matter(edits, random, newline):
    answer = answer_with(newline)
    shuffled = random.sample(edits, len(edits))
    assert applied_without_conflicts(answer, edits) == applied_without_conflicts(answer, shuffled)


def answer_with(newline: str) -> str:
    """Points of three lines each, in which every text stands once in a point."""
    points = ("1)", "1.1)", "1.2)", "2)", "2.1)")
    return newline.join(f"{label} " + newline.join(LINES) for label in points) + newline


def applied_without_conflicts(answer: str, edits: list[PointEdit]) -> str:
    """The text that the edits make which clash with no other."""
    found = placed(answer, edits)
    clashing = {one.edit.number for pair in conflicts(found) for one in pair}
    kept = [one for one in found if one.edit.number not in clashing]
    return apply_placed(Source(answer), kept).after.text


@settings(max_examples=300, deadline=None)
@given(replies(), st.sampled_from(["\n", "\r\n"]))
def test_what_no_edit_takes_stays_as_it_is(edits, newline):
    answer = answer_with(newline)
    found = placed(answer, edits)
    clashing = {one.edit.number for pair in conflicts(found) for one in pair}
    result = apply_placed(Source(answer), [one for one in found if one.edit.number not in clashing])
    old_end = new_end = 0
    for one in result.edits:
        assert answer[old_end : one.old.start] == result.after.text[new_end : one.new.start]
        old_end, new_end = one.old.end, one.new.end
    assert answer[old_end:] == result.after.text[new_end:]
    for offset in range(len(result.after.text)):
        before = result.unchanged(offset)
        assert before is None or answer[before] == result.after.text[offset]
