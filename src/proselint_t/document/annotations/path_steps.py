"""Separators between two names, as in `«File» > «Open»`: what stands on either side and around them.

Owns finding the names and telling whether the two are steps of a path through an interface.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.annotations.marked_names import MarkedBy, MarkedName, marked_names
from proselint_t.document.markdown.nesting import Nesting
from proselint_t.document.model import MarkupKind
from proselint_t.language import interface_words as interface
from proselint_t.text.marks import SENTENCE_ENDS
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document.segments import Segment

_GAP = r"[ \t\n\u00a0]{0,4}"
_JOINT = pattern(rf"{_GAP}(?<![–—=<>/-])(?P<glyph>{interface.ARROW}|[»/])(?![>=/-]){_GAP}")
SEPARATORS = ">›»/→"
"""The last character of any separator."""
_GLYPH = pattern(f"[{SEPARATORS}]")
_ARROWS_OF_PROGRAMS = frozenset({"->", "–>", "—>", "=>"})
_ARROWS = _ARROWS_OF_PROGRAMS | {"→"}
_QUOTES = frozenset({MarkedBy.QUOTED, MarkedBy.GUILLEMETS})
_SAYS_MORE = pattern(r"[^\W\d_]{2,}|:")
"""Words beside two names, or a colon: what follows it is said of either of them."""
_SENTENCE_END = pattern(rf"[{SENTENCE_ENDS}][)»”]?\s")
_SENTENCE_READ = 200
_NAME_READ = 80
"""Characters on either side of a separator in which its sentence and a name without marks are looked for."""


class Step(NamedTuple):
    """A name: its place in the source with all its marks, its words, and how it is marked (if at all)."""

    place: Span
    label: str
    mark: MarkedBy | None


class Joint(NamedTuple):
    """A separator between two steps.

    ``separator`` is in prose offsets, ``written`` the text between the names with its white space,
    ``around`` the sentence without the two names; ``same_bold`` tells that one bold stretch holds both.
    """

    left: Step
    right: Step
    separator: Span
    glyph: str
    written: str
    around: str
    same_bold: bool


def find_joints(segment: Segment) -> Iterator[Joint]:
    """Separators outside quotations and code that have a name on both sides, in order."""
    text = segment.unquoted
    if not _GLYPH.search(text) or not _JOINT.search(text):
        return
    names = marked_names(segment)
    starts = {name.span.start: name for name in names}
    ends = {name.span.end: name for name in names}
    strong = (markup for markup in segment.block.markup if markup.kind is MarkupKind.STRONG)
    bolds = Nesting(strong, lambda markup: markup.inner)
    previous = 0
    for match in _JOINT.finditer(text):
        begin, end = match.span()
        left = _marked(ends.get(begin)) or _bare_before(segment, begin, previous)
        right = _marked(starts.get(end)) or _bare_after(segment, end)
        if left and right:
            around = _sentence_around(segment, left, right)
            bold = any(bolds.around(Span(left.place.start, right.place.end)))
            yield Joint(left, right, Span(*match.span("glyph")), match["glyph"], match.group(), around, bold)
        previous = end


def steps_of(text: str) -> tuple[str, ...]:
    """What stands between the separators of a text."""
    joints = [match.span() for match in _JOINT.finditer(text)]
    starts, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(text)]
    return tuple(text[start:end] for start, end in zip(starts, ends, strict=True))


def is_path(joint: Joint) -> bool:
    """Whether the names on both sides are steps of a path through an interface.

    Quoted and bold names tell by themselves, but for the arrows of programs (`->`); names in italics but for
    any arrow. Others need a word of the interface around them, code one that means nothing else: states stand
    in code too.
    """
    marks = {joint.left.mark, joint.right.mark}
    if marks == {MarkedBy.BOLD} and joint.glyph not in _ARROWS_OF_PROGRAMS | {"/"}:
        labels = (joint.left.label, joint.right.label)
        return all(interface.starts_like_name(label) and interface.is_wording(label) for label in labels)
    if not all(_is_step(step.label) for step in (joint.left, joint.right)):
        return False
    if joint.glyph == "/":
        return None not in marks and MarkedBy.CODE not in marks and _slash_joins(joint)
    if marks <= _QUOTES or (joint.same_bold and not _are_formats(joint)):
        return True
    if marks <= {*_QUOTES, MarkedBy.BOLD, MarkedBy.ITALIC} and joint.glyph not in _ARROWS:
        return True
    return (
        interface.has_verb(joint.around) or interface.has_clear_noun(joint.around)
        if marks == {MarkedBy.CODE}
        else interface.is_spoken_of(joint.around)
    )


def _is_step(label: str) -> bool:
    return interface.starts_like_name(label) and interface.is_label(label) and len(label) > 1


def _are_formats(joint: Joint) -> bool:
    """Whether one thing becomes another, told by abbreviations: **DOC → PDF**."""
    return joint.glyph in _ARROWS and joint.left.label.isupper() and joint.right.label.isupper()


def _slash_joins(joint: Joint) -> bool:
    """Not the sides of a choice: `«Yes» / «No»`, `"TEXT"/"REAL"`, «кнопки «Назад» / «Вперёд»»."""
    labels = (joint.left.label, joint.right.label)
    if (
        any(map(interface.is_choice, labels))
        or all(map(interface.is_key, labels))
        or all(map(str.isupper, labels))
    ):
        return False
    if interface.has_plural_noun(joint.around):
        return False
    used = interface.has_verb(joint.around) or interface.has_clear_noun(joint.around)
    return used or not _SAYS_MORE.search(joint.around)


def _marked(name: MarkedName | None) -> Step | None:
    return Step(name.place, name.label, name.mark) if name else None


def _bare_before(segment: Segment, end: int, previous: int) -> Step | None:
    start = max(previous, end - _NAME_READ)
    found = interface.name_before(segment.unquoted[start:end], behind_separator=start == previous > 0)
    return None if found is None else _bare(segment, Span(start + found, end))


def _bare_after(segment: Segment, start: int) -> Step | None:
    found = interface.name_after(segment.unquoted[start : start + _NAME_READ])
    return None if found is None else _bare(segment, Span(start, start + found))


def _bare(segment: Segment, span: Span) -> Step | None:
    if not segment.prose.contiguous(*span):
        return None
    return Step(segment.prose.span(*span), segment.prose.text[span.start : span.end], None)


def _sentence_around(segment: Segment, left: Step, right: Step) -> str:
    """The words of the sentence outside quotations and both names, cut roughly without the splitter."""
    text, prose = segment.unquoted, segment.prose
    begin, end = prose.offset_of(left.place.start), prose.offset_of(right.place.end)
    head, tail = text[max(begin - _SENTENCE_READ, 0) : begin], text[end : end + _SENTENCE_READ]
    first = _SENTENCE_END.search(tail)
    return f"{_SENTENCE_END.split(head)[-1]} {tail[: first.start()] if first else tail}"
