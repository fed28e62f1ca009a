"""Where reported defects belong: outcomes, marked text, links, and what is said of the points."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proselint_t import Source, map_defects
from proselint_t.defects.answer import points_with, read_answer
from proselint_t.defects.lists import Defect, DefectList
from proselint_t.defects.mapping import map_list
from proselint_t.defects.quotes.locating import Outcome
from proselint_t.defects.quotes.words import is_whole
from proselint_t.document import parse
from proselint_t.document.numbering import numbering_faults
from proselint_t.text.span import Span

CASES = Path(__file__).parent
TEXT = (CASES / "answer.md").read_text(encoding="utf-8")
ANSWER = read_answer(Source(TEXT, "answer.md"))


def located(quote: str | None, point: str | None, answer=ANSWER):
    return map_list(answer, DefectList("list", (Defect(1, point=point, quote=quote),))).defects[0]


def marked(found, text=TEXT) -> list[str]:
    return [text[start:end] for start, end in found.pieces]


@pytest.mark.parametrize(
    "case",
    yaml.safe_load((CASES / "mapping.yaml").read_text(encoding="utf-8")),
    ids=lambda case: f"{case.get('point')}: {case.get('quote')}",
)
def test_outcome(case):
    found = located(case.get("quote"), case.get("point"))
    numbers = [ANSWER.points[place.point].number for place in found.candidates]
    assert found.outcome == case["outcome"]
    assert found.moved_to == case.get("moved_to")
    assert found.point == case.get("point", case.get("found"))
    if found.outcome != Outcome.POINT_ONLY:
        assert marked(found) == case.get("pieces", [])
    if "candidates" in case:
        assert list(dict.fromkeys(numbers)) == case["candidates"]


def test_a_whole_point_is_marked_from_its_label_to_the_end_of_its_text():
    assert marked(located(None, "2.3.a")) == ["(a) откройте карточку заказа;"]


@pytest.mark.parametrize(
    ("text", "point", "quote", "outcome"),
    [
        ("1) same here\n1.1) same here", "1.1", "same here", "exact"),
        ("1) same here, same here", "1", "same here", "ambiguous"),
        ("1) **same** here\n2) same here", "1", "same here", "normalised"),
        ("1) **same** here, same here", "1", "same here", "exact"),
        ("1) x\n2) same here\n3) **same** here", "1", "same here", "moved"),
        ("1) x\n2) same here\n3) same here", "1", "same here", "ambiguous"),
        ("1) a\n1.1) b\n1.1) same here\n2) c", "1.1", "same here", "exact"),
        ("1) a\n1.1) same here\n1.1) same here", "1.1", "same here", "ambiguous"),
        ("1) a\n1.1) b\n1.1) c", "1.1", None, "ambiguous"),
        ("Dear client\n\n1) a", "0", "Dear client", "exact"),
        ("Dear client\n\n1) a", "0", None, "point-only"),
        ("1) a", "0", None, "missing-point"),
        ("no points here", None, "points here", "exact"),
        ("no points here", "1", "points here", "missing-point"),
        ("1) one two three\r\nfour", "1", "three\r\nfour", "exact"),
        ("1) one two three\r\nfour", "1", "three\nfour", "normalised"),
        ("1) wait… what", "1", "wait... what", "normalised"),
        ("1) wait, oh what", "1", "wait... what", "exact"),
        ("1) a [...] b", "1", "a [...] b", "exact"),
        ("# 1. Head\n\ntext\n\n# 2. Next", "1", "Head text", "normalised"),
        ("1) text\n\n```python\nrun(it)\n```\n\n2) b", "1", "run(it)", "exact"),
        ("1) text\n\n| a b | c d |\n|---|---|\n| e f | g h |\n\n2) b", "1", "c d e f", "normalised"),
    ],
)  # fmt: skip
def test_rules_of_choice(text, point, quote, outcome):
    assert located(quote, point, read_answer(Source(text))).outcome == outcome


REMARKED = """1) Each night the rows are read. A worker writes them into `Rows_A`.
The table is cleared at noon.
2) «How are rows read?»
The worker reads them.
2.1) A title
The rows are kept for a year.
3) The rows are kept in `Rows_A` and in `Rows_B`.
I. «What else?»
1) The end of all rows is told here.
"""


@pytest.mark.parametrize(
    ("remark", "outcome", "at", "pieces"),
    [
        ("In point 1 the second sentence is long.", "point-only", "1", ["A worker writes them into `Rows_A`."]),
        ("(Пункт 1, последний абзац) Лишнее.", "point-only", "1", ["The table is cleared at noon."]),
        ("In point 1, paragraph 2 says too much.", "point-only", "1", ["The table is cleared at noon."]),
        ("Point 2, first sentence: what for?", "point-only", "2", None),  # the question may be counted or not
        ("Point 1, paragraph 9 is empty.", "point-only", "1", None),
        ("The last sentence of point 2.1 is wrong.", "point-only", "2.1", ["The rows are kept for a year."]),
        ("In point 3 `Rows_A` is what? See `Rows_B` in point 1.", "exact", "3", ["Rows_A", "Rows_B"]),
        ("Points 1 and 2.1: `Rows_B` is unknown.", "point-only", "1", None),
        ("Points 1 and 3: `Rows_A` or `Rows_B`?", "exact", "1", ["Rows_A"]),  # a term is of the first point
        ("Points 1 and 3: «The rows are kept» for how long?", "exact", "3", ["The rows are kept"]),
        ("Point 3: the rows. Point 1 says «A worker writes them».", "point-only", "3", None),
        ("The part «is cleared at noon» is wrong.", "exact", "1", ["is cleared at noon"]),
        ("In point 2 «The rows are kept for a year» is wrong.", "moved", "2.1", ["The rows are kept for a year"]),
        ("In point 1 «and» is missing.", "point-only", "1", None),
        ("In section I.1 nothing is told.", "point-only", "I.1", None),
    ],
)  # fmt: skip
def test_a_remark_says_its_place(remark, outcome, at, pieces):
    mapping = map_defects(Source(REMARKED, "answer.md"), Source(f"1. {remark}", "list.md"))
    found = mapping.defects[0]
    assert found.outcome == outcome
    assert mapping.answer.points[found.at].number == at
    whole = mapping.answer.points[found.at].span
    assert marked(found, REMARKED)[:1] == (pieces or [REMARKED[whole.start : whole.end]])[:1]
    assert not pieces or marked(found, REMARKED) == pieces


def test_a_number_of_a_group_may_be_told_without_the_group():
    answer = "I. «One?»\n1) a b c d\nII. «Two?»\n1) e f g h\n2) i j k l\n"
    texts = {
        "1. Point 2 is empty.": "II.2",
        "1. Point 1: «e f g h» is wrong.": "II.1",
        "1. Point 1 is empty.": None,
    }
    for text, number in texts.items():
        mapping = map_defects(Source(answer, "answer.md"), Source(text, "list.md"))
        at = mapping.defects[0].at
        assert (None if at is None else mapping.answer.points[at].number) == number


NEAR = "the worker keeps a list of jobs that wait for a free slot at night"


@pytest.mark.parametrize(
    ("points", "stated", "outcome"),
    [
        ([NEAR], "1", "fuzzy"),
        ([NEAR], None, "fuzzy"),
        (["x", NEAR], "1", "missing-quote"),
        ([NEAR, NEAR], "1", "ambiguous"),
        ([NEAR, NEAR], None, "ambiguous"),
        ([NEAR, NEAR.replace("free slot", "big slot")], "1", "fuzzy"),
        ([f"{NEAR}, {NEAR}"], "1", "ambiguous"),
    ],
)  # fmt: skip
def test_close_copies(points, stated, outcome):
    answer = read_answer(
        Source("\n".join(f"{number}) {text}" for number, text in enumerate(points, start=1)))
    )
    found = located(NEAR.replace("at night", "by night"), stated, answer)
    assert found.outcome == outcome
    if outcome == "fuzzy":
        assert found.score is not None
        assert 0.9 <= found.score < 1
    else:
        assert len(found.candidates) == len(re.findall("worker", answer.source.text))


SLIPS = """1) Each worker of the queue keeps a list of the jobs that wait for a slot.
2) The table Meilo is built at night, and the table of prices is read from Meilo at noon.
3) Anna reads the table of prices each Friday and writes what she has found below.
4) It takes 40 000 rows at most, and the rest goes to the archive.
"""


@pytest.mark.parametrize(
    ("point", "quote", "piece"),
    [
        ("1", "Eacch worker of the queue keeps a list of the jobs that wait for a slot.", 0),
        ("1", "keeps a list of teh jobs that wait", None),  # too short a word
        ("1", "Each wroker of the queue keeps a list", "Each worker of the queue keeps a list"),
        ("1", "keeps a list of the jobs that wait wait for a slot", "keeps a list of the jobs that wait for a slot"),
        ("1", "Wroker of the queue keeps a list", "worker of the queue keeps a list"),
        ("1", "keeps a last of the jobs that wait", None),  # another letter makes another word
        ("2", "The table Meilos is built at night, and the table of prices is read from Meilo at noon.", None),
        ("3", "Anya reads the table of prices each Friday and writes what she has found below.", None),
        ("3", "Anna reads the table of prices each Friday and writes what she has found below!", 0),
        ("4", "It takes 40000 rows at most, and the rest goes to the archive.", 0),
        ("4", "It takes 4000 rows at most, and the rest goes to the archive.", None),
    ],
)  # fmt: skip
def test_slips_of_whoever_quotes(point, quote, piece):
    answer = read_answer(Source(SLIPS))
    found = located(quote, point, answer)
    if piece == 0:
        whole = next(one for one in answer.points if one.number == point)
        piece = SLIPS[slice(*whole.body)].removesuffix("" if quote.endswith(".") else ".")
    assert marked(found, SLIPS) == ([piece] if piece else [])


def test_corruptions_are_found_and_traps_are_not():
    """The benchmark in its own words; what it prints is only read where this fails."""
    program = Path(__file__).parents[2] / "benchmarks" / "corruptions.py"
    run = subprocess.run(
        [sys.executable, program, "--floor", "0.95"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


# --- properties -----------------------------------------------------------------------------------------

WORDS = [
    "cache",
    "ёлка",
    "заказ",
    "page",
    "«so",
    "called»",
    "`code`",
    "**bold**",
    "1.5",
    "it's",
    "a",
    "—",
    "end.",
    "and…",
]
BODY = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(" ".join)
ANSWERS = st.lists(BODY, min_size=1, max_size=5).map(
    lambda bodies: "\n".join(f"{index}) {body}" for index, body in enumerate(bodies, start=1))
)
NOISE = {"«": "“", "»": "”", "—": "–", "…": "...", "ё": "е", " ": "\n", "'": "’", "**": "", "`": ""}


def cut(data, answer) -> tuple[str, Span]:
    """A stretch of a point that begins and ends at word boundaries."""
    point = data.draw(st.sampled_from(answer.points))
    text = answer.source.text
    spots = [at for at in range(point.body.start, point.body.end + 1) if is_whole(text, Span(at, at))]
    start, end = sorted(data.draw(st.lists(st.sampled_from(spots), min_size=2, max_size=2, unique=True)))
    return point.number, Span(start, end)


@given(ANSWERS, st.data())
def test_a_quote_that_is_cut_out_is_found_where_it_was(text, data):
    answer = read_answer(Source(text))
    number, span = cut(data, answer)
    quote = text[span.start : span.end].strip()
    found = located(quote, number, answer)
    if quote.strip("…"):
        assert found.outcome in {"exact", "ambiguous"}
    if found.outcome == "exact":
        assert len(found.pieces) > 1 or [quote] == marked(found, text)
    where = text.index(quote, span.start) if quote else 0
    assert found.outcome != "ambiguous" or any(place.span.start == where for place in found.candidates)


@given(ANSWERS, st.lists(st.sampled_from(list(NOISE)), min_size=1), st.data())
def test_typography_does_not_matter(text, noise, data):
    answer = read_answer(Source(text))
    number, span = cut(data, answer)
    quote = changed = text[span.start : span.end].strip()
    for sign in noise:
        changed = changed.replace(sign, NOISE[sign]).strip()
    found = located(changed, number, answer)
    if any(sign.isalnum() for sign in changed):
        assert found.outcome in {"exact", "normalised", "ambiguous"}
        assert (
            quote == changed
            or found.outcome != "exact"
            or len(found.pieces) > 1
            or marked(found, text) == [changed]
        )


@given(ANSWERS, st.data())
def test_pieces_come_in_order(text, data):
    answer = read_answer(Source(text))
    point = data.draw(st.sampled_from(answer.points))
    words = text[point.body.start : point.body.end].split(" ")
    kept = sorted(data.draw(st.lists(st.integers(0, len(words) - 1), min_size=2, max_size=4, unique=True)))
    quote = " [...] ".join(words[at] for at in kept)
    found = located(quote, point.number, answer)
    assert found.outcome in {"exact", "ambiguous"}
    pieces = found.pieces or found.candidates[0].pieces
    assert all(one.end <= other.start for one, other in pairwise(pieces))
    if found.pieces and "…" not in quote:
        assert marked(found, text) == [words[at] for at in kept]


@given(ANSWERS, st.data())
def test_a_wrong_point_is_named(text, data):
    answer = read_answer(Source(text + "\n99.1) nothing"))
    number, span = cut(data, answer)
    quote = text[span.start : span.end].strip()
    found = located(quote, "99.1", answer)
    if quote.strip("…") and number != "99.1" and quote not in "nothing":
        assert found.outcome in {"moved", "ambiguous"}
        assert found.outcome == "ambiguous" or found.moved_to == number


# --- points ---------------------------------------------------------------------------------------------


def test_what_is_kept_of_a_point():
    text = "Hello\n\n1) «Why?\r\nAnd how?» So.\r\n\r\n## 2.1. Head\n\nline\n  next\n"
    points = read_answer(Source(text)).points
    assert [point.number for point in points] == ["0", "1", "2.1"]
    assert [text[slice(*point.span)] for point in points] == [
        "Hello", "1) «Why?\r\nAnd how?» So.", "2.1. Head\n\nline\n  next",
    ]  # fmt: skip
    assert [text[slice(*line)] for point in points for line in point.lines] == [
        "Hello", "«Why?", "And how?» So.", "Head", "line", "  next",
    ]  # fmt: skip
    assert [point.question and text[slice(*point.question)] for point in points] == [
        None, "«Why?\r\nAnd how?»", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "faults"),
    [
        ("1 1.1 1.2 2 2.1", []),
        ("1 1.1 1.3", ["point 1.2 is missing before 1.3"]),
        ("1 3.1", ["point 3.1 has no parent: there is no point 3"]),
        ("1 1.1 1.1", ["point 1.1 stands here a second time"]),
        ("1 1.1 2 1.2 2.1", ["point 1.2 stands in point 2", "point 2.1 stands in point 1.2"]),
        ("1 1.2 1.1", ["point 1.1 stands behind point 1.2"]),
        ("1.1 1.2 1", ["point 1.1 stands before its parent 1", "point 1.2 stands before its parent 1"]),
        ("1 1.1 1.1.2", ["point 1.1.1 is missing before 1.1.2"]),
        ("1 1.10", ["point 1.1 is missing before 1.10"]),
    ],
)
def test_numbering(labels, faults):
    document = parse(Source("\n".join(f"## {label}. text" for label in labels.split())))
    assert [fault.message for fault in numbering_faults(document.points)] == faults


def test_spans_are_grouped_by_point():
    text = "Hi\n\n1) one two\n1.1) three"
    spans = [Span(text.index(word), text.index(word) + 1) for word in ("three", "two", "Hi", "one")]
    groups = points_with(parse(Source(text)), spans)
    assert [(point.number, indexes) for point, indexes in groups] == [("0", [2]), ("1", [3, 1]), ("1.1", [0])]


# --- lists ----------------------------------------------------------------------------------------------

LIST = """\
1.
Point: 1.1
Quote: «cached for 24 hours»
Remark: As in defects 2 and 9, see notes.md §1.2 and notes.md §3.
Confidence: 50
2.
Point: 1.1
Quote: «for 24 hours, so»
Remark: Defect 2 repeats defect 1; «недостаток 3» и замечания 1, 3.
3.
Point: 1.2
"""


def test_what_a_list_says_of_the_points():
    notes = Source("# 1. One\n## 1.1. Two\n## 1.2. Three", "docs/notes.md")
    mapping = map_defects(Source(TEXT), LIST, [notes])
    first, second, third = mapping.defects
    assert first.links == ((2,), ("defects 9", "notes.md §3"))
    assert second.links == ((1, 3), ("Defect 2",))
    assert third.links == ((), ())
    index = ANSWER.by_number["1.1"][0]
    assert [mapped.defect.number for mapped in mapping.by_point[index]] == [1, 2]
    assert mapping.weight(index) == 1.5
    assert mapping.overlaps == ((1, 2),)
    assert mapping.points_without_defects == ("1", "1.3", "2", "2.1", "2.2", "2.3", "2.3.a", "2.3.b")
    assert not mapping.sound


def test_without_a_bundle_references_to_documents_are_not_held_against_it():
    assert map_defects("1) a", "1.\nPoint: 1\nRemark: See notes.md §9.").sound


def test_positions_are_exact_inside_the_answer_alone():
    report = '[{"rule": "r", "message": "m", "path": "x.md", "start": %d, "end": %d}]'
    assert [
        map_defects(Source("1) a b", "x.md"), Source(report % place, "r.json")).defects[0].outcome
        for place in ((3, 4), (6, 6), (5, 7), (5, 4))
    ] == ["exact", "exact", "missing-quote", "missing-quote"]


# --- the documents that the project was asked for with ----------------------------------------------------


@pytest.fixture
def seed(shared: Path) -> tuple[str, ...]:
    return tuple((shared / "seed" / name).read_text(encoding="utf-8") for name in ("answer.md", "defects.md"))


SEED = [
    ("as they are", lambda text, list_: (text, list_), ["exact", "exact"]),
    ("CRLF", lambda text, list_: (text.replace("\n", "\r\n"), list_.replace("\n", "\r\n")), ["exact", "exact"]),
    ("other marks", lambda text, list_: (text, re.sub("«(.*?)»", "“\\1”", list_)), ["exact", "exact"]),
    ("wrapped", lambda text, list_: (text, list_.replace("full set of", "full set\nof").replace("for a complete", "for\na complete")), ["normalised", "normalised"]),
    ("bold", lambda text, list_: (text.replace("full set", "**full** set").replace("the interface, as", "the *interface*, as"), list_), ["normalised", "normalised"]),
    ("wrong point", lambda text, list_: (text, list_.replace("1.3.", "1.2.")), ["moved", "moved"]),
    ("no such point", lambda text, list_: (text, list_.replace("1.3.", "7.")), ["missing-point", "missing-point"]),
    ("twice", lambda text, list_: (re.sub(r"(?m)^DaisyUI provides.*$", r"\g<0> \g<0>", text), list_), ["ambiguous", "exact"]),
    ("a not", lambda text, list_: (text, list_.replace("implemented using", "not implemented using").replace("[...] without", "[...] not without")), ["missing-quote", "missing-quote"]),
    ("two numbers", lambda text, list_: (text.replace("a full set", "3 full sets"), list_.replace("a full set", "4 full sets")), ["missing-quote", "exact"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "outcomes"), [case[1:] for case in SEED], ids=[case[0] for case in SEED])
def test_seed(seed, change, outcomes):
    text, reported = change(*seed)
    mapping = map_defects(Source(text), reported)
    assert [mapped.outcome for mapped in mapping.defects] == outcomes
    assert [mapped.defect.number for mapped in mapping.defects] == [3, 4]
    assert [mapped.links for mapped in mapping.defects] == [((), ()), ((3,), ())]
    if outcomes == ["exact", "exact"]:
        assert [mapped.point for mapped in mapping.defects] == ["1.3", "1.3"]
        assert [len(mapped.pieces) for mapped in mapping.defects] == [1, 2]


def test_a_byte_order_mark_is_no_text():
    mapping = map_defects(
        "\ufeff1) It takes three days.\n", "\ufeff1.\nPoint: 1.\nQuote: «three days»\nRemark: Why?\n"
    )
    assert [one.outcome for one in mapping.defects] == [Outcome.EXACT]
    assert mapping.answer.points[0].label == "1)"


@pytest.mark.parametrize(
    ("points", "quotes", "told"),
    [
        (["1.1", "1.2"], ["a row is kept", "It is full"], ("exact", "1.1", 2, "")),
        (["1"], ["a row is kept", "It is full"], ("moved", "1.1", 2, "")),
        (
            ["1.2"],
            ["nothing of it here", "it is full"],
            ("normalised", "1.2", 1, "without a place: «nothing of it here»"),
        ),
        (["1.2"], ["nothing of it here", "nor of this"], ("missing-quote", None, 0, "")),
        ([], ["It is full", "a row is kept"], ("exact", "1.2", 2, "")),
    ],
)
def test_each_of_several_quotes_is_placed(points, quotes, told):
    listed = json.dumps([{"point": points, "quotes": quotes, "remark": "They disagree."}])
    found = map_defects(
        Source("1) One\n1.1) Here a row is kept.\n1.2) It is full.\n"), Source(listed, "list.json")
    )
    (one,) = found.defects
    where = None if one.at is None else found.answer.points[one.at].number
    assert (one.outcome, where, len(one.pieces), one.note) == told
    assert not found.reported.problems


def test_a_quote_of_another_point_in_a_remark_is_told():
    found = map_defects(
        "1) A row is kept for a day.\n2) It is full after a week.\n",
        "1. «A row is kept for a day» and «It is full after a week» disagree.\n",
    )
    assert [(one.outcome, one.point, one.note) for one in found.defects] == [
        ("exact", "1", "it quotes point 2 too")
    ]
