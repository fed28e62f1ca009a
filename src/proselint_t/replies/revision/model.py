"""What holding a reply against its documents gives. The values know neither arguments nor formats."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.document import parse
from proselint_t.lint.linter import Report, in_order
from proselint_t.rules.files import review_rule
from proselint_t.rules.rule import Severity, Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.defects.answer import Answer
    from proselint_t.defects.lists import DefectList, Problem
    from proselint_t.defects.status import Statuses
    from proselint_t.document import Document
    from proselint_t.replies.editing.placing import PlacedEdit
    from proselint_t.replies.reading.model import Reply
    from proselint_t.rules.review import Fault, Where
    from proselint_t.text.source import Source


@dataclass(frozen=True, slots=True)
class Review:
    """The documents of a review and the rules that hold for its answer.

    ``status`` is what became of the defects so far. ``later`` are replies whose edits take the place of those
    of ``reply`` that have their numbers.
    """

    answer: Source
    defects: Source
    reply: Source
    sources: Sequence[Source]
    settings: FileSettings
    status: Source | None = None
    later: Sequence[Source] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation in one of the documents, with the index of the edit that it belongs to, if to any.

    ``part`` is the index of the file, where several replies are one.
    """

    where: Where
    violation: Violation
    edit: int | None = None
    part: int = 0

    @property
    def is_error(self) -> bool:
        return self.violation.severity is Severity.ERROR


def findings_of(faults: Iterable[Fault], settings: FileSettings) -> Iterator[Finding]:
    """The faults of a review as violations, as far as their rules are on."""
    for fault in faults:
        if fault.rule in settings.review:
            severity = settings.review[fault.rule] or review_rule(fault.rule).meta.severity
            violation = Violation(fault.rule.value, severity, fault.span, fault.message, fault.fix)
            yield Finding(fault.where, violation, fault.edit)


def in_its_file(finding: Finding, reply: Reply) -> Finding:
    """A finding in joined replies at its place in the file that it is about."""
    if finding.where != "reply" or not reply.parts:
        return finding
    part, span = reply.part_at(finding.violation.span)
    return replace(finding, violation=finding.violation._replace(span=span), part=part)


@dataclass(frozen=True)
class Revision:
    """``result`` is the new answer; ``None`` where nothing may be applied, or nothing is to be.

    ``applied`` are the indexes of the edits in it; ``introduced`` holds the violations that the old answer
    did not have.
    """

    review: Review
    answer: Answer
    reported: DefectList
    reply: Reply
    placed: tuple[PlacedEdit, ...]
    findings: tuple[Finding, ...]
    unanswered: tuple[int, ...]
    valid: frozenset[int]
    applied: tuple[int, ...]
    result: Source | None
    introduced: Report
    statuses: Statuses

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is malformed in the list of defects and in the reply."""
        return (*self.reported.problems, *self.reply.problems)

    def findings_of(self, index: int) -> Sequence[Finding]:
        """What belongs to one edit."""
        return self._by_edit.get(index, ())

    @cached_property
    def _by_edit(self) -> dict[int, list[Finding]]:
        found: dict[int, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            if finding.edit is not None:
                found[finding.edit].append(finding)
        return dict(found)

    def source_of(self, finding: Finding) -> Source:
        """The document in which a finding is."""
        if finding.where == "reply":
            return self._replies[finding.part]
        return self.review.answer if finding.where == "answer" else self.review.defects

    def place_of(self, finding: Finding) -> tuple[str, int]:
        """The path of that document, and the line, from 1."""
        source = self.source_of(finding)
        return source.path, source.position(finding.violation.span.start).line

    @property
    def _replies(self) -> tuple[Source, ...]:
        return self.reply.parts or (self.review.reply,)

    @cached_property
    def reports(self) -> Sequence[Report]:
        """The findings by document: those in the replies, in the answer, in the list of defects."""
        found = []
        for source in (*self._replies, self.review.answer, self.review.defects):
            violations = [one.violation for one in self.findings if self.source_of(one) is source]
            if violations:
                is_answer = source is self.review.answer
                document = self.answer.document if is_answer else _unnumbered(parse(source))
                found.append(Report(document, in_order(violations)))
        return found


def _unnumbered(document: Document) -> Document:
    """Without points: the numbers of edits and defects are none."""
    return replace(document, points=())
