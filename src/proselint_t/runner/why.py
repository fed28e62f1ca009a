"""Why a rule speaks at a place of a document, or keeps silent there.

Knows what a rule may see; that nothing was found where it did look is for its patterns alone to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from proselint_t.document import parse
from proselint_t.document.model import BlockKind
from proselint_t.language.registry import name_of, names_of
from proselint_t.lint.linter import find_violations, in_order
from proselint_t.lint.suppressions import silencer
from proselint_t.rules.matching.scope import in_scope, view
from proselint_t.rules.rule import Reach
from proselint_t.text.marks import DOUBLE_QUOTES, GUILLEMETS
from proselint_t.text.messages import translated
from proselint_t.text.prose import MASK
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.document import Document, Segment
    from proselint_t.document.model import Sentence
    from proselint_t.rules.rule import ActiveRule, RuleMeta, Violation

_NO_PROSE = {
    BlockKind.HTML: "HTML",
    BlockKind.CODE: "a code block",
    BlockKind.MASKED: "markup of a dialect (docs/masks.md)",
    BlockKind.BREAK: "a thematic break",
    BlockKind.FRONT_MATTER: "front matter",
}


_PLAIN = dict.fromkeys(map(ord, f"`*><‘{GUILLEMETS}{DOUBLE_QUOTES}"), " ")


class VerdictKind(StrEnum):
    REPORTED = "reported"
    SILENCED = "silenced"
    KNOWN = "known"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule that runs makes of a place. ``reason`` begins small and has no full stop."""

    rule: str
    outcome: VerdictKind
    reason: str


def span_at(document: Document, line: int, column: int | None) -> Span:
    """A line of a document, or one character of it. ``line`` and ``column`` count from 1.

    Raises ``IndexError`` where there is no such place.
    """
    source = document.source
    if not 1 <= line <= source.line_count:
        raise IndexError(line)
    start, end = source.line_starts[line - 1], source.line_end(line - 1)
    if column is None:
        return Span(start, end)
    if not 1 <= column <= end - start + 1:
        raise IndexError(column)
    return Span(start + column - 1, min(start + column, end))


def told_of(document: Document, place: Span) -> Iterator[str]:
    """What stands at a place: the kinds of its prose with their languages, or why it is none."""
    segments = _segments(document, place)
    for segment in segments:
        names = sorted({name_of(sentence.language) for sentence in _sentences(segment, place)})
        kind = "list" if in_scope(segment, ("list",)) else segment.block.kind.value
        point = translated(" of point %s", segment.point.number) if segment.point else ""
        yield f"{kind}{point}, {translated(' and ').join(names) or translated('no sentence')}"
    if not segments:
        yield translated("no prose: %s", _what_else(document, place))


def verdicts(
    document: Document, settings: FileSettings, place: Span, known: Collection[Violation] = ()
) -> Iterator[Verdict]:
    """The verdict of each rule that runs, in their order; ``known`` are violations that a baseline lists.

    Raises as :func:`proselint_t.lint.linter.find_violations` does.
    """
    found = in_order(find_violations(document, settings.rules))
    for active in settings.rules:
        here = [one for one in found if one.rule == active.rule.meta.id and _touches(one.span, place)]
        yield from (_found(document, one, known) for one in here)
        if not here:
            yield Verdict(active.rule.meta.id, VerdictKind.QUIET, _silence(document, active, place))


def _found(document: Document, violation: Violation, known: Collection[Violation]) -> Verdict:
    if violation in known:
        return Verdict(
            violation.rule, VerdictKind.KNOWN, translated("the baseline lists it: %s", violation.message)
        )
    comment = silencer(document, violation)
    if comment is None:
        return Verdict(violation.rule, VerdictKind.REPORTED, violation.message)
    line = document.source.line_at(comment.start) + 1
    return Verdict(
        violation.rule,
        VerdictKind.SILENCED,
        translated("by the comment in line %s: %s", line, violation.message),
    )


def _silence(document: Document, active: ActiveRule, place: Span) -> str:
    """Why a rule that runs says nothing at a place."""
    meta, segments = active.rule.meta, _segments(document, place)
    if active.rule.reach not in {Reach.SEGMENT, Reach.POINT}:
        return translated("it looked at the whole document, and found nothing here")
    if not segments:
        return translated("it reads prose, and here is none: %s", _what_else(document, place))
    if not any(in_scope(segment, meta.scope) for segment in segments):
        return translated("it reads %s only", ", ".join(meta.scope))
    languages = {sentence.language for segment in segments for sentence in _sentences(segment, place)}
    if meta.languages and languages.isdisjoint(meta.languages):
        return translated("it reads %s sentences only", names_of(meta.languages))
    return _hidden(document, active, place, segments) or translated("it looked, and found nothing")


def _hidden(document: Document, active: ActiveRule, place: Span, segments: Sequence[Segment]) -> str:
    """What hides words from a rule, or would not if they were plain prose; empty where nothing does."""
    meta = active.rule.meta
    if any(_masked(segment, meta, place) for segment in segments) or _would_speak(document, active, place):
        if meta.quotations == "skip" and any(_quoted(segment, place) for segment in segments):
            return translated("it leaves quotations alone")
        return translated("the words are no prose: code, an address, or what docs/masks.md lists")
    if active.exceptions and _would_speak(document, active._replace(exceptions=frozenset()), place):
        return translated("the word is among its exceptions")
    return ""


def _masked(segment: Segment, meta: RuleMeta, place: Span) -> bool:
    """Whether a character of the text is none of those that a rule may see. A line may have both."""
    at = segment.prose.offset_of(place.start)
    if place.end - place.start != 1 or not segment.prose.text[at : at + 1].strip(MASK):
        return False
    return view(segment, meta)[at : at + 1] in {"", MASK}


def _quoted(segment: Segment, place: Span) -> bool:
    """Whether a place is in a quotation."""
    spans = (segment.prose.span(*quotation.span) for quotation in segment.quotations)
    return segment.block.quotes or any(_touches(span, place) for span in spans)


def _would_speak(document: Document, active: ActiveRule, place: Span) -> bool:
    """Whether a rule speaks of the place when the line is read without its marks, each one a space."""
    source = document.source
    line = source.line_at(place.start)
    text = source.line(line).translate(_PLAIN)
    indent = len(text) - len(text.lstrip())
    by = source.line_starts[line] + indent
    found = find_violations(parse(Source(text.lstrip())), [active])
    return any(_touches(one.span.shifted(by), place) for one in found)


def _touches(one: Span, other: Span) -> bool:
    return one.start <= max(other.end - 1, other.start) and other.start <= max(one.end - 1, one.start)


def _segments(document: Document, place: Span) -> Sequence[Segment]:
    return [one for one in document.segments_in(place) if one.prose.text and _touches(one.span, place)]


def _sentences(segment: Segment, place: Span) -> Sequence[Sentence]:
    offsets = Span(segment.prose.offset_of(place.start), segment.prose.offset_of(place.end))
    return segment.sentences_in(offsets)


def _what_else(document: Document, place: Span) -> str:
    line = document.source.line_at(place.start)
    for block in document.blocks:
        if block.first_line <= line < block.end_line and block.kind in _NO_PROSE:
            return translated(_NO_PROSE[block.kind])
    return (
        translated("nothing but marks") if document.source.line(line).strip() else translated("a blank line")
    )
