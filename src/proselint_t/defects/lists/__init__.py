"""Lists of reported defects, in whatever form they come.

Owns which reader takes a file: records with named fields, or violations that a tool reported. All of them
make the same values (`model`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial, reduce
from itertools import groupby
from typing import TYPE_CHECKING

from proselint_t.defects.lists.fields import FILE, WORDS, defects_in
from proselint_t.defects.lists.model import Defect, DefectList, Part, without_repeats
from proselint_t.defects.lists.prose import points_of
from proselint_t.defects.lists.reported import lines_span, reported_by_tool, same_file
from proselint_t.defects.lists.undressing import HEADING_LINE, shown_text, undress, without_fence
from proselint_t.defects.records.labelled import LabelledText
from proselint_t.defects.records.model import Problem
from proselint_t.defects.records.rows import read_markdown_table, read_table
from proselint_t.defects.records.structured import READERS
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.records.rows import Table
    from proselint_t.text.source import Source

__all__ = ["Defect", "DefectList", "Part", "Problem", "read_defects"]

_TITLE = re.compile(
    rf"#{{1,6}}[ \t]+`?{FILE}`?:?\s*|[ \t]*\*\*`?{FILE}`?(?:\*\*:?|:\*\*)\s*|[ \t]*[\"'`]?{FILE}[\"'`]?:\s*"
)
"""A line that has the name of a file and nothing else."""


def read_defects(source: Source, answer: Answer) -> DefectList:
    """The defects of a file. Positions, and points that remarks name, are held against ``answer``."""
    if not source.text.strip():
        return DefectList(source.path, ())
    source, form = without_fence(source)
    if form == "labelled":
        return _about(answer.source, source, read_labelled(source, answer.known))
    if form in {"json", "json-lines"} and (reported := reported_by_tool(source, form, answer.source)):
        return reported
    records, lines = READERS[form](source, WORDS), partial(lines_span, answer.source)
    defects, problems = defects_in(source.path, records, answer.known, labelled=False, lines=lines)
    return _about(answer.source, source, without_repeats(source.path, defects, problems))


def _about(answer: Source, source: Source, read: DefectList) -> DefectList:
    """A list without the defects of other files, where it names the answer and them: in fields or titles."""
    titles, named = list[str](), ""
    for line in source.lines:
        head = _TITLE.fullmatch(line)
        named = head[head.lastindex or 0] if head else named
        titles.append(named)
    documents = [
        one.document or (titles[one.line - source.first_line - 1] if one.line else "") for one in read.defects
    ]
    ours = [same_file(document, answer.file) for document in documents]
    if not any(ours):
        return read
    kept = tuple(
        one
        for one, is_ours, document in zip(read.defects, ours, documents, strict=True)
        if is_ours or not document
    )
    return replace(read, defects=kept, left_out=len(read.defects) - len(kept))


def read_labelled(source: Source, known: Collection[str]) -> DefectList:
    """The defects of a text or of its table; ``known`` are the numbers of the points that the answer has.

    Where the preface names one point, the defects that name none are about it. A text in which nothing is
    found may be rows of cells, or HTML.
    """
    read = _read(source, known)
    if read.defects:
        return read
    rows = defects_in(source.path, read_table(source, WORDS), known, labelled=True)
    if rows[0]:
        return without_repeats(source.path, *rows)
    shown = shown_text(source)
    return _at_lines(_read(shown.source, known), shown.lines) if shown else read


def _written(source: Source) -> list[int]:
    """The lines that are not blank, be they dress alone: a rule, a comment, a fence around nothing."""
    return [at for at in range(source.line_count) if source.line(at).strip()]


def _at_lines(read: DefectList, lines: Sequence[int]) -> DefectList:
    """A list that was read from another text, with the lines of its file."""

    def line(of: int | None) -> int | None:
        return lines[of - 1] + 1 if of else None

    return replace(
        read,
        defects=tuple(replace(one, line=line(one.line)) for one in read.defects),
        problems=tuple(replace(one, line=line(one.line)) for one in read.problems),
    )


def _read(source: Source, known: Collection[str]) -> DefectList:
    """The defects of the tables of a text and of the list beside them, in the order of the text."""
    table = read_markdown_table(source, WORDS, further=True)
    if table is None or not table.records:
        return without_repeats(source.path, *_listed(source, known))
    rows, problems = defects_in(source.path, table.records, known, labelled=True)
    beside, further = _listed(_without_tables(source, table), known, alone=False)
    parts: list[list[Defect]] = sorted(
        [*_tables(rows), beside], key=lambda part: part[0].line or 0 if part else 0
    )
    defects = reduce(_counted_on, parts)
    return without_repeats(source.path, defects, [*problems, *further])


def _tables(rows: Iterable[Defect]) -> Iterator[list[Defect]]:
    """The defects of each table: they stand line below line."""
    for _, table in groupby(enumerate(rows), lambda one: (one[1].line or 0) - one[0]):
        yield [row for _, row in table]


def _without_tables(source: Source, table: Table) -> Source:
    """The text with nothing where a table or the heading right above one stands."""
    outside, kept = set(table.outside), []
    below_is_table = False
    for at in reversed(range(source.line_count)):
        line = source.line(at)
        is_outside = at in outside and not (below_is_table and HEADING_LINE.match(line))
        below_is_table = below_is_table if not line.strip() else not is_outside
        kept.append(line if is_outside else "")
    return replace(source, text="\n".join(reversed(kept)))


def _counted_on(first: list[Defect], second: list[Defect]) -> list[Defect]:
    """Both in the order of their lines; where they share a number, the second goes on from the first."""
    used = {one.number for one in first}
    by = max(used, default=0) if used & {one.number for one in second} else 0
    both = [*first, *(replace(one, number=one.number + by) for one in second)]
    return sorted(both, key=lambda one: one.line or 0)


def _listed(
    source: Source, known: Collection[str], *, alone: bool = True
) -> tuple[list[Defect], list[Problem]]:
    """The defects of a labelled text, and what is wrong; ``alone``: a text without any is wrong."""
    undressed = undress(source)
    text = LabelledText(undressed.source, WORDS, undressed.beginnings)
    defects, problems = defects_in(source.path, text.records(), known, labelled=True)
    preface = "\n".join(source.line(at) for at in text.outside if at < (text.first or 0))
    common = points_of(preface, known)
    if len(common) == 1:
        defects = [
            one if one.point or one.quote or one.quotes else replace(one, point=common[0]) for one in defects
        ]
    heads = [at for at in text.outside if WORDS.head.match(text.source.line(at))]
    if heads or (alone and text.first is None):
        message = translated("expected a number alone on a line, and a field such as «Point: 1.3.» below it")
        first = next(iter(heads or text.outside or _written(source)), 0)
        problems.append(Problem(source.path, source.first_line + first + 1, None, message))
    return defects, problems
