"""Configurations and rule files that are odd or hostile: refused with a place, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from proselint_t.config import CommandLine, Resolver, forget
from proselint_t.lint.linter import check
from proselint_t.rules.loader import read_rule
from proselint_t.text.errors import ConfigError, RuleError
from proselint_t.text.limits import MAX_PATTERNS
from proselint_t.text.source import Source

EXISTENCE = "extends: existence\nmessage: No.\ntokens: [foo]\n"
HEADINGS = "extends: required-headings\nmessage: a\n"
SWAP = "extends: substitution\nmessage: No.\nswap:\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    forget()
    return tmp_path


@pytest.mark.parametrize(
    "text",
    [
        "[ tool . proselint_t ]\npreset = 'answer'",
        "[tool.\"proselint_t\"]\npreset = 'answer'",
        "[tool]\nproselint_t = {preset = 'answer'}",
    ],
)
def test_every_way_to_write_the_table(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    assert Resolver().for_file(folder / "page.md").preset == "answer"


@pytest.mark.parametrize("text", ["tool = 5 # proselint_t", "[[tool]]\nproselint_t = 1"])
def test_no_table_of_ours(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    assert Resolver().for_file(folder / "page.md").config is None


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("pyproject.toml", "[tool.proselint_t]\nx = " + "[" * 20_000, "nested deeper than 100 levels"),
        (".proselint-t.yaml", "exclude: [a, '!']", ":1:14: exclude[1]: «!» is no pattern of files"),
        (".proselint-t.yaml", "overrides: [{files: '!'}]", "overrides[0].files: «!» is no pattern"),
        (
            ".proselint-t.yaml",
            "preset: answer\nrules: {layout.blank-lines: {before_point: " + "9" * 5000 + "}}",
            "before_point: expected a whole number",
        ),
        (
            ".proselint-t.yaml",
            "rules: {typography.terms: {terms: {A: {b: c}}}}",
            "terms.A: expected a list, found keys",
        ),
        (
            ".proselint-t.yaml",
            "preset: notation\nrules: {notation.fence: {bundle: [/etc/passwd]}}",
            "notation.fence.bundle: unknown key «bundle»",
        ),
    ],
)
def test_refused_configurations(folder: Path, name: str, text: str, message: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        Resolver().for_file(folder / "page.md")
    assert message in str(caught.value)


def test_terms_of_a_rule_may_be_a_list(folder: Path) -> None:
    (folder / ".proselint-t.yaml").write_text("rules: {typography.terms: {terms: [Own]}}", encoding="utf-8")
    settings = Resolver().for_file(folder / "page.md")
    assert [one.rule for one in check(Source("It is own.\n"), settings.rules).violations] == [
        "typography.terms"
    ]


def test_a_refused_flag() -> None:
    with pytest.raises(ConfigError, match="--exclude: «!» is no pattern of files"):
        Resolver(CommandLine(exclude=("!",)))


def test_a_path_beside_this_folder_is_not_below_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("here", "there"):
        (folder / name).mkdir()
    (folder / "here" / ".proselint-t.yaml").write_text("exclude: ['*.md']", encoding="utf-8")
    monkeypatch.chdir(folder / "here")
    resolver = Resolver()
    assert resolver.config_of(Path("../there/page.md")) is None
    assert not resolver.excluded(Path("../there/page.md"))
    assert resolver.excluded(Path("../here/page.md"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (EXISTENCE + "settings: [a]", "r.yaml:4:11: settings: expected keys and values"),
        (EXISTENCE + "priority: " + "1" * 5000, "priority: expected a whole number"),
        (EXISTENCE + "examples: [{good: a, settings: 5}]", "examples[0].settings: expected keys"),
        (EXISTENCE + "examples: [{good: a, settings: {z: 1}}]", "examples[0].settings.z: unknown key «z»"),
        (HEADINGS + "settings: {headings: {a: b}}", "r.yaml:3:22: settings.headings: expected a list"),
        (EXISTENCE + "settings: {bundle: [/etc/passwd]}", "settings.bundle: unknown key «bundle»"),
        (EXISTENCE + "settings: {notation: 3}", "settings.notation: unknown key «notation»"),
        (SWAP + "  five: {with: [5]}", "r.yaml:4:16: swap.five.with: expected text, found a list"),
    ],
)
def test_refused_rule_files(text: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        read_rule(text, "r.yaml", "own.r")
    assert message in str(caught.value)


def test_a_number_is_written_as_it_stands() -> None:
    assert read_rule(SWAP + "  five: {with: 5, alternatives: [6]}", "r.yaml", "own.r").meta.id == "own.r"


def test_a_vocabulary_of_too_many_patterns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MAX_PATTERNS, "2")
    for name, patterns in {"two": "a?b\nb?c\n", "three": "a?b\nb?c\nc?d\n"}.items():
        words = folder / name / "styles" / "config" / "vocabularies" / "Own"
        words.mkdir(parents=True)
        (words / "accept.txt").write_text(f"plain\nwords\nare\nnone\n{patterns}", encoding="utf-8")
        (words.parents[3] / ".vale.ini").write_text(
            "StylesPath = styles\nVocab = Own\n[*.md]\nBasedOnStyles = Vale\n", encoding="utf-8"
        )
    Resolver().for_file(folder / "two" / "page.md")
    with pytest.raises(ConfigError, match=r"accept\.txt:7: more than 2 patterns"):
        Resolver().for_file(folder / "three" / "page.md")
