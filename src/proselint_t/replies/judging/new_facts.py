"""Facts of an edit that stand in no document of its review: numbers, names and addresses.

They need not be wrong, but nobody has read them there. Owns what counts as a fact, and when two are the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.document.annotations.point_references import point_references
from proselint_t.rules.review import TextFault
from proselint_t.text.marks import SENTENCE_ENDS
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.document import Document, Segment

_ADDRESS = re.compile(r"https?://[^\s<>«»\"'`)\]]+|\bwww\.[^\s<>«»\"'`)\]]+", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.,])\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?(?=(?:[KMB]|[kKMGT]i?B|ms|s)?(?![\w]|[.,]\d))"
)
_NAME = re.compile(r"[^\W\d_](?!\.\d)(?:[\w’'.+#-]*[\w+#])?")
_PART = re.compile(r"[\w’'+#]+(?:\.[\w’'+#]+)*")
"""A word of a name that has a hyphen; a full stop inside belongs to it, as in `Node.js`."""
_BETWEEN = re.compile(r"(?:[ \u00a0]+(?:of|and|for|the|[A-ZА-ЯЁ][\w’'-]*)(?=[ \u00a0]))*[ \u00a0]+")
"""What stands between 2 new words of 1 name."""
_SENTENCE_START = re.compile(rf"(?:\A|\n|[{SENTENCE_ENDS}:]|[«“(])[\s«“(*_]*\Z")
_SMALL = re.compile(r"(?<![\w’'-])[^\W\d_]{4,}")
"""Words that a title writes with a capital: it leaves short ones small."""
_DIVIDERS = re.compile(r"[, \u00a0\u202f]")
_FEW = 3
"""Letters of a name that is no abbreviation of a word."""


class KnownFacts:
    """What the documents of a review hold, ready to be held against many texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        whole = "\n".join(texts)
        self._addresses = {_plain(match[0]) for match in _ADDRESS.finditer(whole)}
        self._numbers = {_value(match[0]) for match in _NUMBER.finditer(whole)}
        words = [match[0].casefold() for match in _NAME.finditer(whole)]
        self._words = {*words, *(part for word in words for part in _PART.findall(word))}
        self._joined = re.sub(r"[\s-]+", "", whole.casefold())

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
            numbers = ((Span(*one.span()), _value(one[0])) for one in _NUMBER.finditer(prose.masked))
            new = (number for number in numbers if number[1] not in self._numbers)
            for span, fact in (*new, *self._names_in(prose.masked)):
                if not any(span.overlaps(one) for one in inside):
                    yield prose.span(*span), fact

    def _names_in(self, text: str) -> list[tuple[Span, str]]:
        """Words with a capital inside a sentence, or in themselves; one is known in any case.

        New words of one name, `Web Content Guidelines`, are one fact.
        """
        facts: list[tuple[Span, str]] = []
        for match in _NAME.finditer(text):
            word, span = match[0], Span(*match.span())
            if not self._is_new(word, text, match.start()):
                continue
            if facts and _BETWEEN.fullmatch(text, facts[-1][0].end, span.start):
                span = Span(facts.pop()[0].start, span.end)
            facts.append((span, text[slice(*span)].casefold()))
        return facts

    def _is_new(self, word: str, text: str, at: int) -> bool:
        """Whether a word is part of a name, by its capitals, that no document has."""
        if self._has(word.casefold()):
            return False
        # Of `CSS-only` only `CSS` can be new.
        if all(self._has(part.casefold()) for part in _PART.findall(word) if part != part.lower()):
            return False
        if any(letter.isupper() for letter in word[1:]):
            return True
        begins = _SENTENCE_START.search(text, 0, at) is not None
        return len(word) >= _FEW and not begins and not _is_title(text, at)

    def _has(self, word: str) -> bool:
        """Whether a document has a word, or one that differs in its ending, a hyphen or a space only."""
        known = (word, word.removesuffix("'s").removesuffix("’s"), word.removesuffix("s"), f"{word}s")
        if any(one in self._words for one in known) or (len(word) > _FEW * 2 and word in self._joined):
            return True
        stem = word[: max(_FEW + 1, len(word) - 2)]
        return not word.isascii() and any(one.startswith(stem) for one in self._words)


def _is_title(text: str, at: int) -> bool:
    """Whether the line of a place has a capital at each word that says something."""
    start = text.rfind("\n", 0, at) + 1
    line = text[start : text.find("\n", at) if "\n" in text[at:] else len(text)]
    found = _SMALL.findall(line)
    return len(found) > 1 and all(word[0].isupper() for word in found)


def _elsewhere(segment: Segment) -> list[Span]:
    """Where others judge: references to points, and quotations, which have to be exact."""
    text = segment.prose.masked
    points = [reference.span for reference in point_references(segment.prose)]
    nouns = [Span(text.rfind(" ", 0, span.start - 1) + 1, span.end) for span in points if span.start]
    return [*points, *nouns, *(quotation.span for quotation in segment.quotations)]


def _plain(address: str) -> str:
    address = address.lower().rstrip(".,;:!?/")
    return re.sub(r"\A(?:https?://)?(?:www\.)?", "", address)


def _value(number: str) -> str:
    """`40 000` and `40,000` are `40000`; `1.50` is `1.5`."""
    whole, _, part = _DIVIDERS.sub("", number).partition(".")
    return f"{int(whole)}.{part.rstrip('0')}".removesuffix(".")
