"""Flavours: what they add to a configuration, and how a project shows its own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from proselint_t.config import CommandLine, Resolver, forget
from proselint_t.config.flavours import FLAVOURS, found
from proselint_t.lint.checking import check, fix
from proselint_t.text.names import MARKERS
from proselint_t.text.source import Source
from tests.conftest import ROOT
from tests.end_to_end.test_docs import printed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = re.compile("⟪(.*?)⟫")
CASES = {
    "mkdocs: an admonition": ("mkdocs", '!!! note "A title"\n    A ⟪site⟫.\n\n    The ⟪site⟫.\n\nText.\n'),
    "mkdocs: one that is folded": ("mkdocs", "???+ tip\n    A ⟪site⟫.\n"),
    "mkdocs: a tab": ("mkdocs", '=== "One"\n\n    A ⟪site⟫.\n\n=== "Two"\n\n    The ⟪site⟫.\n'),
    "mkdocs: in an item": ("mkdocs", "1. Item.\n\n    !!! note\n        A ⟪site⟫.\n\n        The ⟪site⟫.\n\n    Text.\n"),
    "mkdocs: other indented text is code": ("mkdocs", "!!! note\n    A ⟪site⟫.\n\nText.\n\n    site = 1\n"),
    "mkdocs: code in a note is code": ("mkdocs", "!!! note\n    A ⟪site⟫.\n\n    ```\n    site\n    ```\n"),
    "mkdocs: a note in a note": (
        "mkdocs", "!!! note\n    A ⟪site⟫.\n\n    ??? tip\n        The ⟪site⟫.\n\n        !!! note\n            Our ⟪site⟫.\n"
    ),
    "mkdocs: a note in a tab in an item": (
        "mkdocs", '- Item.\n\n    === "One"\n\n        !!! note\n            A ⟪site⟫.\n\n        Old ⟪site⟫.\n\n    The ⟪site⟫.\n'
    ),
    "mkdocs: code in a note in a note is code": (
        "mkdocs", "!!! note\n    !!! tip\n        A ⟪site⟫.\n\n            site = 1\n"
    ),
    "mkdocs: an abbreviation": ("mkdocs", "*[IT]: a site\n"),
    "mkdocs: its end is that of the file": ("mkdocs", "!!! note\n    A ⟪site⟫."),
    "myst: a directive": ("myst", "```{note}\nA ⟪site⟫.\n```\n"),
    "myst: a directive in a directive": (
        "myst", "````{note}\nA ⟪site⟫.\n\n```{tip}\nThe ⟪site⟫.\n```\n\nOur ⟪site⟫.\n````\n"
    ),
    "myst: with options": ("myst", "```{warning} Title\n:class: site\n\nA ⟪site⟫.\n```\n"),
    "myst: code": ("myst", "```{code-block} python\nsite = 1\n```\n"),
    "obsidian: a template": ("obsidian", "A ⟪site⟫ is here: <% tp.site %>.\n"),
    "hugo: front matter in JSON": ("hugo", '{\n  "title": "A site of two"\n}\n\nA ⟪site⟫.\n'),
    "vitepress: an expression": ("vitepress", "A ⟪site⟫ {{\n the site\n}} is here.\n"),
    "quarto: a citation": ("quarto", "A ⟪site⟫ [@smith, the site].\n"),
    "docusaurus: a comment of MDX": (
        "docusaurus", "{/* proselint-t-disable-next-line english.website -- quoted */}\nA site.\n\nA ⟪site⟫.\n"
    ),
    "none": ("none", "!!! note\n    A site.\n"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A project; the flavours of folders that were looked at before are forgotten."""
    forget()
    (tmp_path / ".git").mkdir()
    yield tmp_path
    forget()


def settings(folder: Path, config: str) -> Resolver:
    forget()
    (folder / ".proselint-t.yaml").write_text(f"select: [english.website]\n{config}", encoding="utf-8")
    return Resolver()


@pytest.mark.parametrize("name", CASES)
def test_what_is_prose(folder: Path, name: str) -> None:
    flavour, marked = CASES[name]
    text = MARK.sub(r"\1", marked)
    own = settings(folder, f"flavour: {flavour}\n").for_file(folder / "a.md")
    report = check(own.as_read(Source(text)), own)
    told = text
    for one in sorted(report.violations, key=lambda one: -one.span.start):
        told = f"{told[: one.span.start]}⟪{told[slice(*one.span)]}⟫{told[one.span.end :]}"
    assert told == marked
    result = fix(Source(text), own)
    assert result.source.text == MARK.sub(lambda match: match[1].replace("site", "website"), marked)


@pytest.mark.parametrize(
    ("flavour", "marker"), [(name, one) for name, ones in MARKERS.items() for one in ones]
)
def test_a_project_shows_its_flavour(folder: Path, flavour: str, marker: str) -> None:
    (folder / marker).mkdir() if marker.startswith(".") else (folder / marker).touch()
    page = folder / "docs" / "deep" / "a.md"
    assert found(page.parent) == flavour
    assert found(folder.parent) == "none"


def test_what_is_stronger_than_the_files(folder: Path) -> None:
    (folder / "mkdocs.yml").touch()
    page = folder / "a.md"
    assert settings(folder, "").for_file(page).inside
    assert not settings(folder, "flavour: none\n").for_file(page).inside
    assert settings(folder, "flavour: quarto\n").for_file(page).value("extensions") == (
        "md",
        "markdown",
        "qmd",
    )
    assert settings(folder, "flavour: quarto\nextensions: [txt]\n").for_file(page).value("extensions") == (
        "txt",
    )
    assert not Resolver(CommandLine(isolated=True)).for_file(page).inside


def test_masks_add_up(folder: Path) -> None:
    own = settings(folder, "flavour: obsidian\nmask: {span: 'X+'}\n").for_file(folder / "a.md")
    assert ("span", "X+") in own.value("mask")
    assert len(own.value("mask")) > 1


def test_folders_are_searched_for_what_the_flavour_writes(folder: Path) -> None:
    (folder / "_quarto.yml").touch()
    (folder / "a.qmd").write_text("The site.\n", encoding="utf-8")
    out = printed("proselint-t check --select english.website --output-format json", folder)
    assert [one["path"] for one in json.loads(out.partition("\n]")[0] + "\n]")] == ["a.qmd"]


def test_a_run_is_not_told_again_when_a_project_shows_another_flavour(folder: Path) -> None:
    """What was found is kept; the file that shows a flavour decides too."""
    (folder / "docs").mkdir()
    (folder / "docs" / "a.md").write_text("!!! note\n    The site.\n", encoding="utf-8")
    command = "proselint-t check docs --select english.website --output-format concise"
    for _ in range(2):
        assert "english.website" not in printed(command, folder)
    (folder / "mkdocs.yml").touch()
    for _ in range(2):
        assert "a.md:2:9: error: english.website" in printed(command, folder)


def test_the_page_names_every_flavour() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    table = page.partition("\n## Flavours\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == {*FLAVOURS} - {"none"}
