"""Kind ``notation``: documents that define symbols and cite each other's points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.notation.companions import bundle_of, faults_beside
from proselint_t.notation.model import COMPOSITE, FAULTS
from proselint_t.notation.setup import DEFAULT, SETUP
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, Reach, RuleMeta, Violation
from proselint_t.text.edits import Fix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proselint_t.document import Document
    from proselint_t.notation.model import NotationFault, Page


class Notation(BaseRule):
    """One fault of the notation. Setting ``bundle``: the documents that this one is read together with."""

    fields: ClassVar[tuple[Field, ...]] = (
        Field("fault", FieldType.TEXT, "What is looked for.", required=True, choices=FAULTS),
    )
    reach: Reach = Reach.SOURCE

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        self._fault: str = options["fault"]

    def check(self, document: Document, context: Context) -> Iterator[Violation]:
        """One violation for each fault in the document, also in the parts of a composite one."""
        bundle, pages = bundle_of(
            document.source, context.settings.get("bundle") or (), context.settings.get(SETUP, DEFAULT)
        )
        if self._fault == COMPOSITE:
            yield from map(self._violation, faults_beside(document.source))
        for page in pages:
            for fault in bundle.faults(page):
                if fault.kind == self._fault:
                    yield self._violation(fault, pages)

    def _violation(self, fault: NotationFault, pages: Sequence[Page] = ()) -> Violation:
        """With a fix where all that must change stands in the document itself."""
        fix = None
        if fault.mending and all(page in pages for page, _ in fault.mending):
            edits = tuple(sorted(edit for _, edit in fault.mending))
            fix = Fix(edits, fault.remedy, self.meta.fix)
        return self.violation_at(fault.span, fix, words=(fault.shown or fault.text, fault.detail))
