"""Facts of an edit that stand in no document of its review: numbers, names and addresses.

They need not be wrong, but nobody has read them there. Owns what counts as a fact, and when two are the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.annotations.point_references import point_references
from proselint_t.rules.review import TextFault
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.document import Document, Segment

_ADDRESS = re.compile(r"https?://[^\s<>«»\"'`)\]]+|\bwww\.[^\s<>«»\"'`)\]]+", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?(?![\w]|[.,]\d)")
_NAME = re.compile(r"[^\W\d_][\w’'.+#-]*[\w+#]|[^\W\d_]")
_SENTENCE_START = re.compile(r"(?:\A|[.!?…:]|[«“(])[\s«“(*_]*\Z")
_DIVIDERS = re.compile(r"[, \u00a0\u202f]")
_FEW = 3
"""Letters of a name that is no abbreviation of a word."""


class _Fact(NamedTuple):
    span: Span
    fact: str
    known: bool


class KnownFacts:
    """What the documents of a review hold, ready to be held against many texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        whole = "\n".join(texts)
        self._addresses = {_plain(match[0]) for match in _ADDRESS.finditer(whole)}
        self._numbers = {_value(match[0]) for match in _NUMBER.finditer(whole)}
        self._words = {match[0].casefold() for match in _NAME.finditer(whole)}

    def faults(self, text: Document) -> Iterator[TextFault]:
        """The facts of a text that are new, each where it stands first."""
        told: set[str] = set()
        for span, fact in self._new(text):
            if fact not in told:
                told.add(fact)
                written = text.source.text[slice(*span)]
                yield TextFault(
                    span, translated("«%s» stands in no document of the review: is it sure?", written)
                )

    def _new(self, text: Document) -> Iterator[tuple[Span, str]]:
        for match in _ADDRESS.finditer(text.source.text):
            if _plain(match[0]) not in self._addresses:
                yield Span(*match.span()), _plain(match[0])
        for segment in text.segments:
            prose, inside = segment.prose, _elsewhere(segment)
            for span, fact, known in (*self._numbers_in(prose.masked), *self._names_in(prose.masked)):
                if not known and not any(span.overlaps(one) for one in inside):
                    yield prose.span(*span), fact

    def _numbers_in(self, text: str) -> Iterator[_Fact]:
        for match in _NUMBER.finditer(text):
            value = _value(match[0])
            yield _Fact(Span(*match.span()), value, value in self._numbers)

    def _names_in(self, text: str) -> Iterator[_Fact]:
        """Words with a capital inside a sentence, or in themselves; one is known in any case."""
        for match in _NAME.finditer(text):
            word = match[0]
            inner = any(letter.isupper() for letter in word[1:])
            begins = _SENTENCE_START.search(text, 0, match.start()) is not None
            if inner or (word[0].isupper() and not begins and len(word) >= _FEW):
                yield _Fact(Span(*match.span()), word.casefold(), self._has(word.casefold()))

    def _has(self, word: str) -> bool:
        """Whether a document has a word, or one that differs in its ending only: names are inflected."""
        if word in self._words or word.removesuffix("'s").removesuffix("’s") in self._words:
            return True
        stem = word[: max(_FEW + 1, len(word) - 2)]
        return not word.isascii() and any(one.startswith(stem) for one in self._words)


def _elsewhere(segment: Segment) -> list[Span]:
    """Where others judge: references to points, and quotations, which have to be exact."""
    points = [reference.span for reference in point_references(segment.prose)]
    return [*points, *(quotation.span for quotation in segment.quotations)]


def _plain(address: str) -> str:
    address = address.lower().rstrip(".,;:!?/")
    return re.sub(r"\A(?:https?://)?(?:www\.)?", "", address)


def _value(number: str) -> str:
    """`40 000` and `40,000` are `40000`; `1.50` is `1.5`."""
    whole, _, part = _DIVIDERS.sub("", number).partition(".")
    return f"{int(whole)}.{part.rstrip('0')}".removesuffix(".")
