"""What mapping is built of: the normal form, layouts of pieces, the index, and what texts may not differ in."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.defects.answer import read_answer
from proselint_t.defects.quotes import closeness
from proselint_t.defects.quotes.folding import fold
from proselint_t.defects.quotes.forms import folded_form, layouts, pieces_of
from proselint_t.defects.quotes.meaning import says_the_same, values
from proselint_t.defects.quotes.words import WordIndex, is_whole
from proselint_t.text.source import Source
from proselint_t.text.span import Span

CASES = Path(__file__).parent
MEANING = yaml.safe_load((CASES / "meaning.yaml").read_text(encoding="utf-8"))
LOWER = frozenset(["the", "a", "queue", "is", "сервер"])
MARKED = st.text(alphabet=st.sampled_from("ab ё*_`~[]()|>-#&;.…«»\"'\\\n\r\u00a0\u00ad\u0301!1"), max_size=60)


@pytest.mark.parametrize(
    ("text", "folded"), yaml.safe_load((CASES / "folding.yaml").read_text(encoding="utf-8"))
)
def test_folding(text, folded):
    assert fold(text).text == folded


@given(MARKED)
def test_folded_characters_know_where_they_stand(text):
    folded = fold(text)
    places = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert [place.start for place in places] == sorted(place.start for place in places)


@given(st.text(alphabet="ab\u00e9й .,1", max_size=40))
def test_plain_text_folds_to_itself(text):
    assert fold(text).text == " ".join(part for part in text.split(" ") if part)


@pytest.mark.parametrize("pair", MEANING["same"], ids=" / ".join)
def test_same_meaning(pair):
    assert says_the_same(*pair, LOWER)
    assert says_the_same(*pair[::-1], LOWER)


@pytest.mark.parametrize("pair", MEANING["other"], ids=" / ".join)
def test_other_meaning(pair):
    assert not says_the_same(*pair, LOWER)
    assert not says_the_same(*pair[::-1], LOWER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("four of 4 and forty-two", ["4", "4", "42"]),
        ("1 000, 1,000 and 1000", ["1000", "1000", "1000"]),
        ("two hundred and five", ["205"]),
        ("1.5 and 1,5", ["1.5", "1.5"]),
        ("двести пять и 205", ["205", "205"]),
        ("none at all", []),
    ],
)
def test_values(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("quote", "pieces"),
    [
        ("a [...] b […] c", ("a", "b", "c")),
        ("a... b… c", ("a", "b", "c")),
        ("… a", ("a",)),
        ("a [..] b .... c", ("a [..] b .... c",)),
        ("[...]", ()),
    ],
)
def test_pieces(quote, pieces):
    assert pieces_of(quote) == pieces


def spans(*starts: int) -> list[Span]:
    return [Span(start, start + 1) for start in starts]


@pytest.mark.parametrize(
    ("occurrences", "found"),
    [
        ([spans(1, 5)], [(1,), (5,)]),
        ([spans(1), spans(3)], [(1, 3)]),
        ([spans(3), spans(1)], []),
        ([spans(1, 2), spans(5)], [(2, 5)]),
        ([spans(1), spans(5, 6)], [(1, 5)]),
        ([spans(1, 6), spans(3, 8)], [(1, 3), (6, 8)]),
        ([spans(1, 3), spans(3, 5)], [(1, 3), (3, 5)]),
        ([spans(1), spans(3, 4), spans(6)], [(1, 3, 6), (1, 4, 6)]),
        ([spans(1, 5), spans(3), spans(6)], [(1, 3, 6)]),
        ([spans(1), [], spans(6)], []),
    ],
)
def test_layouts(occurrences, found):
    assert [tuple(span.start for span in layout) for layout in layouts(occurrences)] == found


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("one two", "two", True),
        ("onetwo", "two", False),
        ("don't go", "don", False),
        ("don't go", "don't", True),
        ("'don' go", "don", True),
        ("from 1.5 on", "1", False),
        ("from 1. On", "1", True),
        ("кафе\u0301 тут", "кафе", False),
    ],
)
def test_whole_words(text, part, whole):
    start = text.index(part)
    assert is_whole(text, Span(start, start + len(part))) is whole


@given(
    st.lists(st.sampled_from(["a-long-word", "another", "e", "f's.", "(words)"]), min_size=340, max_size=350),
    st.data(),
)
def test_the_index_finds_what_a_search_finds(words, data):
    text = " ".join(words * 2)
    first = data.draw(st.integers(0, len(words) - 6))
    wanted = " ".join(words[first : first + data.draw(st.integers(1, 5))])
    looked_up = WordIndex(text).occurrences([wanted], Span(0, len(text)))
    searched = [at for at in range(len(text)) if text.startswith(wanted, at)]
    assert [span.start for span in looked_up] == [
        at for at in searched if is_whole(text, Span(at, at + len(wanted)))
    ]


WORDS = ("tidal", "queue", "grows", "behind", "server", "while", "40", "000", "40000", "1", "so", "it")


@given(
    st.lists(st.sampled_from(WORDS), min_size=8, max_size=22),
    st.lists(
        st.lists(
            st.tuples(st.integers(0, 21), st.sampled_from(["drop", "slip", "swap", *WORDS])), max_size=7
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_no_place_is_passed_over_that_is_close(quote, copies):
    lines = [" ".join(_changed(quote, changes)) for changes in copies]
    form = folded_form(read_answer(Source("".join(f"1) The {line} there.\n" for line in lines))))
    found = closeness.near_places(form, " ".join(quote))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closeness, "_may_be_close", lambda *_: True)
        assert closeness.near_places(form, " ".join(quote)) == found


def _changed(words, changes):
    """Words with some dropped, misspelt, swapped with the next or put in at an index."""
    words = list(words)
    for index, change in changes:
        at = min(index, len(words) - 2)
        if change == "drop":
            del words[at]
        elif change == "slip":
            words[at] = words[at][:2] + words[at][3:]
        elif change == "swap":
            words[at : at + 2] = words[at + 1], words[at]
        else:
            words.insert(at, change)
    return words
