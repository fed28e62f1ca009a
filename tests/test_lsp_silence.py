"""What the server writes to silence a violation silences it, and makes no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from proselint_t.config import CommandLine, Resolver
from proselint_t.edits import apply_edits
from proselint_t.linter import check
from proselint_t.lsp.actions import differences, silencing_edit
from proselint_t.source import Source

ANSWER = Resolver(CommandLine(preset="answer", isolated=True)).for_file(Path("answer.md"))
EXAMPLES = [
    pytest.param(example.text, id=f"{active.rule.meta.id}:{example.line}")
    for active in ANSWER.rules
    for example in active.rule.meta.examples
    if example.spans
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_a_silenced_violation_is_gone(text: str) -> None:
    """Held against the examples of all rules; the comment stands at the end of the violation's line."""
    source = Source(text)
    report = check(source, ANSWER.rules, known=ANSWER.known)
    for violation in report.violations:
        edit = silencing_edit(source, violation)
        if edit is None:
            assert not source.line(source.line_at(violation.span.start)).strip(" >")
            continue
        new = Source(apply_edits(text, [edit]))
        after = check(new, ANSWER.rules, known=ANSWER.known).violations
        line = source.line_at(violation.span.start)
        assert not [
            one for one in after if one.rule == violation.rule and new.line_at(one.span.start) == line
        ]
        assert {one.rule for one in after} <= {one.rule for one in report.violations}


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
