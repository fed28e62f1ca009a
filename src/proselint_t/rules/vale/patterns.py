"""Patterns and terms as Vale's styles write them: those of .NET, for the ``regex`` module."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from proselint_t.rules.matching.finder import portable
from proselint_t.rules.matching.patterns import compile_pattern

if TYPE_CHECKING:
    from proselint_t.rules.matching.patterns import Pattern
    from proselint_t.rules.vale.definition import ValeDefinition
    from proselint_t.rules.vale.settings import ValeSettings
    from proselint_t.text.span import Span

_SET = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]", re.DOTALL)
_OPERATOR = re.compile(r"\\.|\[:\^?\w+:\]|\[(?!:)|--|\|\||&&|~~", re.DOTALL)
_OPENING = re.compile(r"(?<!\\)\((?!\?)")
WORD = r"\b(?:%s)\b"
NONWORD = "(?:%s)"
_EDGE = re.compile(r"\b")
_MOST_EDGES = 40
"""Matches of more than 20 words are whole sentences, which no term excuses."""


@lru_cache(maxsize=20_000)
def compiled_go(pattern: str, *, ignore_case: bool = False, key: str | None = None) -> Pattern:
    """The pattern. Raises :class:`proselint_t.text.errors.RuleError` naming ``key`` when it is malformed."""
    return compile_pattern(portable(_plain_sets(pattern)), ignore_case=ignore_case, key=key)


def _plain_sets(pattern: str) -> str:
    """With the operators of version 1 of ``regex`` taken for the characters that they are elsewhere."""
    if "[" not in pattern:
        return pattern
    return _SET.sub(lambda found: found[0] if found[0][0] == "\\" else _plain_set(found[0]), pattern)


def _plain_set(text: str) -> str:
    def escaped(found: re.Match[str]) -> str:
        operator = found[0]
        if operator.startswith(("\\", "[:")):
            return operator
        return "".join(f"\\{character}" for character in operator)

    return text[0] + _OPERATOR.sub(escaped, text[1:-1]) + "]"


def without_groups(pattern: str) -> str:
    """The pattern with its plain groups no longer captured."""
    return _OPENING.sub("(?:", pattern)


def has_group(pattern: str) -> bool:
    """Whether the pattern captures anything."""
    return pattern.count("(") > pattern.count("(?") + pattern.count(r"\(")


@dataclass(frozen=True, slots=True)
class ValeExceptions:
    """What leaves a match alone: a term found in it as a word, or a phrase of several words around it.

    ``plain`` are terms that are no patterns, looked up and not searched for: a vocabulary may be long.
    ``phrases`` is a pattern.
    """

    plain: frozenset[str] = frozenset()
    within: Pattern | None = None
    phrases: str = ""

    @classmethod
    def of(
        cls, definition: ValeDefinition, settings: ValeSettings, *, vocabulary: bool | None = None
    ) -> ValeExceptions:
        """The rule's own and, unless ``vocab`` is off, the accepted words of the vocabulary."""
        if vocabulary is None:
            vocabulary = definition.flag("vocab", default=True)
        own = definition.texts("exceptions")
        return cls.made((*own, *settings.accepted) if vocabulary else own)

    @classmethod
    def made(cls, terms: tuple[str, ...]) -> ValeExceptions:
        patterns = sorted((term for term in terms if not is_phrase(term)), key=len, reverse=True)
        phrases = [term for term in terms if " " in term or "\t" in term or r"\s" in term]
        if phrases:
            compiled_go(WORD % "|".join(phrases), ignore_case=True, key="exceptions")
        return cls(
            frozenset(filter(is_phrase, terms)),
            compiled_go(WORD % "|".join(map(_own_case, patterns)), key="exceptions") if patterns else None,
            WORD % "|".join(phrases) if phrases else "",
        )

    def leave(self, match: str, text: str, span: Span, *, to_the_letter: bool = False) -> bool:
        """Whether a match is left alone; ``span`` is where it stands in ``text``.

        Phrases hold in any capitals, unless the match is to be read ``to_the_letter``.
        """
        if holds_term(match, self.plain):
            return True
        if self.within is not None and self.within.search(match) is not None:
            return True
        if not self.phrases:
            return False
        phrases = compiled_go(self.phrases, ignore_case=not to_the_letter, key="exceptions")
        return phrases.covers(text, *span)


def holds_term(text: str, terms: frozenset[str]) -> bool:
    """Whether a text holds one of ``terms`` as a word or several: looked up, however many terms there are."""
    if not terms:
        return False
    edges = [found.start() for found in _EDGE.finditer(text)][:_MOST_EDGES]
    return any(text[one:other] in terms for one in edges for other in edges if one < other)


def is_phrase(term: str) -> bool:
    """Whether a term is plain words rather than a pattern."""
    return all(character.isalpha() or character.isdigit() or character in " -" for character in term)


def _own_case(term: str) -> str:
    """The term with its own `(?i)` for itself alone."""
    return f"(?i:{term[4:]})" if term.startswith("(?i)") else term


def template(settings: ValeSettings, *, nonword: bool) -> str:
    """What goes around the patterns of a rule."""
    return NONWORD if nonword else settings.word_template or WORD
