"""Documents in the notation: what is read, what is a fault, and the commands of a bundle."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.notation.companions import read_bundle
from proselint_t.notation.composite import composed, parts
from proselint_t.notation.language import notation
from proselint_t.notation.reader import PageReader
from proselint_t.text.source import Source

QUIET = {"number-gap", "unused-symbol"}
"""Faults that no preset reports."""
CASES = yaml.safe_load((Path(__file__).parent / "documents.yaml").read_text("utf-8"))


def faults_of(documents: dict[str, str]) -> list[str]:
    bundle = read_bundle([Source(text, name) for name, text in documents.items()])
    return [
        (f"{page.name}: " if len(documents) > 1 else "") + f"{fault.kind} {fault.text}"
        for page in bundle.pages
        for fault in bundle.faults(page)
        if fault.kind not in QUIET
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_faults(case: dict[str, Any]) -> None:
    found = faults_of(case.get("bundle") or {"page.md": case["text"]})
    assert list(dict.fromkeys(found)) == case.get("faults", [])


@given(st.text(alphabet="`#§≔⠿~.[]() 12Aᵢ⁎\n-:⟨⟩", max_size=200))
def test_any_text_is_read_and_every_place_is_in_it(text: str) -> None:
    bundle = read_bundle([Source(text, "page.md")])
    for fault in bundle.faults(bundle.pages[0]):
        assert text[fault.span.start : fault.span.end] == fault.text


@given(
    st.lists(
        st.tuples(st.from_regex(r"[A-Z]\.md", fullmatch=True), st.text("~`#\nx", max_size=60)), min_size=1
    )
)
def test_a_composite_gives_back_its_documents(documents: list[tuple[str, str]]) -> None:
    text = composed(documents)
    read = [(part.name, text[part.span.start : part.span.end]) for part in parts(Source(text))]
    assert read == documents


def test_a_symbol_that_nothing_defines_is_told_at_its_first_place() -> None:
    text = "`A⁎` ≔ (one)\n\n`X⁎`, `Y⁎` and `X⁎`\n\n`B⁎`[§2] ≔ (two)\n# 1.\n`B⁎`, `X⁎`\n# 2.\n# 3.\n`B⁎`\n"
    assert faults_of({"page.md": text}) == [
        "undefined-symbol X⁎",
        "undefined-symbol Y⁎",
        "undefined-symbol B⁎",
        "undefined-symbol B⁎",
    ]


PARTS = st.lists(
    st.sampled_from(
        [
            "# 1. One\n",
            "# 2.\n",
            "## 1.1. Sum\n",
            "## 2.1. §1 of `A⁎`\n",
            "# A letter\n",
            "#\n",
            "~~~\n",
            "```md\n",
            "`A⁎` ≔ (one)\n",
            "`A⁎`[§2] ≔\n",
            "The text of `A⁎`:\n",
            "See §2.1, `B⁎` and point 1 below [x](#1-one).\n",
            "1) ⟨one `tick\n",
            "2.1) two\r\n",
            "\n",
            "no line end",
        ]
    ),
    max_size=14,
)


@given(st.lists(PARTS, min_size=2, max_size=4), st.data())
def test_a_new_version_is_read_as_a_whole_text_would_be(
    versions: list[list[str]], data: st.DataObject
) -> None:
    reader = PageReader(notation())
    text = "".join(versions[0])
    for new in versions[1:]:
        first, last = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
        text = text[:first] + "".join(new[:3]) + text[last:]
        source = Source(text, "page.md")
        read, whole = reader.read(source), PageReader(notation()).read(source)
        for field in fields(read):
            assert getattr(read, field.name) == getattr(whole, field.name)


def test_what_began_a_version_goes_on_with_what_stands_before_it() -> None:
    reader, source = PageReader(notation()), Source("1) ⟨one `tick\n~~~\n", "page.md")
    reader.read(Source("~~~\n", "page.md"))
    assert reader.read(source).flaws == PageReader(notation()).read(source).flaws


def test_a_line_of_any_length_is_read() -> None:
    line = "`A⁎` ≔ (" + "`" * 20_000 + "§" * 20_000 + "[" * 20_000 + ")\n"
    runs = ("` `a" * 20_000, "§1 " * 20_000, "(`A⁎`) " * 10_000, "# a" + " " * 40_000 + "b")
    for text in (line * 5, *runs):
        assert read_bundle([Source(text, "page.md")]).pages
