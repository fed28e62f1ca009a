"""A mapping as one HTML page for the person who answers the review: no network, no other file.

With the revision that a reply makes, its edits stand at the defects that they answer (`html_edits`).
Owns how the answer is divided so that places can overlap: into runs that are covered by the same defects.
What the page looks like and does, `page/` says; every text of a document reaches it escaped.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.quotes.locating import Outcome
from proselint_t.defects.status import STATUS_HEAD, DefectStatus, Status, digest_of, status_path
from proselint_t.language.recognition import RUSSIAN_LETTER
from proselint_t.language.registry import ENGLISH, RUSSIAN
from proselint_t.output.html_edits import shown_edits
from proselint_t.output.maps import (
    MEANINGS,
    candidate,
    line_of,
    meaning,
    plain,
    remarks_on,
    status_text,
)
from proselint_t.text.messages import counted, spoken, translated
from proselint_t.text.printable import printable_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.answer import AnswerPoint
    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.output import RenderOptions
    from proselint_t.replies.revision import Revision
    from proselint_t.text.span import Span


class _Cover(NamedTuple):
    """A piece of a place of a defect. ``candidate`` counts the places that were not chosen, from 0."""

    span: Span
    defect: MappedDefect
    candidate: int | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of the answer that the same defects cover.

    ``outcome`` is that of the first one, or `candidate`; ``places`` names the candidates that begin here.
    """

    text: str
    defects: tuple[int, ...] = ()
    outcome: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A point beside the defects that belong to it: found in it, or stated for it and not found."""

    point: AnswerPoint
    label: str
    runs: tuple[_Run, ...]
    defects: tuple[MappedDefect, ...]
    weight: str
    language: str | None


def page(mapping: Mapping, _options: RenderOptions, revision: Revision | None = None) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - this format alone

    environment = Environment(
        loader=PackageLoader(__package__, "page"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.globals.update(_=translated, n=counted)
    rows, lost = _rows(mapping)
    style, script = _resource("page.css"), _resource("page.js")
    outcomes = [mapped.outcome for mapped in mapping.defects]
    edits = shown_edits(revision) if revision else None
    written = environment.get_template("page.html").render(
        mapping=mapping,
        name=PurePath(mapping.answer.source.path).name,
        rows=rows,
        lost=lost,
        outcomes=[(outcome, outcomes.count(outcome)) for outcome in Outcome if outcome in outcomes],
        meanings=MEANINGS,
        statuses=_statuses(mapping),
        states=Status,
        status_file=PurePath(status_path(mapping.reported.path)).name,
        status_head=STATUS_HEAD,
        edits=edits,
        faults=(*mapping.reported.problems, *mapping.numbering, *(edits.faults if edits else ())),
        language=spoken(),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        words={
            "plain": plain,
            "remarks": remarks_on,
            "candidate": candidate,
            "line": line_of,
            "told": status_text,
            "meaning": meaning,
            "language": _language,
        },
    )
    return printable_lines(written)


def _statuses(mapping: Mapping) -> dict[int, DefectStatus]:
    """By the number of each defect what became of it, with the hash of its words as they are now."""
    defects = {mapped.defect.number: mapped.defect for mapped in mapping.defects}
    return {
        number: replace(
            mapping.statuses.get(number) or DefectStatus(number, Status.OPEN), digest=digest_of(defect)
        )
        for number, defect in defects.items()
    }


def _language(text: str) -> str:
    """The language of a quote or a remark, for readers aloud: that of most of its letters.

    10,000 of them are asked for, so none is parsed.
    """
    russian = len(RUSSIAN_LETTER.findall(text))
    return (RUSSIAN if russian * 2 > sum(map(str.isalpha, text)) else ENGLISH).code


def _resource(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What the content security policy of the page allows by name: nothing else can run in it."""
    return b64encode(sha256(text.encode()).digest()).decode()


def _rows(mapping: Mapping) -> tuple[list[_Row], list[MappedDefect]]:
    """The points with what stands beside them, and the defects that belong to none."""
    beside: dict[int, list[MappedDefect]] = {}
    lost = []
    for mapped in mapping.defects:
        stated = mapping.answer.by_number.get(mapped.point or "", ())
        index = stated[0] if mapped.at is None and stated else mapped.at
        if index is None:
            lost.append(mapped)
        else:
            beside.setdefault(index, []).append(mapped)
    covers = _covers(mapping)
    rows = [
        _row(mapping, index, beside.get(index, []), covers) for index in range(len(mapping.answer.points))
    ]
    return rows, lost


def _row(mapping: Mapping, index: int, defects: list[MappedDefect], covers: dict[int, list[_Cover]]) -> _Row:
    point = mapping.answer.points[index]
    runs = tuple(_runs(mapping.answer.source.text, point.body, covers.get(index, [])))
    ordered = sorted(defects, key=lambda mapped: (not mapped.pieces, mapped.pieces, mapped.defect.number))
    found = len(mapping.by_point.get(index, ()))
    weighted = counted(found, "%s defect", "%s defects"), plain(mapping.weight(index))
    weight = translated("%s found here, weighted %s", *weighted) if found > 1 else ""
    segment = mapping.answer.document.segment_at(point.body.start)
    spoken = segment.language_at(segment.prose.offset_of(point.body.start)) if segment else "other"
    language = None if spoken == "other" else spoken
    return _Row(point, point.label or "…", runs, tuple(ordered), weight, language)


def _covers(mapping: Mapping) -> dict[int, list[_Cover]]:
    """Index of a point → the places that reach into it. A whole point is no place to be marked."""
    found: dict[int, list[_Cover]] = {}
    whole = {point.span for point in mapping.answer.points}
    for mapped in mapping.defects:
        if mapped.outcome is Outcome.POINT_ONLY and whole.issuperset(mapped.pieces):
            continue
        covers = [_Cover(piece, mapped) for piece in mapped.pieces]
        for number, place in enumerate(mapped.candidates):
            covers += [_Cover(piece, mapped, number) for piece in place.pieces]
        for cover in covers:
            first = mapping.answer.index_at(cover.span.start) or 0
            last = mapping.answer.index_at(max(cover.span.start, cover.span.end - 1)) or 0
            for index in range(first, last + 1):
                found.setdefault(index, []).append(cover)
    return found


def _runs(text: str, body: Span, covers: list[_Cover]) -> Iterator[_Run]:
    """The body divided at every edge of a place."""
    waiting = sorted(covers, key=lambda cover: cover.span, reverse=True)
    edges = {edge for cover in covers for edge in cover.span if body.start < edge < body.end}
    active: list[_Cover] = []
    for start, end in pairwise(sorted({*body, *edges})):
        active = [cover for cover in active if cover.span.end > start]
        while waiting and waiting[-1].span.start <= start:
            cover = waiting.pop()
            active += [cover] if cover.span.end > start else []
        yield _run(text[start:end], start, active)


def _run(text: str, start: int, active: list[_Cover]) -> _Run:
    if not active:
        return _Run(text)
    first = min(active, key=lambda cover: cover.candidate is not None)
    numbers = dict.fromkeys(cover.defect.defect.number for cover in active)
    begun = [cover for cover in active if cover.span.start == start and cover.candidate is not None]
    places = tuple(f"{cover.defect.defect.number}:{cover.candidate}" for cover in begun)
    outcome = "candidate" if first.candidate is not None else first.defect.outcome.value
    return _Run(text, tuple(numbers), outcome, places)
