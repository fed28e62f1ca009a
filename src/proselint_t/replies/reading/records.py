"""Records become edits: the names of their fields in both languages, and what each means.

All that is wrong with a record is reported, each fault at the line of its field.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from proselint_t.defects.records.model import (
    DEFECT_SIGN,
    FieldError,
    Problem,
    Vocabulary,
    add_field,
    plain_digits,
    point_number,
    quote_span,
    shown_value,
    whole_number,
)
from proselint_t.replies.reading.model import FIELDS, Action, PointEdit
from proselint_t.text.errors import nearest
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from proselint_t.defects.records.model import Record, RecordField
    from proselint_t.text.prose import Prose
    from proselint_t.text.source import Source
    from proselint_t.text.span import Span


_NAMES = {name: name for name in FIELDS} | {
    "номер": "number",
    "№": "number",
    "#": "number",
    "defects": "defect",
    "недостаток": "defect",
    "недостатки": "defect",
    "пункт": "point",
    "действие": "action",
    "source": "source",
    "sources": "source",
    "источник": "source",
    "источники": "source",
    "было": "old",
    "стало": "new",
}
WORDS = Vocabulary(
    "an edit",
    "edits",
    _NAMES,
    quoted="old",
    text="new",
    others=("remark", "quote", "confidence", "замечание", "цитата", "степень уверенности"),
    other="a list of defects has it: is this the reply?",
)

_ACTIONS: dict[str, Action] = {action.value: action for action in Action} | {
    "заменить": Action.REPLACE,
    "вставить после": Action.INSERT_AFTER,
    "вставить перед": Action.INSERT_BEFORE,
    "удалить": Action.DELETE,
}
_BY_WORDS = {name.replace("-", " "): action for name, action in _ACTIONS.items()}
_LOOSE = (
    (
        Action.INSERT_AFTER,
        r"(?:встав\w+|добав\w+|дополн\w+|insert\w*|add)(?:(?: \w+)? (?:после|after))?|append",
    ),
    (Action.INSERT_BEFORE, r"(?:встав\w+|добав\w+|insert\w*|add)(?: \w+)? (?:перед|before)|prepend"),
    (
        Action.REPLACE,
        r"(?:замен|измен|исправ)\w+(?: на)?|replac\w+(?: with)?|modify|change|update",
    ),
    (Action.DELETE, r"удал\w+|исключ\w+|убрать|delet\w+|remov\w+|cut"),
)
"""Other words for the actions; they are understood, and said to be other words."""
_REJECTS = re.compile(
    r"reject\w*|declin\w*|skip|keep|no(?:ne| change)|отклон\w+|отказ\w*|оставить|без изменений", re.IGNORECASE
)
_WHERE_REJECTED = (
    "a reply has edits alone: what is rejected stands, with a reason, in `….status.yaml` beside the list"
)
_TEXT_NAMES = {"original": "old", "before": "old", "replacement": "new", "after": "new"}
_WORD_OF_NAME = re.compile(r"[^\W\d_]+?(?=[A-ZА-ЯЁ][a-zа-яё]|[\W\d_]|\Z)")
_SIGN = re.compile(rf"`?{DEFECT_SIGN}`?|(?:№|#|\b(?:defects?|недостат\w+)\s)\s*(\d{{1,9}})", re.IGNORECASE)
_FENCED = re.compile(r"(```|~~~)(?:markdown|md|te?xt)?[ \t]*\n(.*)\n\1[ \t]*", re.DOTALL)
_JOINT = re.compile(r"[,;]|\b(?:and|и)\b", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,9})(?:\s*[-–—]\s*(\d{1,9}))?")
_LONGEST_RANGE = 1000
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_EXPLAINS = re.compile(
    r"[ \t]*(?:\*\*)?(?:обосновани\w+|пояснени\w+|комментари\w+|источник\w*|причина|замечани\w+"
    r"|степень\s+уверенности|rationale|justification|explanation|reason|sources?|remark|confidence)"
    r"(?:\*\*)?[ \t]*:",
    re.IGNORECASE,
)
"""What a reviewer says about an edit, and no text of it."""


def is_explanation(text: str, start: int = 0) -> str:
    """The name with which the line at ``start`` begins that explains an edit; empty for any other line."""
    match = _EXPLAINS.match(text, start)
    return match[0] if match else ""


def plain_text(key: str, field: RecordField) -> str:
    if field.value is None:
        return ""
    if not isinstance(field.value, str):
        raise FieldError(key, translated("expected text, found %s", _kind(field.value)))
    return field.value.strip()


def _kind(value: object) -> str:
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return translated("a list") if type(value) is list else translated("keys and values")


def defect_numbers(field: RecordField, known: Collection[int] | None) -> tuple[int, ...]:
    """`3`, `3, 4`, `3 and 4`, «3 и 4», or a list; each number once."""
    if type(field.value) is list:  # no subclass: an object of JSON is one
        wrong = [part for part in field.value if not isinstance(part, str | int | float)]
        if wrong:
            told = translated("expected numbers of defects, found %s", _kind(wrong[0]))
            raise FieldError("defect", told)
        parts = list(map(str, field.value))
    else:
        text = plain_text("defect", field).removesuffix(".")
        parts = [part for part in _JOINT.split(text) if part.strip()]
    numbers = tuple(dict.fromkeys(number for part in parts for number in _from_to(part.strip())))
    if absent := absent_defects(numbers, known):
        raise FieldError("defect", absent)
    return numbers


def _from_to(part: str) -> range:
    """The numbers of a part: `3`, or all from one to another, `3–5`."""
    match = _RANGE.fullmatch(part)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, -1)
    if not 0 <= last - first <= _LONGEST_RANGE:
        told = translated("expected numbers of defects such as «3, 4», %s", shown_value(part))
        raise FieldError("defect", told)
    return range(first, last + 1)


def absent_defects(numbers: Iterable[int], known: Collection[int] | None) -> str | None:
    """What is said of numbers that no defect has; ``None`` where each is ``known``, or any will do."""
    absent = [str(number) for number in numbers if known is not None and number not in known]
    return translated("there is no defect %s", ", ".join(absent)) if absent else None


def action_of(text: str) -> Action:
    words = _plain_action(text)
    loose = (action for action, pattern in _LOOSE if re.fullmatch(pattern, words))
    action = _BY_WORDS.get(words) or next(loose, None)
    if action is None and _REJECTS.fullmatch(words):
        raise FieldError("action", translated(_WHERE_REJECTED))
    if action is None:
        hint = nearest(words, _ACTIONS)
        message = translated("expected one of %s; %s", ", ".join(_ACTIONS), shown_value(text))
        raise FieldError("action", message + (f" ({hint})" if hint else ""))
    return action


def _plain_action(text: str) -> str:
    return " ".join(text.lower().rstrip(".:").replace("-", " ").split())


def old_text(field: RecordField, *, labelled: bool) -> Prose | None:
    """The anchor without its outer marks; ``None`` where nothing is written."""
    if not plain_text("old", field):
        return None
    traced = _writable("old", field.traced().trimmed())
    return traced.slice(*quote_span("old", traced.text, labelled=labelled))


def new_text(field: RecordField) -> Prose | None:
    """The text as it stands, but for white space at its end; ``None`` where nothing is written."""
    if not plain_text("new", field):
        return None
    traced = _writable("new", field.traced())
    return traced.slice(0, len(traced.text.rstrip()))


def inside_fence(new: Prose) -> Prose | None:
    """The text in a fence that is all there is."""
    match = _FENCED.fullmatch(new.text)
    return new.slice(*match.span(2)) if match else None


def inside_marks(new: Prose) -> Prose | None:
    """The text between « and » that are around all of it."""
    inner = new.text[1:-1]
    whole = new.text[:1] + new.text[-1:] == "«»" and "»" not in inner and "«" not in inner
    return new.slice(1, len(new.text) - 1) if whole and inner.strip() else None


def _writable(key: str, traced: Prose) -> Prose:
    if _LONE_SURROGATE.search(traced.text):
        raise FieldError(key, translated("half of a surrogate pair is no character: write both halves"))
    return traced


Value = TypeVar("Value")

_ANY_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)
_OTHER_WORDS = "expected an action by its name: replace, insert-after, insert-before, delete"
_SIGNED = "expected the numbers of defects alone, such as «3, 4»"
_IN_FENCE = "the new text stands below «New» as it is: leave the fence around it out"
_IN_MARKS = "the new text stands below «New» as it is: leave the marks around it out"


class EditReader:
    """``known`` are the numbers of the defects; ``None`` when any will do.

    Beside the edits it collects what is wrong, where they leave their form, and what stands in a new text and
    is none. ``answer`` is what the text is to be a part of, as far as it is known.
    """

    def __init__(
        self, source: Source, known: Collection[int] | None, answer: Source | None, *, labelled: bool
    ) -> None:
        self.source = source
        self.known = known
        self.answer = answer.text if answer else ""
        self.labelled = labelled
        self.problems: list[Problem] = []
        self.deviations: list[tuple[Span, str]] = []
        self.outside: list[Span] = []

    def edit(self, record: Record, place: int) -> PointEdit | None:
        """The edit of a record, or nothing; ``place`` is its number where none is stated."""
        count = len(self.problems)
        if _REJECTS.fullmatch(record.below):
            self._report(record.line, None, translated(_WHERE_REJECTED))
            return None
        if record.problem:
            self._report(record.line, None, record.problem)
        fields = self._fields(record)
        number = self._read_text(fields, "number", whole_number)
        defects = self._read(fields, "defect", self._defects)
        action = self._read_text(fields, "action", action_of)
        point = self._read_text(fields, "point", point_number)
        old = self._read(fields, "old", lambda field: old_text(field, labelled=self.labelled))
        new = self._read(fields, "new", self._new)
        source = self._read(
            fields, "source", lambda field: field.traced().trimmed() if plain_text("source", field) else None
        )
        if not action and old and new and len(self.problems) == count:
            action = Action.REPLACE
            self._deviates(record.span, translated("expected a field «Action: replace» above «Old»"))
        elif action and _plain_action(str(fields["action"].value)) not in _BY_WORDS:
            self._deviates(
                fields["action"].traced().span(0, len(str(fields["action"].value))), translated(_OTHER_WORDS)
            )
        if len(self.problems) == count:
            for key, message in _faults(defects, action, point or old, new):
                line = fields[key].line if key in fields else record.line
                self._report(line, key, message + (_hint(key, fields, new) if self.labelled else ""))
        if len(self.problems) > count or not defects or not action:
            return None
        number = place if number is None else number
        values = (number, record.line, record.span, defects, action, point, old, new)
        return PointEdit(*values, source=source)

    def number(self, record: Record, place: int) -> int:
        """The number of a record, whatever else is wrong with it."""
        fields = (field for field in record.fields if WORDS.key(field.name) == "number")
        try:
            return whole_number(str(next(fields).value).strip())
        except (FieldError, StopIteration):
            return place

    def _defects(self, field: RecordField) -> tuple[int, ...]:
        plain = field
        if isinstance(field.value, str):  # `𐒌(3)`, `𐒌₃` and «№3» are `3`
            value = _SIGN.sub(lambda sign: "".join(filter(None, sign.groups())), field.value)
            plain = field._replace(value=plain_digits(value))
        numbers = defect_numbers(plain, self.known)
        if plain.value != field.value:
            self._deviates(field.traced().span(0, len(field.value)), translated(_SIGNED))
        return numbers

    def _new(self, field: RecordField) -> Prose | None:
        """The new text without what is around it in the labelled form: fence, marks, explanation."""
        new = new_text(field)
        if new is None or not self.labelled:
            return new
        new = self._without_explanation(new)
        if (inner := inside_fence(new)) and not _ANY_FENCE.search(self.answer):
            self._deviates(new.span(0, len(new.text)), translated(_IN_FENCE))
            return inner
        beside = self.source.position(new.origin(0)).line == field.line
        if beside and (inner := inside_marks(new)) and new.text not in self.answer:
            self._deviates(new.span(0, len(new.text)), translated(_IN_MARKS))
            return inner
        return new

    def _without_explanation(self, new: Prose) -> Prose:
        """An explanation below a text is none of it, unless the answer has such lines itself."""
        at = new.text.find("\n")
        while at >= 0:
            head = is_explanation(new.text, at + 1)
            if head and not re.search(rf"^{re.escape(head)}", self.answer, re.MULTILINE):
                self.outside.append(new.span(at + 1, len(new.text)))
                return new.slice(0, at)
            at = new.text.find("\n", at + 1)
        return new

    def _deviates(self, span: Span, message: str) -> None:
        self.deviations.append((span, message))

    def _fields(self, record: Record) -> dict[str, RecordField]:
        fields: dict[str, RecordField] = {}
        for field in record.fields:
            if is_explanation(f"{field.name}:") and field.name.strip().lower() not in {
                *WORDS.names,
                *WORDS.others,
            }:
                told = translated("«%s» is no field of an edit: leave it out", field.name.strip())
                self._deviates(record.span, told)
                continue
            try:
                add_field(fields, self._key(record, field.name), field)
            except FieldError as error:
                self._report(field.line, error.field, error.message)
        return fields

    def _key(self, record: Record, name: str) -> str:
        """What a name means; in YAML and JSON also one of several words, or another one for a text."""
        if _REJECTS.fullmatch(name.strip()):
            raise FieldError(name.strip(), translated(_WHERE_REJECTED))
        words = [word.lower() for word in _WORD_OF_NAME.findall(name)]
        keys = {WORDS.key(word) or _TEXT_NAMES.get(word) for word in words} - {None, "number"}
        if self.labelled or WORDS.key(name) or len(keys) != 1:
            return WORDS.require(name)
        key = str(keys.pop())
        self._deviates(record.span, translated("expected the field «%s», found «%s»", key, name.strip()))
        return key

    def _read(
        self, fields: dict[str, RecordField], key: str, read: Callable[[RecordField], Value]
    ) -> Value | None:
        if key not in fields:
            return None
        try:
            return read(fields[key])
        except FieldError as error:
            self._report(fields[key].line, error.field, error.message)
            return None

    def _read_text(
        self, fields: dict[str, RecordField], key: str, read: Callable[[str], Value]
    ) -> Value | None:
        """An empty text is an absent field."""
        return self._read(fields, key, lambda field: read(text) if (text := plain_text(key, field)) else None)

    def _report(self, line: int, field: str | None, message: str) -> None:
        self.problems.append(Problem(self.source.path, line, field, message))


def _hint(key: str | None, fields: dict[str, RecordField], new: Prose | None) -> str:
    """How the labelled form treats a new text, where that may explain what is missing."""
    if new and any(WORDS.head.match(line) for line in new.text.split("\n")):
        return translated(" (lines below «New» are its text)")
    empty = key == "new" and key in fields and not new
    return translated(" (it begins right below «New» and ends at a blank line)") if empty else ""


def _faults(
    defects: tuple[int, ...] | None, action: Action | None, place: str | Prose | None, new: Prose | None
) -> Iterator[tuple[str | None, str]]:
    """What fields lack that can be read, or have too much."""
    if not defects:
        yield "defect", translated("expected the number of the defect that the edit answers")
    if not action:
        yield "action", translated("expected one of %s", ", ".join(Action))
    if not place:
        yield None, translated("expected a point or the old text")
    if action is Action.DELETE and new:
        yield "new", translated("expected no new text: the action is to delete")
    elif action is not Action.DELETE and not new:
        yield "new", translated("expected the new text")
