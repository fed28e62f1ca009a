"""Defects in the labelled text form, in any dress."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from proselint_t.defects.lists.dress import undress
from proselint_t.defects.lists.fields import WORDS
from proselint_t.defects.lists.model import without_repeats
from proselint_t.defects.lists.prose import points_of
from proselint_t.defects.lists.records import defects_in
from proselint_t.defects.records.labelled import LabelledText
from proselint_t.defects.records.markdown_table import read_markdown_table
from proselint_t.defects.records.model import Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from proselint_t.defects.lists.model import DefectList
    from proselint_t.text.source import Source


def read_labelled(source: Source, known: Collection[str]) -> DefectList:
    """The defects of a text or of its table; ``known`` are the numbers of the points that the answer has.

    Where the preface names one point, the defects that name none are about it.
    """
    table = read_markdown_table(source, WORDS, further=True)
    if table and table.records:
        return without_repeats(source.path, *defects_in(source.path, table.records, known, labelled=True))
    undressed = undress(source)
    text = LabelledText(undressed.source, WORDS, undressed.beginnings)
    records = list(text.records())
    first = records[0].line if records else 0
    preface = "\n".join(source.line(at) for at in text.outside if at + 1 < first)
    defects, problems = defects_in(source.path, records, known, labelled=True)
    common = points_of(preface, known)
    if len(common) == 1:
        defects = [one if one.point or one.quote else replace(one, point=common[0]) for one in defects]
    if text.outside and (not records or any(WORDS.head.match(text.source.line(at)) for at in text.outside)):
        message = "expected a number alone on a line, and a field such as «Point: 1.3.» below it"
        problems.append(Problem(source.path, text.outside[0] + 1, None, message))
    return without_repeats(source.path, defects, problems)
