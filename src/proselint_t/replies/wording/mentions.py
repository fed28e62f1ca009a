"""What may stand between « and » without being quoted: names of interface elements and HTTP status lines."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from proselint_t.document.annotations.interface_names import is_name_pointed_at
from proselint_t.document.annotations.path_steps import find_joints
from proselint_t.language.interface_mentions import are_names, is_whole_path
from proselint_t.language.interface_words import is_irony, starts_like_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.document import Segment
    from proselint_t.document.model import Quotation

_STATUS_LINE = re.compile(r"(HTTP(?:/\d(?:\.\d)?)? )?(\d{3})(?: (\D.*?))?[.,]?")
_OTHER_PHRASES = {
    302: ("Moved Temporarily",),
    413: ("Content Too Large", "Payload Too Large", "Request Entity Too Large"),
    414: ("URI Too Long", "Request-URI Too Long"),
    416: ("Range Not Satisfiable", "Requested Range Not Satisfiable"),
    422: ("Unprocessable Content", "Unprocessable Entity"),
}
"""Phrases of RFC 9110 and older ones: the standard library knows one of each, not always the same."""


def mentions(segment: Segment, quotations: Sequence[Quotation]) -> list[bool]:
    """For each quotation of a segment whether it is such a name or line."""
    prose = segment.prose
    steps = {
        step.place
        for joint in find_joints(segment)
        if joint.glyph != "/"
        for step in (joint.left, joint.right)
        if starts_like_name(step.label) and not is_irony(step.label)
    }
    named = are_names(prose.text, [quotation.span for quotation in quotations])
    sure = [quotation.span.start for name, quotation in zip(named, quotations, strict=True) if name]
    return [
        name
        or _is_pointed_at(segment, quotation, sure)
        or prose.span(*quotation.span) in steps
        or _speaks_for_itself(prose.text[slice(*quotation.inner)])
        for name, quotation in zip(named, quotations, strict=True)
    ]


def _is_pointed_at(segment: Segment, quotation: Quotation, sure: Sequence[int]) -> bool:
    """Whether a name is told of beside others: «Under «Advanced», click «Save»»."""
    text = segment.prose.text
    label = text[slice(*quotation.inner)]
    may_be_name = starts_like_name(label) and not is_irony(label)
    return may_be_name and is_name_pointed_at(segment, text, quotation.span.start, sure)


def _speaks_for_itself(text: str) -> bool:
    plain = " ".join(text.split())
    return is_whole_path(plain) or is_status_line(plain)


def is_status_line(text: str) -> bool:
    """`404 Not Found`, `HTTP/1.1 502 Bad Gateway`, `HTTP/2 200`: a code with its phrase or with a version."""
    match = _STATUS_LINE.fullmatch(text)
    if match is None or int(match[2]) not in {int(status) for status in HTTPStatus}:
        return False
    if match[3] is None:
        return match[1] is not None
    phrases = (HTTPStatus(int(match[2])).phrase, *_OTHER_PHRASES.get(int(match[2]), ()))
    return match[3].replace("’", "'").casefold() in map(str.casefold, phrases)
