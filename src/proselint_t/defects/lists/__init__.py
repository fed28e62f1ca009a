"""Lists of reported defects, in whatever form they come.

Owns which reader takes a file: records with named fields, or violations that a tool reported. All of them
make the same values (`model`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from proselint_t.defects.lists.fields import WORDS, defects_in
from proselint_t.defects.lists.model import Defect, DefectList, Part, without_repeats
from proselint_t.defects.lists.prose import points_of
from proselint_t.defects.lists.reported import lines_span, reported_by_tool
from proselint_t.defects.lists.undressing import shown_text, undress, without_fence
from proselint_t.defects.records.labelled import LabelledText
from proselint_t.defects.records.model import Problem
from proselint_t.defects.records.rows import read_markdown_table, read_table
from proselint_t.defects.records.structured import READERS
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from proselint_t.defects.answer import Answer
    from proselint_t.text.source import Source

__all__ = ["Defect", "DefectList", "Part", "Problem", "read_defects"]


def read_defects(source: Source, answer: Answer) -> DefectList:
    """The defects of a file. Positions, and points that remarks name, are held against ``answer``."""
    if not source.text.strip():
        return DefectList(source.path, ())
    source, form = without_fence(source)
    if form == "labelled":
        return read_labelled(source, answer.known)
    if form in {"json", "json-lines"} and (reported := reported_by_tool(source, form, answer.source)):
        return reported
    records, lines = READERS[form](source, WORDS), partial(lines_span, answer.source)
    defects, problems = defects_in(source.path, records, answer.known, labelled=False, lines=lines)
    return without_repeats(source.path, defects, problems)


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
    table = read_markdown_table(source, WORDS, further=True)
    if table and table.records:
        return without_repeats(source.path, *defects_in(source.path, table.records, known, labelled=True))
    undressed = undress(source)
    text = LabelledText(undressed.source, WORDS, undressed.beginnings)
    defects, problems = defects_in(source.path, text.records(), known, labelled=True)
    preface = "\n".join(source.line(at) for at in text.outside if at < (text.first or 0))
    common = points_of(preface, known)
    if len(common) == 1:
        defects = [one if one.point or one.quote else replace(one, point=common[0]) for one in defects]
    heads = (WORDS.head.match(text.source.line(at)) for at in text.outside)
    if text.first is None or any(heads):
        message = translated("expected a number alone on a line, and a field such as «Point: 1.3.» below it")
        first = next(iter(text.outside or _written(source)), 0)
        problems.append(Problem(source.path, source.first_line + first + 1, None, message))
    return without_repeats(source.path, defects, problems)
