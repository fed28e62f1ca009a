"""A long text, checked portion by portion: what is read of it is forgotten, what was found is kept.

The result is that of :func:`proselint_t.lint.linter.check` on the whole text, in a fraction of the memory.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from heapq import merge
from typing import TYPE_CHECKING

from proselint_t.document import Document, OutlinedDocument, parse_when_asked
from proselint_t.document.chunks.portions import Portions
from proselint_t.document.hidden import HIDEABLE
from proselint_t.document.model import Counted, Label
from proselint_t.lint.linter import Report, Whereabouts, fixes_of, in_order, order, unproved
from proselint_t.lint.proof import Proof, proved
from proselint_t.lint.suppressions import Silenced, comment_places, find_comments
from proselint_t.rules.rule import SIGHT, Reach
from proselint_t.text.budget import budget
from proselint_t.text.packed import Alike
from proselint_t.text.span import Inner, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from proselint_t.config import FileSettings
    from proselint_t.document.chunks.portions import Portion
    from proselint_t.document.hidden import Hidden
    from proselint_t.lint.suppressions import Comment
    from proselint_t.rules.rule import ActiveRule, Violation
    from proselint_t.text.edits import Applicability
    from proselint_t.text.source import Source

SIZE = 250_000
"""Of a portion, if a block may end there."""
_OF_PORTION = frozenset({Reach.SEGMENT, Reach.POINT, Reach.BLOCKS})


def in_portions(
    source: Source,
    settings: FileSettings,
    *,
    but: AbstractSet[Applicability] = frozenset(),
    size: int | None = None,
) -> Report | None:
    """The violations of a text as its settings read it; ``None`` where one must see all of it at once.

    ``None`` too where one of them has a fix as sure as one of ``but``, proved or not: that is for the fixer.
    Raises :class:`RuleError` as the linter does.
    """
    rules = rules_by_reach(source, settings)
    if rules is None:
        return None
    with budget(len(source.text)):
        return _Check(source, settings, rules, but, size or SIZE).report()


def rules_by_reach(source: Source, settings: FileSettings) -> dict[Reach, list[ActiveRule]] | None:
    """The rules that are asked, by what each looks at; ``None`` where the text must be seen at once."""
    found: dict[Reach, list[ActiveRule]] = {reach: [] for reach in Reach}
    for active in settings.rules:
        if active.is_awake:
            found[active.rule.reach].append(active)
    return None if found[Reach.DOCUMENT] or settings.may_hold_parts(source.text) or source.masks else found


def sight_of(rules: Mapping[Reach, Sequence[ActiveRule]]) -> int:
    """How far beside a portion these rules look."""
    return SIGHT if rules[Reach.POINT] else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _LongReport(Report):
    """One whose document is read where somebody asks what it tells of a violation, and not as a whole."""

    portions: Portions
    labels: Labels

    def read_at(self, offset: int) -> tuple[Document, int]:
        portion = self.portions.at(offset)
        return self.portions.document(portion), offset - portion.by

    def told_at(self, offset: int) -> Whereabouts:
        label = self.labels.before(offset)
        return Report.told_at(self, offset)._replace(point=label.number if label else None)


class Labels:
    """The labels of a text in order; of `12)`, which says itself what it is, only the place is kept."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts, self._ends = array("q"), array("q")
        self._others: dict[int, Label] = {}

    def append(self, label: Label) -> None:
        index = len(self._starts)
        self._starts.append(label.span.start)
        self._ends.append(label.span.end)
        if label != self[index]:
            self._others[index] = label

    def __getitem__(self, index: int) -> Label:
        if index in self._others:
            return self._others[index]
        span = Span(self._starts[index], self._ends[index])
        written = self._text[slice(*span)]
        return Label(written, written.rstrip(".)"), span)

    def before(self, offset: int) -> Label | None:
        """The last one that begins at or before a place."""
        index = bisect_right(self._starts, offset) - 1
        return self[index] if index >= 0 else None

    def all_counted(self) -> Iterator[Counted]:
        return (self[index].counted for index in range(len(self._starts)))


class _Check:
    def __init__(
        self,
        source: Source,
        settings: FileSettings,
        rules: Mapping[Reach, Sequence[ActiveRule]],
        but: AbstractSet[Applicability],
        size: int,
    ) -> None:
        self.source, self.settings, self.rules, self.but = source, settings, rules, but
        sealed = Inner(comment_places(source.text))
        self.portions = Portions(source, settings.language, size, sealed, sight_of(rules))
        self.labels = Labels(source.text)
        self.is_for_fixer = False
        self.hidden: dict[str, list[Span]] = {name: [] for name in HIDEABLE}
        self.comments: Alike[Comment] = Alike()

    def report(self) -> Report | None:
        source, rules = self.source, self.settings.rules
        text_only = (*self.rules[Reach.LINE], *self.rules[Reach.SOURCE])
        in_text = Alike(in_order(unproved(Document.unread(source), text_only)))
        in_portions = Alike(self._in_portions(in_text))
        in_outline = self._in_outline()
        if self.is_for_fixer or not self.portions.known:
            return None
        found = Alike(merge(in_portions, in_outline, key=order)) if in_outline else in_portions
        if self.comments:
            silenced = Silenced(self.comments, len(source.text))
            kept = Alike(silenced.kept(found))
            found = Alike(merge(kept, silenced.reports(rules, self.settings.known), key=order))
        document = parse_when_asked(source, language=self.settings.language)
        return _LongReport(document, found, portions=self.portions, labels=self.labels)

    def _in_portions(self, of_text: Sequence[Violation]) -> Iterator[Violation]:
        """What is found in what is read of the text, and ``of_text``, which is in order; all in order."""
        rules = [active for reach in _OF_PORTION for active in self.rules[reach]]
        for portion, document in self.portions.read():
            self._note(portion, document)
            found = (*unproved(document, rules), *_inward(of_text, portion))
            known = replace(document)  # without what was made for the search of rules
            del document
            yield from self._proved(found, known, portion)
            del known, found  # before the next one is read
            if self.is_for_fixer:
                return

    def _note(self, portion: Portion, document: Document) -> None:
        """Keep what is asked of the whole text."""
        by = portion.by
        labels = (point.label.shifted(by) for point in document.points)
        for label in labels:
            if portion.holds(label.span.start):
                self.labels.append(label)
        comments = (comment.shifted(by) for comment in find_comments(document))
        self.comments.extend(comment for comment in comments if portion.holds(comment.span.start))
        if self.rules[Reach.OUTLINE]:
            for name, spans in document.hidden.items():
                for span in spans:
                    if portion.holds(span.start + by):
                        _joined(self.hidden[name], span.shifted(by))

    def _all_hidden(self) -> Hidden:
        return {name: tuple(spans) for name, spans in self.hidden.items()}

    def _in_outline(self) -> Sequence[Violation]:
        """What rules find that look at labels and at what is hidden, in order; proved portion by portion."""
        if self.is_for_fixer or not self.rules[Reach.OUTLINE]:
            return ()
        outlined = OutlinedDocument(
            self.source, self.labels.all_counted(), self.labels.__getitem__, self._all_hidden
        )
        found = in_order(unproved(outlined, self.rules[Reach.OUTLINE]))
        if not any(one.fix for one in found):
            return found
        portions = ((one, _inward(found, one)) for one in self.portions.known)
        return [
            violation
            for portion, inside in portions
            if inside
            for violation in self._proved(inside, self.portions.document(portion), portion)
        ]

    def _proved(
        self, found: Sequence[Violation], document: Document, portion: Portion
    ) -> Iterator[Violation]:
        """Of violations of what was read those of a portion itself, in order, at their places in the text.

        They are proved together with the others. Those whose fixes reach out of what was read have none.
        """
        fixes = {
            fix.applicability for one, fix in fixes_of(found) if portion.holds(one.span.start + portion.by)
        }
        if not fixes.isdisjoint(self.but):
            self.is_for_fixer = True
            return iter(())
        read = Span(0, len(document.source.text))
        within = [
            one if all(read.contains(edit.span) for edit in one.edits) else one._replace(fix=None)
            for one in found
        ]
        if fixes:
            within = proved(within, Proof(document, self.settings.rules))
        outward = (one.shifted(portion.by) for one in in_order(within))
        return (one for one in outward if portion.holds(one.span.start))


def _joined(spans: list[Span], following: Span) -> None:
    """Add a span; one that begins where the last one ends goes on with it."""
    if spans and spans[-1].end == following.start:
        following = Span(spans.pop().start, following.end)
    spans.append(following)


def _inward(found: Sequence[Violation], portion: Portion) -> list[Violation]:
    """Those violations of the text that lie in what is read of a portion, at their places there."""
    first = bisect_left(found, portion.begin, key=lambda one: one.span.start)
    end = bisect_right(found, portion.behind, key=lambda one: one.span.start)
    return [one.shifted(-portion.by) for one in found[first:end]]
