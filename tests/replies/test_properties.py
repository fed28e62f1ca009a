"""What holds of every reply: it is applied whole or not at all, in any order, once, and in its place.

REVIEW_EXAMPLES sets how many are tried.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from proselint_t.config import CommandLine, Resolver
from proselint_t.defects.answer import read_answer
from proselint_t.defects.mapping import map_defects
from proselint_t.defects.quotes.locating import Outcome
from proselint_t.defects.status import written
from proselint_t.replies.revision import Review, revise, settled
from proselint_t.text.source import Source

EXAMPLES = int(os.environ.get("REVIEW_EXAMPLES", "150"))
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


def revised(
    answer: str,
    edits: list[str],
    *,
    partial: bool = False,
    defects: Source = DEFECTS,
    status: Source | None = None,
):
    documents = Source(answer, "answer.md"), defects, Source("\n".join(edits), "reply.md")
    return revise(Review(*documents, (), SETTINGS, status), partial=partial)


@settings(max_examples=EXAMPLES, deadline=None)
@given(reviews(), st.randoms(use_true_random=False))
def test_any_order(review, random):
    answer, edits = review
    result = revised(answer, edits, partial=True).result
    other = revised(answer, random.sample(edits, len(edits)), partial=True).result
    assert (result and result.text) == (other and other.text)


def stands_twice(answer: str, edit: str) -> bool:
    """Whether an old text stands in its point twice but for white space, marks of quotations and markup."""
    point = re.search(r"Point: (\S+)\.", edit)[1]
    old = re.search(r"Old: «(.*?)»\n", edit, re.DOTALL)
    bodies = [answer[slice(*one.body)] for one in read_answer(Source(answer)).points if one.number == point]
    again = old and f"(?={re.escape(_plain(old[1]).strip())})"  # one may begin in the other
    return again is not None and any(len(re.findall(again, _plain(body))) > 1 for body in bodies)


def _plain(text: str) -> str:
    return re.sub(r"[\s>]+", " ", re.sub(r"\n[\s>]*-|[*`]", " ", text))


@settings(max_examples=EXAMPLES, deadline=None)
@given(reviews())
def test_what_was_applied_is_not_applied_again(review):
    answer, edits = review
    result = revised(answer, edits).result
    assume(result is not None)
    assume(not any(stands_twice(answer, edit) for edit in edits if "Action: replace" in edit))
    assert revised(result.text, edits).result is None


@settings(max_examples=EXAMPLES, deadline=None)
@given(reviews())
def test_newlines_stay_of_one_kind(review):
    answer, edits = review
    result = revised(answer, edits, partial=True).result
    assume(result is not None and "\r\n" in answer)
    assert "\n" not in result.text.replace("\r\n", "")


@settings(max_examples=EXAMPLES, deadline=None)
@given(reviews())
def test_only_the_lines_of_an_anchor_change(review):
    """Each edit alone: in front of the line where its place begins, and behind that where it ends, all stays."""
    answer, edits = review
    points = read_answer(Source(answer)).points
    for edit in edits:
        revision = revised(answer, [re.sub(r"\A\d+", "1", edit)])
        if revision.result is None:
            continue
        (placed,) = revision.placed
        start, end = placed.located.pieces[0].start, placed.located.pieces[-1].end
        if "Old:" not in edit:  # the point, with its children where it is deleted
            end = max([end, *(one.span.end for one in points if one.number.startswith(f"{placed.point}."))])
        before, after, result = answer[:start], answer[end:], revision.result.text
        assert result.startswith(before[: before.rfind("\n") + 1].rstrip("\r\n"))
        assert result.endswith(after.partition("\n")[2].lstrip())
        is_exact = placed.located.outcome is Outcome.EXACT  # else markup around the place may go too
        if is_exact and "Action: replace" in edit and "Old:" in edit:
            assert result.startswith(before.rstrip("*`«[( \r\n"))
            assert result.endswith(after.lstrip("*`»]) \r\n"))


@settings(max_examples=EXAMPLES, deadline=None)
@given(answers(), st.text(alphabet=" \t\r\n\u00a0", max_size=8), st.booleans())
def test_an_empty_reply_changes_nothing(answer, reply, partial):
    revision = revised(answer, [reply], partial=partial)
    assert (revision.result, revision.placed, revision.problems) == (None, (), ())
    assert settled(revision, "2026-01-31") == {}


@st.composite
def listed_reviews(draw: st.DrawFn) -> tuple[str, list[str], Source]:
    """The same with a list of some defects, one or several of which an edit answers."""
    answer, edits = draw(reviews())
    points = read_answer(Source(answer)).points
    count = draw(st.integers(1, 4))
    records = []
    for number in range(1, count + 1):
        point = draw(st.sampled_from(points))
        quote = draw(st.sampled_from(answer[slice(*point.body)].split() or [""]))
        named = f"Quote: «{quote}»\n" if draw(st.booleans()) and "«" not in quote else ""
        records.append(f"{number}.\nPoint: {point.number}.\n{named}Remark: Bad {number}.\n")
    numbers = st.lists(st.integers(1, count), min_size=1, max_size=2, unique=True)
    answers_to = [", ".join(map(str, draw(numbers))) for _ in edits]
    edits = [
        edit.replace("Defect: 1.", f"Defect: {told}.") for edit, told in zip(edits, answers_to, strict=True)
    ]
    return answer, edits, Source("\n".join(records), "defects.md")


@settings(max_examples=EXAMPLES, deadline=None)
@given(listed_reviews(), st.booleans())
def test_what_is_applied_is_answered(review, partial):
    """What became of the defects is read again as it was written, beside the new answer."""
    answer, edits, defects = review
    revision = revised(answer, edits, partial=partial, defects=defects)
    assume(revision.result is not None)
    status = Source(written(settled(revision, "2026-01-31").values()), "defects.status.yaml")
    answered = {number for at in revision.applied for number in revision.placed[at].edit.defects}
    mapping = map_defects(revision.result, defects, status=status)
    assert not mapping.reported.problems
    assert not answered & {one.defect.number for one in mapping.open}
    again = revised(revision.result.text, [], defects=defects, status=status)
    assert not answered & set(again.unanswered)
    assert set(revision.unanswered).isdisjoint(answered)
