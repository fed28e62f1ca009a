"""Kind ``numbering``: the numbers of the points of an answer go on without a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.document.numbering import numbering_faults
from proselint_t.rules.rule import Context, Field, Reach, RuleMeta, Violation
from proselint_t.text.messages import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Document


class Numbering:
    """Gaps, numbers twice, children without their parent; group by group. A review says the same."""

    name: ClassVar[str] = "numbering"
    fields: ClassVar[tuple[Field, ...]] = ()
    reach: ClassVar[Reach] = Reach.DOCUMENT

    def __init__(self, meta: RuleMeta, _options: Mapping[str, Any]) -> None:
        self.meta = meta

    def check(self, document: Document, _context: Context) -> Iterator[Violation]:
        """At most one violation for each label, at the label."""
        for fault in numbering_faults(document.points):
            message = fill(self.meta.message, (fault.message[:1].upper() + fault.message[1:],))
            yield Violation(self.meta.id, self.meta.severity, fault.span, message)
