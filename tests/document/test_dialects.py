"""The masks of dialects: their examples are their tests, and what a configuration adds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proselint_t import check
from proselint_t.document import parse
from proselint_t.document.annotations.dialects import far_openings, masks
from proselint_t.text.errors import ConfigError, RuleError
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = [(mask.name, example) for mask in masks() for example in mask.examples]


def unmasked(text: str, own: tuple[tuple[str, str], ...] = ()) -> list[int]:
    """The source offsets of letters and digits that word rules read."""
    document = parse(Source(text, masks=own))
    return [
        segment.prose.origin(at)
        for segment in document.segments
        for at, character in enumerate(segment.prose.masked)
        if character.isalnum()
    ]


def expected(marked: str) -> tuple[str, list[int]]:
    """The text without ⟪ and ⟫, and the offsets of its letters outside them."""
    text, outside, inside = "", [], False
    for character in marked:
        if character in "⟪⟫":
            inside = character == "⟪"
            continue
        if character.isalnum() and not inside:
            outside.append(len(text))
        text += character
    return text, outside


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_examples(name: str, example: str) -> None:
    text, outside = expected(example)
    assert [text[at] for at in unmasked(text)] == [text[at] for at in outside], name


@pytest.mark.parametrize("name", [mask.name for mask in masks()])
def test_every_mask_has_examples(name: str) -> None:
    mask = next(mask for mask in masks() if mask.name == name)
    assert any("⟪" in example for example in mask.examples)


@pytest.mark.parametrize("sign", [mask.sign for mask in masks() if mask.sign])
def test_every_sign_begins_with_a_character(sign: str) -> None:
    """One that does not makes all signs six times slower to look for."""
    alternatives = re.sub(r"\((?:[^()\\]|\\.)*\)", "", sign).split("|")
    assert all(re.match(r"[^\\\[(.]|\\\W", one) for one in alternatives)


OWN = [
    ("The ⟪<<site *two*>>⟫ and ⟪AB-12⟫ here.", (("span", "<<.*?>>"), ("span", r"[A-Z]+-\d+"))),
    ("Text.\n⟪@@@ site⟫\nMore.\n\n> ⟪@@@ site⟫\n\n- ⟪@@@ site⟫", (("block", "@@@.*"),)),
    ("⟪~[ site\n\ntwo ]~⟫\nText.\n\n- ⟪~[ site\n\n  two ]~⟫", (("block", r"(?s)~\[.*?\]~"),)),
    ("Two @@@ sites", (("block", "@@@.*"),)),
]


@pytest.mark.parametrize(("example", "own"), OWN)
def test_masks_of_a_configuration(example: str, own: tuple[tuple[str, str], ...]) -> None:
    text, outside = expected(example)
    assert [text[at] for at in unmasked(text, own)] == [text[at] for at in outside]


@given(st.text("<>{}/\"' =a:@-\n", max_size=20), st.text("<>{}/\"' =a:@-\n", max_size=20))
def test_what_is_closed_on_its_line_begins_no_mask(inside: str, behind: str) -> None:
    for mask in masks():
        text = f"{''.join(mask.literals[:1])}A {inside}>{behind}"
        if mask.closed and re.match(mask.closed, text):
            assert mask.end_at(text, 0) is None


def test_a_mask_that_runs_away_is_an_error() -> None:
    with pytest.raises(RuleError, match="took too long"):
        unmasked("a" * 60 + "c", (("span", "(a|a)+$b"),))


@pytest.mark.parametrize("pattern", ["(a", "", "[z-a]"])
def test_a_mask_that_is_no_pattern_is_an_error(pattern: str, tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text(f"mask: {{span: '{pattern}'}}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"yaml:1:14: mask\.span"):
        check("Text.", path=str(tmp_path / "a.md"))


def test_a_configuration_masks(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("preset: docs\nmask: {span: 'x site'}\n", encoding="utf-8")
    found = check("The x site, y site.", path=str(tmp_path / "a.md")).violations
    assert [one.span.start for one in found] == [14]


def test_what_only_a_text_can_begin_with_opens_nothing_farther_down() -> None:
    assert [at.end for at, _ in far_openings("+++\na = 1\n\n+++\n")] == [3]
    assert not [*far_openings("One.\n\n+++ two\n\n+++\n")]


def test_a_far_opening_stands_behind_markers_with_their_space_alone() -> None:
    assert [*far_openings("- \\[\n")]
    assert [*far_openings(">\\[\n")]
    assert not [*far_openings("**\\[two]**\n")]


@pytest.mark.parametrize("text", ["\\begin{a}\nx\n\\end{a}, two\n", "{% raw %}\nx\n{% endraw %} two\n"])
def test_the_first_closing_alone_ends_a_mask(text: str) -> None:
    """What follows the line on which it stands is read, whatever ends farther down."""
    page = f"{text}\nThree.\n\n{text[text.index(chr(10), 12) + 1 : text.index(' two')]}\n"
    assert {page.index("Three")} <= {*unmasked(page)}


def test_a_mask_that_is_first_begins_nowhere_else() -> None:
    for mask in masks():
        for example in mask.examples if mask.first else ():
            text = re.sub("[⟪⟫]", "", example)
            assert mask.end_at(text, 0)
            assert mask.end_at(f"One.\n\n{text}", 6) is None
