"""Kind ``word-forms``: Russian words in every form, by their dictionary form and never by a part of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.language.phrases import Phrases
from proselint_t.language.recognition import RUSSIAN_LETTER
from proselint_t.rules.matching.scope import speaks, view
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, RuleMeta, Violation
from proselint_t.text.edits import Applicability, Fix
from proselint_t.text.marks import DASHES, OPENING_QUOTES, SENTENCE_ENDS
from proselint_t.text.patterns import pattern
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment

_OPENING = frozenset(f"{MASK}(*_-{DASHES}{OPENING_QUOTES}")
"""Signs that may stand between the end of a sentence, beside white space, and the first word of the next."""
_ENDING = frozenset(f"{SENTENCE_ENDS}:\n")
_WORD_BEHIND = pattern(r"\s+([а-яё]+)", re.IGNORECASE)


class WordForms(BaseRule):
    """Listed words and phrases, each with the words that may replace it.

    A key of several words is a phrase: each of them may be inflected. A suggestion of one Russian word
    takes the form of the word that it replaces, where the words beside it leave no doubt of that; of several
    suggestions none is applied.
    """

    fields: ClassVar[tuple[Field, ...]] = (
        Field("words", FieldType.SECTIONS, "Dictionary form → suggestions (may be none).", required=True),
        Field(
            "names",
            FieldType.TEXT,
            "What a capital inside a sentence means.",
            "check",
            choices=("skip", "check"),
        ),
    )

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        self._words: dict[str, tuple[str, ...]] = {
            key: tuple(suggestions) for key, suggestions in options["words"].items()
        }
        self._skip_names = options["names"] == "skip"
        self._phrases = Phrases(self._words)

    def literals_for(self, _settings: Mapping[str, Any]) -> tuple[str, ...]:
        return self._phrases.beginnings

    def check(self, segment: Segment, _context: Context) -> Iterator[Violation]:
        text = view(segment, self.meta)
        end = 0
        for match in self._phrases.candidates(text):
            if match.start() < end or not speaks(segment, match.start(), self.meta):
                continue
            found = self._phrases.found(text, match)
            if found is None or (self._skip_names and _is_name(text, match.start())):
                continue
            key, end = found
            span = Span(match.start(), end)
            fix = self._fix(segment, text, span, key)
            suggested = ", ".join(self._words[key])
            yield self.violation_in(segment, span, fix, words=(text[span.start : end], suggested))

    def _fix(self, segment: Segment, text: str, span: Span, key: str) -> Fix | None:
        suggestions = self._words[key]
        if not suggestions:
            return None
        new = self._inflected(text, span, key)
        if new is None:
            return self.replacement(segment, span, suggestions[0], Applicability.DISPLAY)
        return self.replacement(segment, span, new)

    def _inflected(self, text: str, span: Span, key: str) -> str | None:
        from proselint_t.language.morphology import inflect  # noqa: PLC0415

        written, suggestions = text[span.start : span.end], self._words[key]
        suggestion = suggestions[0]
        if len(suggestions) > 1 or " " in suggestion or " " in key:
            return None
        if suggestion.isascii():
            new: str | None = suggestion
        else:
            after = _WORD_BEHIND.match(text, span.end)
            beside = (_word_before(text, span.start), after[1].lower() if after else "")
            new = inflect(suggestion, key, written.lower(), *beside)
        return new[0].upper() + new[1:] if new and written[0].isupper() else new


def _word_before(text: str, at: int) -> str:
    """The Russian word before the white space in front of a place, in small letters; empty where none is."""
    end = at
    while end and text[end - 1].isspace():
        end -= 1
    start = end
    while start and RUSSIAN_LETTER.match(text, start - 1):
        start -= 1
    return text[start:end].lower() if end < at else ""


def _is_name(text: str, start: int) -> bool:
    """Whether a word takes its capital from being a name: it stands inside a sentence."""
    at = start
    while at and text[at - 1] != "\n" and (text[at - 1].isspace() or text[at - 1] in _OPENING):
        at -= 1
    return text[start].isupper() and at > 0 and text[at - 1] not in _ENDING
