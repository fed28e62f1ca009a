"""Extension point ``sequence``: words in a row, each by its pattern, its part of speech, or both.

The parts of speech come from the spaCy pipeline that a configuration names (``sentences: {pipeline: NAME}``).
The words are those of the Penn Treebank, whose tags Vale's rules are written in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.rules.vale.checks import Alert, Demand
from proselint_t.rules.vale.patterns import NONWORD, compiled_go
from proselint_t.text.errors import Place, RuleError
from proselint_t.text.literals import literals_of
from proselint_t.text.messages import translated
from proselint_t.text.repository import WAY_OUT, is_open
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.rules.matching.patterns import Pattern
    from proselint_t.rules.vale.blocks import TextBlock
    from proselint_t.rules.vale.checks import CheckRun
    from proselint_t.rules.vale.definition import ValeDefinition
    from proselint_t.rules.vale.settings import ValeSettings

_KEYS = frozenset({"pattern", "tag", "skip", "negate"})
_SIGN = r"""\.\.\.|--|[;@#$%&?!\[\](){}<>"]|[:,](?!\d)|\.(?=[\])}>"']*\s*\Z)"""
_CLITIC = r"(?i:n't|'(?:s|m|d|ll|re|ve))\b"
_WORD = re.compile(rf"{_SIGN}|{_CLITIC}|\S+?(?=\s|\Z|{_SIGN}|{_CLITIC}|'(?:\s|\Z))|\S")


class TaggedWord(NamedTuple):
    text: str
    tag: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Token:
    """What a word must be. ``optional`` ones are passed over; the ``first`` ends a search to the left."""

    pattern: Pattern | None
    tag: Pattern | None
    negate: bool = False
    optional: bool = False
    first: bool = False
    skips: bool = False

    def takes(self, word: TaggedWord) -> bool:
        asked = ((self.pattern, word.text), (self.tag, word.tag))
        return all(
            (pattern.search(text) is not None) != self.negate
            for pattern, text in asked
            if pattern is not None
        )


class SequenceOfWords:
    """Sentences in which words stand as ``tokens`` say, from the first to the last of them."""

    def __init__(self, definition: ValeDefinition, settings: ValeSettings) -> None:
        self.pipeline = settings.pipeline
        tokens = [token for entry in _entries(definition) for token in _tokens(entry, definition)]
        anchor = next(
            (at for at, token in enumerate(tokens) if token.pattern and not token.negate), len(tokens)
        )
        if anchor == len(tokens):
            raise definition.problem("tokens", translated("one of them must have a pattern"))
        self.anchor = tokens[anchor]
        self.right = tokens[anchor:]
        # Seen from the right, the first of the words that may be passed over is the last that can be meant.
        self.left = [
            replace(token, optional=not token.first) if token.skips else token
            for token in reversed(tokens[:anchor])
        ]
        pattern = self.anchor.pattern
        self.demand = Demand(literals_of(pattern.text), pattern) if pattern else Demand()
        _check(self.pipeline, definition, tags=any(token.tag for token in tokens))

    def find(self, block: TextBlock, _run: CheckRun) -> Iterator[Alert]:
        words = tagged(block.text, self.pipeline)
        for at, word in enumerate(words):
            if not self.anchor.takes(word):
                continue
            first, last = _walked(self.left, words, at - 1, -1), _walked(self.right, words, at, 1)
            if first is not None and last is not None:
                found = words[first : last + 1]
                span = Span(found[0].span.start, found[-1].span.end)
                yield Alert(span, tuple(word.text for word in found))


def _walked(tokens: Sequence[_Token], words: Sequence[TaggedWord], at: int, step: int) -> int | None:
    """The last word on the way, or ``None`` where a word is not as it must be."""
    last = at - step
    for token in tokens:
        if not 0 <= at < len(words):
            return None
        last, takes = at, token.takes(words[at])
        if not takes and not token.optional:
            return None
        if takes and token.optional:
            return last
        at += step
    return last


def _entries(definition: ValeDefinition) -> list[dict[str, Any]]:
    entries = definition.keys.get("tokens") or []
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and set(entry) <= _KEYS for entry in entries
    ):
        raise definition.problem("tokens", translated("expected a list of %s", ", ".join(sorted(_KEYS))))
    return entries


def _tokens(entry: dict[str, Any], definition: ValeDefinition) -> Iterator[_Token]:
    """A token and, in front of it, as many that may be passed over as it says."""
    ignore_case = definition.flag("ignorecase")
    pattern, tag = str(entry.get("pattern") or ""), str(entry.get("tag") or "")
    token = _Token(
        compiled_go(NONWORD % pattern, ignore_case=ignore_case, key="tokens") if pattern else None,
        compiled_go(tag, key="tokens") if tag else None,
        str(entry.get("negate")).lower() == "true",
    )
    try:
        skip = int(entry.get("skip") or 0)
    except ValueError:
        raise definition.problem(
            "tokens", translated("skip: expected a number, found «%s»", entry["skip"])
        ) from None
    for number in range(skip):
        yield replace(token, optional=True, skips=True, first=number == 0)
    if pattern or tag:
        yield replace(token, skips=skip > 0)


def _check(pipeline: str, definition: ValeDefinition, *, tags: bool) -> None:
    """Raise :class:`RuleError` where parts of speech are asked for and nothing tells them."""
    if not tags:
        return
    if not pipeline:
        problem = definition.problem("extends", translated("it needs a tagger of words"))
        raise RuleError(
            problem.problem, problem.place, hint=translated("sentences: {pipeline: NAME} with one of spaCy's")
        )
    if not all(word.tag for word in tagged("a word", pipeline)):
        raise definition.problem(
            "extends", translated("the spaCy pipeline «%s» does not tag words", pipeline)
        )


@lru_cache(maxsize=1024)
def tagged(text: str, pipeline: str) -> tuple[TaggedWord, ...]:
    """The words of a sentence with their tags (empty without a pipeline) and places."""
    spans = [Span(*match.span()) for match in _WORD.finditer(text)]
    words = [text[slice(*span)] for span in spans]
    tags = _tags(words, pipeline) if pipeline else [""] * len(words)
    return tuple(map(TaggedWord, words, tags, spans))


def _tags(words: list[str], pipeline: str) -> list[str]:
    from spacy.tokens import Doc  # noqa: PLC0415 - half a second, only where a rule asks for it

    nlp = _loaded(pipeline)
    return [token.tag_ for token in nlp(Doc(nlp.vocab, words=words))]


@cache
def _loaded(pipeline: str) -> Any:
    """A pipeline without what no tagger needs. Raises :class:`RuleError` when it is not installed."""
    import spacy  # noqa: PLC0415

    if not (spacy.util.is_package(pipeline) or is_open()):  # what comes with the documents is not to be run
        problem = translated("no spaCy pipeline «%s» is installed", pipeline)
        raise RuleError(
            problem, Place(key="extends"), hint=translated("it is a folder: %s", translated(WAY_OUT))
        )
    try:
        return spacy.load(pipeline, exclude=["parser", "senter", "ner", "lemmatizer"])
    except (OSError, ValueError, ImportError) as error:
        said = str(error).splitlines()[0]
        raise RuleError(
            translated("no spaCy pipeline «%s»: %s", pipeline, said), Place(key="extends")
        ) from None
