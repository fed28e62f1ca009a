"""A definition → a rule that runs, and the rules that are built into Vale."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from proselint_t.rules.rule import RuleMeta, Severity
from proselint_t.rules.vale.checks import ValeRule
from proselint_t.rules.vale.definition import Action, Definition, read_definition
from proselint_t.text.errors import Place, RuleError
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.rules.vale.settings import ValeSettings
    from proselint_t.yaml.nodes import Node

BUILT_IN = ("Vale.Spelling", "Vale.Repetition", "Vale.Terms", "Vale.Avoid")
"""The rules of the style ``Vale``."""

_POINTS = {
    "existence": "points:Existence",
    "substitution": "points:Substitution",
    "occurrence": "points:Occurrence",
    "repetition": "points:Repetition",
    "consistency": "points:Consistency",
    "conditional": "points:Conditional",
    "capitalization": "capitalization:Capitalization",
    "metric": "metrics:Metric",
    "readability": "metrics:Readability",
    "spelling": "spelling:Spelling",
    "sequence": "sequence:SequenceOfWords",
}
"""Extension point → module and class."""
_SCOPES = {"metric": "summary", "readability": "summary", "sequence": "sentence"}
"""What rules of an extension point read, whatever their ``scope`` says."""


def vale_rule(root: Node, rule: str, settings: ValeSettings) -> ValeRule:
    """A rule from its file. Raises :class:`RuleError` with file, line and the reason why it cannot run."""
    definition = read_definition(root, rule)
    if definition.extends not in _POINTS:
        raise root.at("extends").problem(translated("its Tengo script is not run"))
    try:
        return _built(definition, settings)
    except RuleError as error:
        node = root.at(error.place.key)
        key = error.place.key if error.place.path is None else None
        place = (
            Place(root.file.path, node.line, node.column, key) if error.place.path is None else error.place
        )
        raise RuleError(error.problem, place, hint=error.hint) from None


def _built(definition: Definition, settings: ValeSettings, point_class: str | None = None) -> ValeRule:
    module, _, name = (point_class or _POINTS[definition.extends]).partition(":")
    point = getattr(import_module(f"proselint_t.rules.vale.{module}"), name)
    if scope := _SCOPES.get(definition.extends):
        definition = replace(definition, meta=definition.meta._replace(scope=(scope,)))
    return ValeRule(definition, point(definition, settings), settings)


def built_in_rules(settings: ValeSettings) -> Iterator[str]:
    """The ids of the rules that Vale has without any style, for these settings."""
    yield from BUILT_IN[:2]
    if settings.accepted:
        yield "Vale.Terms"
    if settings.rejected:
        yield "Vale.Avoid"


def built_in_rule(rule: str, settings: ValeSettings) -> ValeRule:
    """One of :data:`BUILT_IN`. Raises :class:`RuleError` where a vocabulary has a bad pattern."""
    extends, message, keys, action = _BUILT_IN[rule]
    keys = dict(keys)
    if rule == "Vale.Terms":
        keys["swap"] = {term.lower(): term for term in settings.accepted}
    elif rule == "Vale.Avoid":
        keys["tokens"] = list(settings.rejected)
    meta = RuleMeta(
        id=rule, kind=extends, message=message, severity=Severity.ERROR, scope=("text",), vale=True
    )
    definition = Definition(meta, extends, keys, action)
    try:
        return _built(definition, settings, "points:Terms" if rule == "Vale.Terms" else None)
    except RuleError as error:
        raise RuleError(f"{rule}: {error.problem}", error.place, hint=error.hint) from None


_BUILT_IN: dict[str, tuple[str, str, dict[str, Any], Action]] = {
    "Vale.Spelling": (
        "spelling",
        "Did you really mean '%s'?",
        {},
        Action("suggest", ("spellings",)),
    ),
    "Vale.Repetition": (
        "repetition",
        "'%s' is repeated!",
        {"tokens": [r"[^\s.!?]+"], "alpha": True, "ignorecase": True},
        Action("edit", ("truncate", " ")),
    ),
    "Vale.Terms": (
        "substitution",
        "Use '%s' instead of '%s'.",
        {"ignorecase": True, "vocab": False},
        Action(),
    ),
    "Vale.Avoid": ("existence", "Avoid using '%s'.", {}, Action()),
}
