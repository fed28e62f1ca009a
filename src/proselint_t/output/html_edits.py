"""The edits of a reply as the page of a mapping shows them: at each defect what answers it, old beside new.

Owns which texts stand on the two sides. Whether an edit may be applied, the revision says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.records.model import Problem
from proselint_t.replies.reading.model import Action
from proselint_t.rules.review import ReviewRule
from proselint_t.text.limits import MAX_PAIRS, limit, reach
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.replies.placing import PlacedEdit
    from proselint_t.replies.placing.changes import Change
    from proselint_t.replies.reading.model import PointEdit
    from proselint_t.replies.revision import Revision
    from proselint_t.rules.rule import Violation
    from proselint_t.text.source import Source


@dataclass(frozen=True, slots=True)
class ShownEdit:
    """``verdict`` is `valid`, `applied` (it was before) or `invalid`.

    ``broken`` are violations with their places. ``quoted`` tells that the old text is that of the reply,
    because it is not where the edit says.
    """

    edit: PointEdit
    what: str
    verdict: str
    broken: tuple[tuple[Violation, str], ...]
    sides: Sides
    quoted: bool

    @property
    def only_layout(self) -> bool:
        """Whether the texts differ though all their words are the same."""
        old, new = self.sides
        return old != new and not any(run.changed for run in (*old, *new))


class ShownEdits(NamedTuple):
    """``faults`` are what is wrong with the reply and belongs to none of its edits."""

    by_defect: dict[int, list[ShownEdit]]
    total: int
    valid: int
    unanswered: tuple[int, ...]
    faults: tuple[Problem, ...]


def shown_edits(revision: Revision) -> ShownEdits:
    by_defect: dict[int, list[ShownEdit]] = {}
    for placed in revision.placed:
        shown = _shown(revision, placed)
        for number in placed.edit.defects:
            by_defect.setdefault(number, []).append(shown)
    faults = sorted(
        (*revision.reply.problems, *_faults(revision)), key=lambda fault: (fault.path, fault.line or 0)
    )
    return ShownEdits(
        by_defect, len(revision.placed), len(revision.valid), revision.unanswered, tuple(faults)
    )


def _faults(revision: Revision) -> Iterator[Problem]:
    """A defect without an answer is marked itself, so it is left out here."""
    for finding in revision.findings:
        violation = finding.violation
        if finding.edit is None and violation.rule != ReviewRule.UNANSWERED:
            path, line = revision.place_of(finding)
            yield Problem(path, line, violation.rule, violation.message)


def _shown(revision: Revision, placed: PlacedEdit) -> ShownEdit:
    source, change = revision.answer.source, placed.change
    sides = _quoted(placed.edit) if change is None else _sides(source, placed.edit.action, change)
    broken = [
        (finding.violation, "{}:{}".format(*revision.place_of(finding)))
        for finding in revision.findings_of(placed.index)
    ]
    verdict = "valid" if placed.index in revision.valid else "applied" if placed.applied else "invalid"
    return ShownEdit(placed.edit, _what(placed), verdict, tuple(broken), sides, change is None)


_WHAT = {
    Action.REPLACE: ("replace", "replace all of point %s", "replace in point %s"),
    Action.DELETE: ("delete", "delete all of point %s", "delete in point %s"),
    Action.INSERT_AFTER: ("insert after", "insert after point %s", "insert after a line of point %s"),
    Action.INSERT_BEFORE: ("insert before", "insert before point %s", "insert before a line of point %s"),
}
"""What is done to nothing that is known, to a point, to a part of it."""


def _what(placed: PlacedEdit) -> str:
    """What is done to what, in words."""
    action, to_point, to_part = _WHAT[placed.edit.action]
    if placed.point is None:
        return translated(action)
    return translated(to_part if placed.edit.old else to_point, placed.point)


def _quoted(edit: PointEdit) -> Sides:
    """The texts as the reply has them."""
    old, new = (part.text if part else "" for part in (edit.old, edit.new))
    if edit.action.inserts:
        return _inserted(old, new, after=edit.action is Action.INSERT_AFTER)
    return compared(old, new)


def _sides(source: Source, action: Action, change: Change) -> Sides:
    new = change.text.text.strip("\r\n")
    if not change.inserts:
        return compared(source.text[slice(*change.core)], new)
    above, below = _lines_around(source, change.span.start)
    after = bool(above) and (action is Action.INSERT_AFTER or not below)
    return _inserted(above if after else below, new, after=after)


def _lines_around(source: Source, at: int) -> tuple[str, str]:
    """The nearest lines with text on both sides of a place."""
    line = source.line_at(at)
    above = chain([source.text[source.line_starts[line] : at]], map(source.line, range(line - 1, -1, -1)))
    below = chain(
        [source.text[at : source.line_end(line)]], map(source.line, range(line + 1, source.line_count))
    )
    return next(filter(str.strip, above), ""), next(filter(str.strip, below), "")


def _inserted(context: str, new: str, *, after: bool) -> Sides:
    """A line, and the same line with the text that comes behind it or before it."""
    line, text = TextRun(context), TextRun(new, changed=True)
    if not context:
        return (), (text,)
    return (line,), (line, TextRun("\n"), text) if after else (text, TextRun("\n"), line)


_WORD = re.compile(r"\w+(?:[-.'’]\w+)*|[^\w\s]")


class TextRun(NamedTuple):
    """A stretch of a text."""

    text: str
    changed: bool = False


Sides = tuple[tuple[TextRun, ...], tuple[TextRun, ...]]
"""The old text and the new one."""


def compared(old: str, new: str) -> Sides:
    """Both texts, divided where words begin or cease to differ."""
    before, after = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    kept_before, kept_after = _kept([word[0] for word in before], [word[0] for word in after])
    return tuple(_runs(old, before, kept_before)), tuple(_runs(new, after, kept_after))


def _kept(old: Sequence[str], new: Sequence[str]) -> tuple[set[int], set[int]]:
    """The indexes of the words that both have in the same order."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - a page without edits compares nothing

    if len(old) * len(new) > limit(MAX_PAIRS):
        reach(MAX_PAIRS, translated("long texts of the page are marked as changed in each word"))
        return set(), set()
    equal = [step for step in Indel.opcodes(old, new) if step.tag == "equal"]
    return (
        {index for step in equal for index in range(step.src_start, step.src_end)},
        {index for step in equal for index in range(step.dest_start, step.dest_end)},
    )


def _runs(text: str, words: Sequence[re.Match[str]], kept: set[int]) -> Iterator[TextRun]:
    """The space between two changed words is changed with them, and so is a lone mark."""
    changed = [index not in kept for index in range(len(words))]
    for index, word in enumerate(words[1:-1], start=1):
        changed[index] |= changed[index - 1] and changed[index + 1] and not word[0][0].isalnum()
    position = 0
    for differs, group in groupby(zip(words, changed, strict=True), key=itemgetter(1)):
        if differs:
            found = [word for word, _ in group]
            start, end = found[0].start(), found[-1].end()
            if position < start:
                yield TextRun(text[position:start])
            yield TextRun(text[start:end], changed=True)
            position = end
    if position < len(text):
        yield TextRun(text[position:])
