"""Fixes: rounds, overlaps, rules that undo each other, and a structure that survives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from proselint_t.config import CommandLine, Resolver
from proselint_t.document import parse
from proselint_t.lint import fixer
from proselint_t.lint.fixer import fix
from proselint_t.lint.linter import check
from proselint_t.lint.proof import Proof, proved
from proselint_t.lint.proof.readings import outline
from proselint_t.rules.rule import ActiveRule, Context, Reach, RuleMeta, Violation
from proselint_t.text.edits import Applicability, Edit, Fix, apply_edits
from proselint_t.text.errors import RuleError
from proselint_t.text.limits import PROOF_READINGS
from proselint_t.text.source import Source
from proselint_t.text.span import Span
from tests.cases import bundled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Document


class Swap:
    """A rule that writes one text for another wherever it stands: the smallest rule with a fix."""

    reach: ClassVar[Reach] = Reach.DOCUMENT

    def __init__(self, old: str, new: str, **meta: Any) -> None:
        self.old, self.new = old, new
        self.meta = RuleMeta(meta.pop("id", f"test.{old.strip()}"), "swap", "Swap.", **meta)

    def check(self, document: Document, _context: Context) -> Iterator[Violation]:
        text = document.source.text
        start = text.find(self.old)
        while start >= 0:
            span = Span(start, start + len(self.old))
            edit = Edit(span, self.new)
            yield Violation(
                self.meta.id, self.meta.severity, span, "Swap.", Fix((edit,), "Swap", self.meta.fix)
            )
            start = text.find(self.old, span.end)


def fixed(text: str, *rules: Swap, unsafe: bool = False) -> str:
    return fix(Source(text), [ActiveRule(rule) for rule in rules], unsafe=unsafe).source.text


def test_rounds_follow_each_other() -> None:
    assert fixed("one", Swap("one", "two"), Swap("two", "three")) == "three"


def test_unsafe_fixes_need_the_word() -> None:
    rule = Swap("a", "b", fix=Applicability.UNSAFE)
    assert fixed("a", rule) == "a"
    assert fixed("a", rule, unsafe=True) == "b"


def test_display_fixes_are_never_applied() -> None:
    assert fixed("a", Swap("a", "b", fix=Applicability.DISPLAY), unsafe=True) == "a"


def test_patience_spent_on_other_fixes_does_not_hold_up_a_safe_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROOF_READINGS, "0")
    assert (
        fixed("one two", Swap("one", "three"), Swap("two", "four", fix=Applicability.UNSAFE)) == "three two"
    )


def test_each_fix_is_proved_only_where_none_is_left_that_is_harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is refused must not have all others proved in each round."""
    asked: list[int] = []
    monkeypatch.setattr(
        fixer, "proved", lambda found, proof: asked.append(len(found)) or proved(found, proof)
    )
    rules = Swap("ten.", "10."), Swap("one", "two"), Swap("two", "three")
    assert fixed("A word.\nten. more\n\none", *rules) == "A word.\nten. more\n\nthree"
    assert asked == [1]


@pytest.mark.parametrize(("first", "second", "expected"), [(0, 1, "x y"), (1, 0, "q c")])
def test_priority_decides_between_overlapping_fixes(first: int, second: int, expected: str) -> None:
    assert fixed("a b c", Swap("a b", "q", priority=first), Swap("a b c", "x y", priority=second)) == expected


def test_rules_that_undo_each_other_are_named() -> None:
    with pytest.raises(RuleError, match=r"test\.a and test\.b undo each other"):
        fixed("a", Swap("a", "b"), Swap("b", "a"))


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("A word.\nten. more", "ten.", "10."),
        ("word\n\nminus one", "minus", "-"),
        ("A text\n\nhash it", "hash", "#"),
        ("| a | b |\n|---|---|\n| c | d |", "c", "x | e"),
        ("> quote\n\ntext", "text", "> text"),
        ("1) one\n\n2) two", "2)", "7)"),
    ],
)
def test_a_fix_that_changes_the_structure_is_not_applied(text: str, old: str, new: str) -> None:
    assert fixed(text, Swap(old, new)) == text


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("One. <!-- kept --> Two.", ". <!-- kept --> ", ".\n"),
        ("One. <a id=x></a>Two.", " <a id=x></a>", "\n"),
        ("One. [](x.md) Two.", " [](x.md)", ""),
        ("One.[^1] Two.\n\n[^1]: Note.", ".[^1]", "."),
        ("A ` and a name.", "name", "`name`"),
        ("See [a](b.md).", "b.md", "c.md"),
        ("One  \ntwo.", "  \n", "\n"),
        ("See [a][b].\n\n[b]: c", "[b]: c", "b"),
    ],
)
def test_a_fix_that_changes_what_is_no_prose_is_neither_applied_nor_called_fixable(
    text: str, old: str, new: str
) -> None:
    rule = Swap(old, new)
    assert fixed(text, rule) == text
    assert all(one.fix is None for one in check(Source(text), [ActiveRule(rule)]).violations)


def test_a_fix_may_take_the_marks_that_its_rule_owns() -> None:
    assert fixed("A **bold** word.", Swap("**bold**", "«bold»")) == "A **bold** word."
    assert fixed("A **bold** word.", Swap("**bold**", "«bold»", owns=("emphasis",))) == "A «bold» word."


@pytest.mark.parametrize(
    "text",
    [
        "<!-- a word -->\n\nText.",
        "> <!-- a word -->\n> text",
        "<!-- one\n\na word --> text",
        "A <!-- a word --> text.",
        "<div>\na word\n</div>",
        "```\na word\n```",
        "    a word",
        "---\ntitle: a word\n---\nText.",
        "{% comment %}\na word\n{% endcomment %}\n\nText.",
        "Use {{ a word }} here.",
        "See https://example.com/a-word here.",
        "Open word.yaml first.",
    ],
)
def test_no_fix_reaches_into_what_is_no_prose(text: str) -> None:
    rule = Swap("word", "term")
    assert fixed(text, rule) == text
    assert all(one.fix is None for one in check(Source(text), [ActiveRule(rule)]).violations)
    assert fixed(f"{text}\n\nThe word.", rule) == f"{text}\n\nThe term."
    assert fixed("<!-- a word --> A word.", rule) == "<!-- a word --> A term."


def test_a_rule_that_feeds_itself_is_named_with_its_text() -> None:
    with pytest.raises(RuleError, match=r"test\.site never come to an end: «site»"):
        fixed("A site.", Swap("site", "the site"))


def test_a_bad_fix_does_not_hold_up_the_good_ones() -> None:
    text = "hash it\n\nkeep it\n\nhash that"
    assert fixed(text, Swap("hash", "#"), Swap("it", "this")) == "hash this\n\nkeep this\n\nhash that"


def test_places_that_are_not_touched_stay_byte_for_byte() -> None:
    text = "a\r\n\ttab  \r\nlast a\u00a0\r\n"
    assert fixed(text, Swap("last a", "last b")) == text.replace("last a", "last b")


@pytest.mark.parametrize("before", ["", "1. Item.\n\n", "> Quoted.\n\n"])
def test_no_paragraph_comes_into_a_title_that_others_read(before: str) -> None:
    text = f"{before}One.\n\nA title for other readers\n-----\nTwo.\n\nThree."
    rule = bundled("layout.blank-lines", paragraph="line")
    assert fix(Source(text, underlines=False), [rule]).source.text == text.replace("\n\nThree", "\nThree")


def test_outline_takes_neighbouring_paragraphs_as_one() -> None:
    one = outline(parse(Source("a\n\nb\n\n- c\n- d")).blocks)
    other = outline(parse(Source("a b\n\n- c\n- d")).blocks)
    assert one == other
    assert one != outline(parse(Source("a\n\n- c\n\n  d\n- e\n- f")).blocks)
    assert outline(parse(Source("> a\n\nb")).blocks) != outline(parse(Source("> a\nb")).blocks)


def test_edits_are_applied_in_any_order() -> None:
    edits = [Edit(Span(2, 3), "C"), Edit(Span(0, 1), "A"), Edit(Span(3, 3), "!")]
    assert apply_edits("abc", edits) == "AbC!"
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abc", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])


@pytest.mark.parametrize(
    "text",
    [
        "（“*ab”）cd**ef**（“*gh*”）ij。\n\nkl*mn op。*\n",
        "One *star here, in 3 words.\n\nAnother *pair* stands there.\n\nA star* here and a website.\n",
        "The site, a **bold** word.\n\n*) A star.\n\nIt needs a `tick and ten words.\n\nA tick` and a site.\n",
    ],
)
def test_a_fix_that_is_offered_is_harmless_alone(text: str) -> None:
    """One that is applied by itself has no other at its side that takes away what would go wrong."""
    rules = Resolver(CommandLine(preset="answer", isolated=True)).for_file(Path("answer.md")).rules
    report = check(Source(text, underlines=False), rules)
    offered = [one for one in report.violations if one.fix is not None and one.fix.edits]
    assert offered
    for one in offered:
        proof = Proof(report.document, rules)
        assert proof.harmless([one], proof.structure_of(one)) == [one]
