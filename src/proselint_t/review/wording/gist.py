"""What a sentence says, so far as it can be told without a grammar, and whether another one says the same.

Owns which differences do not count: inflection, articles and fillers, `4` for `four`, and where an adverb or
an opening phrase stands. A preposition, a modal verb or a negation belongs to the word behind it, so
`from A to B` is not `from B to A`; words in another order are another sentence (`A calls B`, `B calls A`),
unless one phrase moved from one end of the sentence to the other. A Russian word must be able to stand in
the same case. Where it cannot be told, sentences differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.language.function_words import spelt_alike, words
from proselint_t.language.inflection_en import stem
from proselint_t.language.numbers import Language, NumberSettings, find_numbers
from proselint_t.prose import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(rf"{MASK}+|(?:(?<!\w)-)?\d+(?:[.,:]\d+)*(?![\w-])|\w+(?:[-.]\w+)*|[%$€£₽°<>=+]")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_NAME = re.compile(r"(?<=\w)[A-ZА-ЯЁ\d_]|\A\d")
"""What a plain word has not: capitals, digits and underscores."""

_ORDINAL = re.compile(r"(?<=\d)-[а-я]{1,3}\Z")
_PARTICIPLE = re.compile(r"been|\w{3,}(?:ed|wn|en)")
_VERBAL = re.compile(r"\w{3,}(?:ing|[аеиоуыя]ть(?:ся)?|[аеуюя]щ[а-я]{2,}|вш[а-я]{2,})\Z")
"""Infinitives, participles and gerunds: what stands behind may belong to them."""

_CONTRACTIONS = (
    (re.compile(r"\b(can)(?:['’]t\b|not\b)", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"['’]ll\b"), " will"),
    (re.compile(r"['’]ve\b"), " have"),
    (re.compile(r"['’](?:re|m)\b|(?<=\b[Ii]t)['’]s\b|(?<=[Hh]e|re|at)['’]s\b"), " be"),
    (re.compile(r"['’]s\b"), ""),
)
_PERSONS = {person: frozenset({(person, "")}) for person in ("i", "we", "you")}
_NOTHING = frozenset({("", "")})
_YOU = _PERSONS["you"]
_CASES = {"gen2": "gent", "loc2": "loct", "acc2": "accs"}


class Term(NamedTuple):
    """A word that says something, and the function words in front of it.

    ``readings`` are what the word may be: pairs of what all its forms share and a case (empty: it has none).
    """

    readings: frozenset[tuple[str, str]]
    markers: tuple[str, ...] = ()

    def like(self, other: Term) -> bool:
        return self.markers == other.markers and not self.readings.isdisjoint(other.readings)

    def opens(self, kind: str) -> bool:
        """Whether a phrase or a clause begins here: those that may stand at either end of a sentence."""
        return bool(self.markers) and self.markers[0] in words(kind)

    @property
    def is_adverb(self) -> bool:
        return not self.markers and any(lemma in words("adverbs") for lemma, _ in self.readings)


@dataclass(frozen=True, slots=True)
class Gist:
    """The terms of a sentence in order.

    ``owners`` are the persons of its possessive pronouns; ``joints`` counts the words that may join two
    sentences into one.
    """

    terms: tuple[Term, ...]
    owners: frozenset[str]
    joints: int
    asks: bool

    def of_any_person(self) -> Gist:
        """Without regard to who speaks: `you` in an answer is `I` in the question."""
        terms = (
            term._replace(readings=_YOU) if term.readings in _PERSONS.values() else term
            for term in self.terms
        )
        return replace(self, terms=tuple(terms), owners=frozenset())

    def says_the_same(self, other: Gist) -> bool:
        """Whether two sentences differ in nothing that counts."""
        if self.asks != other.asks or len(self.terms) != len(other.terms):
            return False
        if self.owners and other.owners and self.owners != other.owners:
            return False
        return any(
            all(mine.like(theirs) for mine, theirs in zip(self.terms, order, strict=True))
            for order in (other.terms, *_moved(self, other))
        )


def _moved(one: Gist, other: Gist) -> Iterator[Sequence[Term]]:
    """The terms of the other sentence with one phrase moved to where it may stand in the first.

    In a sentence of one clause that is an adverb or a phrase with a preposition, in one of two the clause.
    """
    joints = max(one.joints, other.joints)
    ours, theirs = one.terms, other.terms
    start, end = 0, len(ours)
    while start < end and ours[start].like(theirs[start]):
        start += 1
    while end > start and ours[end - 1].like(theirs[end - 1]):
        end -= 1
    whole = end - start == len(ours)
    for cut in range(start + 1, end) if joints <= 1 else ():
        first, second = theirs[start], theirs[cut]
        lone = (cut == start + 1 and first.is_adverb) or (cut == end - 1 and second.is_adverb)
        kind = "clauses" if joints else "phrases"
        if (lone and not joints) or (whole and (first.opens(kind) or second.opens(kind))):
            yield (*theirs[:start], *theirs[cut:end], *theirs[start:cut], *theirs[end:])


def gist(text: str, masked: str) -> Gist:
    """Read a sentence. ``masked`` is the same text with code and addresses hidden."""
    hidden = (text[slice(*match.span())] for match in re.finditer(f"{MASK}+", masked))
    plain = _plain(masked)
    reading = _Reading(hidden)
    tokens = list(_TOKEN.finditer(plain))
    for index, token in enumerate(tokens):
        after = tokens[index + 1][0].lower() if index + 1 < len(tokens) else ""
        reading.take(token[0], after, opens=index == 0)
    reading.close()
    joints = sum(_joins(token[0].lower()) for token in tokens)
    asks = text.rstrip("»”\"' )").endswith("?")
    return Gist(tuple(reading.terms), frozenset(reading.owners), joints, asks)


def _joins(word: str) -> bool:
    return word in words("joints") or (bool(_VERBAL.match(word)) and word not in words("phrases"))


def _plain(text: str) -> str:
    """Without contractions, and with numbers in digits."""
    if "'" in text or "’" in text or "annot" in text:
        for pattern, instead in _CONTRACTIONS:
            text = pattern.sub(instead, text)
    language: Language = "ru" if _CYRILLIC.search(text) else "en"
    found = find_numbers(text, language, settings=NumberSettings(ordinals=True))
    for number in reversed(list(found)):
        if number.replacement is not None:
            text = f"{text[: number.start]}{number.replacement}{text[number.end :]}"
    return text


class _Reading:
    """One reading of a sentence; markers are kept until the word comes that they belong to."""

    def __init__(self, hidden: Iterator[str]) -> None:
        self.hidden = hidden
        self.terms: list[Term] = []
        self.owners: set[str] = set()
        self.markers: list[str] = []

    def take(self, word: str, after: str, *, opens: bool) -> None:
        if word[0] == MASK:
            self._add(next(self.hidden))
            return
        folded = _ORDINAL.sub(".", word.lower().replace("ё", "е"))
        name = bool(_NAME.search(word)) or (word[0].isupper() and not opens)
        if name and word != "I":
            self._add(folded, name=True)
        elif not self._is_function(folded, after):
            self._add(folded)

    def close(self) -> None:
        """Function words at the end belong to no word («what is it for?»)."""
        if self.markers:
            self.terms.append(Term(_NOTHING, tuple(self.markers)))

    def _is_function(self, word: str, after: str) -> bool:
        """Whether a word says nothing by itself; what it says of others is kept."""
        if word in words("markers_en") or word in words("markers_ru"):
            self.markers.append(spelt_alike().get(word, word))
        elif word in words("be"):
            self.markers += [] if after.endswith("ing") else ["be"]
        elif owner := next((one for one in _PERSONS if word in words(f"of_{one}")), None):
            self.owners.add(owner)
        else:
            helps = word in words("have") and _PARTICIPLE.fullmatch(after)
            return bool(helps) or word in words("dropped_en") or word in words("dropped_ru")
        return True

    def _add(self, word: str, *, name: bool = False) -> None:
        person = next((one for one in _PERSONS if word in words(one)), None)
        if person:
            readings = _PERSONS[person]
        elif _CYRILLIC.match(word):
            readings = _russian(word)
        else:
            readings = frozenset({(word if name else stem(word), "")})
        self.terms.append(Term(readings, tuple(self.markers)))
        self.markers.clear()


def _russian(word: str) -> frozenset[tuple[str, str]]:
    from proselint_t.language.morphology import parses  # noqa: PLC0415 - only for sentences that are alike

    return frozenset(
        (one.lemma.replace("ё", "е"), _CASES.get(str(one.case), str(one.case))) for one in parses(word)
    )
