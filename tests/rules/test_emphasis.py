"""The kind ``emphasis``: what it flags, and that its fix keeps the text and the structure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proselint_t.document import parse
from proselint_t.lint.linter import check
from proselint_t.text.edits import apply_edits
from proselint_t.text.source import Source
from tests.cases import Case, fixed, load, made, prove

EMPHASIS = made("emphasis", owns=("emphasis",))

PIECES = [
    *"ab1#>-+=!.\\",
    *(" ", " ", "\n", "\n\n", "> ", "- ", "1) ", "# ", "| a |\n|---|\n", "    "),
    *("*", "**", "***", "_", "__", "`", "``", "~~", "<b>", "</b>", "<em x='y'>", "</em>", "<br>", "<p>"),
    *("[", "]", "](u)", "[a]", "[a]: /u\n", "![", "$", "&amp;", "\\*", "слово", "1.1) ", "*)"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@pytest.mark.parametrize("case", load("rules/emphasis")["emphasis"], ids=lambda case: case["text"][:40])
def test_cases(case: Case) -> None:
    prove(case, EMPHASIS)


def reading(text: str) -> tuple[object, ...]:
    document = parse(Source(text))
    # A space that a tag kept from the end of its line is shown nowhere.
    texts = [segment.prose.text.strip().replace(" \n", "\n") for segment in document.segments]
    code = [segment.prose.text[slice(*span)] for segment in document.segments for span in segment.prose.code]
    links = [markup.kind for block in document.blocks for markup in block.markup if markup.kind == "link"]
    return texts, code, links, [point.number for point in document.points], document.shape


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_the_fix_keeps_text_and_structure(text: str) -> None:
    after = fixed(text, EMPHASIS)
    assert reading(after) == reading(text)
    assert fixed(after, EMPHASIS) == after


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_proof_is_made_before_the_fixer_makes_its_own(text: str) -> None:
    """Fixes applied as they are, without the fixer's own proof, keep text and structure too."""
    violations = check(Source(text), [EMPHASIS]).violations
    edits = [edit for violation in violations if violation.fix for edit in violation.fix.edits]
    assert reading(apply_edits(text, edits)) == reading(text)
