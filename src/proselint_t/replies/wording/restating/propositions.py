"""What a sentence says: its words without what does not count.

Owns which differences of form do not count: inflection, articles and fillers, `4` for `four`. A preposition,
a modal verb or a negation belongs to the word behind it, so `from A to B` is not `from B to A`. A Russian
word keeps the cases that it can stand in. Which orders are one statement, `alike` knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.language.inflection_en import stem
from proselint_t.language.numbers import NumberSettings, find_numbers
from proselint_t.language.registry import ENGLISH, RUSSIAN
from proselint_t.language.word_lists import function_words, spelt_alike
from proselint_t.replies.wording.restating.retelling import without_fillers
from proselint_t.replies.wording.restating.terms import ACCUSATIVES, PERSONS, Proposition, Readings, Term
from proselint_t.text.marks import DASHES
from proselint_t.text.prose import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(
    rf"{MASK}+|(?:(?<!\w)-)?\d+(?:[.,:]\d+)*(?![\w-])|\w+(?:[-.]\w+)*|[%$€£₽°<>=+]|(?<=\s)[{DASHES}](?=\s)|,"
)
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
_WHENEVER = re.compile(
    r"\A\W*(?:each|every) time (?=\w.*,)|(?<=\w) (?:each|every) time (?=(?!and\b|or\b|but\b)\w)"
    r"|\b(?:кажд|всяк)(?:ый|ий) раз, когда\b",
    re.IGNORECASE | re.DOTALL,
)
"""`each time` where it opens a clause, and is no time of its own."""
_ACCUSATIVE = "accs"
_OWNERS = (*PERSONS, "it", "self")
_NOTHING = frozenset({("", "")})
_CASES = {"gen2": "gent", "loc2": "loct", "acc2": "accs"}


def proposition_of(text: str, masked: str) -> Proposition:
    """Read a sentence. ``masked`` is the same text with code and addresses hidden."""
    hidden = (text[slice(*match.span())] for match in re.finditer(f"{MASK}+", masked))
    plain = _plain(without_fillers(masked))
    reading = _Reading(hidden)
    tokens = [token[0] for token in _TOKEN.finditer(plain)]
    for index, (token, after) in enumerate(zip(tokens, [*tokens[1:], ""], strict=False)):
        reading.take(token, after.lower(), opens=index == 0)
    reading.close()
    said = [token.lower().replace("ё", "е") for token in tokens]
    return Proposition(
        terms=tuple(reading.terms),
        joints=sum(map(_joins, said)),
        asks=text.rstrip("»”\"' )").endswith("?"),
        conjunction=None
        if any(word in function_words("ordering") for word in said)
        else _only(reading.conjunctions),
        copula=_only(reading.copulas),
        is_plural="are" in said or "were" in said,
    )


def _only(places: Sequence[int]) -> int | None:
    return places[0] if len(places) == 1 else None


def _joins(word: str) -> bool:
    return word in function_words("joints") or (
        bool(_VERBAL.match(word)) and word not in function_words("phrases")
    )


def _plain(text: str) -> str:
    """Without contractions, and with numbers in digits."""
    if "'" in text or "’" in text or "annot" in text:
        for pattern, instead in _CONTRACTIONS:
            text = pattern.sub(instead, text)
    text = _WHENEVER.sub(" whenever ", text)
    language = RUSSIAN if _CYRILLIC.search(text) else ENGLISH
    found = find_numbers(text, language, settings=NumberSettings(ordinals=True))
    for number in reversed(list(found)):
        if number.replacement is not None:
            text = f"{text[: number.start]}{number.replacement}{text[number.end :]}"
    return text


class _Reading:
    """One reading of a sentence; markers are kept until the word comes that they belong to.

    ``conjunctions`` and ``copulas`` are the places of the terms behind them.
    """

    def __init__(self, hidden: Iterator[str]) -> None:
        self.hidden = hidden
        self.terms: list[Term] = []
        self._owner = ""
        self.markers: list[str] = []
        self.conjunctions: list[int] = []
        self.copulas: list[int] = []
        self._determiner, self._is_apart = "", False

    def take(self, word: str, after: str, *, opens: bool) -> None:
        if word in DASHES:
            self.copulas.append(len(self.terms))
            return
        if word == ",":
            self.close()
            self._is_apart = True
            return
        if word[0] == MASK:
            self._add(next(self.hidden), name=True)
            return
        folded = _ORDINAL.sub(".", word.lower().replace("ё", "е"))
        name = bool(_NAME.search(word)) or (word[0].isupper() and not opens)
        if name and word != "I":
            self._add(folded, name=True)
        elif self._is_function(folded, after):
            self._determiner = folded if folded in function_words("determiners") else ""
        else:
            self._add(folded, opens=opens and word[0].isupper())

    def close(self) -> None:
        """Function words at the end of a clause belong to no word («what is it for?»)."""
        if self.markers:
            self.terms.append(Term(_NOTHING, tuple(self.markers)))
            self.markers.clear()

    def _is_function(self, word: str, after: str) -> bool:
        """Whether a word says nothing by itself; what it says of others is kept."""
        if word in function_words("conjunctions"):
            self.conjunctions.append(len(self.terms))
        if word in function_words("markers_en") or word in function_words("markers_ru"):
            self.markers.append(spelt_alike().get(word, word))
        elif word in function_words("be"):
            self._be(after)
        elif owner := next((one for one in _OWNERS if word in function_words(f"of_{one}")), None):
            self._owner = owner
        else:
            helps = word in function_words("have") and _PARTICIPLE.fullmatch(after)
            return bool(helps) or word in function_words("dropped_en") or word in function_words("dropped_ru")
        return True

    def _be(self, after: str) -> None:
        self.copulas.append(len(self.terms))
        self.markers += [] if after.endswith("ing") else ["be"]

    def _add(self, word: str, *, name: bool = False, opens: bool = False) -> None:
        person = next((one for one in PERSONS if word in function_words(one)), None)
        if person:
            readings = PERSONS[person]
        elif _CYRILLIC.match(word):
            readings = _russian(word)
        else:
            readings = frozenset({(word if name else stem(word), ""), *([(word, "")] if opens else [])})
        self.terms.append(
            Term(readings, tuple(self.markers), word, name, self._determiner, self._is_apart, self._owner)
        )
        self.markers.clear()
        self._determiner, self._is_apart, self._owner = "", False, ""


def _russian(word: str) -> Readings:
    from proselint_t.language.morphology import parses  # noqa: PLC0415 - only for sentences that are alike

    found = {(one.lemma.replace("ё", "е"), _CASES.get(str(one.case), str(one.case))) for one in parses(word)}
    return frozenset(
        (lemma, kind)
        for lemma, case in found
        for kind in (_objects(lemma, found) if case == _ACCUSATIVE else (case,))
    )


def _objects(lemma: str, found: set[tuple[str, str]]) -> tuple[str, ...]:
    """The accusatives that a form may be: of a thing, which is like the nominative, or of a living being."""
    is_nominative, is_genitive = ((lemma, case) in found for case in ("nomn", "gent"))
    if is_nominative == is_genitive:
        return ACCUSATIVES
    return ACCUSATIVES[:1] if is_nominative else ACCUSATIVES[1:]
