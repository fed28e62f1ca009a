"""The wording of edits: its language, the reviewer's own words, and references to defects."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from proselint_t.defects.answer import read_answer
from proselint_t.document import parse
from proselint_t.language.registry import LANGUAGES, RUSSIAN
from proselint_t.replies.judging.language import AnswerLanguage, language_faults, own_words_faults
from proselint_t.replies.judging.texts import defect_references
from proselint_t.text.source import Source
from proselint_t.text.span import Span


def cases(name):
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))


LANGUAGE, DEFECTS = cases("language"), cases("defect-reference")


def marked(find, text, *arguments):
    return [text[fault.span.start : fault.span.end] for fault in find(parse(Source(text)), *arguments)]


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language in LANGUAGE for text in LANGUAGE[language]["fine"]]
)
def test_wording_in_the_language_of_the_answer(language, text):
    assert marked(language_faults, text, LANGUAGES[language]) == []


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [(language, *case) for language in LANGUAGE for case in LANGUAGE[language]["foreign"]],
)
def test_foreign_sentences(language, text, sentences):
    assert marked(language_faults, text, LANGUAGES[language]) == sentences


def test_the_message_names_both_languages():
    (fault,) = language_faults(parse(Source("Use the index.")), RUSSIAN)
    assert fault.message == "this is English, and the answer is Russian here"


def test_own_words_are_russian():
    text = "Вот правки.\nHere are the edits.\nRedis."
    assert marked(own_words_faults, text) == ["Here are the edits."]


BILINGUAL = """Dear client, this is the answer.

1) «Как ускорить сайт?»
1.1) The cache is small.
1.2) «Какой кэш взять?»
2) Кэш мал, и Redis его не заменит.
2.1) `redis-cli`
2.2) I will move the Redis archive.
3) Redis
"""


@pytest.mark.parametrize(
    ("place", "language"),
    [
        ("Dear", "en"),
        ("Как ускорить", "en"),
        ("The cache", "en"),
        ("Какой", "en"),
        ("Кэш мал", "ru"),
        ("I will", "en"),
        ("3) Redis", "en"),
    ],
)
def test_language_of_a_place(place, language):
    at = BILINGUAL.index(place)
    assert AnswerLanguage(read_answer(Source(BILINGUAL))).at(Span(at, at + 1)).code == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1) «Как?»", "en"),
        ("1) Ночью.", "ru"),
        ("", "en"),
        ("1) Санкт-Петербург is far.", "en"),
        ("1) Redis и point in time recovery from server to server", "ru"),
    ],
)
def test_language_of_a_small_answer(text, language):
    assert AnswerLanguage(read_answer(Source(text))).at(Span(0, 0)).code == language


@pytest.mark.parametrize(("text", "reference"), DEFECTS["references"])
def test_references_to_defects(text, reference):
    assert marked(defect_references, text) == [reference]


@pytest.mark.parametrize("text", DEFECTS["ordinary"])
def test_ordinary_use_of_the_words(text):
    assert marked(defect_references, text) == []
