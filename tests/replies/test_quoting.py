"""Quotations in the texts of edits: what is one, what need not be one, and what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.defects.answer import read_answer
from proselint_t.defects.quotes.forms import folded_form
from proselint_t.document import parse
from proselint_t.replies.judging.quoting import Quotable
from proselint_t.text.source import Source
from tests import cases

CASES = Path(__file__).parent
ANSWER = read_answer(
    Source((CASES.parent / "defects" / "answer.md").read_text(encoding="utf-8"), "answer.md")
)
NOTES = """\
# 1. Load
The importer is two times faster than before, and it is not, in general, limited by the disk.
The importer, which does not wait, reads from the network. It has version 1.5 now.
It keeps a non-blocking queue, which is error-free so far.
## 1.1. Stock
Ёмкость прежняя.
"""
LETTER = "Hello! We never sell on credit,\r\nand Anna counts the stock — склад закрыт по вторникам."
SOURCES = (Source(NOTES, "notes.md"), Source("", "empty.txt"), Source(LETTER, "letter.txt"))
QUOTABLE = Quotable(folded_form(ANSWER), [read_answer(source) for source in SOURCES])


def faults(text: str, quotable: Quotable = QUOTABLE) -> list[tuple[str, str]]:
    return [(text[slice(*span)], message) for span, message in quotable.faults(parse(Source(text)))]


@pytest.mark.parametrize(
    "case",
    yaml.safe_load((CASES / "quotation-source.yaml").read_text(encoding="utf-8")),
    ids=lambda case: case["text"],
)
def test_case(case):
    found = [written.replace("&laquo;", "«").replace("&raquo;", "»") for written, _ in faults(case["text"])]
    assert found == [f"«{quote}»" for quote in case.get("faults", [])]


MESSAGES = [
    ("three times faster", "is no quotation: closest is notes.md, point 1: «two times faster» («three» there is «two»)"),
    ("cached for 24 hour", "is no quotation: closest is answer.md, point 1.1: «cached for 24 hours» («hour» there is «hours»)"),
    ("Prices are cached for 24 hours", "is no quotation: closest is answer.md, point 1.1: «list is cached for 24 hours» («Prices are» there is «list is»)"),
    ("cached For 24 hours", "is no quotation: closest is answer.md, point 1.1: «cached for 24 hours» («For» there is «for»)"),
    ("Из Ее каталога", "stands in none of the sources: quote exactly, or drop the marks"),
    ("Если ее Изменить", "is no quotation: closest is answer.md, point 2.1: «если её изменить» («Изменить» there is «изменить»)"),
    ("The price list; is cached", "is no quotation: closest is answer.md, point 1.1: «The price list is cached» (other signs stand between the words)"),
    ("It has version 1.6 now", "is no quotation: closest is notes.md, point 1: «It has version 1.5 now» («1.6» there is «1.5»)"),
    ("we sell on credit", "is no quotation: closest is letter.txt: «We never sell on credit» («never» is left out)"),
    ("it is certainly limited by the disk", "is no quotation: closest is notes.md, point 1: «it is not, in general, limited by the disk» («not, in» is left out, «certainly» there is «general»)"),
    ("по пяти таблицам", "is no quotation: closest is answer.md, point 2.2: «по четырём таблицам» («пяти» there is «четырём»)"),
    ("after any price change", "is no quotation: closest is answer.md, point 1.2: «after **every** price change» («any» there is «every»)"),
    ("is [...] limited by the disk", "leaves out «not» of notes.md, point 1"),
    ("error", "leaves out «-free» of notes.md, point 1"),
    ("24 hours [...] price list", "joins what stands in different places: quote one point, in its own order"),
    ("24 hours [...] prise list", "stands in none of the sources: quote exactly, or drop the marks"),
    ("flew away", "stands in none of the sources: quote exactly, or drop the marks"),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "message"), MESSAGES, ids=[quote for quote, _ in MESSAGES])
def test_what_is_told(quote, message):
    assert faults(f"Here «{quote}» is written.") == [(f"«{quote}»", f"«{quote}» {message}")]


def test_a_long_quotation_is_told_in_short():
    ((_, message),) = faults(f"Here «{' '.join(['all of it'] * 50)}» is written.")
    assert len(message) < 200


def test_the_form_of_the_answer_may_be_at_hand():
    quotable = Quotable(folded_form(ANSWER), [])
    assert [written for written, _ in faults("«price list», «two times faster»", quotable)] == [
        "«two times faster»"
    ]


@pytest.mark.parametrize("rule", ["typography.interface-names", "typography.interface-paths"])
def test_what_the_rules_of_the_interface_write_need_not_be_quoted(rule):
    written = [case.get("unsafe", case.get("fixed")) for case in cases.examples(rule)]
    assert any(written)
    assert [found for text in written if text and (found := faults(text))] == []


# --- properties -----------------------------------------------------------------------------------------

OTHERS = {
    "cache": "cached", "ёлка": "ёлки", "заказ": "Заказы", "page": "pages", "`code`": "`codes`", "**bold**": "**old**",
    "1.5": "15", "24": "25", "it's": "it isn't", "time-out": "time-outs", "[link](u)": "[ink](u)", "„so“": "„not so“",
}  # fmt: skip
"""Words of sources, each with what is close to it and is another."""
WORDS = st.sampled_from(list(OTHERS))
SPACES = st.sampled_from([" ", "\u00a0", "  ", "\n", " — "])
TYPOGRAPHY = st.sampled_from(
    [("ё", "е"), ("—", "–"), ("—", "--"), ("„so“", '"so"'), ("'", "’"), ("`", ""), ("**", ""), ("time-out", "time\u2011out"), ("[link](u)", "link")]
)  # fmt: skip


@st.composite
def cut(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """A source, and a stretch of it: its words and the spaces between them."""
    words = draw(st.lists(WORDS, min_size=3, max_size=12))
    spaces = draw(st.lists(SPACES, min_size=len(words) - 1, max_size=len(words) - 1))
    first = draw(st.integers(0, len(words) - 2))
    last = draw(st.integers(first + 1, len(words) - 1))
    source = "".join(word + space for word, space in zip(words, [*spaces, ""], strict=True))
    return source, words[first : last + 1], spaces[first:last]


def quoted(words: list[str], spaces: list[str]) -> str:
    return "".join(word + space for word, space in zip(words, [*spaces, ""], strict=True))


def faults_of(quote: str, source: str) -> list[str]:
    text = f"Here «{quote}» is written."
    (segment,) = parse(Source(text)).segments
    assert any(quotation.opening == "«" for quotation in segment.quotations)
    return [
        written for written, _ in faults(text, Quotable(folded_form(ANSWER), [read_answer(Source(source))]))
    ]


@given(cut(), st.lists(TYPOGRAPHY, max_size=3), st.booleans())
def test_what_is_cut_from_a_source_is_a_quotation(piece, typography, capital):
    source, words, spaces = piece
    quote = quoted(words, spaces)
    for old, new in typography:
        quote = quote.replace(old, new)
    if capital and quote[0].isalpha():
        quote = quote[0].upper() + quote[1:]
    assert faults_of(quote, source) == []


@given(cut(), st.data())
def test_a_word_more_is_never_a_quotation(piece, data):
    source, words, spaces = piece
    at = data.draw(st.integers(1, len(words) - 1))
    word = data.draw(st.sampled_from(["not", "не", "without", "25", "also"]))
    changed = quoted([*words[:at], word, *words[at:]], [*spaces[:at], " ", *spaces[at:]])
    assert faults_of(changed, source) == [f"«{changed}»"]


@given(cut(), st.data())
def test_another_word_is_never_a_quotation(piece, data):
    source, words, spaces = piece
    at = data.draw(st.integers(0, len(words) - 1))
    changed = quoted([*words[:at], OTHERS[words[at]], *words[at + 1 :]], spaces)
    assert faults_of(changed, source) == [f"«{changed}»"]


@given(cut(), st.data())
def test_a_gap_may_take_the_place_of_words_but_of_no_negation(piece, data):
    source, words, _ = piece
    gap = data.draw(st.sampled_from(["[...]", "…", "[…]"]))
    assert faults_of(f"{words[0]} {gap} {words[-1]}", source) == []
    denied = " ".join(["start", words[0], "not", *words[1:], "end"])
    assert faults_of(f"start {gap} end", denied) == [f"«start {gap} end»"]
