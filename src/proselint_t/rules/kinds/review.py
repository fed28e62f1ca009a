"""Rules of a review: what is wrong with a reply shows with the answer, the defects and the reply at once.

The findings are made by ``replies``, with the severity of these rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.rules.rule import BaseRule

if TYPE_CHECKING:
    from proselint_t.document import Segment
    from proselint_t.rules.rule import Context, Violation


class Review(BaseRule):
    """Says of a text nothing by itself; its examples are replies, or with `reply` lists of defects."""

    def check(self, unit: Segment, context: Context) -> tuple[Violation, ...]:  # noqa: ARG002 - the contract
        return ()
