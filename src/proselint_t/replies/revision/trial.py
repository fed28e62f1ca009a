"""The answer with some of the edits of a reply, and what is wrong with it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.defects.answer import answer_of
from proselint_t.document import parse
from proselint_t.lint.linter import Report, in_order
from proselint_t.lint.suppressions import comment_places
from proselint_t.replies.editing.checks import whole_answer_faults
from proselint_t.replies.editing.consequences import Consequences
from proselint_t.replies.editing.seams import seam_faults
from proselint_t.replies.revision.model import Finding, findings_of
from proselint_t.replies.revision.style import Style
from proselint_t.rules.review import FORMAT, Fault, ReviewRule, TextFault
from proselint_t.text.edits import apply_edits, moved_by
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.defects.answer import Answer
    from proselint_t.document import Document
    from proselint_t.replies.editing.applying import Applied, AppliedEdit
    from proselint_t.replies.reading.model import Reply
    from proselint_t.replies.revision.style import StyleFault
    from proselint_t.replies.wording.dress import Dress
    from proselint_t.text.edits import Edit
    from proselint_t.text.source import Source


@dataclass(frozen=True)
class Trial:
    """``renumber``: number the points anew where the edits put them out of order."""

    answer: Answer
    reply: Reply
    applied: Applied
    settings: FileSettings
    dress: Dress
    renumber: bool

    @cached_property
    def _after(self) -> Answer:
        return answer_of(parse(self.applied.after, language=self.settings.language))

    @cached_property
    def _consequences(self) -> Consequences:
        return Consequences(self.answer, self._after, self.applied)

    @cached_property
    def _style(self) -> tuple[StyleFault, ...]:
        return tuple(Style(self.answer, self._after.document, self.applied, self.settings).faults())

    @property
    def _renumbering(self) -> tuple[Edit, ...]:
        return self._consequences.renumbering if self.renumber else ()

    def findings(self) -> Iterator[Finding]:
        yield from findings_of(self._faults(), self.settings)
        yield from map(_in_reply, self._style)

    def _faults(self) -> Iterator[Fault]:
        for edit, rule, (span, message) in self._text_faults():
            place = edit.placed.in_reply(_inside(span, edit.new))
            yield Fault(rule, "reply", place, message, edit.placed.index)
        yield from whole_answer_faults(self.answer, self.reply, self.applied)
        for fault in self._consequences.faults():
            mended = self.renumber and fault.rule is ReviewRule.NUMBERING and fault.fix is not None
            if not mended:
                yield fault

    def _text_faults(self) -> Iterator[tuple[AppliedEdit, ReviewRule, TextFault]]:
        """What is wrong with the lines that edits become; spans count in the new answer."""
        edits = [edit for edit in self.applied.edits if not edit.new.empty]
        for index, fault in dress_faults(self.dress, self._after.document, [edit.new for edit in edits]):
            yield edits[index], ReviewRule.FORMAT, fault
        for edit, fault in seam_faults(self.applied):
            yield edit, ReviewRule.SEAM, fault

    @property
    def indexes(self) -> tuple[int, ...]:
        """The edits that are in it."""
        return tuple(sorted(one.placed.index for one in self.applied.edits))

    @cached_property
    def result(self) -> Source:
        source = self.applied.after
        return replace(source, text=apply_edits(source.text, self._renumbering))

    @property
    def introduced(self) -> Report:
        """The violations of the result that the old answer had not."""
        found = [fault.violation for fault in self._style if fault.is_new]
        if not self._renumbering:
            return Report(self._after.document, in_order(found))
        moved = (one.shifted(moved_by(self._renumbering, one.span.start)) for one in found)
        return Report(parse(self.result), in_order(moved))


def _in_reply(fault: StyleFault) -> Finding:
    """A violation of the new answer at the place of the reply where its text is written."""
    violation, edit = fault.violation, fault.edit
    span = edit.placed.in_reply(_inside(violation.span, edit.new))
    return Finding("reply", violation._replace(span=span, fix=None, group=FORMAT), edit.placed.index)


def _inside(span: Span, place: Span) -> Span:
    """The part of a span that lies in a stretch, counted from its start."""
    start = min(max(span.start, place.start), place.end)
    end = min(max(span.end, start), place.end)
    return Span(start, end).shifted(-place.start)


def dress_faults(dress: Dress, document: Document, places: Sequence[Span]) -> Iterator[tuple[int, TextFault]]:
    """What hides in some stretches of a document, each with the index of its stretch.

    Spans count in the document.
    """
    comments = [*comment_places(document.source.text)]
    for index, place in enumerate(places):
        silencing = comments[
            bisect_right(comments, place.start, key=lambda one: one.end) : bisect_left(
                comments, place.end, key=lambda one: one.start
            )
        ]
        for span in silencing:
            yield index, TextFault(span, translated("an edit may not silence rules: leave the comment out"))
        for fault in dress.faults(document, place):
            if not any(map(fault.span.overlaps, silencing)):
                yield index, fault
