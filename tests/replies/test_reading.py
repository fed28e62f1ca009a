"""Replies in every form: what is read, where its characters stand, what is reported."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.defects.answer import read_answer
from proselint_t.defects.quotes.locating import Locator
from proselint_t.replies.placing import place_edits
from proselint_t.replies.reading import Action, read_reply
from proselint_t.text.source import Source

CASES = yaml.safe_load((Path(__file__).parent / "reply.yaml").read_text(encoding="utf-8"))


def plain(edit):
    """An edit as the case files write it."""
    values = {"number": edit.number, "line": edit.line, "defects": list(edit.defects)}
    values |= {"action": edit.action.value, "point": edit.point}
    values |= {key: prose.text for key, prose in (("old", edit.old), ("new", edit.new)) if prose}
    return values


def texts(reply):
    return [prose for edit in reply.edits for prose in (edit.old, edit.new) if prose]


def is_spelled(character, written):
    """Whether a stretch of a file is a character, or the way in which JSON or YAML writes it."""
    if written.startswith("\\") and len(written) > 1:
        return json.loads(f'"{written}"').replace("\r\n", "\n") == character
    return written in {character, character * 2 if character == "'" else ""} or (
        character == "\n" and written == "\r\n"
    )


def assert_traced(reply):
    for prose in texts(reply):
        for at, character in enumerate(prose.text):
            assert is_spelled(character, reply.source.text[slice(*prose.span(at, at + 1))])


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_reading(case, newline):
    source = Source(case["text"].replace("\n", newline), case.get("path", "reply.md"))
    reply = read_reply(source, case.get("defects"))
    problems = [
        f"{one.line}: {one.field or ''}: {one.message}".replace(": : ", ": ") for one in reply.problems
    ]
    outside = [source.text[slice(*span)].replace("\r\n", "\n") for span in reply.outside]
    expected = [{"action": "replace", "point": None, **values} for values in case.get("edits", [])]
    assert [plain(edit) for edit in reply.edits] == expected
    assert problems == case.get("problems", [])
    assert outside == case.get("outside", [])
    if case.get("exact", True):
        assert_traced(reply)


def test_a_folded_text_has_at_least_the_line_of_its_value():
    case = next(case for case in CASES if case.get("exact") is False)
    source = Source(case["text"], case["path"])
    lines = [
        {source.position(prose.origin(at)).line for at in range(len(prose.text))}
        for prose in texts(read_reply(source))
    ]
    assert lines == [{5}, {7}, {13}, {14}]


@pytest.mark.parametrize(
    ("path", "before", "entry", "behind"),
    [
        ("a.md", "Text\n\n", "1.\nDefect: 3\nPoint: 1\nAction: delete", "\n\nText"),
        ("a.yaml", "edits:\n- ", "defect: 3\n  point: 1\n  action: delete", "\n\n"),
        ("a.json", " [ {}, ", '{"defect": 3, "point": "1", "old": "}\\"]", "action": "delete"}', " ]"),
        ("a.jsonl", "{}\n  ", '{"defect": 3, "point": "1", "action": "delete"}', "  \n"),
    ],
)
def test_span_of_an_edit(path, before, entry, behind):
    (edit,) = read_reply(Source(before + entry + behind, path)).edits
    assert edit.span == (len(before), len(before + entry))


WORDS = "abя ё😀\\\"'`.,:#|>-[…{"
LINE = st.text(WORDS, min_size=1, max_size=12).filter(str.strip) | st.sampled_from(
    [
        "Point: 3",
        "Note: x",
        "1.4) text",
        "Old: «open",
        "New:",
        "- a: b",
        "''",
        '"quoted"',
        "«так»",
        "\\n",
        "\\u0430",
    ]
)
LINES = st.lists(LINE, min_size=1, max_size=4).map("\n".join).map(str.rstrip)
PARAGRAPHS = (
    st.lists(LINE | st.just(""), min_size=1, max_size=5).map("\n".join).map(str.rstrip).filter(str.strip)
)
OLD = st.text(WORDS + "\n", min_size=1, max_size=20).map(str.strip).filter(bool)


def edits_with(new):
    return st.lists(
        st.fixed_dictionaries(
            {
                "number": st.integers(0, 10**9 - 1),
                "defect": st.lists(st.integers(0, 99), min_size=1, max_size=3, unique=True),
                "point": st.sampled_from(["1", "1.10", "2.1.a"]),
                "action": st.sampled_from([one.value for one in Action if one is not Action.DELETE]),
                "old": OLD,
                "new": new,
            }
        ),
        min_size=1,
        max_size=3,
    )


def labelled(edits):
    entry = "{number}.\nPoint: {point}.\nDefect: {defects}.\nAction: {action}\nOld: «{old}»\nNew:\n{new}\n\n"
    return "".join(entry.format(**edit, defects=" and ".join(map(str, edit["defect"]))) for edit in edits)


def as_yaml(edits):
    entry = "- number: {number}\n  defect: {defect}\n  point: {point}\n  action: {action}\n  old: {quoted}\n  new: |2\n{block}"
    blocks = [
        "".join(f"    {line}\n" if line else "\n" for line in edit["new"].split("\n")) for edit in edits
    ]
    quoted = [json.dumps(f"«{edit['old']}»", ensure_ascii=False) for edit in edits]
    return "".join(
        entry.format(**edit, quoted=old, block=new)
        for edit, old, new in zip(edits, quoted, blocks, strict=True)
    )


def marked(edits):
    return [{**edit, "old": f"«{edit['old']}»"} for edit in edits]


def as_json(edits):
    return json.dumps({"edits": marked(edits)}, indent=1)


def as_json_lines(edits):
    return "\n".join(json.dumps(edit, ensure_ascii=False) for edit in marked(edits))


def assert_round_trip(edits, text, path):
    reply = read_reply(Source(text, path))
    read = [
        {"number": one.number, "defect": list(one.defects), "point": one.point, "action": one.action.value,
         "old": one.old and one.old.text, "new": one.new and one.new.text}
        for one in reply.edits
    ]  # fmt: skip
    assert (read, reply.problems, reply.outside) == (edits, (), ())
    assert_traced(reply)


NEWLINES = st.sampled_from(["\n", "\r\n"])


@given(edits_with(LINES), NEWLINES)
def test_labelled_text_gives_back_what_was_written(edits, newline):
    assert_round_trip(edits, labelled(edits).replace("\n", newline), "a.md")


@given(edits_with(PARAGRAPHS), NEWLINES)
def test_yaml_gives_back_what_was_written(edits, newline):
    assert_round_trip(edits, as_yaml(edits).replace("\n", newline), "a.yaml")


@given(edits_with(PARAGRAPHS), NEWLINES)
def test_json_gives_back_what_was_written(edits, newline):
    assert_round_trip(edits, as_json(edits).replace("\n", newline), "a.json")
    assert_round_trip(edits, as_json_lines(edits).replace("\n", newline), "a.jsonl")


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            ["1.", "2", "Defect: 3", "Point: 1", "Action: delete", "New:", "Old: «", "»", "x", "", "Note: y"]
        )
    ).map("\n".join)
    | st.text(alphabet='1.\nOld:New«»"{}[],-|> \\', max_size=120),
    st.sampled_from(["a.md", "a.yaml", "a.json", "a.jsonl", "a.csv", "a"]),
)
def test_any_text_is_read_or_reported(text, path):
    reply = read_reply(Source(text, path))
    spans = sorted([*(edit.span for edit in reply.edits), *reply.outside])
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    if path == "a.md" and text.strip() and not text.lstrip().startswith(("[", "{")):
        assert spans or reply.problems


HEAD = "1.\nDefect: 3\nPoint: 1\nAction: replace\n"


@pytest.mark.parametrize(
    ("path", "text", "problems"),
    [
        ("a.json", "[" * 200_000, ["nested too deeply"]),
        ("a.yaml", "[" * 200_000, ["nested deeper than 100 levels (PROSELINT_T_MAX_LEVELS sets another bound)"]),
        ("a.json", '[{"number": ' + "9" * 100_000 + "}]", ["expected a whole number, found «" + "9" * 60 + "…»"]),
        ("a.md", "1.\nDefect: 3\nPoint: " + "9" * 100_000, ["expected one point such as «1.3», found «" + "9" * 60 + "…»"]),
        ("a.md", HEAD + "Old: «\n" + "a\n" * 100_000, ["the opening mark « is not closed"]),
        ("a.md", "1.\nDefect: 3" + " " * 300_000 + "x", ["expected numbers of defects such as «3, 4», found «3" + " " * 59 + "…»"]),
        ("a.md", HEAD + "New:\n" + "1\n" * 100_000, []),
        ("a.md", HEAD + "New:\n\0\n", []),
    ],
    ids=["deep json", "deep yaml", "long number", "long point", "open anchor", "spaces", "numbers", "nul"],
)  # fmt: skip
def test_hostile_text_costs_little(path, text, problems):
    start = time.process_time()
    reply = read_reply(Source(text, path))
    assert time.process_time() - start < 2
    assert [problem.message for problem in reply.problems] == problems


def test_a_thousand_edits_are_read_at_once():
    new = "Ordinary words of a sentence stand here.\n" * 20
    text = "".join(HEAD.replace("1.\n", f"{number}.\n", 1) + f"New:\n{new}\n" for number in range(1, 1001))
    start = time.process_time()
    assert len(read_reply(Source(text, "a.md")).edits) == 1000
    assert time.process_time() - start < 1


FORMS = yaml.safe_load((Path(__file__).parent / "reply-forms.yaml").read_text(encoding="utf-8"))
FORMS_OF = read_answer(Source(FORMS["answer"], "answer.md"))


def told(placed):
    """An edit with what it takes, as the cases of forms write it."""
    edit, pieces = placed.edit, placed.located.pieces
    quoted = pieces and (edit.old or edit.part or edit.alike)
    return {
        "number": edit.number,
        "action": edit.action.value,
        "defects": list(edit.defects),
        "point": placed.point,
        "takes": FORMS_OF.source.text[pieces[0].start : pieces[-1].end] if quoted else None,
        "new": edit.new.text if edit.new else None,
        "offered": edit.alike,
    }


def test_told_of_a_defect_that_is_not_there():
    source = Source(
        "1. Для устранения `𐒌(1)` и `𐒌(7)`.\nЗаменить пункт 1.2:\n1.2) The tiles are new.\n", "r.md"
    )
    reply = read_reply(source, [1, 2], FORMS_OF)
    assert [edit.defects for edit in reply.edits] == [(1,)]
    assert [(one.line, one.message) for one in reply.problems] == [(1, "there is no defect 7")]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", FORMS["cases"], ids=lambda case: case["name"])
def test_forms(case, newline):
    source = Source(case["text"].replace("\n", newline), "reply.md")
    reply = read_reply(source, answer=FORMS_OF)
    usual = {"number": 1, "action": "replace", "defects": [], "point": None, "takes": None, "new": None}
    expected = [usual | {"offered": False} | values for values in case["edits"]]
    assert [told(one) for one in place_edits(Locator(FORMS_OF), reply.edits)] == expected
    lines = [source.position(one.span.start).line for one in reply.deviations]
    assert lines == case.get("deviations", [])
    outside = [source.text[slice(*span)].replace("\r\n", "\n") for span in reply.outside]
    assert outside == case.get("outside", [])
    assert_traced(reply)


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< SEARCH\na\n=======\n" * 5000,
        "~~~x\n" * 20_000,
        "1. a\n```\n" * 10_000,
        "@@ -1 +1 @@\n" * 10_000,
        "".join(f"{at}. Replace point 1.{at} with:\n1.{at}) It is new.\n\n" for at in range(1, 2000)),
        "1. " + " " * 200_000 + "x",
        "|" * 50_000 + "\n|-|\n",
        "\n" * 100_000 + "x",
    ],
    ids=["blocks", "fences", "heads", "hunks", "told", "spaces", "bars", "blank"],
)
def test_what_is_told_costs_little(text):
    start = time.process_time()
    read_reply(Source(text, "a.md"))
    assert time.process_time() - start < 2


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"], ids=["next line", "line", "paragraph"])
def test_line_ends_that_yaml_alone_has_leave_a_text_its_words(end):
    reply = read_reply(Source(f"- point: 1\n  old: |{end}    A.{end}  new: B.\n  defects: 1\n", "a.yaml"))
    assert [prose.text.strip() for prose in texts(reply)] == ["A.", "B."]
