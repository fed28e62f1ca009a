"""A rule file of Vale's, read: its keys by name, with Vale's leniency about their types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from proselint_t.rules.rule import RuleMeta, Severity
from proselint_t.rules.vale.scopes import problem
from proselint_t.text.errors import nearest
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from proselint_t.text.errors import ProselintError
    from proselint_t.yaml.nodes import Node

COMMON = frozenset(
    {"extends", "message", "level", "scope", "link", "limit", "action", "description", "name", "code"}
)

EXTENDS: dict[str, frozenset[str]] = {
    "existence": frozenset({"tokens", "raw", "append", "ignorecase", "nonword", "exceptions", "vocab"}),
    "substitution": frozenset({"swap", "ignorecase", "nonword", "exceptions", "vocab", "capitalize", "pos"}),
    "occurrence": frozenset({"token", "max", "min", "ignorecase"}),
    "repetition": frozenset({"tokens", "max", "alpha", "ignorecase", "exceptions", "vocab"}),
    "consistency": frozenset({"either", "nonword", "ignorecase"}),
    "conditional": frozenset({"first", "second", "exceptions", "ignorecase", "vocab"}),
    "capitalization": frozenset(
        {"match", "style", "exceptions", "indicators", "threshold", "vocab", "prefix"}
    ),
    "metric": frozenset({"formula", "condition"}),
    "readability": frozenset({"metrics", "grade"}),
    "spelling": frozenset(
        {
            "filters",
            "ignore",
            "exceptions",
            "dictionaries",
            "aff",
            "dic",
            "dicpath",
            "threshold",
            "custom",
            "append",
            "vocab",
        }
    ),
    "sequence": frozenset({"tokens", "ignorecase"}),
    "script": frozenset({"script"}),
}
"""Extension point → the keys that it has beside :data:`COMMON`."""


@dataclass(frozen=True, slots=True)
class Action:
    """How an editor may mend it. ``params`` are those of Vale's documentation."""

    name: str = ""
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """What a rule file says. ``keys`` are those of its extension point, ``node`` its root, for errors."""

    meta: RuleMeta
    extends: str
    keys: dict[str, Any]
    action: Action = Action()
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


def read_definition(root: Node, rule: str) -> Definition:
    """Raises :class:`proselint_t.text.errors.RuleError` with file and line at what Vale would refuse."""
    keys = root.mapping()
    for name in ("extends", "message"):
        if name not in keys:
            raise root.problem(translated("the key %s is missing", name))
    extends = keys["extends"].text()
    if extends not in EXTENDS:
        raise keys["extends"].problem(translated("there is no kind «%s»", extends), nearest(extends, EXTENDS))
    lowered = {name.lower(): node for name, node in keys.items()}
    own = EXTENDS[extends]
    root.refuse_unknown((*sorted(COMMON | own), *(name for name in keys if name.lower() in COMMON | own)))
    scope = _scope(lowered.get("scope"))
    level = lowered["level"].choice(Severity) if "level" in lowered else Severity.WARNING
    meta = RuleMeta(
        id=rule,
        kind=extends,
        message=_message(keys["message"]),
        severity=Severity(level),
        scope=scope or ("text",),
        link=lowered["link"].text() if "link" in lowered else "",
        path=root.file.path,
        vale=True,
    )
    limit = lowered["limit"].integer() if "limit" in lowered else 0
    values = {name: node.plain_value() for name, node in lowered.items() if name in own and not node.empty}
    return Definition(meta, extends, values, _action(lowered.get("action")), limit, root)


def _message(node: Node) -> str:
    return node.text() if isinstance(node.value, str) else str(node.plain_value())


def _scope(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    for selector in node.texts():
        if said := problem(selector):
            raise node.problem(said)
    return node.texts()


def _action(node: Node | None) -> Action:
    keys = node.mapping() if node else {}
    name = keys["name"].text() if "name" in keys else ""
    return Action(name, keys["params"].texts() if "params" in keys else ())
