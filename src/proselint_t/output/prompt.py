"""The task of answering a review, as it is put to a language model: points, defects, rules and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.defects.quotes.locating import Outcome
from proselint_t.language.registry import ENGLISH, RUSSIAN
from proselint_t.replies.reading import Action
from proselint_t.rules.files import review_rule
from proselint_t.text.printable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.config import FileSettings
    from proselint_t.defects.mapping import Mapping
    from proselint_t.defects.quotes.locating import MappedDefect

_WORDS: dict[str, dict[str, str]] = {
    ENGLISH.code: {
        "task": "Answer each defect of the review with edits of single points. Do not write the answer anew.",
        "answer": "The answer",
        "defects": "The defects",
        "defect": "Defect",
        "point": "Point",
        "line": "line",
        "nowhere": "not found in the answer",
        "quote": "Quote",
        "remark": "Remark",
        "rules": "The rules",
        "form": "The form of the reply: this and nothing around it",
        "as_schema": "The form of the reply: JSON of this schema and nothing around it",
    },
    RUSSIAN.code: {
        "task": "Ответь на каждый недостаток точечными правками пунктов. Свою версию ответа не пиши.",
        "answer": "Ответ",
        "defects": "Недостатки",
        "defect": "Недостаток",
        "point": "Пункт",
        "line": "строка",
        "nowhere": "в ответе не найдена",
        "quote": "Цитата",
        "remark": "Замечание",
        "rules": "Правила",
        "form": "Форма списка правок: до и после него ничего не пиши",
        "as_schema": "Форма списка правок: JSON по этой схеме, до и после него ничего не пиши",
    },
}

_FORM: dict[str, str] = {
    ENGLISH.code: """1.
Defect: 3.
Point: 1.3.
Action: replace
Old: «a text of the point, exactly as it stands there»
New:
the text that takes its place, line by line, without a blank line

2.
Defect: 4.
Point: 2.1.
Action: insert-after
Old: «the line that it goes after»
New:
the new line

Actions: replace, insert-after, insert-before, delete (without New).
Above Old may stand «Source:»: what the new text is taken from, an address on each line.""",
    RUSSIAN.code: """1.
Недостаток: 3.
Пункт: 1.3.
Действие: заменить
Было: «текст пункта в точности как он там стоит»
Стало:
текст вместо него, построчно, без пустых строк

2.
Недостаток: 4.
Пункт: 2.1.
Действие: вставить после
Было: «строка, после которой вставить»
Стало:
новая строка

Действия: заменить, вставить после, вставить перед, удалить (без «Стало»).
Над «Было» может стоять «Источник:»: откуда взят новый текст, по адресу в строке.""",
}


def render(mapping: Mapping, settings: FileSettings, language: str, *, as_schema: bool = False) -> str:
    """The task in words of a language, one of ``SPEAKS``. Defects that are settled are left out."""
    words = _WORDS[language]
    form = as_json(schema(), 1) if as_schema else _FORM[language]
    sections = (
        words["task"],
        f"# {words['answer']}\n\n{mapping.answer.source.text.strip()}",
        f"# {words['defects']}\n\n" + "\n\n".join(_defect(mapping, one, words) for one in mapping.open),
        f"# {words['rules']}\n\n" + "\n".join(_rules(settings)),
        f"# {words['as_schema' if as_schema else 'form']}\n\n{form}",
    )
    return "\n\n".join(sections) + "\n"


def _defect(mapping: Mapping, mapped: MappedDefect, words: dict[str, str]) -> str:
    defect = mapped.defect
    place = words["nowhere"]
    if mapped.pieces:
        place = f"{words['line']} {mapping.answer.source.position(mapped.pieces[0].start).line}"
    lines = [f"{words['defect']}: {defect.number}.", f"{words['point']}: {mapped.point or '0'}."]
    quote = defect.quote or _quoted_in_remark(mapping, mapped)
    if quote:
        lines.append(f"{words['quote']} ({place}): «{' '.join(quote.split())}»")
    return "\n".join((*lines, f"{words['remark']}: {' '.join(defect.remark.split())}"))


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
