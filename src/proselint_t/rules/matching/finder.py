"""Finder: a pattern of a rule, with its conditions, held against what the rule may see.

Owns the word boundaries, the cheap test before a pattern runs, and the conditions on the text around a
match. It must not know what a kind makes of a match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.document import Document
from proselint_t.rules.matching.patterns import compile_pattern
from proselint_t.rules.matching.scope import excerpts, is_raw, speaks
from proselint_t.rules.rule import Field, FieldType
from proselint_t.text.literals import literals_of
from proselint_t.text.marks import CLOSING_QUOTES, SENTENCE_ENDS
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import regex

    from proselint_t.document import Segment
    from proselint_t.rules.matching.patterns import Pattern
    from proselint_t.rules.matching.scope import Excerpt
    from proselint_t.rules.rule import BaseRule, RuleMeta, Violation

_AROUND = 300
"""How many characters before and after a match its conditions may read."""
_SENTENCE_BREAK = compile_pattern(rf"[{SENTENCE_ENDS}][)\]{CLOSING_QUOTES}]*\s+(?=[\"'«“(]*\p{{Lu}})")
_SPACE = pattern(r"\s+")
_BRACE = pattern(r"(?<!\\)(?<!\\[pPxuNgk])\{(?!\d+(?:,\d*)?\}|,\d+\})")

CONDITIONS = (
    Field("unless_before", FieldType.TEXTS, "Patterns of the text that stands directly before a match.", ()),
    Field("unless_after", FieldType.TEXTS, "Patterns of the text that stands directly behind a match.", ()),
    Field("unless_near", FieldType.TEXTS, "Patterns of the sentence that holds the match.", ()),
    Field("lists", FieldType.SECTIONS, r"Lists of words; `\L<name>` in a pattern is any of them.", {}),
)
"""What a rule file may say of the text around a match. A match is left alone when any of them is found."""

DEMANDS = (
    Field("demands", FieldType.TEXTS, "Patterns that count where the setting `imperatives` is on.", ()),
    Field("demands_message", FieldType.SAID, "What is said of a match of `demands`.", ""),
)
"""What a rule about work that is put on the reader may say of imperatives: in a guide they are at home."""


class Hit(NamedTuple):
    """A match in its place; ``span`` is in offsets of the segment's prose."""

    excerpt: Excerpt
    match: regex.Match[str]

    @property
    def segment(self) -> Segment:
        return self.excerpt.segment

    @property
    def span(self) -> Span:
        return Span(*self.match.span()).shifted(self.excerpt.offset)

    @property
    def text(self) -> str:
        return self.match.group()

    @property
    def shown(self) -> str:
        """The match as a message names it: on one line, white space folded."""
        return _SPACE.sub(" ", self.text)

    @property
    def before(self) -> str:
        """The text before the match, back to the end of another sentence (told from marks alone)."""
        start = self.match.start()
        text = self.excerpt.text[max(0, start - _AROUND) : start]
        ends = [
            found.end() for found in _SENTENCE_BREAK.find_all(text + self.text) if found.end() <= len(text)
        ]
        return text[ends[-1] :] if ends else text

    @property
    def after(self) -> str:
        """The text behind the match, up to the end of the sentence (told from marks alone)."""
        end = self.match.end()
        text = self.excerpt.text[end : end + _AROUND]
        found = _SENTENCE_BREAK.search(text)
        return text[: found.start() + 1] if found else text


class Finder:
    """One pattern of a rule with the conditions of its rule file.

    ``options`` are those of the kind: ``ignorecase`` and :data:`CONDITIONS` count where they are given.
    Raises :class:`proselint_t.text.errors.RuleError` naming ``key`` when the pattern does not compile.
    """

    def __init__(self, meta: RuleMeta, pattern: str, options: Mapping[str, Any], *, key: str) -> None:
        pattern = with_lists(pattern, options.get("lists") or {})
        self.meta = meta
        self.pattern = compile_pattern(pattern, ignore_case=bool(options.get("ignorecase")), key=key)
        self.literals = literals_of(pattern)
        """One of them, in small letters, stands in every text that matches; empty where that is not known."""
        self._is_raw = is_raw(meta.scope)
        self._before = _condition(options, "unless_before", before="(?r)", behind=r"\Z")
        self._after = _condition(options, "unless_after", before=r"\A")
        self._near = _condition(options, "unless_near")

    def hits(self, unit: Segment | Document) -> Iterator[Hit]:
        """Matches in order that are not empty, in the rule's language and not ruled out by a condition."""
        for excerpt in self.excerpts(unit):
            for batch in self.pattern.in_batches(excerpt.text):
                yield from self.accepted(excerpt, (match for match in batch if match.group()))

    def excerpts(self, unit: Segment | Document) -> Iterator[Excerpt]:
        """What may hold a match; of a source what is hidden is not asked where nothing can match at all."""
        if self._is_raw and isinstance(unit, Document) and not self._may_match(unit.source.text):
            return iter(())
        return (excerpt for excerpt in excerpts(unit, self.meta) if self._may_match(excerpt.text))

    def accepted(self, excerpt: Excerpt, matches: Iterable[regex.Match[str]]) -> Iterator[Hit]:
        """Of matches of one excerpt those in the rule's language that no condition rules out."""
        for match in matches:
            hit = Hit(excerpt, match)
            if not self._ruled_out(hit) and speaks(hit.segment, hit.span.start, self.meta):
                yield hit

    def _may_match(self, text: str) -> bool:
        if not self.literals:
            return bool(text)
        lowered = text.lower()
        return any(literal in lowered for literal in self.literals)

    def _ruled_out(self, hit: Hit) -> bool:
        # The text around a match is cut out only for a rule that asks about it: most rules do not.
        return bool(
            (self._before and self._before.search(hit.before))
            or (self._after and self._after.search(hit.after))
            or (self._near and self._near.search(hit.before + hit.text + hit.after))
        )


class Demands:
    """The ``demands`` of a rule, under its conditions; quiet where ``imperatives`` is not switched on."""

    def __init__(self, rule: BaseRule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._message: str = options["demands_message"]
        pattern = any_of_words(options["demands"], nonword=True)
        self._finder = Finder(rule.meta, pattern, options, key="demands") if options["demands"] else None

    def with_literals(self, literals: tuple[str, ...], settings: Mapping[str, Any]) -> tuple[str, ...]:
        """Literals of a rule with those of its demands; none where either may match without any."""
        if self._finder is None or not _is_demanding(settings):
            return literals
        return (*literals, *self._finder.literals) if literals and self._finder.literals else ()

    def violations(self, unit: Segment | Document, settings: Mapping[str, Any]) -> Iterator[Violation]:
        if self._finder and _is_demanding(settings):
            for hit in self._finder.hits(unit):
                yield self._rule.violation_in(
                    hit.segment, hit.span, words=(hit.shown,), message=self._message
                )


def _is_demanding(settings: Mapping[str, Any]) -> bool:
    return settings.get("imperatives") is True


class Exceptions:
    """The ``exceptions`` of a rule: a match that holds one of them as a word is left alone.

    So is a match inside an exception of several words, wherever that stands in the text.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        ordered = sorted(terms, key=len, reverse=True)
        phrases = [term for term in ordered if " " in term or r"\s" in term]
        self._words = compile_pattern(portable(any_of_words(ordered)), key="exceptions") if ordered else None
        self._phrases = (
            compile_pattern(portable(any_of_words(phrases)), ignore_case=True, key="exceptions")
            if phrases
            else None
        )

    def __contains__(self, hit: Hit) -> bool:
        if self._words and self._words.search(hit.text.strip()):
            return True
        return self._phrases is not None and self._phrases.covers(hit.excerpt.text, *hit.match.span())


def any_of_words(patterns: Iterable[str], *, nonword: bool = False, signs: bool = False) -> str:
    """One pattern for any of several, between word boundaries unless ``nonword``.

    With ``signs`` one that ends with a sign, a parenthesis, may stand before white space, where Vale sees no
    boundary.
    """
    joined = "|".join(pattern for pattern in patterns if pattern.strip())
    behind = r"(?:\b|(?<!\w))" if signs else r"\b"
    return f"(?:{joined})" if nonword else rf"\b(?:{joined}){behind}"


def with_lists(pattern: str, lists: Mapping[str, Iterable[str]]) -> str:
    r"""The pattern with each ``\L<name>`` replaced by the words of that list.

    They may be patterns; a space in them is any white space, so that a line break may stand there.
    """
    for name, entries in lists.items():
        if (placeholder := rf"\L<{name}>") in pattern:
            joined = "|".join(entry.replace(" ", r"\s+") for entry in entries)
            pattern = pattern.replace(placeholder, f"(?:{joined})")
    return portable(pattern)


def portable(pattern: str) -> str:
    """The pattern with braces that are no quantifier escaped: to `regex` they are fuzzy matching."""
    return _BRACE.sub(r"\\{", pattern) if "{" in pattern else pattern


def _condition(options: Mapping[str, Any], key: str, before: str = "", behind: str = "") -> Pattern | None:
    patterns = options.get(key) or ()
    if not patterns:
        return None
    # `(?r)` searches from the end, where the pattern is anchored: without it every start would be tried.
    joined = "|".join(with_lists(pattern, options.get("lists") or {}) for pattern in patterns)
    return compile_pattern(f"{before}(?:{joined}){behind}", ignore_case=True, key=key)
