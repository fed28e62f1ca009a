"""What can be wrong with a reply and with the places of its edits, before anything is applied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.defects.quotes.locating import MAPPED, Outcome
from proselint_t.document.points import label_candidate
from proselint_t.replies.placing import torn_marker
from proselint_t.replies.placing.applying import conflicts
from proselint_t.replies.placing.changes import NO_TEXT, begins_point
from proselint_t.replies.reading.model import Action
from proselint_t.rules.review import Fault, ReviewRule
from proselint_t.text.marks import SENTENCE_ENDS
from proselint_t.text.messages import translated
from proselint_t.text.printable import shortened
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.replies.judging.facts import Case, Trial
    from proselint_t.replies.placing import PlacedEdit
    from proselint_t.replies.placing.changes import Change
    from proselint_t.replies.reading.model import Deviation, PointEdit, Reply

_INNER_END = re.compile(rf"(?:[{SENTENCE_ENDS}][^\w\s]*\s|[\n\r])\s*(?=\S)")
"""Where a sentence may end before the end of a stretch."""

_MOVES = re.compile(r"\b(?:move|swap|перемест\w+|перенес\w+|переставь?\w*|поменя\w+)\b", re.IGNORECASE)
_REJECTS = re.compile(r"\b(?:reject|отклон|отказ)\w*", re.IGNORECASE)
_RENUMBERS = re.compile(r"\b(?:renumber|перенумер\w+)\b", re.IGNORECASE)
_SHOWN = 60
"""Characters of a near text that a message shows."""


def reply_faults(reply: Reply) -> Iterator[Fault]:
    """Text that belongs to no edit, and numbers that do not go on."""
    if not reply.edits and not reply.problems and reply.outside:
        message = translated(
            "expected numbered edits of single points, found a text (`edits prompt` prints their form)"
        )
        yield Fault(
            ReviewRule.WHOLE_ANSWER, "reply", reply.outside[0], message + _in_edits(reply, reply.outside[0])
        )
        return
    yield from _form_faults(reply.deviations)
    for span in reply.outside:
        message = translated("this text belongs to no edit: leave it out") + _in_edits(reply, span)
        yield Fault(ReviewRule.OUTSIDE_LIST, "reply", span, message)
    if not (reply.problems or reply.told):  # the number of a malformed edit is missing, and that is reported
        yield from _numbering(reply)


def _in_edits(reply: Reply, span: Span) -> str:
    """How to say as edits what a text asks for that belongs to none."""
    text = reply.source.text[slice(*span)]
    if _MOVES.search(text):
        return translated(" (to move a text, delete it here and insert it there)")
    if _REJECTS.search(text):
        return translated(" (what is rejected stands, with a reason, in `….status.yaml` beside the list)")
    return translated(" (`--unsafe-fixes` numbers points anew)") if _RENUMBERS.search(text) else ""


def _form_faults(deviations: Sequence[Deviation]) -> Iterator[Fault]:
    """Each way in which a reply leaves its form once, at the first place."""
    by_message: dict[str, list[Deviation]] = {}
    for one in deviations:
        by_message.setdefault(one.message, []).append(one)
    for message, (first, *others) in by_message.items():
        more = translated(" (and %s more)", len(others)) if others else ""
        yield Fault(ReviewRule.FORM, "reply", first.span, message + more, None if others else first.edit)


def _numbering(reply: Reply) -> Iterator[Fault]:
    expected, seen = 1, set()
    for edit in reply.edits:
        if edit.number != expected:
            repeated = translated("there is an edit %s already: ", edit.number) if edit.number in seen else ""
            message = translated("%sexpected the number %s, found %s", repeated, expected, edit.number)
            yield Fault(ReviewRule.NUMBERING, "reply", edit.head(reply.source), message)
        seen.add(edit.number)
        expected = edit.number + 1


def anchor_place(reply: Reply, edit: PointEdit) -> Span:
    """The anchor of an edit in the reply, or its first line where it has none."""
    if edit.old is None:
        return edit.head(reply.source)
    return edit.old.span(0, len(edit.old.text))


def anchor_faults(case: Case) -> Iterator[Fault]:
    """Anchors that do not stand where they are said to."""
    for one in case.placed:
        message = (
            translated("already applied: the new text stands there")
            if one.applied
            else _anchor_problem(case.answer, one)
        )
        if message:
            yield Fault(ReviewRule.ANCHOR, "reply", anchor_place(case.reply, one.edit), message, one.index)


def _anchor_problem(answer: Answer, placed: PlacedEdit) -> str | None:
    located = placed.located
    if located.outcome in MAPPED:
        return _careless(answer, placed)
    return (
        _unquoted(answer, placed)
        if (placed.edit.part or placed.edit.alike) and not located.candidates
        else _missing(answer, placed)
    )


def _missing(answer: Answer, placed: PlacedEdit) -> str:
    """What is said of an anchor that does not stand in its point, once."""
    located = placed.located
    places = [(answer.points[place.point].number, place.span) for place in located.candidates]
    points = ", ".join(dict.fromkeys(number for number, _ in places))
    if located.outcome is Outcome.MISSING_POINT:
        where = translated("; the text stands in %s", points) if points else ""
        return translated("the answer has no point %s%s", located.point, where)
    if located.outcome is Outcome.AMBIGUOUS:
        if placed.edit.old is None:
            return translated(
                "there are %s points %s: name a text of the one that is meant", len(places), located.point
            )
        return translated("the text stands in %s places (point %s): quote more of it", len(places), points)
    if located.outcome is Outcome.MOVED:
        return translated("the text stands in point %s, not in point %s", located.moved_to, located.point)
    if located.outcome is Outcome.FUZZY and located.span:
        places = [("", located.span)]
    where = translated("point %s", located.point) if located.point else translated("the answer")
    near = translated("; close to it is %s", _shown(answer, places[0][1])) if places else ""
    if placed.edit.old and _has_children(placed.edit.old.text, located.point):
        near = translated(
            "; it runs over several points: without «Old» the edit takes a point with its children"
        )
    return translated("%s has no such text%s", where, near)


def _has_children(text: str, point: str | None) -> bool:
    """Whether a line of a text begins with the label of a child of a point."""
    labels = (label_candidate(line.lstrip(), 0) for line in text.split("\n"))
    return any(label and label.number.startswith(f"{point}.") for label in labels)


def _unquoted(answer: Answer, placed: PlacedEdit) -> str:
    """What is said of a part that is meant without being quoted; what is only alike is never taken."""
    located, part = placed.located, placed.edit.part
    if located.outcome is Outcome.MISSING_POINT:
        return translated("the answer has no point %s", located.point)
    point = translated("point %s", located.point) if located.point else translated("the answer")
    if part:
        return translated("%s has not surely %s: quote it in «Old»", point, part.in_words)
    if not located.pieces:
        return translated(
            "the old text is not named, and nothing in %s is like the new one: quote it in «Old»", point
        )
    return translated(
        "the old text is not named; if %s is meant, quote it in «Old»", _shown(answer, located.pieces[0])
    )


def _careless(answer: Answer, placed: PlacedEdit) -> str | None:
    """What an anchor takes along that nobody may have wanted to change."""
    change, edit = placed.change, placed.edit
    if change is None or change.inserts or edit.old is None:
        return None
    if placed.lasting:
        return translated("once this is deleted, the same text stands there again: quote more of it")
    label = _lost_label(answer, change)
    if label and edit.action is Action.DELETE:
        return translated(
            "the old text holds the label %s but not the whole point: leave the label out of it", label
        )
    if label and not begins_point(change.text.text):
        return translated(
            "the old text holds the label %s, and the new one does not: leave it out of both", label
        )
    marker = torn_marker(answer.source, change.core) if placed.located.outcome is Outcome.NORMALISED else None
    if marker:
        return translated(
            "the old text takes one half of the Markdown around it (%s): quote both, or none", marker
        )
    return None


def _lost_label(answer: Answer, change: Change) -> str:
    """The label that a change takes while text of its point stays, or comes in its place."""
    point = answer.points[answer.index_at(change.home) or 0]
    if not change.core.start <= change.home < change.core.end:
        return ""
    left = answer.source.text[change.core.end : point.body.end]
    return point.label if change.text.text or left.strip(NO_TEXT) else ""


def _shown(answer: Answer, span: Span) -> str:
    return f"«{shortened(answer.source.text[slice(*span)], _SHOWN)}»"


def conflict_faults(case: Case) -> Iterator[Fault]:
    """Both edits of each pair that changes the same text, each edit once."""
    others: dict[int, PlacedEdit] = {}
    by_index: dict[int, PlacedEdit] = {}
    for first, second in conflicts(case.placed):
        for one, other in ((first, second), (second, first)):
            others.setdefault(one.index, other)
            by_index[one.index] = one
    for index, other in sorted(others.items(), key=lambda pair: pair[0]):
        edit = by_index[index].edit
        message = translated("edit %s changes the same text", other.edit.number)
        yield Fault(ReviewRule.CONFLICT, "reply", anchor_place(case.reply, edit), message, index)


def whole_answer_faults(trial: Trial) -> Iterator[Fault]:
    """A reply that takes away more than half of the sentences of the answer."""
    answer, reply = trial.case.answer, trial.case.reply
    taken = [one.old for one in trial.applied.edits if one.placed.change and not one.placed.change.inserts]
    segments = [segment for segment in answer.document.segments if segment.prose.text]  # a sentence at least
    texts = (answer.source.text[slice(*span)] for span in taken)
    if 2 * sum(len(_INNER_END.findall(text)) + 1 for text in texts) <= len(segments):
        return  # so many sentences can be in them, told without splitting them
    replaced = len(_sentences_in(answer, taken))
    total = sum(len(segment.sentences) for segment in segments)
    if 2 * replaced > total:
        message = translated(
            "the edits replace %s of the %s sentences of the answer: change single points"
            " (`ignore: [review.whole-answer]` allows it)",
            replaced,
            total,
        )
        yield Fault(ReviewRule.WHOLE_ANSWER, "reply", reply.edits[0].head(reply.source), message)


def _sentences_in(answer: Answer, spans: Sequence[Span]) -> set[int]:
    """Where the sentences begin of which the greater part is taken."""
    taken: dict[Span, int] = {}
    for span in spans:
        for segment in answer.document.segments_in(span):
            prose = segment.prose
            for sentence in segment.sentences_in(
                Span(prose.offset_of(span.start), prose.offset_of(span.end))
            ):
                place = prose.span(*sentence.span)
                shared = min(place.end, span.end) - max(place.start, span.start)
                if shared > 0:
                    taken[place] = taken.get(place, 0) + shared
    return {place.start for place, shared in taken.items() if 2 * shared > place.end - place.start}
