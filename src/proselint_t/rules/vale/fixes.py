"""What Vale's actions suggest for a match (https://vale.sh/docs/topics/actions), and when that is a fix.

A style says what is better, not what the text may be changed to unseen. Only another spelling of the very
same words is applied without being asked: `e-mail` → `email`, `Javascript` → `JavaScript`. Everything else
(other words, lists, removals, whole phrases) is unsafe, and what is no text at all is only said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from proselint_t.document.model import BlockKind, MarkupKind
from proselint_t.text.budget import timed, without_end
from proselint_t.text.edits import Applicability, Fix, replacing
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from proselint_t.document import Document, Segment
    from proselint_t.rules.vale.definition import ValeAction
    from proselint_t.text.prose import Prose


_GO_GROUP = re.compile(r"\$(?:\{(\w+)\}|(\d+))")
_DIVISION = re.compile(r"(?<=[a-z])(?=[A-Z])|[^\w\s]|_")
_JOINTS = re.compile(r"[\s\-.'’]+")
_CAMEL = re.compile(r"[a-z][A-Z]")
_LIST = re.compile(r",|;|/|\||\bor\b|\band/or\b|\(|\bsee\b|\buse\b|\binstead\b", re.IGNORECASE)
_PARTICLE = re.compile(r"[^\W\d_]{2,}(?:up|down|in|out|on|off|over|back|away|through|around)s?")
"""What ends so may be a verb and its particle (`set up`) or a noun of the two (`setup`)."""
_GLUE = frozenset("/\\@#_-=&~$%+.:'’")
_INNER_GLUE = frozenset("/\\@#_-=&~$%+'’")


def suggestions(action: ValeAction, match: str) -> tuple[str, ...] | None:
    """Texts to write for the match, the preferred one first; ``None`` where the action says nothing.

    Spellings are those of the English dictionary, unless the rule knows its own; a script is not run.
    """
    if action.name == "replace":
        return action.params or None
    if action.name == "remove":
        return ("",)
    if action.name == "suggest":
        from proselint_t.rules.vale.spelling import corrections  # noqa: PLC0415 - few ask a dictionary

        return (corrections(match) or None) if action.spells else None
    if action.name == "convert":
        simple = action.params[:1] == ("simple",)
        return (" ".join(_DIVISION.sub(" ", match).lower().split()) if simple else match,)
    return _edited(action.params, match) if action.name == "edit" else None


def _edited(params: tuple[str, ...], match: str) -> tuple[str, ...] | None:
    edit = _EDITS.get(params[0]) if params else None
    if edit is None:
        return None
    try:
        text = edit(match, *params[1:])
    except (TypeError, ValueError, IndexError, regex.error):
        return None  # the wrong number of parameters, or nonsense in them: Vale reports an error
    return (text.strip(),)


def _regex(match: str, pattern: str, replacement: str) -> str:
    text = _GO_GROUP.sub(lambda group: rf"\g<{group[1] or group[2]}>", replacement.replace("\\", r"\\"))
    if problem := without_end(pattern):
        raise ValueError(problem)
    return timed(regex.compile(pattern).sub, text, match)


def _split(match: str, separator: str, index: str) -> str:
    return match.split(separator)[int(index)]


_EDITS: dict[str, Callable[..., str]] = {
    "regex": _regex,
    "replace": lambda match, old, new: match.replace(old, new),
    "remove": lambda match, text: match.replace(text, ""),
    "trim": lambda match, marks: match.strip(marks),
    "trim_left": lambda match, marks: match.lstrip(marks),
    "trim_right": lambda match, marks: match.rstrip(marks),
    "truncate": lambda match, mark: match.split(mark)[0],
    "split": _split,
}


def fix_of(document: Document, prose: Prose, span: Span, texts: Sequence[str], *, edited: bool) -> Fix | None:
    """The fix that writes the first of ``texts``; the others are its alternatives.

    ``span`` is in offsets of ``prose``. ``None`` where its source is not the text that was matched, where the
    text would change nothing, and in the words of others. What an action has ``edited`` is no wording that
    the style has seen.
    """
    old = prose.text[slice(*span)]
    lead, trail = len(old) - len(old.lstrip()), len(old) - len(old.rstrip())
    inner = Span(span.start + lead, span.end - trail)
    if inner.empty or not prose.contiguous(*inner) or not texts:
        return None
    found = prose.text[slice(*inner)]
    written = [capitals_of(text.strip(), found) for text in texts]
    if written[0] == found or "\n" in written[0] or _no_text(written[0]):
        return None
    place = prose.span(*inner)
    segment = document.segment_at(place.start)
    if segment is not None and (segment.block.quotes or segment.quoted(_inside(segment, place))):
        return None  # in a block quote that is no note, or between quotation marks
    if not written[0]:
        return _removal(document, place, written)
    safe = (
        segment is not None
        and not edited
        and len(written) == 1
        and _same_words(found, written[0])
        and _stands_alone(document.source.text, segment, place)
        # In a heading other letters or signs would make another address of it.
        and (found.casefold() == written[0].casefold() or segment.block.kind is not BlockKind.HEADING)
        and not _in_link(segment, place)
    )
    applicability = Applicability.SAFE if safe else Applicability.UNSAFE
    return replacing(place, written[0], applicability, tuple(written[1:]))


def _removal(document: Document, place: Span, written: Sequence[str]) -> Fix:
    """Takes one neighbouring space along, so that no double one is left."""
    text = document.source.text
    before, after = text[place.start - 1 : place.start], text[place.end : place.end + 1]
    start, end = place
    if before == " " and (not after or after in " \n.,;:!?)"):
        start -= 1
    elif after == " " and before in {"", " ", "\n"}:
        end += 1
    return replacing(Span(start, end), "", Applicability.UNSAFE, tuple(written[1:]))


def capitals_of(text: str, model: str) -> str:
    """``text`` with the capitals that ``model`` has from its place: `WEB SITE`, `Web site`."""
    letters = [character for character in model if character.isalpha()]
    if len(letters) > 1 and all(map(str.isupper, letters)) and text.islower():
        return text.upper()
    if model[:1].isupper() and text[:1].islower() and text.partition(" ")[0].islower():
        return text[:1].upper() + text[1:]
    return text


def _no_text(text: str) -> bool:
    """Whether it is a pattern, a hint in brackets or a sentence rather than a wording."""
    return bool(re.search(r"[\\^$*+?\[\]{}<>]", text)) or (text.endswith((".", "!", "?")) and " " in text)


def _same_words(one: str, other: str) -> bool:
    letters = _JOINTS.sub("", one).casefold()
    same = letters.isalpha() and letters == _JOINTS.sub("", other).casefold()
    if _CAMEL.search(one) and _CAMEL.search(other) is None:
        return False  # an identifier or a name of its own
    if len(one.split()) != len(other.split()):
        return False  # `in line with`, an `open-source` project: another part of speech
    if any(map(_other_name, one.split(), other.split())):
        return False
    if one.casefold() != other.casefold() and _PARTICLE.fullmatch(letters):
        return False
    keeps_end = one.endswith(".") == other.endswith(".")
    return same and keeps_end and not _LIST.search(other)


def _other_name(one: str, other: str) -> bool:
    """Whether a word may be a common one that becomes a name (`var`, `Changelog`), or the other way about."""
    raised = (one.islower() and not other.islower()) or (
        one.istitle() and 2 * sum(map(str.isupper, other)) > len(other)
    )
    pairs = zip(_JOINTS.sub("", one), _JOINTS.sub("", other), strict=False)
    return raised or any(a.isupper() and b.islower() for a, b in pairs)


def _in_link(segment: Segment, place: Span) -> bool:
    """Within the text of a link, which may be the title of what it leads to."""
    return any(
        one.kind is MarkupKind.LINK and one.inner.start <= place.start and place.end <= one.inner.end
        for one in segment.block.markup
    )


def _stands_alone(text: str, segment: Segment, place: Span) -> bool:
    """Whether the match is words of the author's own, not part of a longer one or a name."""
    before, after = text[place.start - 1 : place.start], text[place.end : place.end + 1]
    if before.isalnum() or after.isalnum() or before in _GLUE or (after and after in _INNER_GLUE):
        return False
    if after and after in ".:" and text[place.end + 1 : place.end + 2].isalnum():
        return False
    inside = _inside(segment, place)
    if segment.prose.text[inside.start : inside.start + place.end - place.start] != text[slice(*place)]:
        return False
    hidden = (*segment.prose.masks, *segment.prose.files)
    return not any(Span(*one).overlaps(inside) for one in hidden)


def _inside(segment: Segment, place: Span) -> Span:
    """A place of the source in the prose of a segment."""
    start, end = segment.prose.offset_of(place.start), segment.prose.offset_of(place.end)
    return Span(start, max(end, start + 1))
