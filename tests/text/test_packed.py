"""Many values in little room are a sequence like others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.document.model import Sentence
from proselint_t.text.packed import Alike, Lines, Spans, packed_spans
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

SPANS = st.lists(st.builds(Span, st.integers(0, 2**40), st.integers(0, 2**40)))


@given(SPANS, st.integers(-9, 9), st.slices(9))
def test_spans_and_what_stands_at_them(spans: list[Span], index: int, part: slice) -> None:
    sentences = [Sentence(span, language) for span in spans for language in ("en", "ru")]
    pairs: list[tuple[Sequence[object], list[object]]] = [
        (Spans(spans), [*spans]),
        (Alike(sentences), [*sentences]),
    ]
    for packed, ones in pairs:
        assert len(packed) == len(ones)
        assert [*packed] == ones
        assert packed[part] == tuple(ones[part])
        if -len(ones) <= index < len(ones):
            assert packed[index] == ones[index]
        else:
            with pytest.raises(IndexError):
                packed[index]


@given(SPANS)
def test_spans_may_be_a_key(spans: list[Span]) -> None:
    assert {Spans(spans): 1}[Spans(iter(spans))] == 1
    assert Spans(spans) != Spans([*spans, Span(0, 0)])


def test_few_stay_a_tuple() -> None:
    few, many = [Span(1, 2)], [Span(1, 2)] * 1000
    assert packed_spans(few, len(few)) == tuple(few)
    assert isinstance(packed_spans(many, len(many)), Spans)


@given(st.text("ab\n\r\u2028"))
def test_lines_end_at_newlines_alone(text: str) -> None:
    lines = Lines(text)
    assert "".join(lines) == text
    assert all(line.find("\n") in {len(line) - 1, -1} for line in lines)
    assert all(line.endswith("\n") for line in lines[:-1])
    assert lines[1:] == tuple(lines)[1:]
