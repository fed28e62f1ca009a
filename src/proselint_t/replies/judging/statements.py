"""What a sentence says: its terms, which another sentence has to have in the same order to say it again.

Adverbs may be left out or stand elsewhere, and a phrase or a clause may have moved to the other end. With one
term different `raises` for `lowers` would be found like `raises` for `increases`. So verbs that mean the same
are a list, and any other word, negation, name or number of its own makes another sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from proselint_t.language.inflection_en import stem
from proselint_t.language.number_finder import find_numbers
from proselint_t.language.number_phrases import NumberSettings
from proselint_t.language.recognition import RUSSIAN_LETTER
from proselint_t.language.registry import ENGLISH, RUSSIAN
from proselint_t.language.word_lists import folded, function_words, phrases, spelt_alike, table
from proselint_t.text.marks import DASHES
from proselint_t.text.prose import MASK
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.language.morphology import Parse

Word: TypeAlias = frozenset[tuple[str, str]]
"""What a word may be: lemmas, each with its case (empty: it has none)."""
Term: TypeAlias = tuple[Word, ...]
"""A word behind those in front of it that belong to it: `not`, `in`, `can`."""

_TOKEN = re.compile(
    rf"{MASK}+|(?:(?<!\w)-)?\d+(?:[.,:]\d+)*(?![\w-])|\w+(?:[-.]\w+)*|[%$€£₽°<>=+]|(?<=\s)[{DASHES}](?=\s)"
    r"|[,;:()]"
)
_ENDS_CLAUSE = frozenset({*DASHES, *",;:()"})
_VERBAL = re.compile(r"\w{3,}(?:ing|[аеиоуыя]ть(?:ся)?|[аеуюя]щ[а-я]{2,}|вш[а-я]{2,})\Z")
"""Infinitives, participles and gerunds: what stands behind may belong to them."""
_SAYS_NOTHING = ("dropped_en", "dropped_ru", "have", "of_it", "of_self", "pronouns")
_PERSONS = ("i", "we", "you", "of_i", "of_we", "of_you")
_FEWEST_WITHIN = 6
"""Terms of a sentence that two may say together."""
_JOINTS = (
    r"[,;]?(?<!\s)\s+(?P<aim>{aims})\b|(?<![\s,;])\s+и\s+(?=(?P<verb>[а-яё]+))"
    r"|(?P<comma>,)\s+(?P<asserts>(?:{asserting})\b)?|;\s+"
)
"""What stands between two clauses that are asserted each by itself; what stands behind an aim is not."""
_FILLERS = r"(?:(?<=\A)|(?<=[,;:(—–] ))(?:{fillers})(?!\w)[,:]?|\A(?:{notes})(?!\w)"
_RELATIVE = re.compile(
    r"\b(?P<noun>(?:an?|the|my|your|our|its|this)\s+(?:\w+\s+){0,2}\w+),\s+which\s++(?P<said>[^,;:—]+?)[.!]?\Z",
    re.IGNORECASE,
)
_OPENING = (
    r"\W*(?:(?:so|well|итак|и)\b,? )?(?:(?P<asks>{questions})|{statements})(?!\w)[\s,:—–-]*"
    r"(?:(?:whether|if)\s+)?"
)
"""`You asked` a question, or `You write that`."""


@cache
def _pattern(pattern: str, **names: str) -> re.Pattern[str]:
    """A pattern with lists of `retelling.yaml` in it, by their names."""
    lists = {name: "|".join(phrases("retelling", kind)) for name, kind in names.items()}
    return re.compile(pattern.format(**lists), re.IGNORECASE)


def clauses(sentence: str) -> list[Span]:
    """The clauses of a sentence that are asserted by themselves, where it has more than one.

    Behind a condition nothing is, nor behind a clause that begins with a phrase, which may hold for all.
    """
    joints = _pattern(_JOINTS, aims="aims", asserting="asserting")
    concedes = _pattern(r"(?:{some})\s", some="conceding").match(sentence)
    opens = not concedes and _is((sentence.split(maxsplit=1) or [""])[0].lower(), "markers_en", "markers_ru")
    start, found = concedes.end() if concedes else 0, []
    for joint in joints.finditer(sentence):
        if (joint["comma"] and not joint["asserts"] and not concedes) or (
            joint["verb"] and _parses(joint["verb"].lower())[0].part_of_speech != "VERB"
        ):
            continue
        found.append(Span(start, joint.start()))
        start = joint.end()
        if opens or joint["aim"] or _supposes(sentence[slice(*found[-1])]):
            return found
    return [*found, Span(start, len(sentence))] if found else []


def relative(sentence: str) -> list[Span]:
    """The noun of which a last clause says something with `which`, and what it says."""
    found = None if _supposes(sentence) else _RELATIVE.search(sentence)
    return [Span(*found.span(name)) for name in ("noun", "said")] if found else []


def _supposes(text: str) -> bool:
    return _pattern(r"\b(?:{some})\b", some="conditions").search(text) is not None


def opening(sentence: str) -> re.Match[str] | None:
    """What tells that the words of another follow; the group ``asks``: a question."""
    return _pattern(_OPENING, questions="questions", statements="statements").match(sentence)


class Statement(NamedTuple):
    """The terms of a sentence in order; ``joints`` counts what may join two sentences."""

    terms: tuple[Term, ...]
    joints: int
    asks: bool

    @property
    def words(self) -> Term:
        return _words(self.terms)

    def repeats(self, other: Statement) -> bool:
        """Whether this says what the other one says, and no more."""
        # Where sentences are joined, it counts which of them an adverb stands in.
        ours, adverbs = (self.terms, set[Term]()) if self.joints else _parted(self.terms)
        theirs, known = (other.terms, set[Term]()) if other.joints else _parted(other.terms)
        return (
            self.asks == other.asks
            and _may_stand_for(adverbs, known)
            and any(_are_alike(order, _words(theirs)) for order in self._orders(ours))
        )

    def stands_within(self, said: Statement) -> bool:
        """Whether a long sentence is a part of what two say, in whatever cases."""
        (ours, adverbs), (theirs, known) = (_parted(one.terms) for one in (self, said))
        row, whole = (tuple(map(_caseless, _words(terms))) for terms in (ours, theirs))
        parts = (whole[at : at + len(row)] for at in range(len(whole)))
        return (
            not self.asks
            and len(self.terms) >= _FEWEST_WITHIN
            and _may_stand_for(adverbs, known)
            and any(_are_alike(row, part) for part in parts)
        )

    def asks_again(self, asked: Statement, *, is_told: bool) -> bool:
        """Whether this puts a question again; ``is_told``: an opening said that it does."""
        ours, theirs = _Question(self.words), _Question(asked.words)
        return (
            asked.asks
            and (self.asks or is_told)
            and (ours.verbs == theirs.verbs or (ours.is_infinitive and theirs.has_asker))
            and _are_alike(ours.words, theirs.words)
        )

    def _orders(self, terms: Sequence[Term]) -> Iterator[Term]:
        """The words, and with what may open or end a sentence at its other end."""
        yield _words(terms)
        kind = "clauses" if self.joints else "phrases"  # `if it fails`; `at night`, `every night`
        for cut in range(1, len(terms)):
            if _is_in(terms[0][0], kind) or _is_in(terms[cut][0], kind):
                yield _words((*terms[cut:], *terms[:cut]))


def _words(terms: Sequence[Term]) -> Term:
    return tuple(chain.from_iterable(terms))


def _parted(terms: Sequence[Term]) -> tuple[Sequence[Term], set[Term]]:
    """The terms but adverbs, and these."""
    adverbs: set[Term] = {term for term in terms if len(term) == 1 and _is_in(term[0], "adverbs")}
    return [term for term in terms if term not in adverbs], adverbs


def _may_stand_for(adverbs: set[Term], others: set[Term]) -> bool:
    """Whether all stand there, and what is left out limits nothing, as `rarely` does."""
    return adverbs <= others and not any(_is_in(term[0], "limits") for term in others - adverbs)


def _are_alike(some: Term, others: Term) -> bool:
    return len(some) == len(others) and not any(map(frozenset.isdisjoint, some, others))


class _Question:
    """A question without who asks it; auxiliary verbs and negations, which stand here or there, are apart."""

    def __init__(self, words: Term) -> None:
        self.has_asker, self.is_infinitive = _YOU in words, _TO in words[:3]
        dropped = {_YOU, _YOURS, _TO} if self.is_infinitive else {_YOU, _YOURS}
        row = [word for word in words if word not in dropped]
        apart = [word for word in row if word in _NOT or _is_in(word, "auxiliaries")]
        self.verbs = sorted(map(sorted, apart))
        self.words = tuple(word for word in row if word not in apart)


def _is(word: str, *kinds: str) -> bool:
    return any(word in function_words(kind) for kind in kinds)


def _is_in(word: Word, *kinds: str) -> bool:
    return any(not _caseless(word).isdisjoint(_function_words(kind)) for kind in kinds)


@cache
def _function_words(kind: str) -> Word:
    words = function_words(kind)
    return frozenset((word, "") for word in (*words, *(stem(word) for word in words if word.isascii())))


def _word(lemma: str) -> Word:
    return frozenset({(lemma, "")})


def _caseless(word: Word) -> Word:
    return frozenset((lemma, "") for lemma, _ in word)


_YOU, _YOURS, _TO, *_NOT = map(_word, ("you", "of_you", "to", "not", "не"))


@lru_cache(maxsize=1000)
def statement_of(text: str, masked: str, *, by_anybody: bool = False) -> Statement:
    """Read a sentence. ``masked`` is the same text with code and addresses hidden.

    ``by_anybody``: without regard to who speaks, as `you` in an answer is `I` in the question.
    """
    hidden = (text[slice(*match.span())] for match in re.finditer(f"{MASK}+", masked))
    plain = in_digits(_without_contractions(without_fillers(masked)), ordinals=True)
    tokens = [folded(token[0]) for token in _TOKEN.finditer(plain)]
    terms: list[Term] = []
    front: list[Word] = []
    for token, after in pairwise((*tokens, ",", "")):
        if token in _ENDS_CLAUSE:
            terms += [(*front, _word(""))] if front else []  # `The user logs out, …`
            front = []
        elif _is(token, "markers_en", "markers_ru"):
            front.append(_word(spelt_alike().get(token, token)))
        elif _is(token, "be"):
            front += [] if after.endswith("ing") else [_word("be")]
        elif word := _word(next(hidden)) if token[0] == MASK else _meant(token, by_anybody):
            terms.append((*front, word))
            front = []
    joining = (_is(one, "joints") or (_VERBAL.match(one) and not _is(one, "phrases")) for one in tokens)
    return Statement(tuple(terms), sum(map(bool, joining)), text.rstrip("»”\"' )").endswith("?"))


def without_fillers(text: str) -> str:
    """The text with spaces in the places of what says nothing of its own: `of course`, «как правило»."""
    fillers = _pattern(_FILLERS, fillers="fillers", notes="notes")
    return fillers.sub(lambda match: " " * len(match[0]), text)


def _without_contractions(text: str) -> str:
    for pattern, instead in table("retelling", "contractions").items():
        text = re.sub(pattern, instead, text, flags=re.IGNORECASE)
    return text


def in_digits(text: str, *, ordinals: bool = False) -> str:
    """The text with its numbers in digits."""
    language = RUSSIAN if RUSSIAN_LETTER.search(text) else ENGLISH
    for number in reversed(list(find_numbers(text, language, settings=NumberSettings(ordinals=ordinals)))):
        if number.replacement is not None:
            text = f"{text[: number.start]}{number.replacement}{text[number.end :]}"
    return text


def _meant(word: str, by_anybody: bool) -> Word:
    """What a word in lower case says; empty where it says nothing."""
    person = next((kind for kind in _PERSONS if _is(word, kind)), None)
    if person:
        return _word(("of_you" if person.startswith("of") else "you") if by_anybody else person)
    if _is(word, *_SAYS_NOTHING):
        return frozenset()
    if not RUSSIAN_LETTER.match(word):
        return frozenset((meaning, "") for meaning in _meanings(stem(word) if word.isalpha() else word))
    found = {(one.lemma.replace("ё", "е"), str(one.case)) for one in _parses(word)}
    # «сервер» and «клиента» are objects as well: which they are, only a form tells that no other case shares.
    shared = {lemma for lemma, _ in found if ((lemma, "nomn") in found) != ((lemma, "gent") in found)}
    kept = ((lemma, case) for lemma, case in found if case != "accs" or lemma not in shared)
    return frozenset((meaning, case) for lemma, case in kept for meaning in _meanings(lemma))


def _parses(word: str) -> Sequence[Parse]:
    from proselint_t.language.morphology import parses  # noqa: PLC0415 - only for sentences that are alike

    return parses(word)


def _meanings(lemma: str) -> set[str]:
    """A lemma, and for verbs of one meaning what stands for them all."""
    return {lemma, *synonyms().get(lemma, ())}


@cache
def synonyms() -> dict[str, list[str]]:
    """Lemma of a verb → what stands for the verbs of each row that it is in."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in phrases("retelling", "synonyms"):
        for word in row.split():
            found[stem(word) if word.isascii() else word.replace("ё", "е")].append(f"={row.split()[0]}")
    return found
