"""What the style rules say of the texts that edits bring, and of the lines in which they come to stand.

Only what an edit touches is checked, so the cost grows with the reply and not with the answer. Owns the
question whether a violation was there before; what a violation is, the linter says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document import parse
from proselint_t.lint.linter import find_violations, in_order, says, unproved
from proselint_t.lint.suppressions import find_comments, silence
from proselint_t.rules.review import FORMAT_GROUP
from proselint_t.rules.rule import Reach, Structure
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.defects.answer import Answer
    from proselint_t.document import Document
    from proselint_t.replies.placing.applying import Applied, AppliedEdit
    from proselint_t.replies.reading.model import PointEdit
    from proselint_t.rules.rule import ActiveRule, Violation


_NUMBERING = "layout.numbering"
_REPEATED_WORD = "layout.repeated-word"
_FEW = 50
"""Segments that are read before it is asked whether that is enough."""


def judging(settings: FileSettings) -> list[ActiveRule]:
    """The rules of style that edits are held against; their numbers have a rule of the review."""
    return [one for one in settings.rules if one.rule.meta.id != _NUMBERING]


def _strict(active: ActiveRule) -> ActiveRule:
    """Imperatives count unless the configuration says otherwise: an edit offers work, it gives no orders."""
    if active.settings.get("imperatives") != "edits":
        return active
    return active._replace(settings={**active.settings, "imperatives": True})


class _Region(NamedTuple):
    """A stretch of whole lines in the old answer and in the new one, and the first of its edits."""

    old: Span
    new: Span
    edit: AppliedEdit


def _regions(before: Document, after: Document, applied: Applied) -> list[_Region]:
    """In order and apart: edits that share a line share a region."""
    found: list[_Region] = []
    for edit in applied.edits:
        old, new = before.source.whole_lines(edit.old), after.source.whole_lines(edit.new)
        if found and (old.start <= found[-1].old.end or new.start <= found[-1].new.end):
            last_old, last_new, edit = found.pop()  # noqa: PLW2901 - the first one stays
            old = Span(last_old.start, max(last_old.end, old.end))
            new = Span(last_new.start, max(last_new.end, new.end))
        found.append(_Region(old, new, edit))
    return found


def _holding(regions: Sequence[_Region], offset: int, of: Callable[[_Region], Span]) -> int | None:
    """The index of the region that holds an offset; ``of`` gives its span in one of the answers."""
    index = bisect_right(regions, offset, key=lambda region: of(region).start) - 1
    return index if index >= 0 and offset <= of(regions[index]).end else None


class StyleFault(NamedTuple):
    """A violation in the new answer that an edit brings.

    ``is_new`` is false where the text that was replaced had the same.
    """

    edit: AppliedEdit
    violation: Violation
    is_new: bool


@dataclass(frozen=True)
class Style:
    """The style of an answer without and with edits."""

    before: Answer
    after: Document
    applied: Applied
    settings: FileSettings

    def faults(self) -> Iterator[StyleFault]:
        """In the order of the new text."""
        for violation in self._new:
            known = (violation.rule, self._former(violation.span)) in self._known
            inside = (one.new.contains(violation.span) for one in self.applied.edits)
            # Of a word that stands twice where an edit meets the old text `review.seam` tells.
            if not known and (violation.rule != _REPEATED_WORD or any(inside)):
                yield from self._judged(violation)

    @cached_property
    def _known(self) -> frozenset[tuple[str, Span | None]]:
        """The rules and places of what stood there before; not asked for while nothing is wrong."""
        return frozenset((one.rule, one.span) for one in self._old)

    @cached_property
    def _new(self) -> tuple[Violation, ...]:
        return self._lint(self.after, [one.new for one in self.applied.edits], self._rules)

    @cached_property
    def _old(self) -> tuple[Violation, ...]:
        """What was wrong before where something is wrong now, by the same rules: no more is asked for."""
        broken = {one.rule for one in self._new}
        rules = [one for one in self._rules if one.rule.meta.id in broken]
        found = {self._region_at(one.span.start) for one in self._new}
        places = [self._regions[region].old for region in found if region is not None]
        return self._lint(self.before.document, places, rules)

    @cached_property
    def _rules(self) -> list[ActiveRule]:
        return list(map(_strict, judging(self.settings)))

    def _lint(
        self, document: Document, places: Iterable[Span], rules: Sequence[ActiveRule]
    ) -> tuple[Violation, ...]:
        """The violations of the segments at some places, and those that need the whole document."""
        lines = map(document.source.whole_lines, places)
        near = {id(one): one for place in lines for one in document.segments_in(place)}
        narrowed = replace(document, segments=tuple(near.values()))
        narrow = [one for one in rules if one.rule.reach in {Reach.SEGMENT, Reach.POINT}]
        wide = [one for one in rules if one not in narrow]
        found = [*find_violations(narrowed, narrow), *find_violations(document, wide)]
        comments = find_comments(document)
        if document is self.after:  # what an edit brings silences nothing
            brought = [one.new for one in self.applied.edits]
            comments = [one for one in comments if not any(map(one.span.overlaps, brought))]
        active, known = self.settings.rules, self.settings.known
        return in_order(silence(comments, len(document.source.text), found, active, known))

    def _former(self, span: Span) -> Span | None:
        """Where a stretch that the edits left alone stood before."""
        start = self.applied.unchanged(span.start)
        end = start if span.empty else self.applied.unchanged(span.end - 1)
        if start is None or end is None:
            return None
        return Span(start, end if span.empty else end + 1)

    def _judged(self, violation: Violation) -> Iterator[StyleFault]:
        region, span = self._region_at(violation.span.start), violation.span
        if region is None:
            return
        # That whose text the violation touches, or else the first of its region.
        touched = self.applied.edit_at(span.start) or self.applied.edit_at(span.end)
        edit = touched or self._regions[region].edit
        inside = self._is_inside(violation, edit)
        if inside and self._says_so_itself(violation, edit):
            return
        had = self._had[region]
        key = (violation.rule, self._match(self.after, violation) if inside else "")
        is_new = not had[key]
        had[key] -= not is_new
        if inside or is_new:
            yield StyleFault(edit, violation, is_new)

    @cached_property
    def _regions(self) -> list[_Region]:
        return _regions(self.before.document, self.after, self.applied)

    def _region_at(self, offset: int) -> int | None:
        """The region that holds an offset of the new answer."""
        return _holding(self._regions, offset, attrgetter("new"))

    def _is_inside(self, violation: Violation, edit: AppliedEdit) -> bool:
        """Whether it is the text of the edit that is wrong, whatever stands around it."""
        active = self._active(violation)
        if active and active.rule.meta.structure is Structure.PARAGRAPHS:
            return edit.new.start < violation.span.start < edit.new.end
        return violation.span.overlaps(edit.new)

    def _active(self, violation: Violation) -> ActiveRule | None:
        return next((one for one in self.settings.rules if one.rule.meta.id == violation.rule), None)

    @cached_property
    def _had(self) -> dict[int, Counter[tuple[str, str]]]:
        """What stood in each region before: rules, and with the words that they matched what was taken."""
        found: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
        for violation in self._old:
            region = _holding(self._regions, violation.span.start, attrgetter("old"))
            if region is not None:
                found[region][violation.rule, ""] += 1
                if self.applied.taken_by(violation.span.start):
                    found[region][violation.rule, self._match(self.before.document, violation)] += 1
        return found

    def _match(self, document: Document, violation: Violation) -> str:
        return document.source.text[slice(*violation.span)]

    def _says_so_itself(self, violation: Violation, edit: AppliedEdit) -> bool:
        """Whether the point that is edited says itself what the rule forbids to add to it."""
        active = self._active(violation)
        at = self.before.index_at(edit.old.start)
        if active is None or at is None or not active.rule.meta.unless_said:
            return False
        if says(self.before.source.text[slice(*self.before.points[at].span)], active):
            return True
        return self._is_order(violation, active) and violation.rule in self._usual_orders

    def _is_order(self, violation: Violation, active: ActiveRule) -> bool:
        """Whether a rule would say nothing there if imperatives did not count."""
        segments = self.after.segments_in(violation.span)
        found = find_violations(replace(self.after, segments=tuple(segments)), [active])
        return all(one.span != violation.span for one in found)

    @cached_property
    def _usual_orders(self) -> frozenset[str]:
        """The rules by which the answer gives orders already: a guide goes on as it is written."""
        segments = self.before.document.segments
        portions = [segments[start : start + _FEW] for start in range(0, len(segments), _FEW)]
        few = [replace(self.before.document, segments=portion) for portion in portions]
        rules = [one for one in self.settings.rules if _strict(one) is not one]
        return frozenset(one.rule.meta.id for one in rules if any(_orders(part, one) for part in few))


def _orders(document: Document, active: ActiveRule) -> bool:
    """Whether a rule finds more where imperatives count."""
    found = unproved(document, [_strict(active)])
    return bool(found) and len(found) > len(unproved(document, [active]))


def alone(edit: PointEdit, settings: FileSettings) -> Iterator[Violation]:
    """The style of an edit whose place is not known, at its places in the reply."""
    if edit.new is None:
        return
    document = parse(Source(edit.new.text), language=settings.language)
    for violation in in_order(find_violations(document, judging(settings))):
        yield violation._replace(span=edit.new.span(*violation.span), fix=None, group=FORMAT_GROUP)
