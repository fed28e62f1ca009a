"""What holds of every reply: it is applied whole or not at all, in any order, and once."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from proselint_t.config import CommandLine, Resolver
from proselint_t.defects.answer import read_answer
from proselint_t.replies.revision import Review, revise
from proselint_t.text.source import Source

DEFECTS = Source("1.\nPoint: 1.\nRemark: Bad.\n", "defects.md")
RULES = ("review.quotation-source", "review.restating", "review.language", "review.whole-answer", "layout")
RULES += ("english", "typography")
SETTINGS = Resolver(CommandLine(isolated=True, preset="docs", ignore=RULES)).for_file(Path("answer.md"))
WORDS = [
    "page",
    "Index",
    "**bold**",
    "`code`",
    "«quoted»",
    "[link](a.b)",
    "—",
    "isn’t",
    "ёлка",
    "ends.",
    "so:",
]
NEW = ["New text is here.", "It is one.\nIt is more.", "x"]
LINE = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(" ".join)
BODY = st.lists(LINE, min_size=1, max_size=3)
BULLETS = st.lists(st.tuples(st.sampled_from(["- ", "*) ", "> ", "  - "]), LINE).map("".join), max_size=2)


@st.composite
def answers(draw: st.DrawFn) -> str:
    """Points with children, in one of the styles in which they are written."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    mark, indent = draw(st.sampled_from([(")", ""), (")", "   "), (".", ""), ("#", "")]))
    lines = []
    for number in draw(st.sampled_from([["1", "1.1", "1.2", "2"], ["1", "2", "2.1"], ["1"]])):
        body = draw(BODY)
        head = "#" * (number.count(".") + 1) + f" {number}." if mark == "#" else number + mark
        lines += [f"{head} {body[0]}", *(indent + line for line in body[1:]), *draw(BULLETS)]
        lines += draw(st.sampled_from([[], [""]]))
    return newline.join(lines) + draw(st.sampled_from(["", newline]))


@st.composite
def reviews(draw: st.DrawFn) -> tuple[str, list[str]]:
    """An answer with edits of it: anchors are cut out of its points."""
    answer = draw(answers())
    points = read_answer(Source(answer)).points
    edits = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        point = draw(st.sampled_from(points))
        words = answer[slice(*point.body)].replace("\r\n", "\n").split(" ")
        start = draw(st.integers(0, len(words) - 1))
        old = " ".join(words[start : draw(st.integers(start + 1, len(words)))]).strip()
        action = draw(st.sampled_from(["replace", "insert-after", "insert-before", "delete"]))
        fields = [f"{number}.", "Defect: 1.", f"Point: {point.number}.", f"Action: {action}"]
        fields += [f"Old: «{old}»"] if draw(st.booleans()) else []
        fields += ["New:", draw(st.sampled_from(NEW))] if action != "delete" else []
        edits.append("\n".join(fields) + "\n")
    return answer, edits


def revised(answer: str, edits: list[str], *, partial: bool = False):
    return revise(
        Review(Source(answer, "answer.md"), DEFECTS, Source("\n".join(edits), "reply.md"), (), SETTINGS),
        partial=partial,
    )


@settings(max_examples=150, deadline=None)
@given(reviews(), st.randoms(use_true_random=False))
def test_any_order(review, random):
    answer, edits = review
    result = revised(answer, edits, partial=True).result
    other = revised(answer, random.sample(edits, len(edits)), partial=True).result
    assert (result and result.text) == (other and other.text)


def stands_twice(answer: str, edit: str) -> bool:
    """Whether a replaced text stands in its point twice but for white space and marks of quotations."""
    point = re.search(r"Point: (\S+)\.", edit)[1]
    old = re.search(r"Old: «(.*?)»\n", edit, re.DOTALL)
    bodies = [answer[slice(*one.body)] for one in read_answer(Source(answer)).points if one.number == point]
    return old is not None and any(_plain(body).count(_plain(old[1]).strip()) > 1 for body in bodies)


def _plain(text: str) -> str:
    return re.sub(r"[\s>]+", " ", text)


@settings(max_examples=150, deadline=None)
@given(reviews())
def test_what_was_applied_is_not_applied_again(review):
    answer, edits = review
    result = revised(answer, edits).result
    assume(result is not None)
    assume(not any(stands_twice(answer, edit) for edit in edits if "Action: replace" in edit))
    assert revised(result.text, edits).result is None


@settings(max_examples=150, deadline=None)
@given(reviews())
def test_newlines_stay_of_one_kind(review):
    answer, edits = review
    result = revised(answer, edits, partial=True).result
    assume(result is not None and "\r\n" in answer)
    assert "\n" not in result.text.replace("\r\n", "")
