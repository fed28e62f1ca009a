"""A rule file of Vale's → a rule that runs: its keys by name, with Vale's leniency about their types.

The rules that are built into Vale have no file, but a definition as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.rules.rule import RuleMeta, Severity
from proselint_t.text.errors import RuleError, nearest
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.rules.vale.checks import ValeRule
    from proselint_t.rules.vale.settings import ValeSettings
    from proselint_t.text.errors import ProselintError
    from proselint_t.yaml.nodes import Node


COMMON = frozenset(
    {"extends", "message", "level", "scope", "link", "limit", "action", "description", "name", "code"}
)


class ExtensionPoint(NamedTuple):
    """What ``extends`` may name: the module and class that find (none where it is not run), and its own keys.

    ``scope`` is what its rules read, whatever theirs says; where it ``mends``, it says itself what may be
    written instead, without an action.
    """

    finds: str
    own: str
    scope: str = ""
    mends: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """The keys that it has beside :data:`COMMON`."""
        return frozenset(self.own.split())


EXTENDS = {
    "existence": ExtensionPoint("points:Existence", "tokens raw append ignorecase nonword exceptions vocab"),
    "substitution": ExtensionPoint(
        "points:Substitution", "swap ignorecase nonword exceptions vocab capitalize pos", mends=True
    ),
    "occurrence": ExtensionPoint("points:Occurrence", "token max min ignorecase"),
    "repetition": ExtensionPoint("points:Repetition", "tokens max alpha ignorecase exceptions vocab"),
    "consistency": ExtensionPoint("points:Consistency", "either nonword ignorecase"),
    "conditional": ExtensionPoint("points:Conditional", "first second exceptions ignorecase vocab"),
    "capitalization": ExtensionPoint(
        "capitalization:Capitalization",
        "match style exceptions indicators threshold vocab prefix",
        mends=True,
    ),
    "metric": ExtensionPoint("metrics:Metric", "formula condition", scope="summary"),
    "readability": ExtensionPoint("metrics:Readability", "metrics grade", scope="summary"),
    "spelling": ExtensionPoint(
        "spelling:Spelling",
        "filters ignore exceptions dictionaries aff dic dicpath threshold custom append vocab",
        mends=True,
    ),
    "sequence": ExtensionPoint("sequence:SequenceOfWords", "tokens ignorecase", scope="sentence"),
    "script": ExtensionPoint("", "script"),
}
KEYS = COMMON.union(*(point.keys for point in EXTENDS.values()))
"""Every key that a rule of Vale's may have."""
_NO_LONGER = frozenset({"code", "link", "strong", "emphasis"})
"""Scopes that Vale has given up."""


@dataclass(frozen=True, slots=True)
class ValeAction:
    """How an editor may mend it. ``params`` are those of Vale's documentation."""

    name: str = ""
    params: tuple[str, ...] = ()

    @property
    def spells(self) -> bool:
        """Whether what it suggests are words of a dictionary."""
        return self.params[:1] == ("spellings",)


@dataclass(frozen=True, slots=True)
class ValeDefinition:
    """What a rule file says. ``keys`` are those of its extension point, ``node`` its root, for errors."""

    meta: RuleMeta
    extends: str
    keys: dict[str, Any]
    action: ValeAction = ValeAction()
    limit: int = 0
    node: Node | None = field(default=None, compare=False)

    def text(self, key: str, default: str = "") -> str:
        value = self.keys.get(key)
        return default if value is None else str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; Vale takes a single one too."""
        value = self.keys.get(key)
        if value is None:
            return ()
        return tuple(map(str, value)) if isinstance(value, list) else (str(value),)

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.keys.get(key)
        return default if value is None else str(value).lower() in {"true", "yes", "on", "1"}

    def number(self, key: str, default: float = 0.0) -> float:
        """Raises at what is no number."""
        value = self.keys.get(key)
        try:
            return default if value is None else float(value)
        except (TypeError, ValueError):
            raise self.problem(key, translated("expected a number, found «%s»", value)) from None

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Keys and values of a mapping, or of a list of mappings, in the order of the file."""
        value = self.keys.get(key) or {}
        mappings = value if isinstance(value, list) else [value]
        if not all(isinstance(one, dict) for one in mappings):
            raise self.problem(key, translated("expected keys and values"))
        return tuple(
            (str(pattern), "" if text is None else str(text))
            for one in mappings
            for pattern, text in one.items()
        )

    def problem(self, key: str, said: str) -> ProselintError:
        """An error at a key of the rule file."""
        if self.node is None:  # pragma: no cover - rules without a file are ours
            raise AssertionError(said)
        return self.node.at(key).problem(said)


def read_definition(root: Node, rule: str) -> ValeDefinition:
    """Raises :class:`proselint_t.text.errors.RuleError` with file and line at what Vale would refuse."""
    keys = root.mapping()
    for name in ("extends", "message"):
        if name not in keys:
            raise root.problem(translated("the key %s is missing", name))
    extends = keys["extends"].text()
    if extends not in EXTENDS:
        raise keys["extends"].problem(translated("there is no kind «%s»", extends), nearest(extends, EXTENDS))
    lowered = {name.lower(): node for name, node in keys.items()}
    own = EXTENDS[extends].keys
    root.refuse_unknown((*sorted(COMMON | own), *(name for name in keys if name.lower() in COMMON | own)))
    scope = _scope(lowered["scope"]) if "scope" in lowered else ()
    said = keys["message"]
    level = lowered["level"].choice(Severity) if "level" in lowered else Severity.WARNING
    meta = RuleMeta(
        id=rule,
        kind=extends,
        message=said.text() if isinstance(said.value, str) else str(said.plain_value()),
        severity=Severity(level),
        scope=scope or ("text",),
        link=lowered["link"].text() if "link" in lowered else "",
        path=root.file.path,
        vale=True,
    )
    limit = lowered["limit"].integer() if "limit" in lowered else 0
    values = {name: node.plain_value() for name, node in lowered.items() if name in own and not node.empty}
    return ValeDefinition(meta, extends, values, _action(lowered.get("action")), limit, root)


def _scope(node: Node) -> tuple[str, ...]:
    for name in (
        selector.removeprefix("~").split(".")[0] for selector in node.texts() if "&" not in selector
    ):
        if name in _NO_LONGER:
            raise node.problem(translated("the scope «%s» is no longer one of Vale's: write «raw»", name))
        if " " in name:
            raise node.problem(translated("the scope «%s» contains spaces", name))
    return node.texts()


def _action(node: Node | None) -> ValeAction:
    keys = node.mapping() if node else {}
    name = keys["name"].text() if "name" in keys else ""
    return ValeAction(name, keys["params"].texts() if "params" in keys else ())


BUILT_IN = ("Vale.Spelling", "Vale.Repetition", "Vale.Terms", "Vale.Avoid")
"""The rules of the style ``Vale``."""


def vale_rule(root: Node, rule: str, settings: ValeSettings) -> ValeRule:
    """A rule from its file. Raises :class:`RuleError` with file, line and the reason why it cannot run."""
    definition = read_definition(root, rule)
    if not EXTENDS[definition.extends].finds:
        raise root.at("extends").problem(translated("its Tengo script is not run"))
    try:
        return _built(definition, settings)
    except RuleError as error:
        if error.place.path is not None:
            raise
        place = root.at(error.place.key).place._replace(key=error.place.key)
        raise RuleError(error.problem, place, hint=error.hint) from None


def _built(definition: ValeDefinition, settings: ValeSettings, finds: str = "") -> ValeRule:
    from proselint_t.rules.vale.checks import ValeRule  # noqa: PLC0415 - the tables alone tell what is not Vale's

    point = EXTENDS[definition.extends]
    module, _, name = (finds or point.finds).partition(":")
    made = getattr(import_module(f"proselint_t.rules.vale.{module}"), name)
    if point.scope:
        definition = replace(definition, meta=definition.meta._replace(scope=(point.scope,)))
    return ValeRule(definition, made(definition, settings), settings)


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
    definition = ValeDefinition(meta, extends, keys, action)
    try:
        return _built(definition, settings, "points:Terms" if rule == "Vale.Terms" else "")
    except RuleError as error:
        raise RuleError(f"{rule}: {error.problem}", error.place, hint=error.hint) from None


_BUILT_IN: dict[str, tuple[str, str, dict[str, Any], ValeAction]] = {
    "Vale.Spelling": (
        "spelling",
        "Did you really mean '%s'?",
        {},
        ValeAction("suggest", ("spellings",)),
    ),
    "Vale.Repetition": (
        "repetition",
        "'%s' is repeated!",
        {"tokens": [r"[^\s.!?]+"], "alpha": True, "ignorecase": True},
        ValeAction("edit", ("truncate", " ")),
    ),
    "Vale.Terms": (
        "substitution",
        "Use '%s' instead of '%s'.",
        {"ignorecase": True, "vocab": False},
        ValeAction(),
    ),
    "Vale.Avoid": ("existence", "Avoid using '%s'.", {}, ValeAction()),
}
