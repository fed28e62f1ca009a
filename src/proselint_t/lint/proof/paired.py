"""Text in which each mark has its partner: fixes beside the marks leave it as it is read.

What is read of such a text is its code, links and emphasis where they stand, and words. No mark waits for a
partner. So white space between the pairs may part paragraphs and join them, words may be others, and a whole
pair may go: each other mark finds the partner that it had, and the words find none.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.annotations.masks import may_be_masked, with_masks
from proselint_t.document.markdown.inlines import may_be_marked
from proselint_t.document.model import AtomName, MarkupKind
from proselint_t.document.points import label_candidate
from proselint_t.text.prose import MASK, Prose, may_be_joined
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.document.markdown.collector import InlinePass
    from proselint_t.text.edits import Edit

_ATOMS = frozenset({AtomName.CODE, AtomName.LINK, AtomName.EMPHASIS, AtomName.STRIKE})
_AROUND = frozenset({MarkupKind.LINK, MarkupKind.EMPHASIS, MarkupKind.STRONG, MarkupKind.STRIKE})
_SPACE = " \t\r\n"
_LONGEST = 100_000
"""Characters of a stretch: marks and edits of a longer one, all at once, take more room than its reading."""


class _Place(NamedTuple):
    """A place that is read as another text: code, a mark of a pair, an edit."""

    span: Span
    text: str
    deeper: int = 0
    """Of a mark: by how much what follows stands deeper in pairs."""
    is_edit: bool = False
    is_word: bool = False
    """Of an edit: whether it does more than to put white space in place of white space."""

    @property
    def is_code(self) -> bool:
        return not self.is_edit and not self.deeper


def leave_pairs(
    text: str, span: Span, inlines: Sequence[InlinePass], edits: Sequence[Edit], after: str
) -> bool:
    """Whether edits of a stretch stand outside of the pairs of its paragraphs, and no other mark is there.

    ``after`` is the stretch with its edits. Neither before nor after them is anything masked but code; after
    them no line begins with a label.
    """
    if span.end - span.start > _LONGEST or not all(map(_is_paired, inlines)):
        return False
    said = _beside_pairs(text, span, inlines, edits, after)
    if said is None or _is_other(said):
        return False
    lines = [line.strip(_SPACE) for line in said.split("\n")]
    if any(label_candidate(line, 0) for line in lines):
        return False
    paragraphs = "\n".join(lines).split("\n\n") if may_be_masked(said) else []
    proses = (with_masks(Prose(paragraph.strip("\n"))) for paragraph in paragraphs)
    return not any(prose.masks or prose.files for prose in proses)


def _beside_pairs(
    text: str, span: Span, inlines: Sequence[InlinePass], edits: Sequence[Edit], after: str
) -> str | None:
    """What :func:`_between` says, where no edit takes or makes another mark than those of whole pairs."""
    pairs = [pair for read in inlines for pair in _pairs(read)]
    taken = {edit.span for edit in edits if not edit.text} if pairs else set[Span]()
    gone = {mark for pair in pairs if taken.issuperset(pair) for mark in pair}
    if _is_other("\0".join([text[slice(*edit.span)] for edit in edits if edit.span not in gone])):
        return None
    if ("--" in after or "--" in text[slice(*span)]) and any(_is_beside_dash(text, edit) for edit in edits):
        return None
    places = [place for read in inlines for place in _code(read)]
    for begin, end in pairs:
        if begin not in gone:
            places += _Place(begin, "", 1), _Place(end, "", -1)
    if not places and not gone:
        return after
    return _between(text, span, sorted([*places, *(_edited(text, edit) for edit in edits)]))


def _is_paired(read: InlinePass) -> bool:
    """Whether the marks of a paragraph are of kinds that have partners, and it masks nothing but code."""
    prose = read.prose
    return prose.masks == prose.code and not prose.files and all(atom.name in _ATOMS for atom in read.atoms)


def _is_other(text: str) -> bool:
    """Whether a text may be read as another than is written."""
    return may_be_marked(text) or may_be_joined(text)


def _is_beside_dash(text: str, edit: Edit) -> bool:
    """Whether an edit may make, or unmake, a dash of two hyphens, told by four characters at either side."""
    before, behind = (
        text[max(edit.span.start - 4, 0) : edit.span.start],
        text[edit.span.end : edit.span.end + 4],
    )
    return "--" in before + edit.text + behind or "--" in before + text[slice(*edit.span)] + behind


def _code(read: InlinePass) -> Iterator[_Place]:
    for atom in read.atoms:
        if atom.name is AtomName.CODE:
            yield _Place(atom.span, MASK * (atom.span.end - atom.span.start))


def _pairs(read: InlinePass) -> Iterator[tuple[Span, Span]]:
    """The marks that stand around links and emphasis."""
    for one in read.markup:
        if one.kind in _AROUND:
            yield Span(one.outer.start, one.inner.start), Span(one.inner.end, one.outer.end)


def _edited(text: str, edit: Edit) -> _Place:
    old = text[slice(*edit.span)]
    is_space = bool(old and edit.text) and not (old + edit.text).strip(_SPACE)
    return _Place(edit.span, edit.text, 0, True, not is_space)


def _between(text: str, span: Span, places: Iterable[_Place]) -> str | None:
    """The stretch with its edits as it is read; ``None`` where one stands in a pair or changes a mark."""
    said = StringIO()
    depth, end_of_code, last = 0, -1, _Place(Span(span.start, span.start), "")
    for place in places:
        between = text[last.span.end : place.span.start]
        if place.span.start < last.span.end or (place.is_edit and depth):
            return None
        if not between and ((place.is_word and last.deeper) or (last.is_word and place.deeper)):
            return None
        said.write(between)
        if place.is_code and said.tell() == end_of_code:
            return None
        said.write(place.text)
        if place.is_code:
            end_of_code = said.tell()
        depth, last = depth + place.deeper, place
    said.write(text[last.span.end : span.end])
    return said.getvalue()
