"""What a sentence says, and whether another one says it again.

Owns the measure of restating. A sentence is a row of words: lemmas, function words among them, without
articles and fillers. It is said again when all its words stand in the other one in order, and nothing is left
out there but clauses that are asserted by themselves, the rest of the clause whose subject goes on, and
adverbs. A phrase with a preposition or a clause may have moved to the other end.

All words: with one of them different `raises` for `lowers` is found like `raises` for `increases`. So verbs
that mean the same are a list, and any other word, negation, name or number of its own makes another sentence.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from proselint_t.language.inflection_en import stem
from proselint_t.language.number_finder import find_numbers
from proselint_t.language.number_phrases import NumberSettings
from proselint_t.language.registry import ENGLISH, RUSSIAN
from proselint_t.language.word_lists import function_words, phrases, spelt_alike
from proselint_t.text.marks import DASHES
from proselint_t.text.prose import MASK

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
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)-[а-я]{1,3}\Z")
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
_OWNERS = ("of_i", "of_we", "of_you")
_PERSONS = ("i", "we", "you")
_SAYS_NOTHING = ("dropped_en", "dropped_ru", "have", "of_it", "of_self")
_FEWEST_WITH_FIGURES = 6
_BEGINS_ANEW = ("dropped_en", "dropped_ru", "markers_en", "markers_ru", "pronouns", "asserting")
"""With one of these a clause may begin that has a subject of its own."""


class Clause(NamedTuple):
    """How a clause begins: at which word of the sentence, with what, and whether behind punctuation."""

    start: int
    opener: str
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """The words of a sentence in order, and its clauses; ``joints`` counts what may join two sentences."""

    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    joints: int
    asks: bool

    def of_any_person(self) -> Statement:
        """Without regard to who speaks: `you` in an answer is `I` in the question."""
        return replace(self, words=tuple(map(_of_any_person, self.words)))

    def repeats(self, other: Statement) -> bool:
        """Whether this says nothing that the other one does not say; one may leave open whose things are."""
        loose = () if not _MINE.isdisjoint(other.words) else _MINE
        adverbs = tuple(word for word in self.words if is_in(word, "adverbs") and not self.joints)
        return self.asks == other.asks and any(
            other._says_enough(taken, free)
            for free in {(), adverbs}
            for order in self._orders()
            for taken in other._places([word for word in order if word not in (*free, *loose)])
        )

    def repeats_figures(self, other: Statement) -> bool:
        """Whether a long sentence with a number or code stands in one or two others, in whatever cases."""
        (ours, loose), (theirs, known) = _terms(self.words), _terms(other.words)
        has_figures = any(re.search(r"[\d_]", lemma) for term in ours for lemma in term.lemmas)
        if self.asks or len(ours) + len(loose) < _FEWEST_WITH_FIGURES or not has_figures:
            return False
        return (
            sum(map(_denies, self.words)) == sum(map(_denies, other.words))
            and all(any(map(term.like, known)) for term in loose)
            and any(all(map(_Term.like, ours, theirs[at:])) for at in range(len(theirs) - len(ours) + 1))
        )

    def asks_again(self, asked: Statement, *, is_told: bool) -> bool:
        """Whether this puts a question of somebody else again; ``is_told``: an opening said that it does."""
        begins = bool(self.words) and is_in(self.words[0], "asking")
        if not asked.asks or not (self.asks or is_told or begins):
            return False
        ours, theirs = _Question(self.of_any_person().words), _Question(asked.of_any_person().words)
        is_same = ours.verbs == theirs.verbs or (ours.is_infinitive and theirs.has_asker)
        is_alike = not any(map(frozenset.isdisjoint, ours.words, theirs.words))
        return is_same and is_alike and len(ours.words) == len(theirs.words)

    def _orders(self) -> Iterator[Sequence[Word]]:
        """The words, and with what may open or end a sentence at its other end: `at night`, `if it fails`."""
        yield self.words
        kind = "clauses" if self.joints else "phrases"
        for cut in range(1, len(self.words)) if self.joints <= 1 else ():
            first, second = self.words[:cut], self.words[cut:]
            is_time = not self.joints and (_is_time(first, second) or _is_time(second, first))
            if is_time or is_in(first[0], kind) or is_in(second[0], kind):
                yield (*second, *first)

    def _places(self, order: Sequence[Word]) -> Iterator[list[int]]:
        """Where all the words stand here in this order, for each place of the first."""
        for start, said in enumerate(self.words if order else ()):
            if not order[0].isdisjoint(said):
                rest = iter(range(start + 1, len(self.words)))
                found = (
                    next((at for at in rest if not word.isdisjoint(self.words[at])), -1) for word in order[1:]
                )
                taken = [start, *found]
                if -1 not in taken:
                    yield taken

    def _says_enough(self, taken: Sequence[int], adverbs: Sequence[Word]) -> bool:
        """Whether the words at some places say by themselves what they say here, with these adverbs."""
        clauses = sorted({self._clause(at) for at in taken})
        left = [at for at in range(len(self.words)) if self._clause(at) in clauses and at not in taken]
        known = [self.words[at] for at in left if is_in(self.words[at], "adverbs")]
        rest = [at for at in left if not self._says_nothing(at)]
        return (
            all(any(not word.isdisjoint(one) for one in known) for word in adverbs)
            and (not rest or self._goes_on(rest, clauses))
            and all(self._begins_sentence(at) for at in clauses if at and at - 1 not in clauses)
            and self._ends_sentence(clauses[-1] + 1)
        )

    def _clause(self, at: int) -> int:
        return bisect(self.clauses, at, key=lambda clause: clause.start) - 1

    def _says_nothing(self, at: int) -> bool:
        """Whether a word may be left out: an adverb, `my`, the `but` or `because` of a clause."""
        word, clause = self.words[at], self.clauses[self._clause(at)]
        joins = is_in(word, "asserting", "conceding") or clause.opener == "так"
        return (
            word in _MINE or (joins and clause.start == at) or (is_in(word, "adverbs") and not _denies(word))
        )

    def _goes_on(self, rest: Sequence[int], clauses: Sequence[int]) -> bool:
        """Whether words stand behind a subject that goes on: `It ⟨opens the port⟩ and writes a log`."""
        if len(clauses) < 2 or is_in(self.words[rest[0]], "markers_en", "markers_ru"):
            return False
        first, second, following = (
            self.clauses[clauses[0]],
            self.clauses[clauses[1]],
            self.clauses[clauses[0] + 1],
        )
        between = {clause.opener for clause in self.clauses[clauses[0] + 1 : clauses[1]]}
        return (
            first.start < rest[0]
            and list(rest) == list(range(rest[0], following.start))
            and second.opener in function_words("asserting")
            and not any(_denies(self.words[at]) for at in rest)
            and not any(opener in function_words(kind) for opener in between for kind in _BEGINS_ANEW)
        )

    def _begins_sentence(self, at: int) -> bool:
        """Whether a clause is asserted without what stands in front of it."""
        before, opener = self.clauses[at - 1], self.clauses[at].opener
        is_behind = before.opener in function_words("conceding") or (
            before.is_apart and before.opener in function_words("relatives")
        )
        return not self._is_supposed() and (
            opener in function_words("asserting") or (self.clauses[at].is_apart and is_behind)
        )

    def _ends_sentence(self, at: int) -> bool:
        """Whether what stands in front of a clause is asserted without it."""
        if at == len(self.clauses):
            return True
        clause, before = self.clauses[at], self.clauses[at - 1].opener
        return any(clause.opener in function_words(kind) for kind in ("asserting", "aiming")) or (
            clause.is_apart
            and (clause.opener in function_words("relatives") or before in function_words("conceding"))
        )

    def _is_supposed(self) -> bool:
        """Whether a sentence begins with what all of it may depend on: `if`, `in May`, `suppose`."""
        opener = self.clauses[0].opener
        kinds = ("markers_en", "markers_ru", "supposing")
        return opener not in function_words("conceding") and any(
            opener in function_words(kind) for kind in kinds
        )


class _Question:
    """A question without who asks it; auxiliary verbs and negations, which stand here or there, are apart."""

    def __init__(self, words: Sequence[Word]) -> None:
        asks_how = any(lemma in {"how", "как"} for word in words[:1] for lemma, _ in word)
        asker = next((at for at, word in enumerate(words) if word == _YOU), None)
        infinitive = next((at for at, word in enumerate(words[:3]) if word == _TO), None)
        self.has_asker, self.is_infinitive = asker is not None, infinitive is not None
        row = [word for at, word in enumerate(words) if at not in {asker, infinitive} and word not in _MINE]
        verbs = [word for word in row if is_in(word, "auxiliaries") and not (asks_how and self.has_asker)]
        self.verbs = sorted(map(sorted, [*verbs, *filter(_denies, row)]))
        kinds = ("auxiliaries", "possible") if asks_how else ("auxiliaries",)
        self.words = [word for word in row if not is_in(word, *kinds) and word not in (_NOT, _NE)]


def is_in(word: Word, *kinds: str) -> bool:
    return any(lemma in _lemmas(kind) for lemma, _ in word for kind in kinds)


@cache
def _lemmas(kind: str) -> frozenset[str]:
    return function_words(kind) | frozenset(stem(word) for word in function_words(kind) if word.isascii())


def _denies(word: Word) -> bool:
    return word in (_NOT, _NE) or is_in(word, "limits")


class _Term(NamedTuple):
    """A word that is no function word, and those in front of it."""

    word: Word
    marks: tuple[Word, ...]

    @property
    def lemmas(self) -> set[str]:
        return {lemma for lemma, _ in self.word}

    def like(self, other: _Term) -> bool:
        return self.marks == other.marks and not self.lemmas.isdisjoint(other.lemmas)


def _terms(words: Sequence[Word]) -> tuple[list[_Term], list[_Term]]:
    """What words say without pronouns, and their adverbs apart."""
    found: tuple[list[_Term], list[_Term]] = [], []
    marks: list[Word] = []
    for word in words:
        if is_in(word, "markers_en", "markers_ru", "be"):
            marks.append(word)
            continue
        if not is_in(word, "pronouns"):
            found[is_in(word, "adverbs")].append(_Term(word, tuple(marks)))
        marks = []
    return found


def _is_time(block: Sequence[Word], behind: Sequence[Word]) -> bool:
    """A time without a preposition, and of nothing: `every night`, «каждые 5 минут»."""
    return (
        is_in(block[0], "time_openers")
        and is_in(block[-1], "times")
        and all(lemma.isdigit() for word in block[1:-1] for lemma, _ in word)
        and all(case != "gent" for _, case in behind[0])
    )


def statement_of(text: str, masked: str) -> Statement:
    """Read a sentence. ``masked`` is the same text with code and addresses hidden."""
    hidden = (text[slice(*match.span())] for match in re.finditer(f"{MASK}+", masked))
    tokens = [
        token[0].lower().replace("ё", "е") for token in _TOKEN.finditer(_plain(without_fillers(masked)))
    ]
    words: list[Word] = []
    clauses: list[Clause] = []
    is_apart, begun = False, None
    for token, after in zip(tokens, [*tokens[1:], ""], strict=False):
        if token in _ENDS_CLAUSE:
            is_apart = True
            continue
        if is_apart or not words or _splits(token, after):
            opener = f"{token}-{after}" if after in {"that", "что"} else token
            begun = begun or Clause(len(words), opener, is_apart)
            is_apart = False
        word = frozenset({(next(hidden), "")}) if token[0] == MASK else _word(_ORDINAL.sub(".", token), after)
        if word:
            words.append(word)
            clauses += [begun] if begun else []
            begun = None
    asks = text.rstrip("»”\"' )").endswith("?")
    return Statement(tuple(words), tuple(clauses), sum(map(_joins, tokens)), asks)


def without_fillers(text: str) -> str:
    """The text with spaces in the places of what says nothing of its own: `of course`, «как правило»."""
    return _fillers().sub(lambda match: " " * len(match[0]), text)


@cache
def _fillers() -> re.Pattern[str]:
    fillers, notes = ("|".join(phrases("retelling", name)) for name in ("fillers", "notes"))
    return re.compile(
        rf"(?:(?<=\A)|(?<=[,;:(—–] ))(?:{fillers})(?!\w)[,:]?|(?<!\w)(?:{fillers})(?=\s*(?:[,;)—–]|[.!?]*\Z))"
        rf"|\A(?:{notes})(?!\w)",
        re.IGNORECASE,
    )


def _plain(text: str) -> str:
    """Without contractions, and with numbers in digits."""
    if "'" in text or "’" in text or "annot" in text:
        for pattern, instead in _CONTRACTIONS:
            text = pattern.sub(instead, text)
    language = RUSSIAN if _CYRILLIC.search(text) else ENGLISH
    for number in reversed(list(find_numbers(text, language, settings=NumberSettings(ordinals=True)))):
        if number.replacement is not None:
            text = f"{text[: number.start]}{number.replacement}{text[number.end :]}"
    return text


def _joins(word: str) -> bool:
    return word in function_words("joints") or (
        bool(_VERBAL.match(word)) and word not in function_words("phrases")
    )


def _splits(word: str, after: str) -> bool:
    """Whether a word begins a clause without a comma: `because`, and «и» before a verb."""
    is_verb = word == "и" and bool(_CYRILLIC.match(after)) and _parses(after)[0].part_of_speech == "VERB"
    return is_verb or word in function_words("splitting")


def _word(word: str, after: str) -> Word | None:
    """What a word in lower case says; none where it says nothing."""
    if word in function_words("markers_en") or word in function_words("markers_ru"):
        return _plainly(spelt_alike().get(word, word))
    if word in function_words("be"):
        return None if after.endswith("ing") else _plainly("be")
    known = next((kind for kind in (*_PERSONS, *_OWNERS) if word in function_words(kind)), None)
    if known:
        return _plainly(known)
    if any(word in function_words(kind) for kind in _SAYS_NOTHING):
        return None
    return (
        _russian(word)
        if _CYRILLIC.match(word)
        else _plainly(*_meanings(stem(word) if word.isalpha() else word))
    )


def _plainly(*lemmas: str) -> Word:
    return frozenset((lemma, "") for lemma in lemmas)


_MINE = frozenset(map(_plainly, _OWNERS))
_YOU, _TO, _NOT, _NE = map(_plainly, ("you", "to", "not", "не"))


def _of_any_person(word: Word) -> Word:
    if word in _MINE:
        return _plainly("of_you")
    return _YOU if word in map(_plainly, _PERSONS) else word


def _russian(word: str) -> Word:
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


def _parses(word: str) -> Sequence[Parse]:
    from proselint_t.language.morphology import parses  # noqa: PLC0415 - only for sentences that are alike

    return parses(word)


def has_synonyms(word: str) -> bool:
    """Whether a word is a form of a verb for which another one may stand."""
    word = word.lower().replace("ё", "е")
    lemmas = {one.lemma for one in _parses(word)} if _CYRILLIC.match(word) else {stem(word)}
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
