"""Kind ``notation``: documents that define symbols and cite each other's points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.edits import Edit, Fix
from proselint_t.notation.companions import bundle_of
from proselint_t.notation.faults import FAULTS
from proselint_t.rule import Context, Field, FieldType, Reach, RuleMeta, Violation, fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Document
    from proselint_t.notation.faults import Fault


class Notation:
    """One fault of the notation. Setting ``bundle``: the documents that this one is read together with."""

    name: ClassVar[str] = "notation"
    fields: ClassVar[tuple[Field, ...]] = (
        Field("fault", FieldType.TEXT, "What is looked for.", required=True, choices=FAULTS),
    )
    reach: ClassVar[Reach] = Reach.DOCUMENT

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        self.meta = meta
        self._fault: str = options["fault"]

    def check(self, document: Document, context: Context) -> Iterator[Violation]:
        """One violation for each fault in the document, also in the parts of a composite one."""
        bundle, pages = bundle_of(document.source, context.settings.get("bundle") or ())
        for page in pages:
            for fault in bundle.faults(page):
                if fault.kind == self._fault:
                    yield self._violation(fault)

    def _violation(self, fault: Fault) -> Violation:
        fix = None
        if fault.replacement is not None:
            at = fault.mends or fault.span
            fix = Fix((Edit(at, fault.replacement),), f"Replace with «{fault.replacement}»", self.meta.fix)
        message = fill(self.meta.message, (fault.text, fault.detail))
        return Violation(self.meta.id, self.meta.severity, fault.span, message, fix)
