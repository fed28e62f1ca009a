"""Number words: what is one, and what digits it is."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pymorphy3
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.language.number_finder import find_numbers
from proselint_t.language.number_phrases import NumberSettings
from proselint_t.language.registry import ENGLISH, LANGUAGES, RUSSIAN
from proselint_t.text.prose import MASK

CASES = Path(__file__).parent
PLAIN = NumberSettings()
SETTINGS = {"ordinals": NumberSettings(ordinals=True), "collective": NumberSettings(collective=True)}
MARK = re.compile(r"⟪([^→⟫]*)→([^⟫?]*)(\??)⟫")


def cases(name):
    groups = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(group, case, id=case[:60]) for group, cases in groups.items() for case in cases]


def check(case, language, settings):
    """Find the numbers of a case and mark them as the case does."""
    text = MARK.sub(r"\1", case)
    masked = re.sub(r"`[^`]*`", lambda code: MASK * len(code[0]), text)
    parts, position = [], 0
    for word in find_numbers(masked, LANGUAGES[language], settings=settings):
        mark = "?" if word.replacement is not None and not word.safe else ""
        parts += [
            text[position : word.start],
            f"⟪{text[word.start : word.end]}→{word.replacement or ''}{mark}⟫",
        ]
        position = word.end
    assert "".join(parts) + text[position:] == case


@pytest.mark.parametrize(("group", "case"), cases("numbers-en"))
def test_english(group, case):
    check(case, "en", PLAIN)


@pytest.mark.parametrize(("group", "case"), cases("numbers-ru"))
def test_russian(group, case):
    check(case, "ru", PLAIN)


@pytest.mark.parametrize(("group", "case"), cases("numbers-settings"))
def test_settings(group, case):
    language, setting = group.split("-")
    check(case, language, SETTINGS[setting])


def spelling(language):
    words = yaml.safe_load((CASES / "number-spelling.yaml").read_text(encoding="utf-8"))[language]
    return {name: text.split() for name, text in words.items()}


RU, EN = spelling("ru"), spelling("en")


def russian(number):
    """Words of a number below 1000, in the nominative."""
    hundreds, rest = divmod(number, 100)
    words = [RU["hundreds"][hundreds]] if hundreds else []
    if rest >= 20:
        words.append(RU["tens"][rest // 10])
        rest %= 10
    return [*words, RU["below_twenty"][rest]] if rest or not words else words


@cache
def analyzer():
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def inflected(word, case, gender):
    """The form that pymorphy3 knows: a reference that is independent of our table."""
    grammemes = {case, gender} if word in ("один", "два") else {case}
    parse = next(
        p for p in analyzer().parse(word) if {"NUMR", "Apro"} & set(p.tag.grammemes) or word == "ноль"
    )
    return (parse.inflect(grammemes) or parse.inflect({case})).word  # «двух» has no gender


@pytest.mark.parametrize("gender", ["masc", "femn", "neut"])
@pytest.mark.parametrize("case", ["nomn", "gent", "datv", "accs", "ablt", "loct"])
def test_russian_below_thousand_in_every_form(case, gender):
    for number in (number for number in range(1000) if number != 1):
        words = " ".join(inflected(word, case, gender) for word in russian(number))
        for text in {words, words.replace("ё", "е")}:
            (found,) = find_numbers(f"Здесь {text} строками.", RUSSIAN, settings=PLAIN)
            assert (found.start, found.end, found.replacement, found.safe) == (
                6,
                6 + len(text),
                str(number),
                True,
            )


def english(number, joint, conjunction):
    if number < 20:
        return EN["below_twenty"][number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return EN["tens"][tens] + (joint + EN["below_twenty"][ones] if ones else "")
    size, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    count, rest = divmod(number, size)
    words = f"{english(count, joint, conjunction)} {name}"
    between = conjunction if size == 100 or rest < 100 else " "
    return words + (between + english(rest, joint, conjunction) if rest else "")


@given(
    number=st.integers(2, 999_999).filter(lambda number: number < 1000 or number % 1000),
    joint=st.sampled_from([" ", "-"]),
    conjunction=st.sampled_from([" ", " and "]),
)
def test_english_round_trip(number, joint, conjunction):
    text = english(number, joint, conjunction)
    (found,) = find_numbers(text, ENGLISH, settings=PLAIN)
    assert (found.start, found.end, found.replacement, found.safe) == (0, len(text), str(number), True)


def test_more_digits_than_python_reads_may_stand_beside_a_word():
    (found,) = find_numbers(f"It costs two ({'1' * 5000}) coins.", ENGLISH, settings=PLAIN)
    assert found.replacement == "2"


@given(st.text(alphabet="onetwhu-d \n.aдвапять,'" + MASK, max_size=60), st.sampled_from(["en", "ru"]))
def test_any_text_is_read_and_spans_are_ordered(text, language):
    found = list(find_numbers(text, LANGUAGES[language], settings=PLAIN))
    assert all(word.start < word.end <= len(text) for word in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
