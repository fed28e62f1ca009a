"""The rules of a review as plain values: what is wrong with a reply, or with the answer that it makes.

They are no rules of the linter: each needs the answer, the defects and the reply at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from proselint_t.text.edits import Fix
    from proselint_t.text.span import Span


class ReviewRule(StrEnum):
    ANCHOR = "review.anchor"
    CONFLICT = "review.conflict"
    DEFECT_REFERENCE = "review.defect-reference"
    FORM = "review.form"
    FORMAT = "review.format"
    FRAGMENT = "review.fragment"
    LANGUAGE = "review.language"
    NEW_FACT = "review.new-fact"
    NUMBERING = "review.numbering"
    OUTSIDE_LIST = "review.outside-list"
    QUOTATION_SOURCE = "review.quotation-source"
    REFERENCE = "review.reference"
    RESTATING = "review.restating"
    SEAM = "review.seam"
    SOURCE = "review.source"
    UNANSWERED = "review.unanswered"
    WHOLE_ANSWER = "review.whole-answer"

    @property
    def severity(self) -> Literal["error", "warning", "suggestion"]:
        """What it is where no configuration says otherwise."""
        if self is ReviewRule.NEW_FACT:
            return "suggestion"
        return "warning" if self in _WARNINGS else "error"


_WARNINGS = frozenset({ReviewRule.FRAGMENT, ReviewRule.RESTATING, ReviewRule.UNANSWERED})

WHY: dict[ReviewRule, str] = {
    ReviewRule.ANCHOR: (
        "The old text of an edit stands in the point that is named, once and as it is quoted. What was"
        " applied already is not applied again."
    ),
    ReviewRule.CONFLICT: (
        "No two edits change the same text. Insertions beside each other, or beside a replacement, do not."
    ),
    ReviewRule.DEFECT_REFERENCE: (
        "The client never sees the defects: an edit names its defect in front of its text, not in it."
    ),
    ReviewRule.FORM: (
        "An edit names its defect, point, action, old and new text in fields. What is told in words and"
        " fences is read where it can mean one thing only, and is not applied as long as it is in that form."
    ),
    ReviewRule.FORMAT: (
        "The text of an edit becomes lines of the answer, so it has no block, markup, link, comment or"
        " placeholder of a kind that the answer has not, and nothing that a tool left behind."
    ),
    ReviewRule.FRAGMENT: (
        "An edit brings whole sentences: who reads it beside the answer understands it, and no end of"
        " a sentence is lost. A piece of a sentence may be replaced by another piece."
    ),
    ReviewRule.LANGUAGE: (
        "An edit is in the language that the answer has at that place; words of the reviewer are Russian."
    ),
    ReviewRule.NEW_FACT: (
        "A number, a name or an address of an edit stands in a document of the review, or in what the edit"
        " names as its source; of any other somebody has to make sure. Held only where sources are given."
    ),
    ReviewRule.NUMBERING: (
        "Edits are numbered 1, 2, 3 through the whole reply, and points stay in order: no gap, no number"
        " twice, no child without its parent, no point without text."
    ),
    ReviewRule.OUTSIDE_LIST: ("A reply is a list of edits: nothing stands before, between and behind them."),
    ReviewRule.QUOTATION_SOURCE: (
        "What stands between « and » is an exact quotation of the answer or of a source, the name of an"
        " interface element or a status line of HTTP. Marks around anything else hide jargon."
    ),
    ReviewRule.REFERENCE: "A point that is referred to is there when the edits are applied.",
    ReviewRule.RESTATING: "What the question or the answer has said already is not said again.",
    ReviewRule.SEAM: (
        "Where an edit meets the text that stays, sentences go on as sentences: 1 end mark, no word twice, no"
        " capital inside, no rest behind the end."
    ),
    ReviewRule.SOURCE: (
        "What an edit names as its source («Source:») is on one of the websites that `sources.allow` lists."
    ),
    ReviewRule.UNANSWERED: "Each defect is answered by at least one edit that may be applied.",
    ReviewRule.WHOLE_ANSWER: (
        "A reply changes single points. It does not rewrite the answer: that would have to be reviewed anew."
    ),
}
"""What each rule asks for, in a sentence or two."""

FORMAT = ReviewRule.FORMAT.value
"""The group under which violations of the rules of style in the text of an edit are reported."""

Where = Literal["reply", "answer", "defects"]


class TextFault(NamedTuple):
    """Something that is wrong in the text of an edit; ``span`` counts in that text."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken at a place of one of the documents.

    ``edit`` is the index of the edit that is not valid because of it, ``None`` where it belongs to none.
    """

    rule: ReviewRule
    where: Where
    span: Span
    message: str
    edit: int | None = None
    fix: Fix | None = None
