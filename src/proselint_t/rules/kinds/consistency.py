"""Kind ``consistency``: of two spellings a document uses one. The keys mean what they mean in Vale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.rules.matching.finder import Finder, any_of_words
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, Reach, RuleMeta, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Document


class Consistency(BaseRule):
    """Each use of the spelling that is not the one the document uses first."""

    fields: ClassVar[tuple[Field, ...]] = (
        Field("either", FieldType.SWAP, "Pairs of patterns of which only one may be used.", required=True),
        Field("ignorecase", FieldType.BOOL, "Capital and small letters are the same.", default=False),
        Field("nonword", FieldType.BOOL, "Patterns need not begin and end with a word.", default=False),
    )
    reach: Reach = Reach.DOCUMENT

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        self._finders = [
            Finder(
                meta,
                any_of_words((f"(?P<one>{one})|(?P<other>{other})",), nonword=options["nonword"]),
                options,
                key="either",
            )
            for one, other in options["either"].items()
        ]

    def check(self, document: Document, _context: Context) -> Iterator[Violation]:
        for finder in self._finders:
            used: str | None = None
            for hit in finder.hits(document):
                used = used or hit.match.lastgroup
                if hit.match.lastgroup != used:
                    yield self.violation_in(hit.segment, hit.span, words=(hit.shown,))
