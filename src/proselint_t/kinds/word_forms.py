"""Kind ``word-forms``: Russian words in every form, by their dictionary form and never by a part of them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.edits import Applicability, Fix
from proselint_t.rule import Context, Field, FieldType, Reach, RuleMeta, Violation, replacement, violation
from proselint_t.scope import speaks, view
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proselint_t.document import Segment

_SENTENCE_START = re.compile(r"(?:^|[.!?…:]|\n)[\s\ufffc«„“\"'(*_—–-]*$")
_VOWELS = "аеиоуыэюяёйь"


class WordForms:
    """Listed words and phrases, each with the words that may replace it.

    A key of several words is a phrase: each of them may be inflected. A suggestion of one Russian word
    takes the form of the word that it replaces; of several suggestions none is applied.
    """

    name: ClassVar[str] = "word-forms"
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
    reach: ClassVar[Reach] = Reach.SEGMENT
    metamorphic_exempt: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        self.meta = meta
        self._words: dict[str, tuple[str, ...]] = {
            key: tuple(suggestions) for key, suggestions in options["words"].items()
        }
        self._skip_names = options["names"] == "skip"
        stems = sorted({_stem(key.split()[0]) for key in self._words})
        # Cheap, and without the dictionary: only words that begin like a listed one are looked up.
        self._candidate = re.compile(rf"(?<![\w])(?:{'|'.join(stems)})\w*", re.IGNORECASE)

    def check(self, segment: Segment, _context: Context) -> Iterator[Violation]:
        text = view(segment, self.meta)
        end = 0
        for match in self._candidate.finditer(text):
            if match.start() < end or not speaks(segment, match.start(), self.meta):
                continue
            found = self._found(text, match)
            if found is None or (self._skip_names and _is_name(text, match.start())):
                continue
            key, end = found
            span = Span(match.start(), end)
            fix = self._fix(segment, text, span, key)
            suggested = ", ".join(self._words[key])
            yield violation(self.meta, segment, span, fix, words=(text[span.start : end], suggested))

    def _found(self, text: str, match: re.Match[str]) -> tuple[str, int] | None:
        """The longest listed word or phrase that begins at a match, and where it ends."""
        for first, key in self._keys_of(match.group()):
            if not first:
                return key, match.end()
            behind = re.compile(r"\s+(\w+)" * len(first)).match(text, match.end())
            if behind and all(
                _folded(word) in forms for word, forms in zip(behind.groups(), first, strict=True)
            ):
                return key, behind.end()
        return None

    def _keys_of(self, word: str) -> Sequence[tuple[list[frozenset[str]], str]]:
        """Keys that begin with a word: by their known forms, else by the likeliest reading of the word."""
        from proselint_t.language.morphology import parses  # noqa: PLC0415 - only when a candidate is met

        folded = _folded(word)
        if folded in self._phrases:
            return self._phrases[folded]
        likeliest = parses(word.lower())[0]
        return () if likeliest.is_command else self._phrases.get(_folded(likeliest.lemma), ())

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[list[frozenset[str]], str]]]:
        """First form → the forms of the words that must follow and the key; longest phrase first."""
        from proselint_t.language.morphology import forms  # noqa: PLC0415 - only when a candidate is met

        index: dict[str, list[tuple[list[frozenset[str]], str]]] = {}
        for key in sorted(self._words, key=lambda key: -len(key.split())):
            first, *rest = key.split()
            following = [frozenset(map(_folded, forms(word))) for word in rest]
            for form in {_folded(form) for form in forms(first)}:
                index.setdefault(form, []).append((following, key))
        return index

    def _fix(self, segment: Segment, text: str, span: Span, key: str) -> Fix | None:
        suggestions = self._words[key]
        if not suggestions:
            return None
        new = self._inflected(text[span.start : span.end], key, suggestions)
        if new is None:
            return replacement(self.meta, segment, span, suggestions[0], Applicability.DISPLAY)
        return replacement(self.meta, segment, span, new)

    def _inflected(self, written: str, key: str, suggestions: tuple[str, ...]) -> str | None:
        from proselint_t.language.morphology import inflect  # noqa: PLC0415

        suggestion = suggestions[0]
        if len(suggestions) > 1 or " " in suggestion or " " in key:
            return None
        if suggestion.isascii():
            new: str | None = suggestion
        else:
            new = inflect(suggestion, key, written.lower())
        return new[0].upper() + new[1:] if new and written[0].isupper() else new


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


def _stem(word: str) -> str:
    """What every form of a word begins with."""
    stem = word.removesuffix("ся").removesuffix("ть")
    stem = stem.rstrip(_VOWELS) if len(stem) > 3 else stem
    return re.sub("[её]", "[её]", stem) if len(stem) > 2 else word


def _is_name(text: str, start: int) -> bool:
    """Whether a word takes its capital from being a name: it stands inside a sentence."""
    return text[start].isupper() and not _SENTENCE_START.search(text[:start])
