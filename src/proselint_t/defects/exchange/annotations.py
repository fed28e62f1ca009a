"""Web Annotations of W3C (recommendation of 2017): a quote with what stands around it, or offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.defects.records.json_values import JsonObject, list_values, member
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.text.source import Source

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters that are told of the text on either side of a quote."""


class Annotation(NamedTuple):
    """A remark on a quote, with the line of the list where it begins.

    ``source`` is the document that it names. ``prefix`` and ``suffix`` are texts around the quote, ``place``
    its offsets.
    """

    line: int
    source: str
    quote: str
    prefix: str
    suffix: str
    place: Span | None
    remark: str
    proposal: str


def are_annotations(source: Source) -> bool:
    """Whether a JSON text is a list or a page of annotations, or a single one."""
    return CONTEXT in source.text and '"target"' in source.text


def read_annotations(source: Source) -> Iterator[tuple[int, Annotation | None, str]]:
    """Each annotation with its line, or what is wrong with it."""
    for line, value, problem, _ in list_values(source, "items"):
        if problem or not isinstance(value, JsonObject):
            yield line, None, problem or translated("expected an annotation")
            continue
        yield line, _annotation(line, value), ""


def _annotation(line: int, value: JsonObject) -> Annotation:
    targets = list(_several(member(value, "target", None)))
    target = targets[0] if targets else None
    named = member(target, "source", target if isinstance(target, str) else "")
    selectors = list(_several(member(target, "selector", None)))
    quoted = [one for one in selectors if member(one, "type", "") == "TextQuoteSelector"]
    placed = [one for one in selectors if member(one, "type", "") == "TextPositionSelector"]
    quote = quoted[0] if quoted else None
    bodies = list(_several(member(value, "body", None)))
    remark, proposal = _texts(bodies, editing=False), _texts(bodies, editing=True)
    exact, prefix, suffix = (str(member(quote, key, "") or "") for key in ("exact", "prefix", "suffix"))
    place = _place(placed[0]) if placed else None
    return Annotation(line, str(named or ""), exact, prefix, suffix, place, remark, proposal)


def _several(value: Any) -> Iterator[Any]:
    """One value or a list of them."""
    if isinstance(value, list) and not isinstance(value, JsonObject):
        yield from value
    elif value is not None:
        yield value


def _texts(bodies: list[Any], *, editing: bool) -> str:
    """The text bodies of a purpose; a body that names none is a remark."""
    kept = (
        body if isinstance(body, str) else str(member(body, "value", "") or "")
        for body in bodies
        if (member(body, "purpose", "") == "editing") is editing
    )
    return "\n".join(filter(None, kept))


def _place(selector: Any) -> Span | None:
    start, end = member(selector, "start", None), member(selector, "end", None)
    sound = all(isinstance(one, int) and not isinstance(one, bool) for one in (start, end))
    return Span(start, end) if sound and 0 <= start <= end else None


def place_of(annotation: Annotation, text: str) -> Span | None:
    """Where the quote of an annotation stands in a text, if that is sure.

    The offsets count where the quote stands there. Of several places the one counts in front of which most of
    the prefix stands, and behind which most of the suffix.
    """
    quote, place = annotation.quote, annotation.place
    if place and text[slice(*place)] == (quote or text[slice(*place)]) and place.end <= len(text):
        return place
    places = list(_occurrences(quote, text)) if quote else []
    if len(places) < 2:
        return places[0] if places else None
    scores = [_around(annotation, text, place) for place in places]
    best = tuple(max(score) for score in zip(*scores, strict=True))
    return places[scores.index(best)] if scores.count(best) == 1 else None


def _occurrences(quote: str, text: str) -> Iterator[Span]:
    at = text.find(quote)
    while at >= 0:
        yield Span(at, at + len(quote))
        at = text.find(quote, at + 1)


def _around(annotation: Annotation, text: str, place: Span) -> tuple[int, int]:
    """Characters of the prefix and of the suffix that stand next to a place."""
    before, behind = annotation.prefix[::-1], annotation.suffix
    head, tail = text[max(0, place.start - len(before)) : place.start][::-1], text[place.end :]
    return _common(before, head), _common(behind, tail)


def _common(one: str, other: str) -> int:
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length
