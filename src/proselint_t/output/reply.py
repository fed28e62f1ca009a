"""A reply written anew in its form, with what was read of it: to be looked over, and then applied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.defects.quotes.locating import MAPPED, Outcome
from proselint_t.language.registry import ENGLISH, RUSSIAN
from proselint_t.replies.reading.model import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.language.registry import Language
    from proselint_t.output import RenderOptions
    from proselint_t.replies.editing.placing import PlacedEdit
    from proselint_t.replies.revision import Revision

_CYRILLIC = re.compile("[А-Яа-яЁё]")
_NAMES = {
    ENGLISH: ("Defect", "Point", "Action", "Source", "Old", "New"),
    RUSSIAN: ("Недостаток", "Пункт", "Действие", "Источник", "Было", "Стало"),
}
_ACTIONS = {
    Action.REPLACE: "заменить",
    Action.INSERT_AFTER: "вставить после",
    Action.INSERT_BEFORE: "вставить перед",
    Action.DELETE: "удалить",
}


def render(revision: Revision, _options: RenderOptions) -> str:
    """The edits in the labelled form, in the language of the reply.

    The old text is that of the answer where its place is known, or offered; what is not known stays empty.
    """
    language = RUSSIAN if _CYRILLIC.search(_around(revision)) else ENGLISH
    edits = (
        "\n".join(_edit(revision, placed, number, language))
        for number, placed in enumerate(revision.placed, start=1)
    )
    return "\n\n".join(edits) + "\n" if revision.placed else ""


def _around(revision: Revision) -> str:
    """The reply without the texts of its edits."""
    text = revision.reply.source.text
    spans = [
        prose.span(0, len(prose.text))
        for edit in revision.reply.edits
        for prose in (edit.old, edit.new)
        if prose
    ]
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def _edit(revision: Revision, placed: PlacedEdit, number: int, language: Language) -> Iterator[str]:
    defect, point, action, source, old, new = _NAMES[language]
    edit = placed.edit
    yield f"{number}."
    yield f"{defect}: {', '.join(map(str, edit.defects))}{'.' if edit.defects else ''}".rstrip()
    if placed.point:
        yield f"{point}: {placed.point}."
    yield f"{action}: {_ACTIONS[edit.action] if language is RUSSIAN else edit.action.value}"
    if edit.source:
        yield f"{source}: {edit.source.text}"
    if anchor := _anchor(revision, placed):
        yield f"{old}: «{anchor}»"
    if edit.new:
        yield f"{new}:"
        yield from (line for line in edit.new.text.split("\n") if line.strip())


def _anchor(revision: Revision, placed: PlacedEdit) -> str:
    edit, located = placed.edit, placed.located
    if not (edit.old or edit.part or edit.alike):
        return ""
    known = located.outcome in MAPPED or (edit.alike and located.outcome is Outcome.FUZZY)
    if known and located.pieces:
        text = revision.answer.source.text[located.pieces[0].start : located.pieces[-1].end]
        return "\n".join(line for line in text.splitlines() if line.strip())
    return edit.old.text if edit.old else ""
