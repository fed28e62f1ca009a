"""Quotations in the texts of edits: what is one, what need not be one, and what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from proselint_t.document import parse
from proselint_t.review.answer import read_answer
from proselint_t.review.quoting import Quotable
from proselint_t.source import Source

CASES = Path(__file__).parent / "review"
ANSWER = read_answer(Source((CASES / "answer.md").read_text(encoding="utf-8"), "answer.md"))
NOTES = """\
# 1. Load
The importer is two times faster than before, and it is not, in general, limited by the disk.
The importer, which does not wait, reads from the network. It has version 1.5 now.
## 1.1. Stock
Ёмкость прежняя.
"""
LETTER = "Hello! We never sell on credit,\r\nand Anna counts the stock — склад закрыт по вторникам."
QUOTABLE = Quotable(
    ANSWER, [Source(NOTES, "notes.md"), Source("", "empty.txt"), Source(LETTER, "letter.txt")]
)


def faults(text: str, quotable: Quotable = QUOTABLE) -> list[tuple[str, str]]:
    return [(text[slice(*span)], message) for span, message in quotable.faults(parse(Source(text)))]


@pytest.mark.parametrize(
    "case",
    yaml.safe_load((CASES / "quotation-source.yaml").read_text(encoding="utf-8")),
    ids=lambda case: case["text"],
)
def test_case(case):
    found = [written.replace("&laquo;", "«").replace("&raquo;", "»") for written, _ in faults(case["text"])]
    assert found == [f"«{quote}»" for quote in case.get("faults", [])]
