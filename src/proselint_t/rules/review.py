"""The rules of a review as plain values: what is wrong with a reply, or with the answer that it makes.

They are no rules of the linter: each needs the answer, the defects and the reply at once. What each asks for,
and how grave it is, says its file in ``rules/review``.
"""

from __future__ import annotations

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


REVIEW = "review"
"""The style, and the kind, of these rules."""
FORMAT_GROUP = ReviewRule.FORMAT.value
"""The group under which violations of the rules of style in the text of an edit are reported."""

Where = Literal["reply", "answer", "defects"]


class TextFault(NamedTuple):
    """Something that is wrong in the text of an edit; ``span`` counts in that text."""

    span: Span
    message: str


class Fault(NamedTuple):
    """A rule that is broken at a place of one of the documents.

    ``edit`` is the index of the edit that is not valid because of it, ``None`` where it belongs to none.
    """

    rule: ReviewRule
    where: Where
    span: Span
    message: str
    edit: int | None = None
    fix: Fix | None = None
