"""Comments that silence rules: their range, and the report of those that silence nothing."""

from __future__ import annotations

import pytest

from proselint_t.document import parse
from proselint_t.kinds.sentences import Sentences
from proselint_t.linter import lint
from proselint_t.rule import ActiveRule, RuleMeta
from proselint_t.source import Source

RULE = "layout.one-sentence-per-paragraph"
ACTIVE = ActiveRule(
    Sentences(RuleMeta(RULE, "sentences", "One sentence."), {"openers": ()}), {"paragraph": "line"}
)
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
    found = lint(document, [ACTIVE], known=KNOWN)
    assert [(document.source.position(v.span.start).line, v.rule) for v in found] == expected


def test_unknown_rule_names_the_nearest() -> None:
    found = lint(parse(Source("<!-- proselint-t-disable english.pont -->")), [ACTIVE], known=KNOWN)
    assert "english.point" in found[0].message
