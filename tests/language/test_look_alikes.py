"""Whether a text may hold words of two scripts is told before it is parsed, and never wrongly denied."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proselint_t.document import parse
from proselint_t.language.look_alikes import may_hold_mixed_words, mixed_words
from proselint_t.text.source import Source

PARTS = [
    "сервер",
    "с",
    "lick",
    "c",
    "**",
    "_",
    "`",
    " ",
    "\n",
    "-",
    "1",
    "[",
    "](",
    ")",
    "](1)",
    "<b 1>",
    "</b>",
]
MORE = ["&#1089;", "&scy;", "&nbsp;", "<!-- 1 -->", "\\", "{{ 1 }}", "[^1]", "$1$", "![", "\u00ad", ";", ">"]


@example("сервер\u00adc")
@example("сервер\u0301c")
@given(st.lists(st.sampled_from([*PARTS, *MORE]), max_size=9).map("".join))
def test_no_mixed_word_is_denied(text: str) -> None:
    found = [word for one in parse(Source(text)).segments for word in mixed_words(one.prose.masked)]
    assert may_hold_mixed_words(text) or not found


@pytest.mark.parametrize(
    "text", ["The server.", "Сервер, API-ключ и `code` в §2.", "**Сервер**, [сайт](/а) 1a", ""]
)
def test_most_texts_are_denied_at_once(text: str) -> None:
    assert not may_hold_mixed_words(text)
