"""What the server writes to silence a violation silences it, and makes no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from proselint_t.config import CommandLine, Resolver
from proselint_t.lint.incremental import Session
from proselint_t.lint.linter import check
from proselint_t.lint.silencing import silencing, with_suppressions
from proselint_t.lint.suppressions import IDS
from proselint_t.lsp.actions import differences
from proselint_t.text.edits import apply_edits
from proselint_t.text.source import Source
from tests.lint.test_add_suppressions import PIECES
from tests.lint.test_incremental import PARTS

if TYPE_CHECKING:
    from proselint_t.rules.rule import Violation
    from proselint_t.text.edits import Edit

ANSWER = Resolver(CommandLine(preset="answer", isolated=True)).for_file(Path("answer.md"))
EXAMPLES = [
    pytest.param(example.text, id=f"{active.rule.meta.id}:{example.line}")
    for active in ANSWER.rules
    if active.rule.meta.id not in IDS  # a comment silences no report of a comment
    for example in active.rule.meta.examples
    if example.spans
]


def offered(text: str) -> dict[Violation, Edit]:
    """The comment that an editor is offered for each violation that it is offered one for."""
    session = Session(ANSWER)
    source = Source(text)
    return dict(silencing(source, session.check(source), session.edited))


@pytest.mark.parametrize("text", EXAMPLES)
def test_a_silenced_violation_is_gone(text: str) -> None:
    """Held against the examples of all rules; the comment stands at the end of the violation's line."""
    source = Source(text)
    before = check(source, ANSWER.rules, known=ANSWER.known).violations
    edits = offered(text)
    for violation in before:
        line = source.line_at(violation.span.start)
        if violation not in edits:
            assert not source.line(line).strip(" >")
            continue
        new = Source(apply_edits(text, [edits[violation]]))
        after = check(new, ANSWER.rules, known=ANSWER.known).violations
        assert not [
            one for one in after if one.rule == violation.rule and new.line_at(one.span.start) == line
        ]
        assert {one.rule for one in after} <= {one.rule for one in before}


def assert_offered_as_written(text: str) -> None:
    """An editor is offered the comment of a violation exactly where `--add-suppressions` would write it."""
    report = check(ANSWER.as_read(Source(text)), ANSWER.rules, known=ANSWER.known)
    edits = offered(text)
    for violation in report.violations:
        edit = [edits[violation]] if violation in edits else []
        assert apply_edits(text, edit) == with_suppressions(replace(report, violations=(violation,))).text


@pytest.mark.parametrize(
    "text",
    [
        "The site `a\nb`.\n",
        "The site <a title='a\nb'>c</a>.\n",
        "The site [a](b 'c\nd').\n",
        "The site <!-- a\nb -->.\n",
        "| a |\n|---|\n| site | b |\n",
        "1) It is <!A b\n1.1) a site.\n",
    ],
)
def test_no_comment_is_offered_where_none_can_stand(text: str) -> None:
    """The declaration that the last text leaves open in one piece ends with any `>` of the next."""
    assert check(Source(text), ANSWER.rules).violations
    assert not offered(text)


@settings(max_examples=200, deadline=None)
@example(
    "2) One. It is.\n1) 2) Two. It is.\n2) Three. It is.\n"
)  # the list begins again before its 2 stands twice
@given(st.lists(st.sampled_from((*PIECES, *PARTS, "<!A b\n")), max_size=20).map("".join))
def test_what_is_offered_is_what_would_be_written(text: str) -> None:
    assert_offered_as_written(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "a\n"),
        ("a\n", ""),
        ("a\nb\nc", "a\nc"),
        ("a\r\nb\r\n", "a\r\nc\r\n"),
        ("a\rb", "a\rc"),
        ("a", "a\n"),
    ],
)
def test_differences_make_the_new_text(old: str, new: str) -> None:
    edits = list(differences(Source(old), Source(new)))
    assert apply_edits(old, edits) == new
