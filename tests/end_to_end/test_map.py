"""The command `map` as a user runs it, and what its formats say."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from proselint_t.defects.answer import read_answer
from proselint_t.defects.lists import read_defects
from proselint_t.defects.mapping import map_defects
from proselint_t.output import RenderOptions, map_renderer
from proselint_t.output.maps import plain
from proselint_t.text.formats import MAPS
from proselint_t.text.messages import speaking
from proselint_t.text.source import Source
from tests.end_to_end.map_command import run

CASES = Path(__file__).parents[1] / "defects"
ANSWER = Source((CASES / "answer.md").read_text(encoding="utf-8"), "answer.md")
LIST = Source((CASES / "defects.md").read_text(encoding="utf-8"), "defects.md")
MAPPING = map_defects(ANSWER, LIST)
HOSTILE = map_defects(
    Source("1) a <b>x</b> \x1b[31m</script> ]]> | # _y_", "<i>.md"),
    "1.\nPoint: 1\nQuote: «<b>x</b>»\nRemark: <script>alert(1)</script> \x1b[31m *a* | `b`\n",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answer.md").write_text("1) One two.\n1.1) Three four.\n", encoding="utf-8")
    (tmp_path / "good.md").write_text("1.\nPoint: 1.1\nQuote: «Three»\n", encoding="utf-8")
    (tmp_path / "moved.md").write_text("1.\nPoint: 1\nQuote: «Three»\n", encoding="utf-8")
    (tmp_path / "bad.md").write_text("1.\nPoint: x\n2.\nPoint: 1.1\n", encoding="utf-8")
    (tmp_path / "linked.md").write_text("1.\nPoint: 1\nRemark: As defect 7.\n", encoding="utf-8")
    (tmp_path / "sources.md").write_text("1.\nPoint: 1\nRemark: See notes.md §4.\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("# 1. One\n", encoding="utf-8")
    (tmp_path / "gap.md").write_text("1) One\n3) Three\n", encoding="utf-8")
    (tmp_path / "plain.md").write_text("No points.\n", encoding="utf-8")
    (tmp_path / "empty.md").write_text("\n", encoding="utf-8")
    (tmp_path / "missing.md").write_text("1.\nPoint: 8.1\n2.\nPoint: 8.2\n", encoding="utf-8")
    (tmp_path / "older.md").write_text("1) One.\n1.1) Two.\n2) Three.\n", encoding="utf-8")
    (tmp_path / "reply.md").write_text("1.\nDefect: 1\nAction: delete\n", encoding="utf-8")
    (tmp_path / "latin.md").write_bytes(b"\xe9")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("answer.md good.md", 0, ""),
        ("answer.md moved.md", 1, ""),
        ("answer.md moved.md --fail-on missing-quote,missing-point", 0, ""),
        ("answer.md good.md --fail-on exact", 1, ""),
        ("answer.md good.md --fail-on moved,exakt", 2, "did you mean «exact»?"),
        ("answer.md bad.md", 2, "error: bad.md:2: point: expected one point such as «1.3», found «x»"),
        ("answer.md linked.md", 1, ""),
        ("answer.md linked.md --fail-on moved", 1, ""),
        ("answer.md sources.md", 0, ""),
        ("answer.md sources.md --source notes.md", 1, ""),
        ("gap.md empty.md", 1, "note: empty.md: no defects here"),
        ("answer.md empty.md", 0, "note: empty.md: no defects here"),
        ("plain.md empty.md", 0, "note: plain.md: no numbered points here"),
        ("plain.md missing.md", 1, "no defect of missing.md has a place in plain.md"),
        ("answer.md reply.md", 2, "Action: unknown field (a reply has it: is this the list of defects?)"),
        ("answer.md ./answer.md", 2, "answer.md is named as the answer and as the list of defects"),
        ("answer.md older.md", 0, "note: older.md has the points of an answer: is it the list of defects?"),
        ("answer.md nowhere.md", 2, "nowhere.md: cannot be read"),
        ("latin.md good.md", 2, "latin.md: not UTF-8"),
        ("answer.md good.md --source latin.md", 2, "latin.md: not UTF-8"),
        ("answer.md", 2, "no defects of answer.md are named"),
        ("- -", 2, "one of the documents only"),
        ("--help", 0, ""),
    ],
)
def test_exit_codes(folder, arguments, code, said):
    done, _, errors = run(folder, *arguments.split())
    assert done == code
    assert said in errors
    assert "Traceback" not in errors


def test_a_defect_without_a_confidence_is_named_where_one_is_required(folder: Path) -> None:
    (folder / "sure.md").write_text("1.\nPoint: 1.1\nConfidence: 80%\n", encoding="utf-8")
    (folder / ".proselint-t.yaml").write_text("confidence: required\n", encoding="utf-8")
    code, _, said = run(folder, "answer.md", "good.md")
    assert (code, "defect 1 states no confidence" in said) == (1, True)
    assert run(folder, "answer.md", "sure.md")[::2] == (0, "")
    (folder / ".proselint-t.yaml").write_text("confidence: optional\n", encoding="utf-8")
    assert run(folder, "answer.md", "good.md")[::2] == (0, "")


def test_json_is_printed_with_problems_too(folder):
    code, out, _ = run(folder, "answer.md", "bad.md", "--output-format", "json")
    data = json.loads(out)
    assert code == 2
    assert [defect["number"] for defect in data["defects"]] == [2]
    assert data["problems"] == [
        {
            "path": "bad.md",
            "line": 2,
            "field": "point",
            "message": "expected one point such as «1.3», found «x»",
        }
    ]


def test_standard_input_and_an_output_file(folder):
    code, out, _ = run(
        folder,
        "answer.md",
        "-",
        "--output-format",
        "json",
        "--output-file",
        "out.json",
        stdin='[{"point": "1.1"}]',
    )
    assert (code, out) == (0, "")
    data = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert data["defects"][0]["outcome"] == "point-only"


def test_json():
    data = json.loads(map_renderer("json")(MAPPING, RenderOptions()))
    defects = {defect["number"]: defect for defect in data["defects"]}
    points = {point["number"]: point for point in data["points"]}
    assert list(data) == ["answer", "points", "defects", "points_without_defects", "overlaps", "problems"]
    assert {number: defect["outcome"] for number, defect in defects.items()} == {
        1: "exact", 2: "normalised", 3: "moved", 4: "normalised", 5: "ambiguous", 6: "normalised",
        7: "missing-quote", 8: "point-only", 9: "missing-point", 10: "fuzzy",
    }  # fmt: skip
    start = ANSWER.text.index("cached for")
    assert defects[1]["pieces"] == [{"start": start, "end": start + 55, "line": 4, "column": 24}]
    assert defects[1] == {
        "number": 1, "outcome": "exact", "point": "1.1", "moved_to": None, "pieces": defects[1]["pieces"],
        "candidates": [], "score": 1.0, "confidence": 80, "refers_to": [], "unresolved_references": [],
        "status": "open", "remark": "The cause is named, the cure is not: say that the cache can be cleared at once.",
        "proposal": "",
        "note": "",
    }  # fmt: skip
    assert [ANSWER.text[piece["start"] : piece["end"]] for piece in defects[4]["pieces"]] == [
        "it doesn't slow the shop down.\nThe cache is small", "never waits",
    ]  # fmt: skip
    assert defects[3]["point"] == "1.2"
    assert defects[3]["moved_to"] == "1.3"
    assert [place["point"] for place in defects[5]["candidates"]] == ["1", "1.1", "1.3"]
    assert defects[5]["refers_to"] == [9]
    assert points["1.2"]["defects"] == [2, 4, 10]
    assert points["1.2"]["weight"] == 1.9
    assert points["2.3.a"]["label"] == "(a)"
    assert points["2.3.a"]["depth"] == 3
    assert data["overlaps"] == [[4, 10]]
    assert data["points_without_defects"] == ["1", "2", "2.2", "2.3", "2.3.a", "2.3.b"]


def test_json_says_what_is_wrong_with_the_numbers():
    mapping = map_defects(Source("1) a\n3) b", "gap.md"), "")
    assert json.loads(map_renderer("json")(mapping, RenderOptions()))["problems"] == [
        {"path": "gap.md", "line": 2, "field": "label", "message": "point 2 is missing before 3"}
    ]


def test_sarif_is_read_again_as_it_was_written():
    text = map_renderer("sarif")(MAPPING, RenderOptions())
    log = json.loads(text)
    results = log["runs"][0]["results"]
    assert log["version"] == "2.1.0"
    assert len(results) == len(MAPPING.defects)
    assert all(
        log["runs"][0]["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in results
    )
    read = read_defects(Source(text, "log.sarif"), read_answer(ANSWER))
    found = {defect.number: defect for defect in read.defects}
    placed = [(index, one) for index, one in enumerate(MAPPING.defects, start=1) if one.pieces]
    assert [found[index].span for index, _ in placed] == [one.pieces[0] for _, one in placed]
    assert [found[index].confidence for index, one in placed] == [one.defect.confidence for _, one in placed]
    assert [problem.field for problem in read.problems] == ["results[8].locations"]


def test_text():
    text = map_renderer("text")(MAPPING, RenderOptions(width=90))
    assert " 3  moved          1.2 → 1.3        10:1  It keeps its own copy of the price list\n" in text
    assert "\n    may stand in 1, line 1; 1.1, line 4; 1.3, line 10\n" in text
    assert "Points with several defects: 1.2 (3, weighted 1.9), 1.3 (2, weighted 1.6)\n" in text
    assert text.endswith(
        "10 defects: 1 exact, 3 normalised, 1 fuzzy, 1 moved, 1 ambiguous, 1 missing-quote, 1 missing-point, "
        "1 point-only\n"
    )


def test_markdown_says_the_same_and_no_text_becomes_markup():
    text = map_renderer("markdown")(MAPPING, RenderOptions())
    assert (
        "## Point 1.2 (3 defects, weighted 1.9)\n\n- **Defect 2**: normalised, line 7, confidence 95\n"
        in text
    )
    assert "- **Defect 3**: moved, point 1.2 → 1.3, line 10, confidence 100, refers to 2\n" in text
    assert "  Places to compare: 1, line 1; 1.1, line 4; 1.3, line 10\n" in text
    assert "\n\nPoints without defects: 1, 2, 2.2, 2.3, 2.3.a, 2.3.b.\n" in text
    every_point = map_defects("1) A.\n2) B.\n", "1.\nPoint: 1.\n\n2.\nPoint: 2.\n")
    assert "Points without" not in map_renderer("markdown")(every_point, RenderOptions())
    hostile = map_renderer("markdown")(HOSTILE, RenderOptions())
    assert r"\<script\>alert(1)\</script\>" in hostile
    assert r"\*a\* \| \`b\`" in hostile


def test_the_page_holds_every_text_escaped():
    page = map_renderer("html")(HOSTILE, RenderOptions())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count("<script>") == page.count("</script>") == 1
    assert "<i>.md" not in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize("name", ["text", "json", "sarif", "markdown"])
def test_a_document_does_not_steer_the_terminal(name):
    assert "\x1b" not in map_renderer(name)(HOSTILE, RenderOptions())


@pytest.mark.parametrize("name", MAPS)
def test_formats_of_nothing(name):
    assert map_renderer(name)(map_defects("", ""), RenderOptions()).endswith("\n")


def test_the_answer_of_the_page_is_whole():
    page = map_renderer("html")(MAPPING, RenderOptions())
    texts = re.findall(r'<div class="text" dir="auto"[^>]*>(.*?)</div>', page, re.DOTALL)
    bodies = [ANSWER.text[slice(*point.body)] for point in read_answer(ANSWER).points]
    assert [unescape(re.sub(r"</?mark[^>]*>", "", text)) for text in texts] == bodies


def test_a_weight_is_written_as_the_language_writes_numbers() -> None:
    with speaking("ru"):
        assert plain(1.9) == "1,9"
    assert (plain(1.9), plain(2)) == ("1.9", "2")
