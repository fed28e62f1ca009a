"""Patterns without a literal: a rule that has one must be tried on every text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.rules.matching.finder import with_lists
from proselint_t.text.errors import RuleError
from proselint_t.text.inputs import read_text
from proselint_t.text.literals import literals_of
from proselint_t.yaml.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.rules.rule import Rule
    from proselint_t.yaml.nodes import Node


_KEYS = ("raw", "tokens", "swap", "phrases", "forms", "noun", "token", "either", "first", "second")
"""Keys of rule files, ours and Vale's, that hold patterns."""


class SlowPattern(NamedTuple):
    """A pattern of a rule, and the line of its file on which it stands."""

    rule: str
    path: str
    line: int
    pattern: str


def slow_patterns(rule: Rule) -> list[SlowPattern]:
    """The patterns for which a rule must be tried on every text; none where it needs not be."""
    path = Path(rule.meta.path)
    if _literals_of(rule) or not path.is_file():
        return []
    keys = read_yaml(read_text(path), str(path), RuleError).mapping()
    sections = keys["lists"].mapping() if "lists" in keys else {}
    lists = {name: entry.texts() for name, entry in sections.items()}
    return [
        SlowPattern(rule.meta.id, str(path), line, pattern)
        for key in _KEYS
        if key in keys
        for line, pattern in _patterns(keys[key])
        if not literals_of(with_lists(pattern, lists))
    ]


def _literals_of(rule: Rule) -> tuple[str, ...]:
    """One of these stands in every text with a match; none where that is not known of all its patterns."""
    literals_for = getattr(rule, "literals_for", None)
    if literals_for is not None:
        return tuple(literals_for(rule.meta.settings))
    point = getattr(rule, "point", None)  # of a style of Vale's
    return point.demand.literals if point is not None else ()


def _patterns(node: Node) -> Iterator[tuple[int, str]]:
    """Each pattern of a key with its line: a text, texts in a list, the keys of a mapping."""
    if isinstance(node.value, dict):
        places = node.key_places or {}
        yield from ((places.get(key, (node.line, 0))[0], key) for key in node.value)
    elif isinstance(node.value, list):
        yield from ((item.line, item.value) for item in node.value if isinstance(item.value, str))
    else:
        yield node.line, node.value
