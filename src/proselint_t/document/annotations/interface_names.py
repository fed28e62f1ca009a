"""Names in marks that are names of interface elements, told by their words and by what stands around them.

Owns the answer for a segment; what is done about a name is for rules to say.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.annotations.file_names import find_file_names
from proselint_t.document.annotations.marked_names import MarkedBy, MarkedName, emphasised, marked_names
from proselint_t.document.annotations.path_steps import Joint, find_joints, is_path, steps_of
from proselint_t.language import interface_words as interface
from proselint_t.text.patterns import pattern
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.document.segments import Segment

_EMPHASES = frozenset({MarkedBy.BOLD, MarkedBy.ITALIC})
_QUOTES = frozenset({MarkedBy.QUOTED, MarkedBy.GUILLEMETS})
_JOINT = pattern(rf"\s*(?:,\s*)?(?:(?:,|/|and|or|и|или)\s*)|{interface.STEP}")
"""What joins two names so that both are names: «the A and B buttons», a path «A → B»."""


class Judged(NamedTuple):
    """A name in marks: whether it is one of an interface, and by a noun at its side.

    ``steps`` are the names of a path that is all of it: `**File > Open**`.
    """

    name: MarkedName
    is_name: bool
    beside_noun: bool
    steps: tuple[str, ...]


def judged_names(segment: Segment, text: str) -> list[Judged]:
    """The names in marks of a segment, of which ``text`` is what is read; none where no interface is in it.

    Beside a noun, behind a verb of use and in a path a name shows itself. Where there is one, so is what
    stands in bold or italics beside a noun of what is seen; and what is pointed at in a sentence with such a
    name, or with words that tell to use an element.
    """
    text = _lines_apart(segment, text)
    joints = _joints(segment)
    steps = {step.place for joint in joints for step in (joint.left, joint.right) if step.mark is not None}
    spoken = interface.is_spoken_of(segment.prose.masked)
    if not joints and not spoken:
        return []
    names = marked_names(segment)
    joined = _joined(text, names)
    operated, found = _operated(text, names, joined), list[Judged]()
    for name, noun, used in zip(names, _nouns_beside(text, names, joined), operated, strict=True):
        beside = noun is not None and _is_named(name, noun, interface.before(text, name.span.start))
        path = _path(name, joints) if spoken else ()
        alone = bool(path) or _is_step(name, steps) or (used and _is_operated_name(name))
        found.append(Judged(name, beside or alone, beside, path))
    sure = sorted(one.name.span.start for one in found if one.is_name)
    return [
        one
        if one.is_name or not _is_pointed_at(one.name, text, segment, sure)
        else one._replace(is_name=True)
        for one in found
    ]


def _lines_apart(segment: Segment, text: str) -> str:
    """A text in which a hard line break is no white space: it parts a name from the noun in front."""
    first, end = (bisect_left(segment.block.hard_breaks, at) for at in segment.span)
    if first == end:
        return text
    letters = list(text)
    for newline in map(segment.prose.offset_of, segment.block.hard_breaks[first:end]):
        letters[newline] = MASK
    return "".join(letters)


def may_be_name(name: MarkedName) -> bool:
    """Whether a name in bold or italics looks like one of an interface, whatever stands around it."""
    capital = name.mark in _EMPHASES and name.label[:1].isupper()
    return capital and may_name_element(name.label) and not _is_other_name(name.label)


def _is_other_name(label: str) -> bool:
    """Of a product, a key, a part of a text."""
    return interface.is_product(label) or interface.is_numbered(label)


def _is_pointed_at(name: MarkedName, text: str, segment: Segment, sure: Sequence[int]) -> bool:
    if not may_be_name(name):
        return False
    if interface.is_beside_element(text, *name.span):
        return bool(sure)
    return is_name_pointed_at(segment, text, name.span.start, sure)


def is_name_pointed_at(segment: Segment, text: str, at: int, names: Sequence[int]) -> bool:
    """Whether what begins at an offset is pointed at in a sentence that has to do with an interface.

    That has one of the ``names``, offsets in order of what is known to be one, or words that tell to use an
    element.
    """
    if not interface.is_pointed_at(text, at):
        return False
    here = segment.sentence_at(at)
    first = bisect_left(names, here.span.start if here else 0)
    if first < len(names) and segment.sentence_at(names[first]) == here:
        return True
    return here is not None and interface.is_used(text[slice(*here.span)])


def hidden_names(segment: Segment, text: str) -> Iterator[Span]:
    """The places of bold and italics that hold a name with other things: a path, or a picture beside it."""
    joints = _joints(segment)
    for name in emphasised(segment):
        if _inside(name, joints) or (MASK in text[slice(*name.span)] and _is_used(name, text)):
            yield name.place


def _is_used(name: MarkedName, text: str) -> bool:
    nouns = interface.noun_behind(text, name.span.end) or interface.noun_in_front(text, name.span.start)
    return bool(nouns) or interface.is_operated(interface.before(text, name.span.start))


def _joints(segment: Segment) -> list[Joint]:
    """The joints of paths, in order."""
    return sorted((joint for joint in find_joints(segment) if is_path(joint)), key=_start)


def _start(joint: Joint) -> int:
    return joint.left.place.start


def _inside(name: MarkedName, joints: Sequence[Joint]) -> list[Joint]:
    """The joints of a path between steps that have no marks of their own."""
    first, end = (bisect_left(joints, at, key=_start) for at in name.place)
    return [
        joint
        for joint in joints[first:end]
        if name.place.contains(joint.left.place) and name.place.contains(joint.right.place)
    ]


def _path(name: MarkedName, joints: Sequence[Joint]) -> tuple[str, ...]:
    """The steps of a path that is all of a name in bold or italics; none where there is more, or a file."""
    if name.mark not in _EMPHASES or not _inside(name, joints):
        return ()
    steps = steps_of(name.label)
    return steps if all(interface.starts_like_name(step) and may_name_element(step) for step in steps) else ()


def _is_step(name: MarkedName, steps: set[Span]) -> bool:
    return name.place in steps and not _is_file(name.label)


def _is_named(name: MarkedName, noun: str, before: str) -> bool:
    """Quotation marks make a name of any word; bold and backticks have other uses, so a capital decides.

    With a colon, bold introduces what stands behind it: «**SQL:** dialogs of a day». Code beside a noun for
    several elements may hold several names: «кнопки `Да/Нет`».
    """
    introduces = name.mark in _EMPHASES and name.label.endswith(":")
    several = name.mark is MarkedBy.CODE and "/" in name.label and interface.has_plural_noun(noun)
    if introduces or several or not may_name_element(name.label) or before.endswith("="):
        return False
    capital, quoted = interface.starts_like_name(name.label), name.mark in _QUOTES
    if interface.is_ambiguous(noun) and not (capital and quoted):
        return capital and interface.has_verb(before)
    return capital or quoted


def may_name_element(text: str) -> bool:
    """Whether a text can be the name of an element, and is not the name of a file."""
    return interface.is_label(text) and not _is_file(text)


def _is_file(text: str) -> bool:
    return Span(0, len(text)) in find_file_names(text)


def _is_operated_name(name: MarkedName) -> bool:
    """Behind a verb of use a capital shows a name; a product is opened too, and is none.

    Code in capitals is a constant, and that of a key a key: check `CODE`, press `Enter`. What a letter tells
    apart is chosen in a text: choose **Option A**, go to window *N*.
    """
    is_other = name.mark is MarkedBy.CODE and (name.label.isupper() or interface.is_key(name.label))
    is_other = is_other or (name.mark in _EMPHASES and interface.is_lettered(name.label))
    is_other = is_other or interface.is_request(name.label)
    if is_other or not interface.starts_like_name(name.label) or not may_name_element(name.label):
        return False
    return not interface.is_brand(name.label) and not interface.is_declined(name.label)


def _joined(text: str, names: list[MarkedName]) -> list[bool]:
    """For each name but the last whether it is joined to the next one."""
    return [_JOINT.fullmatch(text, a.span.end, b.span.start) is not None for a, b in pairwise(names)]


def _operated(text: str, names: list[MarkedName], joined: list[bool]) -> list[bool]:
    """For each name whether it, or a name that it is joined to, stands right behind a verb of use.

    The name of a key is none behind what is done to keys: press **Enter**.
    """
    found: list[bool] = []
    for index, name in enumerate(names):
        passed = index > 0 and joined[index - 1] and found[-1]
        is_described = interface.describes if name.mark is MarkedBy.CODE else interface.is_stored
        described = is_described(text, name.span.end)
        front = interface.before(text, name.span.start)
        struck = name.mark not in _QUOTES and interface.is_key(name.label) and interface.is_struck(front)
        operated = not described and not struck and interface.is_operated(front)
        found.append(passed or operated)
    return found


def _noun_behind(text: str, name: MarkedName) -> str | None:
    """In Russian a name stands behind its noun: only one in quotation marks may stand before it."""
    noun = interface.noun_behind(text, name.span.end)
    return noun if noun is None or noun.isascii() or name.mark in _QUOTES else None


def _nouns_beside(text: str, names: list[MarkedName], joined: list[bool]) -> list[str | None]:
    """The noun that each name touches, or that a name joined to it touches («the A and B buttons»)."""
    behind = [_noun_behind(text, name) for name in names]
    front = [interface.noun_in_front(text, name.span.start) for name in names]
    pairs = list(pairwise(range(len(names))))
    for left, right in pairs:
        front[right] = front[right] or (front[left] if joined[left] else None)
    for left, right in reversed(pairs):
        behind[left] = behind[left] or (behind[right] if joined[left] else None)
    return [one or other for one, other in zip(behind, front, strict=True)]
