"""Official names: the user's own, vocabularies at war with themselves, and places that are never touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.config import CommandLine, Resolver
from proselint_t.lint.fixer import fix
from proselint_t.lint.linter import check
from proselint_t.text.errors import ProselintError
from proselint_t.text.source import Source
from tests.cases import bundled, fixed

if TYPE_CHECKING:
    from pathlib import Path

RULE = bundled("typography.terms")
WRONG = ("github", "Javascript", "json", "Postgresql", "python", "Nodejs")
PLACES = (
    "`{}`",
    "`` a {} ``",
    "```\n{}\n```",
    "    {}",
    "https://{}.example/{}",
    "www.{}.example",
    "<https://example.com/{}>",
    "{}.example.com",
    "[page]({}.md)",
    "[page](<a {}>)",
    "[page][1]\n\n[1]: /{}",
    "![page]({}.png)",
    "someone@{}.example",
    "{}@example.com",
    "src/{}/main.py",
    "{}.yaml",
    "<a href='{}'>page</a>",
    "<code>{}</code>",
    "$x_{{{}}}$",
    "@{}",
    "#{}",
    "«{}»",
    "> {}",
)


def test_own_names_are_added_and_beat_the_bundled_ones() -> None:
    own = bundled("typography.terms", terms={"AcmeCorp": ["acme corp"], "Github": []})
    assert fixed("The Acme Corp and the acmecorp page.", own) == "The AcmeCorp and the AcmeCorp page."
    assert fixed("It is on GitHub and Github.", own) == "It is on Github and Github."


def test_the_configuration_adds_names(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").write_text("terms:\n  AcmeCorp: [Acme Corp]\n", encoding="utf-8")
    settings = Resolver(CommandLine()).for_file(tmp_path / "a.md")
    done = fix(Source("See Acme Corp on Github.\n"), settings.rules)
    assert done.source.text == "See AcmeCorp on GitHub.\n"


@pytest.mark.parametrize(
    "terms", [{"Acme": ["Apex"], "Apex": ["Acme"]}, {"ACME": [], "Acme": []}, {"One": ["x"], "Two": ["X"]}]
)
def test_names_that_fight_are_both_named(terms: dict[str, list[str]]) -> None:
    with pytest.raises(ProselintError) as error:
        check(Source("A word."), [bundled("typography.terms", terms=terms)])
    assert all(name in str(error.value) for name in terms)


@given(st.sampled_from(PLACES), st.sampled_from(WRONG), st.sampled_from(["", "See this. ", "Here it is: "]))
def test_names_in_code_and_addresses_are_never_touched(place: str, name: str, before: str) -> None:
    start = "" if place.startswith((" ", "`" * 3, ">")) else before
    text = start + place.replace("{{{}}}", "{" + name + "}").replace("{}", name)
    done = fix(Source(text), [RULE], unsafe=True)
    assert done.source.text == text
    assert done.report.violations == ()


@given(st.sampled_from(WRONG), st.sampled_from(["The {} page.", "Файл для {} мал.", "- {}, then", "**{}**"]))
def test_the_same_names_in_prose_are_found(name: str, frame: str) -> None:
    (violation,) = check(Source(frame.format(name)), [RULE]).violations
    assert violation.span.end - violation.span.start == len(name)
