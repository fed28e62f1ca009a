"""What the author of a reply is told: the task, what became of each edit, and the reply anew in its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.defects.quotes.forms import folded_form
from proselint_t.defects.quotes.locating import MAPPED, Outcome
from proselint_t.defects.quotes.resemblance import most_alike
from proselint_t.language.recognition import RUSSIAN_LETTER
from proselint_t.language.registry import ENGLISH, RUSSIAN
from proselint_t.replies.reading.model import Action
from proselint_t.rules.files import review_rule
from proselint_t.rules.review import ReviewRule
from proselint_t.text.messages import translated
from proselint_t.text.printable import as_json, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.config import FileSettings
    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect
    from proselint_t.language.registry import Language
    from proselint_t.output import RenderOptions
    from proselint_t.replies.placing import PlacedEdit
    from proselint_t.replies.revision import Finding, Revision


_FORM = (
    "1.",
    "Defect: 3.",
    "Point: 1.3.",
    "Action: replace",
    "Old: «a text of the point, exactly as it stands there»",
    "New:",
    "the text that takes its place, line by line, without a blank line",
    "",
    "2.",
    "Defect: 4.",
    "Point: 2.1.",
    "Action: insert-after",
    "Old: «the line that it goes after»",
    "New:",
    "the new line",
    "",
    "Actions: replace, insert-after, insert-before, delete (without New).",
    "Above Old may stand «Source:»: what the new text is taken from, an address on each line.",
)


def prompt(mapping: Mapping, settings: FileSettings, *, as_schema: bool = False) -> str:
    """The task in the language that is spoken. Defects that are settled are left out."""
    how = "The form of the reply: this and nothing around it"
    form = "\n".join(map(translated, _FORM))
    if as_schema:
        how = "The form of the reply: JSON of this schema and nothing around it"
        form = as_json(schema(), 1)
    sections = (
        translated(
            "Answer each defect of the review with edits of single points. Do not write the answer anew."
        ),
        f"# {translated('The answer')}\n\n{mapping.answer.source.text.strip()}",
        f"# {translated('The defects')}\n\n" + "\n\n".join(_task(mapping, one) for one in mapping.open),
        f"# {translated('The rules')}\n\n" + "\n".join(_rules(settings)),
        f"# {translated(how)}\n\n{form}",
    )
    return "\n\n".join(sections) + "\n"


def _task(mapping: Mapping, mapped: MappedDefect) -> str:
    defect = mapped.defect
    place = translated("not found in the answer")
    if mapped.pieces:
        place = translated("line %s", mapping.answer.source.position(mapped.pieces[0].start).line)
    lines = [f"{translated('Defect')}: {defect.number}.", f"{translated('Point')}: {mapped.point or '0'}."]
    quote = defect.quote or _quoted_in_remark(mapping, mapped)
    if quote:
        lines.append(f"{translated('Quote')} ({place}): «{' '.join(quote.split())}»")
    return "\n".join((*lines, f"{translated('Remark')}: {' '.join(defect.remark.split())}"))


def _quoted_in_remark(mapping: Mapping, mapped: MappedDefect) -> str:
    """The text of the answer that a remark quotes; empty where it is about a point as a whole."""
    if mapped.outcome is Outcome.POINT_ONLY:
        return ""
    return " […] ".join(mapping.answer.source.text[slice(*piece)] for piece in mapped.pieces)


def _rules(settings: FileSettings) -> Iterator[str]:
    """Those in force, of the review and of style, each in the words in which it is explained."""
    for rule in settings.review:
        yield f"- {rule.value}: {' '.join(review_rule(rule).meta.why.split())}"
    for active in settings.rules:
        meta = active.rule.meta
        if meta.why:
            yield f"- {meta.id}: {' '.join(meta.why.split())}"


def schema() -> dict[str, Any]:
    """What a reply as JSON must be, as a JSON Schema of draft 2020-12."""
    number = {"type": "integer", "minimum": 1}
    text = {"type": "string", "minLength": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["number", "defect", "point", "action"],
            "properties": {
                "number": number,
                "defect": {"anyOf": [number, {"type": "array", "items": number, "minItems": 1}]},
                "point": text,
                "action": {"enum": [action.value for action in Action]},
                "source": text,
                "old": text,
                "new": text,
            },
        },
    }


def feedback(revision: Revision, _options: RenderOptions) -> str:
    """A paragraph for each edit, then what belongs to none of them, and what to send next."""
    return "\n".join(map(printable, _lines(revision))) + "\n"


def _lines(revision: Revision) -> Iterator[str]:
    for placed in revision.placed:
        yield from _edit_told(revision, placed)
    for problem in revision.problems:
        yield translated("Not readable: %s", problem)
    for finding in revision.findings:
        if finding.edit is None and finding.violation.rule != ReviewRule.UNANSWERED:
            yield _told(revision, finding)
    if revision.unanswered:
        yield translated("No valid edit answers defect %s.", ", ".join(map(str, revision.unanswered)))
    yield _next(revision)


def _edit_told(revision: Revision, placed: PlacedEdit) -> Iterator[str]:
    edit = placed.edit
    defects = ", ".join(map(str, edit.defects)) or translated("not known")
    head = translated(
        "Edit %s (defect %s, point %s)", edit.number, defects, placed.point or translated("not known")
    )
    findings = revision.findings_of(placed.index)
    told = [one.message for one in revision.reply.deviations if one.edit == placed.index]
    if not findings and not told:
        yield translated("%s: fine.", head)
        return
    yield translated(
        "%s: fine, but look again." if placed.index in revision.valid else "%s: change it.", head
    )
    if not any(finding.violation.rule == ReviewRule.FORM for finding in findings):
        yield from (f"- {ReviewRule.FORM}: {message}" for message in dict.fromkeys(told))
    for finding in findings:
        yield _told(revision, finding)
    if any(finding.violation.rule == ReviewRule.ANCHOR for finding in findings) and not placed.applied:
        yield from _nearest(revision, placed)


def _told(revision: Revision, finding: Finding) -> str:
    path, line = revision.place_of(finding)
    return f"- {path}:{line}: {finding.violation.rule}: {finding.violation.message}"


def _nearest(revision: Revision, placed: PlacedEdit) -> Iterator[str]:
    """The text of the answer that may be meant by an anchor that is not there."""
    found = most_alike([folded_form(revision.answer)], placed.edit.old.text) if placed.edit.old else None
    if found:
        yield translated("  Nearest is %s: «%s»", found.place, " ".join(found.text.split()))
        yield translated("  Quote the text that the edit takes exactly as it stands there.")


def _next(revision: Revision) -> str:
    if revision.problems or len(revision.valid) < len(revision.placed):
        return translated("Send the edits that are to be changed again, corrected, under the same numbers.")
    return (
        translated("Every edit may be applied.")
        if revision.placed
        else translated("There are no edits here.")
    )


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


def rewritten(revision: Revision, _options: RenderOptions) -> str:
    """The edits in the labelled form, in the language of the reply.

    The old text is that of the answer where its place is known, or offered; what is not known stays empty.
    """
    language = RUSSIAN if RUSSIAN_LETTER.search(_around(revision)) else ENGLISH
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
    if known and located.span:
        text = revision.answer.source.text[slice(*located.span)]
        return "\n".join(line for line in text.splitlines() if line.strip())
    return edit.old.text if edit.old else ""
