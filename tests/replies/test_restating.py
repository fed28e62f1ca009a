"""Sentences of edits that stand already: which are known again, where, and which are left alone."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.defects.answer import read_answer
from proselint_t.document import parse
from proselint_t.language.inflection_en import stem
from proselint_t.replies.judging.restating import Restating
from proselint_t.replies.judging.statements import statement_of
from proselint_t.text.source import Source
from proselint_t.text.span import Span

PAIRS, BLIND, REPLIES = (
    yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
    for name in ("restating", "restating-blind", "restating-replies")
)
RECALL = {"en": 0.6, "ru": 0.6}
"""Of the first two files: exchanged parts, passives and turned sentences are not known, which no reply was seen to use."""


def faults(text, answer="", sources=(), replaced=()):
    said = Restating(read_answer(Source(answer, "answer.md")), [read_answer(source) for source in sources])
    return list(said.faults(parse(Source(text)), replaced))


@pytest.mark.parametrize("pair", [*PAIRS["other"]["en"], *PAIRS["other"]["ru"]], ids=" / ".join)
def test_similar_statements_are_left_alone(pair):
    assert faults(*pair) == []
    assert faults(*pair[::-1]) == []


def told_again(said, text):
    """What is found of a text that stands beside a sentence, or beside the question of a point."""
    return faults(text, f"1) «{said}»\n1.1) It is so." if said.endswith("?") else f"1) {said}")


@pytest.mark.parametrize(
    "pair",
    [pair for file in (BLIND, REPLIES) for pairs in file["other"].values() for pair in pairs],
    ids=" / ".join,
)
def test_statements_written_without_knowing_the_rule_are_left_alone(pair):
    assert told_again(*pair) == []


@pytest.mark.parametrize("pair", [*PAIRS["parts"]["en"], *PAIRS["parts"]["ru"]], ids=" / ".join)
def test_what_depends_on_the_rest_of_a_sentence_is_left_alone(pair):
    assert told_again(*pair) == []


@pytest.mark.parametrize("language", BLIND["same"])
def test_restatements_written_without_knowing_the_rule_are_found(language):
    pairs = BLIND["same"][language]
    assert sum(bool(told_again(*pair)) for pair in pairs) >= RECALL[language] * len(pairs)


@pytest.mark.parametrize(("language", "fewest"), [("en", 5), ("ru", 9)])
def test_some_restatements_in_the_style_of_replies_are_found(language, fewest):
    assert sum(bool(told_again(*pair)) for pair in REPLIES["same"][language]) >= fewest


@pytest.mark.parametrize(("said", "text"), BLIND["added"])
def test_what_a_sentence_adds_is_not_marked(said, text):
    (fault,) = told_again(said, text)
    assert text[slice(*fault.span)] == said.rstrip(".")


@pytest.mark.parametrize("language", PAIRS["same"])
def test_most_restatements_are_found(language):
    pairs = PAIRS["same"][language]
    found = [pair for pair in pairs if faults(*pair)]
    assert len(found) >= RECALL[language] * len(pairs)
    assert all(faults(*pair[::-1]) for pair in found)


@pytest.mark.parametrize(("whole", "clause"), PAIRS["clauses"])
def test_a_clause_of_a_longer_sentence_is_known(whole, clause):
    (fault,) = faults(clause, f"1) {whole}")
    assert fault.message == "point 1 says this already: answer.md, line 1"
    assert faults(clause, f"1) {whole}", replaced=[Span(0, 20)]) == []


@pytest.mark.parametrize(("text", "said"), PAIRS["figures"]["same"])
def test_a_sentence_with_figures_is_known_but_for_a_word(text, said):
    (fault,) = faults(text, f"1) {said}")
    assert fault.message == "point 1 says this already: answer.md, line 1"
    assert faults(text, f"1) {said}", replaced=[Span(0, 20)]) == []


@pytest.mark.parametrize(("text", "said"), PAIRS["figures"]["other"])
def test_other_figures_are_another_sentence(text, said):
    assert faults(text, f"1) {said}") == []


def retold(question, text):
    return faults(text, f"1) «{question}»\n1.1) The archive moves to a new disk in June.")


@pytest.mark.parametrize(
    "pair", [*PAIRS["retold"]["other"]["en"], *PAIRS["retold"]["other"]["ru"]], ids=" / ".join
)
def test_another_question_is_left_alone(pair):
    assert retold(*pair) == []


@pytest.mark.parametrize(
    "pair", [*PAIRS["retold"]["same"]["en"], *PAIRS["retold"]["same"]["ru"]], ids=" / ".join
)
def test_a_question_is_known_when_it_is_told_again(pair):
    (fault,) = retold(*pair)
    assert fault.message == "the question of point 1 says this already: answer.md, line 1"
    question, text = pair
    assert [one.message for one in faults(text, sources=[Source(question, "brief.md")])] == [
        "this is said already: brief.md, line 1"
    ]


def test_only_the_words_of_a_question_are_told_again():
    assert not faults("You wrote that the worker clears the cache.", "The worker clears the cache.")


PARTS = (
    "and or by only most every each night каждый день и самый — рекламой рекламируется need the server sends pages at night and, if not 4 four I your can't running `x y` is been сервер ночью"
    " хранит страницы в кэше не 4-й четыре который Redis ? . -5 1.5 \ufffc"
)
WORDS = st.lists(st.sampled_from(PARTS.split(" ")), max_size=14).map(" ".join)


@given(WORDS)
def test_a_sentence_says_what_it_says(text):
    statement = statement_of(text, text.replace("`x", "\ufffc\ufffc"))
    assert statement.repeats(statement) or not statement.terms


@given(WORDS, WORDS, st.integers(0, 14))
def test_what_is_said_again_has_no_word_of_its_own(text, further, at):
    parts = text.split(" ")
    for other in (further, " ".join(parts[at:] + parts[:at])):
        one, two = statement_of(text, text), statement_of(other, other)
        known = {reading for word in two.words for reading in word}
        assert not one.repeats(two) or all(word & known for word in one.words)


ANSWER = """Dear client, I have read the whole description.

1) «My shop shows an old price list.
Which pages of the shop load slowly?»
1.1) The worker clears the cache at midnight.
It takes 4 minutes, and «the first visitor after midnight waits».
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("At midnight the worker clears caches.", "point 1.1 says this already: answer.md, line 5"),
        (
            "Your shops show an old price list.",
            "the question of point 1 says this already: answer.md, line 3",
        ),
        ("Which page of your shop now loads slowly?", None),
        (
            "Which page of your shop loads slowly?",
            "the question of point 1 says this already: answer.md, line 4",
        ),
        ("I've read the whole description, dear client.", None),
        ("Dear client, I have read whole descriptions.", "this is said already: answer.md, line 1"),
        ("The first page is small.", None),
        ("Clear cache, midnight worker.", None),
        ("Worker cache midnight.", None),
        ("The client brings the bicycle back.", "this is said already: brief.md, line 2"),
        ("«The worker clears the cache at midnight.»", None),
        ("The log says «the worker clears the cache at midnight».", None),
        ("You asked «which pages of the shop load slowly».", None),
        ("The price list.", None),
        ("```\nThe worker clears the cache at midnight.\n```", None),
    ],
)
def test_where_a_sentence_stands_already(text, message):
    brief = Source("Intro.\nThe clients bring bicycles back.", "brief.md")
    assert [fault.message for fault in faults(text, ANSWER, [brief])] == ([message] if message else [])


def test_the_sentence_is_marked_and_no_other():
    text = "New fact number one here. At midnight the worker clears the cache.\nAnother new fact."
    (fault,) = faults(text, ANSWER)
    assert text[fault.span.start : fault.span.end] == "At midnight the worker clears the cache."


def test_a_corrected_copy_of_what_it_replaces_is_no_restating():
    start = ANSWER.index("The worker")
    text = "The workers clear the cache at midnight."
    assert faults(text, ANSWER)
    assert not faults(text, ANSWER, replaced=[Span(start, start + 12)])


@pytest.mark.parametrize(
    "forms",
    [
        "store stores stored storing", "cache caches cached caching", "copy copies copied copying",
        "run runs ran running", "call calls called calling", "use uses used using", "send sends sent sending",
        "process processes processed", "status statuses", "agree agrees agreeing", "index indices indexes",
    ],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["fast faster", "secure security", "string stry", "need ne", "bring br"])
def test_other_words_have_other_stems(pair):
    one, other = pair.split()
    assert stem(one) != stem(other)


def test_rows_that_differ_in_a_number_are_told_apart_by_the_index():
    rows = "".join(
        f"{row}) The cache of customer {row} keeps the pages for {row * 7} hours.\n" for row in range(1, 3000)
    )
    answer = read_answer(Source(rows))
    texts = [
        parse(Source(f"The cache of customer {row} keeps the pages for {row * 7 + 1} hours."))
        for row in range(1, 200)
    ]
    restating = Restating(answer, ())
    list(restating.faults(texts[0]))
    start = process_time()
    assert not [fault for text in texts for fault in restating.faults(text)]
    assert process_time() - start < 1
