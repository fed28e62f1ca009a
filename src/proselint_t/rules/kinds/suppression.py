"""Rules about the comments that silence rules: what such a comment is worth shows when all others have run.

The findings are made by ``suppressions``, with the message and the severity of these rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.rules.rule import Reach

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proselint_t.document import Segment
    from proselint_t.rules.rule import Context, Field, RuleMeta, Violation


class Suppression:
    """Says of a text nothing by itself."""

    name: ClassVar[str] = "suppression"
    fields: ClassVar[tuple[Field, ...]] = ()
    reach: ClassVar[Reach] = Reach.SEGMENT

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:  # noqa: ARG002 - the contract
        self.meta = meta

    def check(self, unit: Segment, context: Context) -> tuple[Violation, ...]:  # noqa: ARG002 - the contract
        return ()
