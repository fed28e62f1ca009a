"""Substitutes: what may be written for a pattern.

Owns the words of Vale for that: actions, `|` between alternatives, `$1` for a group, a pattern as a value.
It must not know violations or fixes.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from proselint_t.rules.matching.finder import with_lists
from proselint_t.rules.matching.patterns import compile_pattern
from proselint_t.rules.rule import Severity
from proselint_t.text.edits import Applicability
from proselint_t.text.errors import Place, RuleError
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from proselint_t.rules.matching.finder import Hit
    from proselint_t.rules.matching.patterns import Pattern

_BAR = pattern(r"(?<!\\)\|")
_GROUP = pattern(r"\$(\d+)")
_NO_PATTERN = pattern(r"[^\\^$*+?{}\[\]|()]*")
_OPENING = pattern(
    r"(?P<kept>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?!P?<\w))|\((?:\?P?<(?P<name>\w+)>)?", re.DOTALL
)
_CALL = pattern(r"\(\?P=(\w+)\)")
KEYS = frozenset({"with", "alternatives", "fix", "severity"})
"""What an entry may say when it is more than a text."""
_Name = TypeVar("_Name", bound=StrEnum)
_OPTIONAL = pattern(r"(.)\?")


class Substitute(NamedTuple):
    """What an entry of ``swap`` has written, the preferred text first.

    ``value`` is as it stands in the file, ``texts`` are its alternatives.
    ``literal``: the value is text to write; otherwise a pattern of what is right, which cannot be written.
    """

    value: str
    texts: tuple[str, ...]
    literal: bool
    grouped: Pattern | None = None
    fix: Applicability | None = None
    severity: Severity | None = None
    recase: bool = False
    capitalize: bool = False

    @classmethod
    def read(
        cls, key: str, value: str | Mapping[str, Any], options: Mapping[str, Any], *, literal: bool
    ) -> Substitute:
        """An entry of ``swap``: a text, or a mapping with the keys of ``swap_keys``."""
        more: Mapping[str, Any] = {"with": value} if isinstance(value, str) else value
        if unknown := sorted(more.keys() - KEYS):
            raise RuleError(translated("an entry of swap has no key «%s»", unknown[0]), Place(key="swap"))
        text: str = more["with"]
        texts = (*alternatives(text), *(more.get("alternatives") or ()))
        source = with_lists(key, options.get("lists") or {})
        return cls(
            text,
            texts,
            literal or not isinstance(value, str) or _is_plain(text) or not _is_pattern(text),
            compile_pattern(source, ignore_case=options["ignorecase"], key="swap")
            if _GROUP.search(text)
            else None,
            _one_of(Applicability, more.get("fix")),
            _one_of(Severity, more.get("severity")),
            recase=options["matchcase"],
            capitalize=options["capitalize"],
        )

    def texts_for(self, hit: Hit) -> tuple[str, ...]:
        """What may be written for a match: groups filled in, capitals taken over."""
        texts = self.texts
        if self.grouped and (match := self.grouped.match(hit.excerpt.text, hit.match.start())):
            texts = tuple(_GROUP.sub(lambda group: match[int(group[1])] or "", text) for text in texts)
        if self.recase:
            return tuple(recased(text, hit.text) for text in texts)
        if self.capitalize and hit.text[:1].isupper():
            return tuple(text[:1].upper() + text[1:] for text in texts)
        return texts

    def accepts(self, observed: str, texts: Sequence[str]) -> bool:
        """Whether the match is already right."""
        if self.literal:
            return observed in texts
        pattern = compile_pattern(f"(?:{self.value})", key="swap")
        return pattern.fullmatch(observed) is not None

    def shown(self, observed: str, texts: Sequence[str]) -> str:
        """The right form as a message names it: never a pattern where a spelling can be told."""
        if self.literal:
            return texts[0] if len(texts) == 1 else "|".join(texts)
        same = (spelling for spelling in spellings(self.value) if spelling.lower() == observed.lower())
        return next(same, self.value)


def _one_of(names: type[_Name], value: str | None) -> _Name | None:
    if value is None or value in tuple(names):
        return names(value) if value else None
    raise RuleError(translated("«%s» is none of %s", value, ", ".join(names)), Place(key="swap"))


def action_of(options: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Name and parameters of Vale's ``action``; an empty name where there is none."""
    action = options["action"] or {}
    if not isinstance(action, dict) or not isinstance(action.get("params") or [], list):
        raise RuleError(translated("an action has a name and a list of params"), Place(key="action"))
    return str(action.get("name", "")), tuple(map(str, action.get("params") or ()))


def alternatives(value: str) -> tuple[str, ...]:
    r"""The texts of `one|other`; `\|` is a bar, empty ones are left out."""
    return tuple(text.replace(r"\|", "|") for text in _BAR.split(value) if text)


def spellings(pattern: str) -> list[str]:
    """All that a pattern with optional letters alone can match: `OAuth2?` is `OAuth2` or `OAuth`."""
    if not _is_plain(_OPTIONAL.sub(r"\1", pattern)):
        return []
    parts = _OPTIONAL.split(pattern)
    return ["".join(choice) for choice in product(*((p, "") if i % 2 else (p,) for i, p in enumerate(parts)))]


def ungrouped(pattern: str) -> str:
    """The pattern without capturing groups, so that it can be numbered among others.

    A named group that is called behind, `(?P=name)`, stays.
    """
    called = set(_CALL.findall(pattern))
    return _OPENING.sub(lambda match: match["kept"] or _group(match, called), pattern)


def _group(opening: re.Match[str], called: set[str]) -> str:
    return opening.group() if opening["name"] in called else "(?:"


def _is_pattern(text: str) -> bool:
    """Whether a value can be a pattern: `bar (baz` is a text."""
    try:
        _ = compile_pattern(f"(?:{text})").compiled
    except RuleError:
        return False
    return True


def recased(text: str, model: str) -> str:
    """``text`` in the capitals of ``model``: `WEB SITE` and `Web site` keep theirs."""
    if model.isupper() and sum(map(str.isalpha, model)) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def listed(texts: Sequence[str]) -> str:
    """`'one', 'two', or 'three'`."""
    quoted = [f"'{text}'" for text in texts]
    if len(quoted) < 3:
        return " or ".join(quoted)
    return ", ".join(quoted[:-1]) + f", or {quoted[-1]}"


def _is_plain(text: str) -> bool:
    """Whether a value is text, bars and groups aside, not a pattern of what is right."""
    return _NO_PATTERN.fullmatch(_GROUP.sub("", text).replace(r"\|", "").replace("|", "")) is not None
