"""Batches of Arrow say what the functions for one text say, row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from proselint_t import check, fix
from proselint_t.output import RenderOptions
from proselint_t.output.json import violation_data

pa = pytest.importorskip("pyarrow", reason="needs the extra arrow")

from proselint_t import batch as batches  # noqa: E402 - it imports pyarrow

if TYPE_CHECKING:
    from proselint_t.lint.linter import Report

TEXTS = [
    "1) The **site** is quick.\n",
    "",
    "\ufeffUse 3 items, e.g. a “book”. It is long.\n",
    "Открой “сайт”.\r\n",
]
ROWS = {"id": ["a", "b", "c", "d"], "text": TEXTS}


def told(report: Report) -> list[dict[str, object]]:
    return [json.loads(json.dumps(element)) for element in violation_data(report, RenderOptions())]


def test_violations_are_those_of_each_text() -> None:
    rows = batches.violations(pa.RecordBatch.from_pydict(ROWS), preset="answer")
    assert rows.schema == batches.VIOLATIONS
    expected = [
        {"id": name, **{key: one[key] for key in rows.schema.names[1:-1]}, "error": None}
        for name, text in zip(ROWS["id"], TEXTS, strict=True)
        for one in told(check(text, preset="answer"))
    ]
    assert rows.to_pylist() == expected
    assert {row["id"] for row in expected} == {"a", "c", "d"}


@pytest.mark.parametrize("unsafe", [False, True])
def test_texts_are_mended_as_one_by_one(unsafe: bool) -> None:
    rows = batches.fixed(pa.RecordBatch.from_pydict(ROWS), preset="answer", unsafe=unsafe).to_pylist()
    results = [fix(text, preset="answer", unsafe=unsafe) for text in TEXTS]
    assert [row["text"].encode() for row in rows] == [one.source.encode() for one in results]
    assert [row["changed"] for row in rows] == [one.changed for one in results]
    assert rows[1] == {"id": "b", "text": "", "changed": False, "error": None}


def test_what_cannot_be_checked_costs_one_row() -> None:
    rows = {**ROWS, "language": ["en", "en", "qq", None]}
    found = batches.violations(pa.RecordBatch.from_pydict(rows), preset="answer").to_pylist()
    assert [(row["id"], row["rule"]) for row in found if row["error"]] == [("c", None)]
    assert [row["id"] for row in found][-1] == "d"
    mended = batches.fixed(pa.RecordBatch.from_pydict(rows), preset="answer").to_pylist()
    assert (mended[2]["text"], "unknown language" in mended[2]["error"]) == (TEXTS[2], True)


def test_a_batch_without_rows_has_the_schema() -> None:
    empty = pa.RecordBatch.from_pydict({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())})
    assert batches.violations(empty).schema == batches.VIOLATIONS
    assert batches.fixed(empty).schema == batches.FIXED
