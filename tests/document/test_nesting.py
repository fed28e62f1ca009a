"""Looking up ranges by their place agrees with looking at all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from proselint_t.document.markdown.nesting import Nesting
from proselint_t.text.span import Span


@st.composite
def nested(draw: st.DrawFn) -> list[Span]:
    """Brackets make ranges that never cross."""
    open_: list[int] = []
    found = []
    for at, bracket in enumerate(draw(st.text(alphabet="(). ", max_size=40))):
        if bracket == "(":
            open_.append(at)
        elif bracket == ")" and open_:
            found.append(Span(open_.pop() + 1, at))
    return draw(st.permutations(found))


@given(nested(), st.integers(0, 40), st.integers(0, 40))
def test_the_look_up_misses_nothing(ranges: list[Span], one: int, other: int) -> None:
    place = Span(min(one, other), max(one, other) + 1)
    nesting = Nesting(ranges, lambda span: span)
    holding = [span for span in ranges if span.contains(place)]
    assert list(nesting.around(place)) == sorted(holding, key=lambda span: span.end - span.start)
    crossing = [span for span in ranges if span.overlaps(place) and not span.contains(place)]
    assert sorted(nesting.crossing(place)) == sorted(crossing)
