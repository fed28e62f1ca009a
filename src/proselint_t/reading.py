"""Reading: patterns held against what a rule may see of a segment, a sentence or the raw source.

Owns the word boundaries, the cheap test before a pattern runs, and the conditions on the text around a
match. It must not know what a kind makes of a match.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proselint_t.document import Block, BlockKind, Document, Segment
from proselint_t.document.model import SegmentText
from proselint_t.literals import literals_of
from proselint_t.patterns import TIME_LIMIT, compile_pattern, find_all
from proselint_t.prose import Prose
from proselint_t.rule import Field, FieldType, Reach
from proselint_t.scope import in_scope, may_speak, speaks, view
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import regex

    from proselint_t.rule import RuleMeta

_AROUND = 300
"""How many characters before and after a match its conditions may read."""
_SENTENCE_BREAK = compile_pattern(r"[.!?…][)\]»”\"'’]*\s+(?=[\"'«“(]*\p{Lu})")
_SPACE = compile_pattern(r"\s+")
_BRACE = compile_pattern(r"(?<!\\|\\[pPxuNgk])\{(?!\d+(?:,\d*)?\}|,\d+\})")

CONDITIONS = (
    Field("unless_before", FieldType.TEXTS, "Patterns of the text that stands directly before a match.", ()),
    Field("unless_after", FieldType.TEXTS, "Patterns of the text that stands directly behind a match.", ()),
    Field("unless_near", FieldType.TEXTS, "Patterns of the sentence that holds the match.", ()),
    Field("lists", FieldType.SECTIONS, r"Lists of words; `\L<name>` in a pattern is any of them.", {}),
)
"""What a rule file may say of the text around a match. A match is left alone when any of them is found."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a pattern sees at once: ``text`` begins at ``offset`` in the prose of ``segment``."""

    segment: Segment
    text: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A match in its place; ``span`` is in offsets of the segment's prose."""

    stretch: Stretch
    match: regex.Match[str]

    @property
    def segment(self) -> Segment:
        return self.stretch.segment

    @property
    def span(self) -> Span:
        return Span(*self.match.span()).shifted(self.stretch.offset)

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
        text = self.stretch.text[max(0, start - _AROUND) : start]
        ends = [
            found.end() for found in find_all(_SENTENCE_BREAK, text + self.text) if found.end() <= len(text)
        ]
        return text[ends[-1] :] if ends else text

    @property
    def after(self) -> str:
        """The text behind the match, up to the end of the sentence (told from marks alone)."""
        end = self.match.end()
        text = self.stretch.text[end : end + _AROUND]
        found = _SENTENCE_BREAK.search(text)
        return text[: found.start() + 1] if found else text


def reach_of(meta: RuleMeta, *, whole: bool = False) -> Reach:
    """Rules with ``scope: raw`` read the source of the whole document at once; ``whole`` asks for it too."""
    return Reach.DOCUMENT if whole or "raw" in meta.scope else Reach.SEGMENT


def stretches(unit: Segment | Document, meta: RuleMeta) -> Iterator[Stretch]:
    """What a rule reads of a unit, as its scope says: the source, the sentences, or all of a segment.

    As in Vale, ``sentence`` means those of paragraphs: headings, lists and tables have scopes of their own.
    """
    if isinstance(unit, Segment):
        yield from _stretches(unit, meta)
    elif "raw" in meta.scope:
        yield Stretch(_raw_segment(unit), unit.source.text)
    else:
        for segment in unit.segments:
            if in_scope(segment, meta.scope):
                yield from _stretches(segment, meta)


def _stretches(segment: Segment, meta: RuleMeta) -> Iterator[Stretch]:
    if not may_speak(segment, meta):
        return
    text = view(segment, meta)
    others = tuple(selector for selector in meta.scope if not selector.startswith("sentence"))
    if others == meta.scope or (others and in_scope(segment, others)):
        yield Stretch(segment, text)
    elif segment.is_running_text and in_scope(segment, ("~list",)):
        for sentence in segment.sentences:
            yield Stretch(segment, text[slice(*sentence.span)], sentence.span.start)


def _raw_segment(document: Document) -> Segment:
    """The source as if it were one paragraph without markup, for rules that ask for the raw text."""
    text = document.source.text
    block = Block(BlockKind.PARAGRAPH, (), 0, document.source.line_count)
    return Segment(SegmentText(block, Prose(text)), lambda masked: [len(masked)], None)


class Finder:
    """One pattern of a rule with the conditions of its rule file.

    ``options`` are those of the kind: ``ignorecase`` and :data:`CONDITIONS` count where they are given.
    Raises :class:`proselint_t.errors.RuleError` naming ``key`` when the pattern does not compile.
    """

    def __init__(self, meta: RuleMeta, pattern: str, options: Mapping[str, Any], *, key: str) -> None:
        pattern = portable(with_lists(pattern, options.get("lists") or {}))
        self.meta = meta
        self.pattern = compile_pattern(pattern, ignore_case=bool(options.get("ignorecase")), key=key)
        self._literals = literals_of(pattern)
        self._before = _condition(options, "unless_before", behind=r"\Z")
        self._after = _condition(options, "unless_after", before=r"\A")
        self._near = _condition(options, "unless_near")

    def hits(self, unit: Segment | Document) -> Iterator[Hit]:
        """Matches in order, in the rule's language and not ruled out by a condition."""
        for stretch in stretches(unit, self.meta):
            if not self._may_match(stretch.text):
                continue
            for match in find_all(self.pattern, stretch.text):
                hit = Hit(stretch, match)
                if (
                    match.group()
                    and not self._ruled_out(hit)
                    and speaks(hit.segment, hit.span.start, self.meta)
                ):
                    yield hit

    def _may_match(self, text: str) -> bool:
        if not self._literals:
            return bool(text)
        lowered = text.lower()
        return any(literal in lowered for literal in self._literals)

    def _ruled_out(self, hit: Hit) -> bool:
        return (
            _found(self._before, hit.before)
            or _found(self._after, hit.after)
            or _found(self._near, hit.before + hit.text + hit.after)
        )


class Exceptions:
    """The ``exceptions`` of a rule: a match that holds one of them as a word is left alone.

    So is a match inside an exception of several words, wherever that stands in the text.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        ordered = sorted(terms, key=len, reverse=True)
        phrases = [term for term in ordered if " " in term or r"\s" in term]
        self._words = compile_pattern(words(ordered), key="exceptions") if ordered else None
        self._phrases = (
            compile_pattern(words(phrases), ignore_case=True, key="exceptions") if phrases else None
        )

    def __contains__(self, hit: Hit) -> bool:
        if self._words and self._words.search(hit.text.strip()):
            return True
        start, end = hit.match.span()
        phrases = find_all(self._phrases, hit.stretch.text) if self._phrases else ()
        return any(phrase.start() <= start and end <= phrase.end() for phrase in phrases)


def words(patterns: Iterable[str], *, nonword: bool = False) -> str:
    """One pattern for any of several, between word boundaries unless ``nonword``."""
    joined = "|".join(pattern for pattern in patterns if pattern.strip())
    return f"(?:{joined})" if nonword else rf"\b(?:{joined})\b"


def with_lists(pattern: str, lists: Mapping[str, Iterable[str]]) -> str:
    r"""The pattern with each ``\L<name>`` replaced by the words of that list.

    They may be patterns; a space in them is any white space, so that a line break may stand there.
    """
    for name, entries in lists.items():
        joined = "|".join(entry.replace(" ", r"\s+") for entry in entries)
        pattern = pattern.replace(rf"\L<{name}>", f"(?:{joined})")
    return pattern


def portable(pattern: str) -> str:
    """The pattern with braces that are no quantifier escaped: to `regex` they are fuzzy matching."""
    return _BRACE.sub(r"\\{", pattern)


def recased(text: str, model: str) -> str:
    """``text`` in the capitals of ``model``: `WEB SITE` and `Web site` keep theirs."""
    if model.isupper() and sum(map(str.isalpha, model)) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def _found(pattern: regex.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.search(text, timeout=TIME_LIMIT) is not None


def _condition(
    options: Mapping[str, Any], key: str, before: str = "", behind: str = ""
) -> regex.Pattern[str] | None:
    patterns = options.get(key) or ()
    if not patterns:
        return None
    joined = "|".join(with_lists(pattern, options.get("lists") or {}) for pattern in patterns)
    return compile_pattern(f"{before}(?:{joined}){behind}", ignore_case=True, key=key)
