"""Lists of defects in every form: what is read, what is reported."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from proselint_t.defects.answer import read_answer
from proselint_t.defects.lists import Defect, Part, read_defects
from proselint_t.defects.lists.prose import points_of
from proselint_t.defects.mapping import map_list
from proselint_t.defects.records.model import FieldError, point_number
from proselint_t.text.source import Source
from proselint_t.text.span import Span

CASES = yaml.safe_load((Path(__file__).parent / "defects.yaml").read_text(encoding="utf-8"))
ANSWER = read_answer(Source("a😀b cd\nsecond", "answer.md"))


def defect(values: dict) -> Defect:
    confidence = float(values["confidence"]) if "confidence" in values else None
    several = {key: tuple(values.get(key, ())) for key in ("also", "quotes", "mentions")}
    span = Span(*values["span"]) if "span" in values else None
    part = Part(*values["part"]) if "part" in values else None
    return Defect(**{"line": None, **values, "confidence": confidence, "span": span, "part": part, **several})


def unified(one: Defect) -> Defect:
    quote = one.quote.replace("\r\n", "\n") if one.quote else None
    rank = None if one.confidence is None else float(one.confidence)
    return replace(one, quote=quote, remark=one.remark.replace("\r\n", "\n"), confidence=rank)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_reading(case, newline):
    text = case["text"].replace("\n", newline)
    answer = read_answer(Source(case["answer"], "answer.md")) if "answer" in case else ANSWER
    found = read_defects(Source(text, case.get("path", "list.md")), answer)
    problems = [
        f"{problem.line or ''}: {problem.field or ''}: {problem.message}" for problem in found.problems
    ]
    assert [unified(one) for one in found.defects] == [defect(values) for values in case["defects"]]
    assert problems == case.get("problems", [])
    assert found.left_out == case.get("left_out", 0)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.3", "1.3"), ("1.3.", "1.3"), ("1.3)", "1.3"), ("§1.3", "1.3"), ("§ 1.3", "1.3"), ("«пункт 1.3»", "1.3"),
        ("Пункта 2", "2"), ("point 2.1(a)", "2.1.a"), ("2.1.b", "2.1.b"), ("01.2", "1.2"), ("1.10", "1.10"),
    ],
)  # fmt: skip
def test_point_numbers(written, number):
    assert point_number(written) == number


@pytest.mark.parametrize("written", ["1.1, 1.2", "1.1-1.3", "none", "1..2", "(a)", "1 2", "v1"])
def test_no_point_numbers(written):
    with pytest.raises(FieldError):
        point_number(written)


@given(
    st.text(max_size=200) | st.text(alphabet='1.\nPoint:Quote«»"{}[],- ', max_size=120),
    st.sampled_from(["a.md", "a.yaml", "a.json", "a.jsonl", "a.csv", "a"]),
)
@example("---", "a.md")
@example("<!-- a list -->", "a.md")
def test_any_text_is_read_or_reported(text, path):
    found = read_defects(Source(text, path), ANSWER)
    if path in {"a.md", "a"} and text.strip() and not text.lstrip().startswith(("[", "{")):
        assert found.defects or found.problems


QUOTES = st.text(alphabet="ab «»\"'.…\n", min_size=1, max_size=20).map(str.strip).filter(bool)


@given(
    st.lists(st.text(alphabet="abc ", min_size=1, max_size=9).map(str.strip).filter(bool), max_size=5), QUOTES
)
def test_forms_agree(remarks, quote):
    """The same defects in YAML, JSON, JSON Lines and CSV."""
    records = [
        {"number": index, "point": "1.1", "quote": quote, "remark": remark}
        for index, remark in enumerate(remarks, start=1)
    ]
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, ["number", "point", "quote", "remark"])
    writer.writeheader()
    writer.writerows(records)
    texts = {
        "a.yaml": yaml.safe_dump(records, allow_unicode=True),
        "a.json": json.dumps(records),
        "a.jsonl": "\n".join(map(json.dumps, records)),
        "a.csv": table.getvalue(),
    }
    found = [read_defects(Source(text, path), ANSWER) for path, text in texts.items()]
    plain = [
        [(one.number, one.point, one.quote, one.remark) for one in read.defects] + [len(read.problems)]
        for read in found
    ]
    assert all(one == plain[0] for one in plain)


MUTATIONS = 2000
SIGNS = "\n\n \t.,:;«»“”\"'`*_#>-—()[]{}\\|0123456789§№%\u00a0\u2028\ufeff\x00😀𐒌пункт Point Цитата"


def mutated(text: str, draw: random.Random) -> str:
    """A text with some stretches removed, doubled, moved or written over."""
    for _ in range(draw.randint(1, 6)):
        start = draw.randint(0, len(text))
        end = min(len(text), start + draw.randint(0, 30))
        at = draw.randint(0, len(text))
        piece = text[start:end]
        noise = "".join(draw.choices(SIGNS, k=draw.randint(1, 8)))
        text = draw.choice(
            [
                text[:start] + text[end:],
                text[:at] + piece + text[at:],
                text[:start] + noise + text[end:],
                text[:start] + text[end:at] + piece + text[at:] if end < at else text + piece,
            ]
        )
    return text


def test_mutated_lists_are_read_or_reported():
    """Whatever happens to a list, it is mapped, or said to be malformed; none of its text is dropped."""
    draw = random.Random(10)  # noqa: S311 - a test wants the same texts every time
    answer = read_answer(
        Source("1) One «two» three.\n1.2) A row. A table.\n2) Я «читаю» строки.\n", "answer.md")
    )
    for index in range(MUTATIONS):
        case = CASES[index % len(CASES)]
        path = draw.choice(
            [case.get("path", "list.md")] * 3 + ["a.md", "a.yaml", "a.json", "a.jsonl", "a.csv"]
        )
        text = mutated(case["text"], draw)
        found = map_list(answer, read_defects(Source(text, path), answer))
        for mapped in found.defects:
            assert all(0 <= piece.start <= piece.end for piece in mapped.pieces), text
        if path.endswith(".md") and text.strip() and not text.lstrip().startswith(("[", "{", "```", "~~~")):
            assert found.defects or found.reported.problems or found.reported.left_out, text


GARDEN = read_answer(Source("1.1) It is wet.\n1.2) It is dry.\n2) It is cold.", "answer.md"))


@pytest.mark.parametrize(
    "text",
    [
        "[1] Point 1.2 is wrong: wet.\n[2] Point 2 is wrong: warm.",
        "Замечание 1\nПункт 1.2: влажно.\n\nЗамечание 2\nПункт 2: тепло.",
        "1. `п. 1.2`: влажно. (90/100)\n2. «Пункт 2»: тепло. (80/100)",
        "- number: 1\n  point: 1.2\n  remark: Wet.\n- number: 2\n  point: 2\n  remark: Warm.\n",
        "(1) Point 1.2 is wrong: wet.\n(2) Point 2 is wrong: warm.",
        "1 - Point 1.2 - wet\n2 - Point 2 - warm",
        "I. Point 1.2 is wet.\nConfidence: 90.\n\nII. Point 2 is warm.\nConfidence: 80.",
        "a) Point 1.2 is wet.\nb) Point 2 is warm.",
        "1\ufe0f\u20e3 Point 1.2 is wet.\n2\ufe0f\u20e3 Point 2 is warm.",
        "In point 1.2 it is wet.\n\nIn point 2 it is warm.",
        "1\\. (1.2) Wet.\n2\\. Point 2: warm.",
        "| № | Где | Что не так |\n|---|---|---|\n| 1 | 1.2 | влажно |\n| 2 | 2 | тепло |",
    ],
    ids=[
        "numbers in brackets",
        "numbers in words",
        "points in marks",
        "YAML without its ending",
        "round brackets",
        "a dash behind the number",
        "Roman numerals",
        "letters",
        "keycaps",
        "points in sentences",
        "a point in brackets",
        "columns in words",
    ],
)
def test_further_dress(text):
    read = read_defects(Source(text, "defects.md"), GARDEN)
    assert [(one.number, one.point) for one in read.defects] == [(1, "1.2"), (2, "2")]
    assert not read.problems


@pytest.mark.parametrize(
    ("remark", "points"),
    [
        ("В пункте 2.1(а) нет числа.", ("2.1.а",)),
        ("Section XXXVIII says nothing of it.", ("XXXVIII",)),
        ("Section 1798.100 of the law says otherwise.", ()),
        ("[2.1] It is not said when.", ("2.1",)),
    ],
)
def test_a_remark_names_points_as_answers_have_them(remark, points):
    assert points_of(remark, {"2.1", "2.1.а", "XXXVIII"}) == points


@pytest.mark.parametrize("text", ["* [1.1] Is it?\n* [1.2] Why?", "- **1.1** — is it?\n- **1.2** — why?"])
def test_points_as_bullets(text):
    read = read_defects(Source(text, "defects.md"), GARDEN)
    assert [(one.number, one.point) for one in read.defects] == [(1, "1.1"), (2, "1.2")]


def test_letters_that_skip_one_number_nothing():
    read = read_defects(Source("a) Point 1.2 is wet.\nc) Point 2 is warm.", "defects.md"), GARDEN)
    assert not read.defects
    assert read.problems


def test_a_remark_opens_with_two_words_of_the_answer():
    read = read_defects(Source("1. «is cold» → unproved\n2. It says «is dry» somewhere.", "d.md"), GARDEN)
    mapped = map_list(GARDEN, read).defects
    assert [(one.outcome.value, one.point) for one in mapped] == [("exact", "2"), ("point-only", None)]


def test_an_object_that_is_no_json_costs_itself_alone():
    text = (
        '[{"number": 1, "point": "1.2", "remark": "Wet.",},\n{"number": 2, "point": "2", "remark": "Warm."}]'
    )
    read = read_defects(Source(text, "defects.json"), GARDEN)
    assert [one.number for one in read.defects] == [2]
    assert [one.line for one in read.problems] == [1]
