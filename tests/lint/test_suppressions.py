"""Comments that silence rules: their range, and the report of those that silence nothing."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.document import parse
from proselint_t.lint.linter import lint
from proselint_t.lint.suppressions import IDS, Comment, silence
from proselint_t.rules.files import Catalog
from proselint_t.rules.kinds.sentences import Sentences
from proselint_t.rules.rule import ActiveRule, RuleMeta, Severity, Violation
from proselint_t.text.source import Source
from proselint_t.text.span import Span

RULE = "layout.one-sentence-per-paragraph"
ACTIVE = ActiveRule(
    Sentences(RuleMeta(RULE, "sentences", "One sentence."), {"openers": ()}), {"paragraph": "line"}
)
RULES = [ACTIVE, *(ActiveRule(Catalog().rule(rule)) for rule in IDS)]
KNOWN = {RULE, "english.point", "english.website"}

BAD = "One. Two."

CASES = [
    (BAD, [(1, RULE)]),
    (f"<!-- proselint-t-disable -->\n\n{BAD}", []),
    (f"<!-- proselint-t-disable {RULE} -->\n\n{BAD}", []),
    (f"<!-- proselint-t-disable layout -- the client's own words -->\n\n{BAD}", []),
    (
        f"<!-- proselint-t-disable {RULE} -->\n\n{BAD}\n\n<!-- proselint-t-enable {RULE} -->\n\n{BAD}",
        [(7, RULE)],
    ),
    (f"<!-- proselint-t-disable {RULE} -->\n\n{BAD}\n\n<!-- proselint-t-enable -->\n\n{BAD}", [(7, RULE)]),
    (f"<!-- proselint-t-disable-line {RULE} --> {BAD}", []),
    (f"{BAD} <!-- proselint-t-disable-line -->\n{BAD}", [(2, RULE)]),
    (f"<!-- proselint-t-disable-next-line {RULE} -->\n{BAD}\n{BAD}", [(3, RULE)]),
    (f"<!-- proselint-t-disable-next-line {RULE} -->\n\n{BAD}\n{BAD}\n\n{BAD}", [(6, RULE)]),
    (f"{BAD}\n\n{BAD}\n\n<!-- proselint-t-disable-file {RULE} -->", []),
    (f"<!-- proselint-t-disable {RULE} -->\n\nOne.", [(1, "suppression.unused")]),
    ("<!-- proselint-t-disable english.point -->\n\nOne.", []),
    (f"<!-- proselint-t-disable english.pont -->\n\n{BAD}", [(1, "suppression.unknown-rule"), (3, RULE)]),
    (f"```\n<!-- proselint-t-disable-file -->\n```\n\n{BAD}", [(5, RULE)]),
    (f"Write `<!-- proselint-t-disable-file -->` there.\n{BAD}", [(2, RULE)]),
    (f"<!-- proselint-t-disable-next-line {RULE} -->\r\n{BAD}\r\n{BAD}", [(3, RULE)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_suppressions(text: str, expected: list[tuple[int, str]]) -> None:
    document = parse(Source(text))
    found = lint(document, RULES, known=KNOWN)
    assert [(document.source.position(v.span.start).line, v.rule) for v in found] == expected


def test_unknown_rule_names_the_nearest() -> None:
    found = lint(parse(Source("<!-- proselint-t-disable english.pont -->")), RULES, known=KNOWN)
    assert "english.point" in found[0].message


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("proselint-t-disabel english.point", "«proselint-t-disabel» is no directive: did"),
        ("proselint-t disable english.point", "did you mean «proselint-t-disable»"),
        ("proselint_t-disable english.point", "did you mean «proselint-t-disable»"),
        ("proselint-t: disable english.point", "did you mean «proselint-t-disable»"),
        ("Proselint-T-Disable english.point", "did you mean «proselint-t-disable»"),
        ("proselint-t", "is no directive: there are disable-next-line,"),
        ("proselint-t-disable-lines", "did you mean «proselint-t-disable-line»"),
    ],
)
def test_a_comment_that_is_no_directive_is_reported(comment: str, message: str) -> None:
    found = lint(parse(Source(f"<!-- {comment} -->\n\nOne.")), RULES, known=KNOWN)
    assert [one.rule for one in found] == ["suppression.unknown-directive"]
    assert message in found[0].message


def test_a_reason_without_its_sign_is_said_once() -> None:
    text = "<!-- proselint-t-disable english.point because of the customer -->"
    found = lint(parse(Source(text)), RULES, known=KNOWN)
    assert [one.message for one in found] == [
        "There is no rule «because of the customer»: a reason stands behind « -- »."
    ]


@given(
    st.lists(st.sampled_from(["disable a", "disable a.x", "disable", "enable", "enable a.x", "enable a", ""]))
)
def test_ranges_are_those_of_a_reader_who_goes_line_by_line(actions: list[str]) -> None:
    off: set[str] = set()
    comments, violations, expected = [], [], []
    for line, action in enumerate(actions):
        word, *rules = action.split() or [""]
        if word:
            comments.append(Comment(Span(10 * line, 10 * line + 5), word, tuple(rules)))
        if word == "disable":
            off |= {*rules} or {""}
        elif word == "enable":
            off = {
                one
                for one in off
                if one and rules and not (one == rules[0] or one.startswith(f"{rules[0]}."))
            }
        violations.append(Violation("a.x", Severity.ERROR, Span(10 * line + 7, 10 * line + 8), ""))
        if not off:
            expected.append(violations[-1])
    assert silence(comments, 10 * len(actions), violations, [], None) == expected


def test_many_comments_take_time_in_proportion() -> None:
    def cost(count: int) -> float:
        document = parse(Source("<!-- proselint-t-disable english -->\n\nOne. Two.\n\n" * count))
        start = process_time()
        lint(document, RULES, known=KNOWN)
        return process_time() - start

    cost(50)
    assert cost(3200) < 16 * max(cost(400), 0.02)
