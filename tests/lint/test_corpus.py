"""The bundled rules on whole documents: fixes settle at once and keep the structure."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from proselint_t.config import CommandLine, Resolver
from proselint_t.document import parse
from proselint_t.lint.fixer import fix
from proselint_t.lint.linter import check
from proselint_t.lint.proof.readings import outline
from proselint_t.text.source import Source
from tests.conftest import ROOT
from tests.document.specs import commonmark, fixtures

if TYPE_CHECKING:
    from proselint_t.rules.rule import ActiveRule

PRESETS = ("answer", "docs")


@cache
def rules(preset: str) -> tuple[ActiveRule, ...]:
    return Resolver(CommandLine(isolated=True, preset=preset)).for_file(Path("document.md")).rules


def assert_fixes_settle(text: str, preset: str, *, unsafe: bool) -> None:
    once = fix(Source(text), rules(preset), unsafe=unsafe)
    again = fix(once.source, rules(preset), unsafe=unsafe)
    assert not again.changed, (text, once.source.text, again.source.text)
    assert outline(parse(Source(text)).blocks) == outline(once.report.document.blocks), text


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("preset", PRESETS)
def test_specification_examples(preset: str, unsafe: bool) -> None:
    for text in (*commonmark(), *fixtures()):
        assert_fixes_settle(text, preset, unsafe=unsafe)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("preset", PRESETS)
def test_own_examples(preset: str, unsafe: bool) -> None:
    for path in sorted((ROOT / "examples").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert_fixes_settle(text, preset, unsafe=unsafe)
        assert_fixes_settle(text.replace("\n", "\r\n"), preset, unsafe=unsafe)


@pytest.mark.parametrize("preset", PRESETS)
def test_seed_documents(shared: Path, preset: str) -> None:
    for path in sorted((shared / "seed").glob("*.md")):
        for unsafe in (False, True):
            assert_fixes_settle(path.read_text(encoding="utf-8"), preset, unsafe=unsafe)


def test_an_answer_in_the_house_format_is_quiet(shared: Path) -> None:
    source = Source.read(shared / "seed" / "answer.md")
    report = check(source, rules("answer"))
    found = [(source.position(v.span.start).line, v.rule) for v in report.violations]
    hidden = {"layout.trailing-space", "english.hereafter"}  # slips that no reader of the answer sees
    assert [one for one in found if one[1] not in hidden] == [
        (84, "english.for-example"),
        (85, "english.for-example"),
    ]


def test_clean_examples_are_quiet() -> None:
    for path in sorted((ROOT / "examples").glob("*.clean.md")):
        assert check(Source.read(path), rules("answer")).violations == ()
