"""Kind ``interface-names``: the name of an interface element stands in «»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.document.annotations.interface_names import judged_names, may_name_element
from proselint_t.document.annotations.marked_names import MarkedBy
from proselint_t.document.annotations.path_steps import SEPARATORS
from proselint_t.document.markdown.nesting import Nesting
from proselint_t.language import interface_words as interface
from proselint_t.rules.matching.scope import view
from proselint_t.rules.rule import BaseRule, Context, Violation
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment


class InterfaceNames(BaseRule):
    """Finds names beside a noun such as «button», right behind a verb such as «click», and steps of a path.

    They are quoted, bold, in italics or in backticks; beside a noun also bare with a capital. What stands in
    bold or italics near such names is one where it is pointed at: `under **Advanced**`. The name of a file
    stands in backticks instead, whatever is done with it.
    """

    def literals_for(self, _settings: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(SEPARATORS)

    def words_for(self, _settings: Mapping[str, Any]) -> frozenset[str]:
        return interface.spoken_words()

    def check(self, segment: Segment, _context: Context) -> Iterator[Violation]:
        """Violations of marked names, then of bare ones."""
        judged = judged_names(segment, view(segment, self.meta))
        for one in judged:
            if one.is_name and one.name.mark is not MarkedBy.GUILLEMETS:
                unsure = one.name.mark is MarkedBy.CODE and not one.beside_noun
                sure = Applicability.UNSAFE if unsure else self.meta.fix
                label = "» → «".join(one.steps) or segment.prose.text[slice(*one.name.inner)]
                possible = segment.prose.contiguous(*one.name.inner)
                yield self._violation(one.name.place, label, sure if possible else None)
        if not interface.has_noun(segment.prose.masked):
            return
        marked = Nesting((one.name for one in judged), lambda name: name.span)
        for span in map(Span._make, interface.bare_names(segment.unquoted)):
            label = segment.prose.text[slice(*span)]
            if not any(marked.around(span)) and not any(marked.crossing(span)) and may_name_element(label):
                safety = Applicability.UNSAFE if segment.prose.contiguous(*span) else None
                yield self._violation(segment.prose.span(*span), label, safety)

    def _violation(self, place: Span, label: str, safety: Applicability | None) -> Violation:
        """``safety`` is that of the fix, if one is possible."""
        title = translated("Write «%s»", label)
        fix = Fix((Edit(place, f"«{label}»"),), title, safety) if safety else None
        return self.violation_at(place, fix, words=(" ".join(label.split()),))
