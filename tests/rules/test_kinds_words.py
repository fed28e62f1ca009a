"""The kinds that read words: what they flag, what they say of it, what their fixes leave behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from proselint_t.config import CommandLine, Resolver
from proselint_t.document import parse
from proselint_t.lint.linter import check, segments_for
from proselint_t.rules.kinds import kind_of
from proselint_t.rules.rule import ActiveRule, Context, FieldType, RuleMeta
from proselint_t.text.errors import RuleError
from proselint_t.text.literals import literals_of
from proselint_t.text.source import Source
from tests.cases import Case, bare, load, params, prove

KINDS = (
    "existence",
    "substitution",
    "occurrence",
    "repetition",
    "consistency",
    "abbreviation",
    "point-reference",
)


def rule_of(kind: str, case: dict[str, Any]) -> ActiveRule:
    """A rule from what its file would say, the defaults of the kind filled in."""
    made = kind_of(kind)
    given_options = case.get("options", {})
    options = {field.name: given_options.get(field.name, field.default) for field in made.fields}
    assert given_options.keys() <= options.keys()
    meta = {"message": "%s", **case.get("meta", {})}
    meta = {key: tuple(value) if isinstance(value, list) else value for key, value in meta.items()}
    return ActiveRule(made(RuleMeta(f"test.{kind}", kind, **meta), options))


@pytest.mark.parametrize(
    ("kind", "case"), params((kind, case) for kind in KINDS for case in load(f"rules/kinds/{kind}"))
)
def test_cases(kind: str, case: Case) -> None:
    rule = rule_of(kind, case)
    prove(case, rule)
    violations = check(Source(bare(case)), [rule]).violations
    if "messages" in case:
        assert [violation.message for violation in violations] == case["messages"]
    if "severities" in case:
        assert [violation.severity for violation in violations] == case["severities"]


@pytest.mark.parametrize("kind", KINDS)
def test_fields_have_a_default_or_are_required(kind: str) -> None:
    for field in kind_of(kind).fields:
        assert field.required == (field.default is None and field.type is not FieldType.ANY)


def test_alternatives_are_further_replacements_of_the_span() -> None:
    rule = rule_of("substitution", {"options": {"swap": {"utilize": "use|employ"}}})
    (violation,) = check(Source("We utilize it."), [rule]).violations
    assert violation.fix is not None
    assert violation.fix.alternatives == ("employ",)


def test_what_is_missing_is_marked_at_the_start() -> None:
    case = {"options": {"token": "intro", "min": 1}, "meta": {"scope": ["raw"]}}
    (violation,) = check(Source("No such word."), [rule_of("occurrence", case)]).violations
    assert violation.span == (0, 0)


@pytest.mark.parametrize(
    ("kind", "options", "key"),
    [
        ("existence", {"tokens": ["("]}, "tokens"),
        ("existence", {"tokens": ["a"], "exceptions": ["["]}, "exceptions"),
        ("existence", {"tokens": ["a"], "unless_before": ["("]}, "unless_before"),
        ("substitution", {"swap": {"a)": "b"}}, "swap"),
        ("substitution", {"swap": {"a": {"with": "b", "fix": "sure"}}}, "swap"),
        ("substitution", {"swap": {"a": {"with": "b", "until": "May"}}}, "swap"),
        ("existence", {"tokens": ["a"], "action": "remove"}, "action"),
        ("occurrence", {"token": "(?<a"}, "token"),
    ],
)
def test_a_wrong_value_names_its_key(kind: str, options: dict[str, Any], key: str) -> None:
    with pytest.raises(RuleError) as raised:
        rule_of(kind, {"options": options})
    assert raised.value.place.key == key


def test_a_pattern_that_runs_away_names_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROSELINT_T_RULE_SECONDS", "0.05")
    rule = rule_of("existence", {"options": {"tokens": [r"(?:x|xx|x\w)+y"]}})
    with pytest.raises(RuleError, match=r"test\.existence"):
        check(Source("x" * 200), [rule])


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("very|quite", ("quite", "very")),
        (r"\bin order to\b", ("in order to",)),
        ("colou?r", ("colo",)),
        ("(?:web|www)-?sites?", ("site",)),
        ("(?<!not )a+b(?=cd)", ()),
        (r"e\.g\.", ("e.g.",)),
        ("[ab]c", ()),
        (r"(?:do|does)n['’]t", ("do", "does")),
        ("(?:do|does)n(?:'|’)t", ("'", "’")),
        ("(?:optional)?", ()),
        ("one|", ()),
        ("[[a-z]--[b]]xyz", ()),
        ("(?i:Word)", ("word",)),
        ("[—‑] *", ("‑", "—")),
        ("(?:[‽Ⓐ]|and)", ("and", "‽", "ⓐ")),
        ("[^‽]", ()),
        ("[‽]?", ()),
        ("[‽é]", ()),
    ],
)
def test_literals(pattern: str, literals: tuple[str, ...]) -> None:
    assert literals_of(pattern) == literals


PARTS = st.sampled_from(
    [
        "ab",
        "c",
        ".",
        "[xy]",
        r"\.",
        "(?:ab|cd)",
        "(?:e|f?)",
        "é",
        " ",
        "(?=a)",
        "(?<!b)",
        r"\b",
        "[«Ⓐ]",
        "[^«]",
    ]
)
QUANTIFIED = st.tuples(PARTS, st.sampled_from(["", "", "?", "*", "+", "{2}", "{2,3}?", "{0,2}", "+?"])).map(
    "".join
)
PATTERNS = st.lists(QUANTIFIED, min_size=1, max_size=4).map("".join)


@given(st.lists(PATTERNS, min_size=1, max_size=3).map("|".join), st.text("abcdefxyé. ABé«Ⓐⓐ", max_size=12))
@settings(max_examples=600, deadline=None)
def test_a_match_holds_one_of_the_literals(pattern: str, text: str) -> None:
    literals = literals_of(pattern)
    if literals and regex.search(pattern, text, regex.V1 | regex.I):
        assert any(literal in text.lower() for literal in literals)


@given(
    st.lists(PATTERNS, min_size=1, max_size=3),
    st.lists(st.text("abcdefxyé. AB«*`", max_size=12), min_size=1, max_size=5).map("\n\n".join),
)
@settings(max_examples=300, deadline=None)
def test_segments_that_are_not_asked_hold_no_violation(tokens: list[str], text: str) -> None:
    options = {"tokens": tokens, "ignorecase": True, "nonword": True}
    asked, unasked = (rule_of("existence", {"options": options}) for _ in range(2))
    unasked.rule.literals_for = lambda _settings: ()  # type: ignore[attr-defined]
    assert check(Source(text), [asked]).violations == check(Source(text), [unasked]).violations


_HOUSE = {
    active.rule.meta.id: active
    for active in Resolver(CommandLine(isolated=True, preset="answer")).for_file(Path("a.md")).rules
}
_NEAR = st.sampled_from(
    [
        *("github", "Github", "javascript", "node.js", "press", "the Save button", "«A» > «B»", "**Menu**"),
        *("<kbd>Go</kbd>", "`x`", "баг", "бэкенд", "апи", "кнопку «Да»", "x.com", "file.md", "_", "1", "é"),
        *(" ", " ", "\n", "\n\n", ". ", "-", "/", "don't"),
    ]
)


@pytest.mark.parametrize("rule", ["typography.terms", "typography.interface-names", "russian.jargon"])
@given(st.lists(_NEAR, max_size=14).map("".join))
@settings(max_examples=150, deadline=None)
def test_segments_without_the_words_of_a_rule_hold_no_violation(rule: str, text: str) -> None:
    active = _HOUSE[rule]
    document = parse(Source(text))
    asked = [segment.prose.text for segment in segments_for(active, document)]
    context = Context(document, active.settings)
    for segment in document.segments:
        if segment.prose.text not in asked:
            assert not list(active.rule.check(segment, context))
