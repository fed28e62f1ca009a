"""Latin and Cyrillic letters in one word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.language.scripts import Script, in_one_script, may_mix_scripts, script_of, scripts


@pytest.mark.parametrize(
    ("character", "script"),
    [
        ("a", Script.LATIN),
        ("é", Script.LATIN),
        ("я", Script.CYRILLIC),
        ("Ѕ", Script.CYRILLIC),
        ("ω", None),
        ("1", None),
    ],
)
def test_script_of_a_character(character, script):
    assert script_of(character) is script


@pytest.mark.parametrize(
    ("word", "repaired"),
    [
        ("k\u043ede", "kode"),  # Cyrillic о
        ("D\u0441", "Dc"),
        ("\u0420ostgres", "Postgres"),
        ("к\u006fд", "код"),  # Latin o
        ("\u0041дрес", "Адрес"),
        ("code", None),
        ("код", None),
        ("getСвойство", None),  # letters of its own on both sides
        ("\u043eo", None),  # look-alikes alone: no telling which
        ("a1", None),
    ],
)
def test_look_alikes_are_replaced_where_it_is_clear(word, repaired):
    assert in_one_script(word) == repaired
    assert repaired is None or len(scripts(repaired)) == 1


@given(st.text(alphabet="abeocxyzабеосхуя1 -", max_size=12))
def test_quick_look_agrees(text):
    runs = "".join(character if character.isalpha() else " " for character in text).split()
    assert may_mix_scripts(text) == any(len(scripts(run)) > 1 for run in runs)
