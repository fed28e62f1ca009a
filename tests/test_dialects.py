"""The masks of dialects: their examples are their tests, and what a configuration adds."""

from __future__ import annotations

import pytest

from proselint_t.document import parse
from proselint_t.document.dialects import masks
from proselint_t.source import Source

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
