"""Batches of Arrow say what the functions for one text say, row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from proselint_t import check, fix
from proselint_t.output import RenderOptions
from proselint_t.output.json import violation_data
from proselint_t.text.errors import InputError

pa = pytest.importorskip("pyarrow", reason="needs the extra arrow")

from proselint_t import batch as batches  # noqa: E402 - it imports pyarrow

if TYPE_CHECKING:
    from collections.abc import Callable

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


_TEXT = pa.array(["The site."])
WRONG = {
    "no id": ([_TEXT], ["text"], "a batch needs one column «id», this has 0"),
    "two texts": ([_TEXT] * 3, ["id", "text", "text"], "a batch needs one column «text», this has 2"),
    "numbers": ([pa.array([1]), _TEXT], ["id", "text"], "the column «id» holds int64 and no strings"),
    "bytes": ([_TEXT, pa.array([b"x"])], ["id", "text"], "the column «text» holds binary and no strings"),
    "no UTF-8": (
        [_TEXT, pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff"))],
        ["id", "text"],
        "the column «text» is not UTF-8: invalid start byte",
    ),
    "null id": ([pa.array([None], pa.string()), _TEXT], ["id", "text"], "the id of a document is null"),
    "null text": ([_TEXT, pa.array([None])], ["id", "text"], "The site.: the text of a document is null"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("function", [batches.violations, batches.fixed])
def test_a_batch_of_another_form_is_refused(
    name: str, function: Callable[[pa.RecordBatch], pa.RecordBatch]
) -> None:
    columns, names, problem = WRONG[name]
    with pytest.raises(InputError) as raised:
        function(pa.RecordBatch.from_arrays(columns, names=names))
    assert str(raised.value) == problem


def test_names_are_only_names() -> None:
    paths = ["../../etc/passwd", "/dev/zero", "a\0b.md", "a/" * 5000 + "x.md", "\x1b[31m"]
    rows = {"id": ["\0", "b", "c", "d", "e"], "text": ["The site."] * 5, "path": paths}
    found = batches.violations(pa.RecordBatch.from_pydict(rows), preset="docs", select=["english.website"])
    assert found["id"].to_pylist() == rows["id"]
    assert set(found["match"].to_pylist()) == {"site"}
