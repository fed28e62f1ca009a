"""Kind ``interface-paths``: the steps of a path through an interface are joined by `` → ``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.document.marked_names import Mark
from proselint_t.document.path_steps import Joint, find_joints
from proselint_t.edits import Applicability, Edit, Fix
from proselint_t.language import interface_words as interface
from proselint_t.rule import Context, Field, Reach, RuleMeta, Violation, fill
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment

_ARROWS = frozenset({"->", "=>", "→"})
_QUOTES = frozenset({Mark.QUOTED, Mark.GUILLEMETS})
_WORD = re.compile(r"[^\W\d_]{2,}")
_SET_WELL = frozenset({" → ", "\u00a0→ ", " →\u00a0", " →\n"})


class InterfacePaths:
    """One violation for each separator between two names of an interface that is not `` → ``."""

    name: ClassVar[str] = "interface-paths"
    fields: ClassVar[tuple[Field, ...]] = ()
    reach: ClassVar[Reach] = Reach.SEGMENT

    def __init__(self, meta: RuleMeta, _options: Mapping[str, Any]) -> None:
        self.meta = meta

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        """Separators in order; those inside quotations and code are left alone."""
        for joint in find_joints(segment):
            if _is_path(joint) and joint.written not in _SET_WELL:
                yield self._violation(segment, context, joint)

    def _violation(self, segment: Segment, context: Context, joint: Joint) -> Violation:
        place = segment.prose.span(*joint.separator)
        gap = Span(joint.left.place.end, joint.right.place.start)
        edits = [Edit(gap, " → ")]
        bare = [step.place for step in (joint.left, joint.right) if step.mark is None]
        edits += [Edit(name, f"«{context.text_of(name)}»") for name in bare]
        fix = Fix(
            tuple(sorted(edits)), "Write « → »", self.meta.fix if _is_safe(joint) else Applicability.UNSAFE
        )
        written = context.text_of(place)
        possible = context.text_of(gap).strip() == written  # no marker of markup stands there as well
        message = fill(self.meta.message, (written,))
        return Violation(self.meta.id, self.meta.severity, place, message, fix if possible else None)


def _is_path(joint: Joint) -> bool:
    """Quoted names tell by themselves; bold, code and bare ones need a word of the interface around them."""
    marks = {joint.left.mark, joint.right.mark}
    if not all(_is_step(step.label) for step in (joint.left, joint.right)):
        return False
    if joint.glyph == "/":
        return None not in marks and Mark.CODE not in marks and _slash_joins(joint)
    if marks <= _QUOTES or joint.same_bold:
        return True
    if marks <= {*_QUOTES, Mark.BOLD} and joint.glyph not in _ARROWS:
        return True
    return _speaks_of_interface(joint.around)


def _is_step(label: str) -> bool:
    return interface.starts_like_name(label) and interface.is_label(label) and len(label) > 1


def _slash_joins(joint: Joint) -> bool:
    """Not the sides of a choice: `«Yes» / «No»`, «кнопки «Назад» / «Вперёд»»."""
    if interface.is_choice(joint.left.label) or interface.is_choice(joint.right.label):
        return False
    if interface.has_plural_noun(joint.around):
        return False
    return _speaks_of_interface(joint.around) or not _WORD.search(joint.around)


def _speaks_of_interface(sentence: str) -> bool:
    return interface.has_noun(sentence) or interface.has_verb(sentence)


def _is_safe(joint: Joint) -> bool:
    if joint.left.mark is None or joint.right.mark is None:
        return False
    return joint.glyph != "/" or interface.has_noun(joint.around)
