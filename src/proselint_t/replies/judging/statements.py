"""What a sentence says, and whether another one says it again.

Owns the measure of restating. A sentence is a row of terms: lemmas, each with the prepositions, auxiliaries
and negations in front of it; articles, fillers and pronouns that point back say nothing. It is said again
where another one, or a clause of it that is asserted by itself, has the same terms in the same order. Adverbs
may be left out or stand elsewhere, and a phrase or a clause may have moved to the other end.

All terms: with one of them different `raises` for `lowers` is found like `raises` for `increases`. So verbs
that mean the same are a list, and any other word, negation, name or number of its own makes another sentence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from proselint_t.language.inflection_en import stem
from proselint_t.language.number_finder import find_numbers
from proselint_t.language.number_phrases import NumberSettings
from proselint_t.language.recognition import RUSSIAN_LETTER
from proselint_t.language.registry import ENGLISH, RUSSIAN
from proselint_t.language.word_lists import function_words, phrases, spelt_alike
from proselint_t.text.marks import DASHES
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.language.morphology import Parse

Word: TypeAlias = frozenset[tuple[str, str]]
"""What a word may be: lemmas, each with its case (empty: it has none)."""

_TOKEN = re.compile(
    rf"{MASK}+|(?:(?<!\w)-)?\d+(?:[.,:]\d+)*(?![\w-])|\w+(?:[-.]\w+)*|[%$€£₽°<>=+]|(?<=\s)[{DASHES}](?=\s)"
    r"|[,;:()]"
)
_ENDS_CLAUSE = frozenset({*DASHES, *",;:()"})
_VERBAL = re.compile(r"\w{3,}(?:ing|[аеиоуыя]ть(?:ся)?|[аеуюя]щ[а-я]{2,}|вш[а-я]{2,})\Z")
"""Infinitives, participles and gerunds: what stands behind may belong to them."""
_CONTRACTIONS = (
    (re.compile(r"\b(can)(?:['’]t\b|not\b)", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"['’]ll\b"), " will"),
    (re.compile(r"['’](?:re|m)\b|(?<=\b[Ii]t)['’]s\b|(?<=[Hh]e|re|at)['’]s\b"), " be"),
    (re.compile(r"['’](?:s|ve)\b"), ""),
)
_CASES = {"gen2": "gent", "loc2": "loct", "acc2": "accs"}
_SAYS_NOTHING = ("dropped_en", "dropped_ru", "have", "of_it", "of_self", "pronouns")
_FEWEST_WITH_FIGURES = 6
_JOINTS = (
    r"[,;]?(?<!\s)\s+(?P<aim>{aims})\b|(?<![\s,;])\s+и\s+(?=(?P<verb>[а-яё]+))"
    r"|(?P<comma>,)\s+(?P<asserts>(?:{asserting})\b)?|;\s+"
)
"""What stands between two clauses that are asserted each by itself; what stands behind an aim is not."""
_FILLERS = (
    r"(?:(?<=\A)|(?<=[,;:(—–] ))(?:{fillers})(?!\w)[,:]?|(?<!\w)(?:{fillers})(?=\s*(?:[,;)—–]|[.!?]*\Z))"
    r"|\A(?:{notes})(?!\w)"
)
_RELATIVE = re.compile(
    r"\b(?P<noun>(?:an?|the|my|your|our|its|this)\s+(?:\w+\s+){0,2}\w+),\s+which\s++(?P<said>[^,;:—]+?)[.!]?\Z",
    re.IGNORECASE,
)


@cache
def _pattern(pattern: str, **names: str) -> re.Pattern[str]:
    """A pattern with lists of `retelling.yaml` in it, by their names."""
    lists = {name: "|".join(phrases("retelling", kind)) for name, kind in names.items()}
    return re.compile(pattern.format(**lists), re.IGNORECASE)


def clauses(sentence: str) -> list[Span]:
    """The clauses of a sentence that are asserted by themselves, where it has more than one.

    Behind a condition nothing is, nor behind a clause that begins with a phrase, which may hold for all.
    """
    condition = _pattern(r"\b(?:{some})\b", some="conditions")
    joints = _pattern(_JOINTS, aims="aims", asserting="asserting")
    concedes = _pattern(r"(?:{some})\s", some="conceding").match(sentence)
    first = sentence.split(maxsplit=1)[:1]
    opens = not concedes and any(_is(word.lower(), "markers_en", "markers_ru") for word in first)
    start, found = concedes.end() if concedes else 0, []
    for joint in joints.finditer(sentence):
        if (joint["comma"] and not joint["asserts"] and not concedes) or (
            joint["verb"] and _parses(joint["verb"].lower())[0].part_of_speech != "VERB"
        ):
            continue
        found.append(Span(start, joint.start()))
        start = joint.end()
        if opens or joint["aim"] or condition.search(sentence, *found[-1]):
            return found
    return [*found, Span(start, len(sentence))] if found else []


def relative(sentence: str) -> list[Span]:
    """The noun of which a last clause says something with `which`, and what it says."""
    is_supposed = _pattern(r"\b(?:{some})\b", some="conditions").search(sentence)
    found = None if is_supposed else _RELATIVE.search(sentence)
    return [Span(*found.span(name)) for name in ("noun", "said")] if found else []


class Term(NamedTuple):
    """A word, and the words in front of it that belong to it: `not`, `in`, `can`."""

    word: Word
    marks: tuple[str, ...] = ()

    def like(self, other: Term) -> bool:
        return self.marks == other.marks and not self.word.isdisjoint(other.word)

    def means(self, other: Term) -> bool:
        """Whether they are alike in whatever case."""
        return self.marks == other.marks and not self.lemmas.isdisjoint(other.lemmas)

    @property
    def lemmas(self) -> frozenset[str]:
        return frozenset(lemma for lemma, _ in self.word)

    def is_in(self, *kinds: str) -> bool:
        return any(not self.lemmas.isdisjoint(_lemmas(kind)) for kind in kinds)

    def opens(self, kind: str) -> bool:
        """Whether a phrase or clause begins here that may move: `at night`, `if it fails`, `every night`."""
        return _is(self.marks[0], kind) if self.marks else self.is_in(kind)

    @property
    def is_adverb(self) -> bool:
        return self.is_in("adverbs") and not self.marks

    @property
    def denies(self) -> bool:
        return self in {_NOT, _NE} or self.is_in("limits")


class Statement(NamedTuple):
    """The terms of a sentence in order; ``joints`` counts what may join two sentences."""

    terms: tuple[Term, ...]
    joints: int
    asks: bool

    def repeats(self, other: Statement) -> bool:
        """Whether this says what the other one says, and no more."""
        adverbs = [term for term in self.terms if term.is_adverb and not self.joints]
        orders = ([term for term in order if term not in adverbs] for order in self._orders())
        return (
            self.asks == other.asks
            and all(any(map(term.like, other.terms)) for term in adverbs)
            and any(_is_row(order, other.terms) for order in orders)
        )

    def stands_within(self, said: Statement) -> bool:
        """Whether a long sentence with a number or code is a part of what two say, in whatever cases."""
        (ours, loose), (theirs, known) = self._without_adverbs(), said._without_adverbs()
        has_figures = any(re.search(r"[\d_]", lemma) for term in ours for lemma in term.lemmas)
        if self.asks or len(self.terms) < _FEWEST_WITH_FIGURES or not has_figures:
            return False
        return (
            sum(word.denies for word in self.words()) == sum(word.denies for word in said.words())
            and all(any(map(term.means, known)) for term in loose)
            and any(all(map(Term.means, ours, theirs[at:])) for at in range(len(theirs) - len(ours) + 1))
        )

    def asks_again(self, asked: Statement, *, is_told: bool) -> bool:
        """Whether this puts a question of somebody else again; ``is_told``: an opening said that it does."""
        begins = any(word.is_in("asking") for word in self.words()[:1])
        if not asked.asks or not (self.asks or is_told or begins):
            return False
        ours, theirs = _Question(self.words()), _Question(asked.words())
        is_same = ours.verbs == theirs.verbs or (ours.is_infinitive and theirs.has_asker)
        is_alike = all(map(Term.like, ours.words, theirs.words))
        return is_same and is_alike and len(ours.words) == len(theirs.words)

    def words(self) -> list[Term]:
        """The terms, and what stands in front of them as terms of their own."""
        return [word for term in self.terms for word in (*map(_term, term.marks), Term(term.word))]

    def _without_adverbs(self) -> tuple[list[Term], list[Term]]:
        """The terms but adverbs, and these."""
        found: tuple[list[Term], list[Term]] = [], []
        for term in self.terms:
            found[term.is_in("adverbs")].append(term)
        return found

    def _orders(self) -> Iterator[Sequence[Term]]:
        """The terms, and with what may open or end a sentence at its other end."""
        yield self.terms
        kind = "clauses" if self.joints else "phrases"
        for cut in range(1, len(self.terms)) if self.joints <= 1 else ():
            if self.terms[0].opens(kind) or self.terms[cut].opens(kind):
                yield (*self.terms[cut:], *self.terms[:cut])


def _is_row(row: Sequence[Term], terms: Sequence[Term]) -> bool:
    """Whether the terms are those of a row, in order, but for adverbs that limit nothing."""
    at = 0
    for term in terms:
        if at < len(row) and row[at].like(term):
            at += 1
        elif not term.is_adverb or term.denies:
            return False
    return at == len(row)


class _Question:
    """A question without who asks it; auxiliary verbs and negations, which stand here or there, are apart."""

    def __init__(self, words: Sequence[Term]) -> None:
        asks_how = any(not word.lemmas.isdisjoint({"how", "как"}) for word in words[:1])
        asker = next((at for at, word in enumerate(words) if word == _YOU), None)
        infinitive = next((at for at, word in enumerate(words[:3]) if word == _TO), None)
        self.has_asker, self.is_infinitive = asker is not None, infinitive is not None
        row = [word for at, word in enumerate(words) if at not in {asker, infinitive} and word != _YOURS]
        says_how = asks_how and self.has_asker
        verbs = (word for word in row if word.denies or (word.is_in("auxiliaries") and not says_how))
        self.verbs = sorted(sorted(word.lemmas) for word in verbs)
        kinds = ("auxiliaries", "possible") if asks_how else ("auxiliaries",)
        self.words = [word for word in row if not word.is_in(*kinds) and word not in (_NOT, _NE)]


def _is(word: str, *kinds: str) -> bool:
    return any(word in function_words(kind) for kind in kinds)


@cache
def _lemmas(kind: str) -> frozenset[str]:
    return function_words(kind) | frozenset(stem(word) for word in function_words(kind) if word.isascii())


@lru_cache(maxsize=1000)
def statement_of(text: str, masked: str, *, by_anybody: bool = False) -> Statement:
    """Read a sentence. ``masked`` is the same text with code and addresses hidden.

    ``by_anybody``: without regard to who speaks, as `you` in an answer is `I` in the question.
    """
    hidden = (text[slice(*match.span())] for match in re.finditer(f"{MASK}+", masked))
    tokens = [
        token[0].lower().replace("ё", "е") for token in _TOKEN.finditer(_plain(without_fillers(masked)))
    ]
    terms: list[Term] = []
    marks: list[str] = []
    for token, after in pairwise((*tokens, ",", "")):
        if token in _ENDS_CLAUSE:
            terms += [_term("", *marks)] if marks else []  # `The user logs out, …`
            marks = []
        elif _is(token, "markers_en", "markers_ru"):
            marks.append(spelt_alike().get(token, token))
        elif _is(token, "be"):
            marks += [] if after.endswith("ing") else ["be"]
        elif word := frozenset({(next(hidden), "")}) if token[0] == MASK else _word(token, by_anybody):
            terms.append(Term(word, tuple(marks)))
            marks = []
    asks = text.rstrip("»”\"' )").endswith("?")
    return Statement(tuple(terms), sum(map(_joins, tokens)), asks)


def without_fillers(text: str) -> str:
    """The text with spaces in the places of what says nothing of its own: `of course`, «как правило»."""
    fillers = _pattern(_FILLERS, fillers="fillers", notes="notes")
    return fillers.sub(lambda match: " " * len(match[0]), text)


def _plain(text: str) -> str:
    """Without contractions, and with numbers in digits."""
    if "'" in text or "’" in text or "annot" in text:
        for pattern, instead in _CONTRACTIONS:
            text = pattern.sub(instead, text)
    language = RUSSIAN if RUSSIAN_LETTER.search(text) else ENGLISH
    for number in reversed(list(find_numbers(text, language, settings=NumberSettings(ordinals=True)))):
        if number.replacement is not None:
            text = f"{text[: number.start]}{number.replacement}{text[number.end :]}"
    return text


def _joins(word: str) -> bool:
    return _is(word, "joints") or (bool(_VERBAL.match(word)) and not _is(word, "phrases"))


def _word(word: str, by_anybody: bool) -> Word:
    """What a word in lower case says; empty where it says nothing."""
    for kind, of_you in (("i", 0), ("we", 0), ("you", 0), ("of_i", 1), ("of_we", 1), ("of_you", 1)):
        if _is(word, kind):
            return _term(("you", "of_you")[of_you] if by_anybody else kind).word
    if _is(word, *_SAYS_NOTHING):
        return frozenset()
    if not RUSSIAN_LETTER.match(word):
        return frozenset((meaning, "") for meaning in _meanings(stem(word) if word.isalpha() else word))
    found = {(one.lemma.replace("ё", "е"), _CASES.get(str(one.case), str(one.case))) for one in _parses(word)}
    return frozenset(
        (meaning, kind)
        for lemma, case in found
        for meaning in _meanings(lemma)
        for kind in (_objects(lemma, found) if case == "accs" else (case,))
    )


def _objects(lemma: str, found: set[tuple[str, str]]) -> list[str]:
    """The accusatives that a form may be: of a thing («сервер»), of a being («клиента»), or of both."""
    likes = [case for case in ("nomn", "gent") if (lemma, case) in found]
    return [f"accs as {case}" for case in (likes if len(likes) == 1 else ("nomn", "gent"))]


def _term(lemma: str, *marks: str) -> Term:
    return Term(frozenset({(lemma, "")}), marks)


_YOU, _YOURS, _TO, _NOT, _NE = map(_term, ("you", "of_you", "to", "not", "не"))


def _parses(word: str) -> Sequence[Parse]:
    from proselint_t.language.morphology import parses  # noqa: PLC0415 - only for sentences that are alike

    return parses(word)


def has_synonyms(word: str) -> bool:
    """Whether a word is a form of a verb for which another one may stand."""
    word = word.lower().replace("ё", "е")
    lemmas = {one.lemma for one in _parses(word)} if RUSSIAN_LETTER.match(word) else {stem(word)}
    return not _synonyms().keys().isdisjoint(lemmas)


def _meanings(lemma: str) -> set[str]:
    """A lemma, and for verbs of one meaning what stands for them all."""
    return {lemma, *_synonyms().get(lemma, ())}


@cache
def _synonyms() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in phrases("retelling", "synonyms"):
        for word in row.split():
            found.setdefault(stem(word) if word.isascii() else word.replace("ё", "е"), []).append(
                f"={row.split()[0]}"
            )
    return found
