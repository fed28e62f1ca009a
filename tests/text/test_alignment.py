"""Lines that two texts have in common: held against `difflib`, which finds them more slowly."""

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from proselint_t.text.alignment import LineMatcher

LINES = st.lists(st.sampled_from(["", "", "a", "b", "c", "d", "e", "f"]), max_size=30)
PAGES = st.lists(st.sampled_from(["", *map(str, range(300))]), min_size=190, max_size=300)
"""Long enough for lines that tell nothing, since one in a hundred is the same."""


@given(LINES, LINES)
def test_short_texts_have_in_common_what_difflib_says(old: list[str], new: list[str]) -> None:
    assert LineMatcher(None, old, new).get_opcodes() == SequenceMatcher(None, old, new).get_opcodes()


@given(PAGES, st.lists(st.tuples(st.integers(0, 290), st.integers(0, 9), LINES), max_size=40))
def test_long_texts_have_in_common_what_difflib_says(
    old: list[str], changes: list[tuple[int, int, list[str]]]
) -> None:
    new = old.copy()
    for at, length, lines in changes:
        new[at : at + length] = [part for line in lines for part in (line, "")]
    assert LineMatcher(None, old, new).get_opcodes() == SequenceMatcher(None, old, new).get_opcodes()


def test_what_stands_everywhere_is_still_the_same_beside_what_tells_something() -> None:
    old = [part for number in range(300) for part in (f"old {number}", "like others", f"line {number}")]
    new = [line.replace("old", "new") for line in old]
    tags = [tag for tag, *_ in LineMatcher(None, old, new).get_opcodes()]
    assert tags == ["replace", "equal"] * 300
