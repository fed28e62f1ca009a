"""Russian word forms."""

from __future__ import annotations

import subprocess
import sys

import pytest

from proselint_t.language.morphology import parses


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("серверами", "сервер"),
        ("запушил", "запушить"),
        ("костылей", "костыль"),
        ("Файле", "файл"),
        ("ежа", "ёж"),
    ],
)
def test_lemma_of_a_form(form, lemma):
    assert lemma in {parse.lemma for parse in parses(form)}


@pytest.mark.parametrize(
    ("word", "noun"), [("элемент", True), ("промис", True), ("может", False), ("общий", False)]
)
def test_nouns(word, noun):
    assert (parses(word)[0].part_of_speech == "NOUN") is noun


def test_a_parse_names_its_features():
    assert ("строка", "NOUN", "femn", "plur", "ablt") in {parse[:5] for parse in parses("строками")}


def test_the_dictionary_is_loaded_at_the_first_word_only():
    code = "import sys, proselint_t.language.morphology; sys.exit('pymorphy3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
