"""One rule file → one rule. A superset of the format of Vale's styles.

Checks every key against the contract of the rule's kind; errors name file, line, column and key.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from proselint_t.edits import Applicability
from proselint_t.errors import Place, RuleError, nearest
from proselint_t.kinds import KINDS, kind_of
from proselint_t.rule import Field, FieldType, RuleMeta, Severity, Structure
from proselint_t.scope import SELECTORS
from proselint_t.styles.examples import read_example
from proselint_t.yaml_nodes import Node
from proselint_t.yaml_reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from proselint_t.rule import Kind, Rule

COMMON: tuple[Field, ...] = (
    Field("extends", FieldType.TEXT, "The kind of the rule.", required=True, choices=tuple(KINDS)),
    Field(
        "message", FieldType.TEXT, "What is said at a violation; `%s` is filled by the kind.", required=True
    ),
    Field("level", FieldType.TEXT, "How grave a violation is.", "warning", choices=tuple(Severity)),
    Field("scope", FieldType.TEXTS, "Selectors of the text that is read.", ()),
    Field("language", FieldType.TEXT, "Only sentences of this language.", "any", choices=("en", "ru", "any")),
    Field("quotations", FieldType.TEXT, "Whether quotations are read.", "check", choices=("skip", "check")),
    Field(
        "mask", FieldType.TEXT, "Whether inline code is hidden.", "all", choices=("all", "keep-inline-code")
    ),
    Field("fix", FieldType.TEXT, "How sure the fixes are.", "safe", choices=tuple(Applicability)),
    Field("priority", FieldType.INT, "Of overlapping fixes the one of the higher priority wins.", 0),
    Field("structure", FieldType.TEXT, "What fixes may do to blocks.", "unchanged", choices=tuple(Structure)),
    Field("unless_said", FieldType.BOOL, "Leave it alone in an edit of a point that says it itself.", False),
    Field("why", FieldType.TEXT, "The reason for the rule.", ""),
    Field("source", FieldType.TEXT, "Where the rule comes from.", ""),
    Field("link", FieldType.TEXT, "A page about the rule.", ""),
    Field("settings", FieldType.ANY, "Defaults of the keys that a configuration may set.", {}),
    Field("examples", FieldType.NODES, "Good and bad texts, and what is made of the bad ones.", ()),
)
"""Keys of every rule file, whatever its kind."""

IGNORED = frozenset(
    {"action", "vocab", "description", "code", "limit", "nonword", "ignorecase", "exceptions"}
)
"""Keys that Vale allows everywhere: without meaning where a kind does not read them."""

_VALE_ONLY = frozenset(
    {"capitalization", "conditional", "metric", "readability", "script", "sequence", "spelling"}
)


def load_rule(path: Path, rule: str) -> Rule:
    """Read a rule file. Raises :class:`RuleError` with file, line, column and key."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"cannot be read: {error}", Place(str(path))) from None
    return read_rule(text, str(path), rule)


def read_rule(text: str, path: str, rule: str) -> Rule:
    """A rule from the text of its file; ``rule`` is its id."""
    root = read_yaml(text, path, RuleError)
    keys = root.mapping()
    if "settings" in keys:
        keys["settings"].mapping()
    if not keys:
        raise root.problem("a rule file says at least extends and message")
    kind = _kind(root)
    fields = {field.name: field for field in (*COMMON, *kind.fields)}
    root.refuse_unknown({**fields, **dict.fromkeys(IGNORED)})
    values = {name: _value(root, field) for name, field in fields.items()}
    meta = _meta(root, values, rule)
    options = {field.name: values[field.name] for field in kind.fields}
    try:
        return kind(meta, options)
    except RuleError as error:
        node = root.at(error.place.key)
        key = error.place.key or node.key
        raise RuleError(error.problem, replace(node.place, key=key or None), hint=error.hint) from None


def _kind(root: Node) -> Kind:
    keys = root.mapping()
    if "extends" not in keys:
        raise root.problem("the key extends is missing", f"one of: {', '.join(KINDS)}")
    name = keys["extends"].text()
    if name in _VALE_ONLY:
        raise keys["extends"].problem(f"rules of Vale's kind «{name}» are not supported")
    if name not in KINDS:
        raise keys["extends"].problem(f"there is no kind «{name}»", nearest(name, KINDS))
    return kind_of(name)


def _value(root: Node, field: Field) -> Any:
    node = root.mapping().get(field.name)
    if node is None:
        if field.required:
            raise root.problem(f"the key {field.name} is missing")
        return field.default
    return read_value(node, field)


def read_value(node: Node, field: Field) -> Any:
    """The value of a key, by the type that its field declares."""
    if field.choices:
        return node.choice(field.choices)
    return _READERS[field.type](node)


def _sections(node: Node) -> dict[str, tuple[str, ...]]:
    return {key: entry.texts() for key, entry in node.mapping().items()}


def _swaps(node: Node) -> dict[str, str | Mapping[str, Any]]:
    return {key: _swap(entry) for key, entry in node.mapping().items()}


def _swap(node: Node) -> str | Mapping[str, Any]:
    if isinstance(node.value, str):
        return node.value
    keys = node.mapping()
    if "with" not in keys:
        raise node.problem("an entry is a text, or says `with`")
    entry: dict[str, Any] = {**node.plain_value(), "with": keys["with"].text()}
    if "alternatives" in keys:
        entry["alternatives"] = keys["alternatives"].texts()
    return entry


_READERS: dict[FieldType, Callable[[Node], Any]] = {
    FieldType.TEXT: Node.text,
    FieldType.BOOL: Node.boolean,
    FieldType.INT: Node.integer,
    FieldType.TEXTS: Node.texts,
    FieldType.SECTIONS: _sections,
    FieldType.SWAP: _swaps,
    FieldType.ANY: Node.plain_value,
    FieldType.NODES: Node.items,
}


def _meta(root: Node, values: Mapping[str, Any], rule: str) -> RuleMeta:
    return RuleMeta(
        id=rule,
        kind=values["extends"],
        message=values["message"],
        severity=Severity(values["level"]),
        scope=_scope(root, values["scope"]),
        language=values["language"],
        quotations=values["quotations"],
        mask=values["mask"],
        fix=Applicability(values["fix"]),
        priority=values["priority"],
        structure=Structure(values["structure"]),
        unless_said=values["unless_said"],
        why=values["why"],
        source=values["source"],
        link=values["link"],
        settings=values["settings"] or {},
        examples=tuple(read_example(item, values["settings"] or {}) for item in values["examples"]),
        path=root.file.path,
    )


def _scope(root: Node, scope: tuple[str, ...]) -> tuple[str, ...]:
    for selector in scope:
        for part in selector.split("&"):
            name = part.strip().removeprefix("~")
            if name not in SELECTORS:
                node = root.mapping()["scope"]
                raise node.problem(f"there is no scope «{name}»", nearest(name, SELECTORS))
    return scope
