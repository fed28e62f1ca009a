"""Rules about the comments that silence rules: what such a comment is worth shows when all others have run.

The findings are made by ``suppressions``, with the message and the severity of these rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.rules.rule import BaseRule

if TYPE_CHECKING:
    from proselint_t.document import Segment
    from proselint_t.rules.rule import Context, Violation


class Suppression(BaseRule):
    """Says of a text nothing by itself."""

    @staticmethod
    def may_find(text: str) -> bool:  # noqa: ARG004 - the contract
        """Nothing is found here."""
        return False

    def check(self, unit: Segment, context: Context) -> tuple[Violation, ...]:  # noqa: ARG002 - the contract
        return ()
