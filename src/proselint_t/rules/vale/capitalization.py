"""Extension point ``capitalization``: blocks in title case, in sentence case, or as a pattern says.

The rules of the Associated Press and of the Chicago Manual of Style, as Vale implements them. AP writes `to`
with a capital in an infinitive: without a tagger the next word decides by its form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.language.word_lists import words
from proselint_t.rules.vale.checks import Alert, Demand
from proselint_t.rules.vale.patterns import WORD, compiled_go, is_phrase
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from proselint_t.rules.matching.patterns import Pattern
    from proselint_t.rules.vale.blocks import TextBlock
    from proselint_t.rules.vale.checks import CheckRun
    from proselint_t.rules.vale.definition import ValeDefinition
    from proselint_t.rules.vale.settings import ValeSettings

_SMALL = words("vale-en", "small")
_PREPOSITIONS = words("vale-en", "prepositions")
_TITLE_WORD = r"[\p{N}\p{L}]+[^\s\-/]*"
_WORD = r"[\p{N}\p{L}*]+[^\s]*"
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_NUMBER = re.compile(r"\d+\.")
_NOUN = re.compile(
    r".*(?:tion|sion|ment|ness|ity|ance|ence|ism|ship|ers|ors|ies|ings?|[^aius]s)", re.IGNORECASE
)


class Capitalization:
    """Whole blocks that are not written as ``match`` says."""

    demand = Demand()

    def __init__(self, definition: ValeDefinition, settings: ValeSettings) -> None:
        self.match = definition.text("match")
        self.chicago = definition.text("style") == "Chicago"
        self.threshold = definition.number("threshold") or 0.8
        self.indicators = definition.texts("indicators")
        accepted = settings.accepted if definition.flag("vocab", default=True) else ()
        terms = tuple(sorted((*definition.texts("exceptions"), *accepted), key=len, reverse=True))
        # As in Vale: without a vocabulary the rule's own exceptions keep their capitals to the letter.
        exact = terms if accepted else tuple(map(_exact, terms))
        self.casing = Casing(exact, definition.text("prefix"))
        self.excepted = compiled_go(WORD % "|".join(terms), key="exceptions") if terms else None
        self.pattern = None if self.match.startswith("$") else compiled_go(self.match, key="match")
        self.replaces = definition.action.name == "replace"

    def find(self, block: TextBlock, _run: CheckRun) -> Iterator[Alert]:
        expected, right = self.judged(block.text)
        if not right:
            texts = (expected,) if self.replaces and self.match in {"$title", "$sentence"} else None
            yield Alert(Span(0, len(block.text)), (block.text, expected), texts)

    def judged(self, text: str) -> tuple[str, bool]:
        """How the text should be written, and whether it is right as it stands."""
        if self.match == "$title":
            expected = title_case(text, self.casing, chicago=self.chicago)
            return expected, conforms(text, expected, self.excepted, self.threshold, _differs_in_title)
        if self.match == "$sentence":
            expected = sentence_case(text, self.casing, self.indicators)
            return expected, conforms(text, expected, self.excepted, self.threshold, _differs_in_sentence)
        if self.pattern is not None:
            return self.match, self.pattern.search(text) is not None or _excepts(self.excepted, text)
        expected = text.upper() if self.match == "$upper" else text.lower()
        return expected, text == expected or _excepts(self.excepted, text)


def _exact(term: str) -> str:
    return term if term.startswith("(?i)") else f"(?-i:{term})"


def _differs_in_title(_number: int, word: str) -> bool | None:
    return None if word == word.upper() else False


def _differs_in_sentence(number: int, word: str) -> bool | None:
    return number == 0 and word != word.lower().title()


@dataclass(frozen=True)
class Casing:
    """How a heading should be written. ``vocabulary`` are words with capitals of their own, or patterns."""

    vocabulary: tuple[str, ...] = ()
    prefix: str = ""

    def split(self, text: str) -> tuple[str, str]:
        """What stands in front and is left alone, and the rest."""
        found = compiled_go(self.prefix, key="prefix").search(text) if self.prefix else None
        if found is None:
            return "", text
        return found.group(), text.removeprefix(found.group())

    def known(self, word: str) -> str | None:
        """The word as the vocabulary has it."""
        term = self._by_fold.get(word.casefold())
        if term is not None:
            return term
        searched = self._searched
        return word if searched is not None and searched.search(word) is not None else None

    @cached_property
    def _by_fold(self) -> dict[str, str]:
        return {term.casefold(): term for term in reversed(self.vocabulary)}

    @cached_property
    def _searched(self) -> Pattern | None:
        joined = "|".join(f"(?:{term})" for term in self.vocabulary)
        return compiled_go(joined, key="exceptions") if joined else None

    def words(self, text: str) -> list[str]:
        """The words of a heading; a term of several words is one. Terms that are not there are not tried."""
        folded = text.casefold()
        terms = (term for term in self.vocabulary if not is_phrase(term) or term.casefold() in folded)
        joined = "|".join(terms)
        pattern = f"{WORD % joined}|{_WORD}" if joined else _WORD
        return [match.group() for match in compiled_go(pattern, ignore_case=True).find_all(text)]


def title_case(text: str, casing: Casing, *, chicago: bool = False) -> str:
    """The heading in title case."""
    prefix, text = casing.split(text)
    plain = text.translate(_QUOTES)
    words = compiled_go(_TITLE_WORD).find_all(text)
    parts: list[str] = []
    last = 0
    for number, match in enumerate(words):
        parts.append(text[last : match.start()])
        last = match.end()
        known = casing.known(match.group())
        following = words[number + 1].group() if number + 1 < len(words) else ""
        if known is not None:
            parts.append(known)
        elif _is_small(match.group().lower(), plain, match.span(), following, chicago=chicago):
            parts.append(match.group().lower())
        else:
            parts.append(match.group()[:1].upper() + match.group()[1:])
    return prefix + "".join(parts) + text[last:]


def _is_small(word: str, text: str, span: tuple[int, int], following: str, *, chicago: bool) -> bool:
    start, end = span
    if not _is_minor(word, following, bounding=start == 0 or end == len(text), chicago=chicago):
        return False
    before, second = text[start - 1 : start], text[start - 2 : start - 1] if start > 1 else ""
    after = text[end : end + 1]
    return before in {" ", "-", "/"} and second not in {":", "-"} and (after != "-" or before == "-")


def _is_minor(word: str, following: str, *, bounding: bool, chicago: bool) -> bool:
    if word == "to" and following and not chicago:
        return following[:1].isdigit() or following.lower() in _SMALL or bool(_NOUN.fullmatch(following))
    return not bounding and (word in _SMALL or (chicago and word in _PREPOSITIONS))


def sentence_case(text: str, casing: Casing, indicators: Sequence[str] = (":",)) -> str:
    """The heading in sentence case: a word behind one that ends with an indicator begins a new one."""
    prefix, text = casing.split(text)
    words = casing.words(text)
    written: list[str] = []
    for number, word in enumerate(words):
        known = casing.known(word)
        begins = not number or _indicates(words[number - 1], number - 1, indicators)
        written.append(known or (word[:1].upper() + word[1:].lower() if begins else word.lower()))
    return prefix + " ".join(written)


def _indicates(word: str, number: int, indicators: Sequence[str]) -> bool:
    if any(len(word) > len(end) and word.endswith(end) for end in indicators):
        return True
    return number == 0 and _NUMBER.search(word) is not None


def conforms(
    text: str,
    expected: str,
    excepted: Pattern | None,
    threshold: float,
    differs: Callable[[int, str], bool | None],
) -> bool:
    """Whether enough words of a text are as ``expected`` has them.

    ``differs`` judges the others: ``True`` decides that the text is wrong, ``None`` counts the word as right.
    """
    pattern = f"{excepted.text}|{_WORD}" if excepted is not None else _WORD
    tokens = compiled_go(pattern)
    wanted = [match.group() for match in tokens.find_all(expected)]
    right = count = 0
    for number, match in enumerate(tokens.find_all(text)):
        word = match.group()
        count += 1
        if number >= len(wanted) or word == wanted[number] or _excepts(excepted, word):
            right += 1
            continue
        judged = differs(number, word)
        if judged:
            return False
        right += judged is None
    return count == 0 or right / count >= threshold


def _excepts(pattern: Pattern | None, word: str) -> bool:
    return pattern is not None and pattern.search(word) is not None
