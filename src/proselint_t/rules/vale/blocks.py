"""Blocks of text: what rules see at once, which a rule reads, what comments silence, where sentences end.

Of Vale's selectors each part must be one of the block's scope. Sentences are those of a light splitter for
English, close to Punkt's: Vale's styles were written against it, our rules against ``document.sentences``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from proselint_t.language.word_lists import words
from proselint_t.rules.rule import style_of
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from proselint_t.text.prose import Prose

OFF = "vale off"
_MATCHES = re.compile(r"vale (.+\..+)(\[.+\]) = (YES|NO)")
_RULE = re.compile(r"vale (.+\..+|[^.]+) = (YES|NO|on|off)")
_STYLES = re.compile(r"vale styles? = (.*)")
_CANDIDATE = re.compile(r"(?P<mark>[.!?]+|…)(?P<closing>[\"'’”)\]*_]*)(?P<gap>\s+|\Z)|(?P<wide>[。！？])")
_ABBREVIATIONS = words("vale-en", "abbreviations")
_ENDS_TOO = words("vale-en", "ends-too")
"""Abbreviations that may stand last in a sentence."""
_WORD = re.compile(r"\S+\Z")
_CAPITALIZED = re.compile(r"[A-Z]\w*\s\Z")
_INITIALS = re.compile(r"(?:\w\.)+\w|\w")
_STARTERS = words("vale-en", "starters")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A stretch of text that rules see at once.

    ``scope`` holds the parts of its name (``text``, ``heading``, ``h2``, ``md``), behind that of a cut;
    ``comments`` is what comments silence at its end.
    """

    scope: tuple[str, ...]
    prose: Prose
    comments: Comments

    @property
    def parent(self) -> tuple[str, ...]:
        """The scope without the cut into sentences and paragraphs."""
        return self.scope[1:] if self.scope[0] in {"sentence", "paragraph"} else self.scope

    @property
    def text(self) -> str:
        return self.prose.text


@dataclass(frozen=True, slots=True)
class _Part:
    names: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class ValeScope:
    """Alternatives of parts joined by `&`."""

    options: tuple[tuple[_Part, ...], ...]

    @classmethod
    def read(cls, selectors: tuple[str, ...]) -> ValeScope:
        return cls(tuple(tuple(map(_part, selector.split("&"))) for selector in selectors))

    def takes(self, block: TextBlock) -> bool:
        """Whether the rule reads a block."""
        return any(all(_takes(part, block) for part in option) for option in self.options)

    @property
    def is_raw(self) -> bool:
        """Whether it takes the source as it is written, and no block that is read in it."""
        return all(
            any("raw" in part.names and not part.negated for part in option) for option in self.options
        )

    def names(self, name: str) -> bool:
        """Whether any selector says a name."""
        return any(name in part.names for option in self.options for part in option)


def _part(text: str) -> _Part:
    text = text.strip()
    names = frozenset(name.strip() for name in text.removeprefix("~").split("."))
    return _Part(names, text.startswith("~"))


def _takes(part: _Part, block: TextBlock) -> bool:
    if not part.negated:
        return part.names <= set(block.scope)
    if part.names <= set(block.parent):
        return False
    return not {"raw", "summary"} & set(block.scope)


@dataclass(frozen=True, slots=True)
class Comments:
    """What comments silence at a place, such as `<!-- vale Style.Rule = NO -->`.

    It is everything (``off``), or styles, rules and ``Rule[match]`` by name.
    """

    off: bool = False
    silenced: frozenset[str] = frozenset()
    styles: tuple[str, ...] = ()

    def after(self, comment: str) -> Comments:
        """The state behind a comment; one that is none of Vale's changes nothing."""
        if comment in {OFF, "vale on"}:
            return replace(self, off=comment == OFF)
        if match := _MATCHES.fullmatch(comment):
            names = _names(match[1], match[2])
            return self._with(names, silent=match[3] == "NO")
        if match := _RULE.fullmatch(comment):
            return self._with({match[1]}, silent=match[2] in {"NO", "off"})
        if match := _STYLES.fullmatch(comment):
            kept = set(match[1].split(", "))
            return replace(self, silenced=(self.silenced | set(self.styles)) - kept)
        return self

    def _with(self, names: set[str], *, silent: bool) -> Comments:
        return replace(self, silenced=self.silenced | names if silent else self.silenced - names)

    def reset(self) -> Comments:
        """The state for what reads the whole document at once: only `off` holds."""
        return replace(self, silenced=frozenset())

    def silence(self, rule: str, match: str | None = None) -> bool:
        """Whether a rule is silenced here, or one match of it."""
        if match is not None:
            return f"{rule}[{match}]" in self.silenced
        return self.off or rule in self.silenced or style_of(rule) in self.silenced


def _names(rule: str, matches: str) -> set[str]:
    try:
        found = json.loads(matches)
    except json.JSONDecodeError:
        return set()
    return {f"{rule}[{match}]" for match in found if isinstance(match, str)}


@lru_cache(maxsize=256)
def vale_sentences(text: str) -> tuple[Span, ...]:
    """The sentences without the white space around them."""
    spans: list[Span] = []
    start = 0
    for match in _CANDIDATE.finditer(text):
        end = match.end() if match["wide"] else match.end("closing")
        if match["wide"] or _ends(text, start, match):
            _add(text, start, end, spans)
            start = end
    _add(text, start, len(text), spans)
    return tuple(spans)


def _add(text: str, start: int, end: int, spans: list[Span]) -> None:
    inner = text[start:end]
    if inner.strip():
        first = start + len(inner) - len(inner.lstrip())
        spans.append(Span(first, start + len(inner.rstrip())))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 40].lstrip("\"'“‘([*_")
    if following[:1].islower():
        return False
    if match["mark"] != ".":
        return True
    if text[match.start() - 1 : match.start()].isspace():
        return text.endswith(". . . ", start, match.start())  # the full stop behind a spaced ellipsis
    return _full_stop(text[start : match.start()], following, match["gap"])


def _full_stop(before: str, following: str, gap: str) -> bool:
    """Whether the full stop behind a text ends its sentence, not an abbreviation or the number of a list."""
    word = _last_word(before)
    lowered = word.lower()
    if lowered in _ABBREVIATIONS and lowered not in _ENDS_TOO:
        return "\n\n" in gap
    if word == "I":
        return not _CAPITALIZED.search(before[:-1])
    if (_INITIALS.fullmatch(word) and (len(word) > 1 or word.isupper())) or lowered in _ENDS_TOO:
        found = re.match(r"\w+", following)
        return found is not None and found[0].lower() in _STARTERS
    return not (word.isdigit() and before.strip() == word)


def _last_word(text: str) -> str:
    found = _WORD.search(text[-40:])
    return found[0].lstrip("\"'“‘([*_") if found else ""
