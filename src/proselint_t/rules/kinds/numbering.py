"""Kind ``numbering``: the numbers of the points of an answer go on without a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.numbering import faults_of
from proselint_t.rules.rule import BaseRule, Context, Reach, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Document


class Numbering(BaseRule):
    """Gaps, numbers twice, children without their parent; group by group. A review says the same."""

    reach: Reach = Reach.OUTLINE

    def check(self, document: Document, _context: Context) -> Iterator[Violation]:
        """At most one violation for each label, at the label."""
        for index, message in faults_of(document.counted):
            span = document.label_at(index).span
            yield self.violation_at(span, words=(message[:1].upper() + message[1:],))
