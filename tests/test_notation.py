"""Documents in the notation: what is read, what is a fault, and the commands of a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.cli.bundle import bundle as command
from proselint_t.notation.companions import read_bundle
from proselint_t.notation.composite import composed, parts
from proselint_t.source import Source

QUIET = {"number-gap", "unused-symbol"}
"""Faults that no preset reports."""
CASES = yaml.safe_load((Path(__file__).parent / "notation.yaml").read_text("utf-8"))


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
    assert read == [
        (name, body if body.endswith("\n") or not body else f"{body}\n") for name, body in documents
    ]


def test_a_line_of_any_length_is_read() -> None:
    line = "`A⁎` ≔ (" + "`" * 20_000 + "§" * 20_000 + "[" * 20_000 + ")\n"
    runs = ("` `a" * 20_000, "§1 " * 20_000, "(`A⁎`) " * 10_000, "# a" + " " * 40_000 + "b")
    for text in (line * 5, *runs):
        assert read_bundle([Source(text, "page.md")]).pages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "O.md").write_text("# 1.\n`P⁎` ≔ (the project)\n", "utf-8")
    (tmp_path / "T.md").write_text("# 1.\n`A⁎` ≔\n~~~markdown\n1) One.\n~~~\n`P⁎` and `Q⁎`.\n", "utf-8")
    return tmp_path


def run(*arguments: object) -> Any:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_check_reads_the_documents_together(folder: Path) -> None:
    result = run("check", "--isolated", "--output-format", "concise", folder)
    assert "T.md:6:11: error: notation.undefined-symbol" in result.output
    assert "P⁎" not in result.output


def test_build_and_extract_are_inverse(folder: Path) -> None:
    assert run("build", folder).exit_code == 0
    composite = folder / "composite.md"
    assert composite.read_text("utf-8").startswith("# 1. `O.md`\n~~~~~~markdown\n# 1.\n")
    assert run("extract", f"{composite}#T.md").output == (folder / "T.md").read_text("utf-8")
    assert run("extract", f"{folder / 'T.md'}#A⁎").output == "1) One.\n"
    assert "Q⁎" in run("check", "--isolated", composite).output


def test_build_writes_over_no_other_document_and_takes_no_stub(folder: Path) -> None:
    before = (folder / "O.md").read_bytes()
    assert "no composite file" in str(run("build", folder, "-o", folder / "O.md").exception)
    assert (folder / "O.md").read_bytes() == before
    (folder / "T.md").write_text("STUB\n", "utf-8")
    assert "STUB" in str(run("build", folder).exception)


def test_adopt_adds_a_point_once(folder: Path) -> None:
    reply = folder / "reply.md"
    reply.write_text("## 1. Sum\nDone.", "utf-8")
    arguments = ("adopt", reply, "--as", "# 2. A review", "--into", folder / "O.md")
    assert run(*arguments).exit_code == 0
    assert (folder / "O.md").read_text("utf-8").endswith("\n\n# 2. A review\n## 1. Sum\nDone.\n")
    assert "a point 2 already" in str(run(*arguments).exception)


def test_show_finds_definitions_uses_and_points(folder: Path) -> None:
    assert run("show", "P⁎", folder).output.splitlines() == [
        f"{folder / 'O.md'}:2:2: defined: (the project)",
        f"{folder / 'T.md'}:6:2: used",
    ]
    assert "`P⁎` ≔" in run("show", "§1", folder).output
    assert "knows" in str(run("show", "Z⁎", folder).exception)


def test_a_folder_without_documents_and_a_name_twice(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no documents of a bundle" in str(run("check", empty).exception)
    assert "two documents of one name" in str(run("check", folder, folder / "O.md").exception)
