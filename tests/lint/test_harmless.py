"""The promise of the README, held by the instrument of ``benchmarks/harmless.py`` in small."""

from __future__ import annotations

import importlib.util
import random
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cases import load
from tests.conftest import ROOT
from tests.document.specs import commonmark

if TYPE_CHECKING:
    from types import ModuleType

PROMISE = "never touches code, links, quotations or the structure of a document"
HARM = {
    "code": ("Run `two  parts` here.", "Run `two parts` here."),
    "a block of code": ("Text.\n\n```\ntwo\n```\n", "Text.\n\n```\n2\n```\n"),
    "links": ("See [it](two.md).", "See [it](2.md)."),
    "the text of a link": ("See [it](two.md) now.", "See [it now](two.md)."),
    "images": ("See ![it](two.png).", "See ."),
    "definitions": ("See [it].\n\n[it]: two.md", "See [it].\n\n[it]: 2.md"),
    "quotations": ("He said «two parts».", "He said «2 parts»."),
    "block quotes": ("> two parts", "> 2 parts"),
    "the structure of a document": ("# Two\n\nText.", "# Two\nText.\n---"),
    "items": ("- one\n- two", "- one - two"),
    "containers": ("- one\n\ntwo", "- one\ntwo"),
    "tags": ("A <kbd>two</kbd>.", "A two."),
    "comments": ("A <!-- two --> b.", "A b."),
    "footnotes": ("A[^2] b.\n\n[^2]: Note.", "A b.\n\n[^2]: Note."),
    "hard breaks": ("A  \nb.", "A\nb."),
    "emphasis": ("A **two** b.", "A two b."),
    "formulas": ("Let $x_2 = two$ be.", "Let $x_2 = 2$ be."),
    "templates": ("A {{ two }} b.", "A {{ 2 }} b."),
    "words": ("A lot of words.", "A lot words of."),
}


def _instrument() -> ModuleType:
    path = ROOT / "benchmarks" / "harmless.py"
    if not path.is_file():
        pytest.skip("a source distribution has no benchmarks")
    spec = importlib.util.spec_from_file_location("harmless", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["harmless"] = module
    spec.loader.exec_module(module)
    return module


harmless = _instrument()


def test_the_promise_is_made_and_the_docs_say_what_proves_it() -> None:
    assert PROMISE in " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    usage = " ".join((ROOT / "docs" / "usage.md").read_text(encoding="utf-8").split())
    assert "`benchmarks/harmless.py`" in usage
    assert {"code", "links", "quotations", "the structure of a document"} <= HARM.keys()


@pytest.mark.parametrize("what", HARM)
def test_harm_is_seen(what: str) -> None:
    """An edit that rewrites the whole text may do no harm either."""
    before, after = HARM[what]
    assert harmless.differences(before, after, [])
    if what != "words":
        assert harmless.differences(before, after, [harmless.Change(before, after, frozenset())])
    assert not harmless.differences(before, before, [])


def test_words_of_edits_and_marks_that_a_rule_owns_are_no_harm() -> None:
    two = harmless.Change("two", "2", frozenset())
    assert not harmless.differences("It has two parts.", "It has 2 parts.", [two])
    assert harmless.differences("It has two parts, two.", "It has 2 parts, 2.", [two])
    letter = harmless.Change("c\u0430t", "cat", frozenset({"code"}))
    assert not harmless.differences("Run `c\u0430t x`.", "Run `cat x`.", [letter])
    assert harmless.differences("Run `c\u0430t x`.", "Run `cat y`.", [letter])
    assert not harmless.differences("> [!example]\n> two parts", "> [!example]\n> 2 parts", [two])
    stars = harmless.Change("**", "", frozenset({"emphasis"}))
    assert not harmless.differences("A **two** b.", "A two b.", [stars, stars])
    name = harmless.Change("two.md", "`two.md`", frozenset())
    assert not harmless.differences("A two.md b.", "A `two.md` b.", [name])


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("preset", ["answer", "docs"])
@pytest.mark.parametrize("dialect", load("lint/harmless"))
def test_dialects(dialect: str, preset: str, *, unsafe: bool) -> None:
    text = load("lint/harmless")[dialect]
    found, edits = harmless.faults(text, preset, unsafe=unsafe)
    assert not found
    assert edits or preset == "docs"
    assert not harmless.single_faults(text, preset, 3, random.Random(0))  # noqa: S311 - no secret


def test_specifications() -> None:
    """Each example of CommonMark and what GFM adds, between sentences to mend; all rules of an answer, all fixes."""
    found = {}
    for text in (*commonmark(), *load("document/gfm")):
        mixed = f"It doesn't work, for example, on the site.\n\n{text}\n\nThe site isn't up."
        found[text] = harmless.faults(mixed, "answer", unsafe=True)[0]
    assert not {text: faults for text, faults in found.items() if faults}
