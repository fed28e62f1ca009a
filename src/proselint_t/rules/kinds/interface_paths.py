"""Kind ``interface-paths``: the steps of a path through an interface are joined by `` → ``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.document.annotations.path_steps import SEPARATORS, Joint, find_joints, is_path
from proselint_t.language import interface_words as interface
from proselint_t.rules.rule import BaseRule, Context, Violation
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment

_SET_WELL = frozenset({" → ", "\u00a0→ ", " →\u00a0", " →\n"})


class InterfacePaths(BaseRule):
    """One violation for each separator between two names of an interface that is not `` → ``."""

    def literals_for(self, _settings: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(SEPARATORS)

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        """Separators in order; those inside quotations and code are left alone."""
        for joint in find_joints(segment):
            if is_path(joint) and joint.written not in _SET_WELL:
                yield self._violation(segment, context, joint)

    def _violation(self, segment: Segment, context: Context, joint: Joint) -> Violation:
        place = segment.prose.span(*joint.separator)
        gap = Span(joint.left.place.end, joint.right.place.start)
        edits = [Edit(gap, " → ")]
        bare = [step.place for step in (joint.left, joint.right) if step.mark is None]
        edits += [Edit(name, f"«{context.text_of(name)}»") for name in bare]
        fix = Fix(
            tuple(sorted(edits)),
            translated("Write « → »"),
            self.meta.fix if _is_safe(joint) else Applicability.UNSAFE,
        )
        written = context.text_of(place)
        possible = context.text_of(gap).strip() == written  # no marker of markup stands there as well
        return self.violation_at(place, fix if possible else None, words=(written,))


def _is_safe(joint: Joint) -> bool:
    if joint.left.mark is None or joint.right.mark is None:
        return False
    return joint.glyph != "/" or interface.has_noun(joint.around)
