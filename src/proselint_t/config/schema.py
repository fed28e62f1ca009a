"""JSON Schemas of rule files and of the configuration, made from the tables that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from proselint_t.config.keys import (
    FENCE_KEYS,
    KEYS,
    MASK_SCOPES,
    NAMING,
    OFF,
    SENTENCE_KEYS,
    Key,
    KeyType,
)
from proselint_t.config.selection import names_of
from proselint_t.language.registry import LANGUAGES
from proselint_t.notation.setup import ROLES
from proselint_t.rules.files import Catalog
from proselint_t.rules.kinds import KINDS, kind_of
from proselint_t.rules.loader import COMMON, EXAMPLE_KEYS, IGNORED
from proselint_t.rules.review import ReviewRule
from proselint_t.rules.rule import Field, FieldType, Severity
from proselint_t.rules.settings import PARAGRAPHS
from proselint_t.text.speech import SPEAKS
from proselint_t.version import site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""Words stay words: an editor reads `no` and `1.10` as values, we read them as text."""
_TEXTS: dict[str, Any] = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}, {"type": "null"}]}

_SEVERITY: dict[str, Any] = {"enum": [str(one) for one in Severity]}
_OFF = {"const": OFF}
_NAMES = {"$ref": "#/$defs/names"}

_LANGUAGE = {"type": "string", "pattern": "^[a-z]{2,3}$", "examples": list(LANGUAGES)}
"""Which languages there are beside ours, the installed spaCy knows."""
_FIELD_TYPES: dict[FieldType, dict[str, Any]] = {
    FieldType.TEXT: _SCALAR,
    FieldType.SAID: {
        "anyOf": [
            _SCALAR,
            {
                "type": "object",
                "properties": dict.fromkeys(SPEAKS, _SCALAR),
                "minProperties": 1,
                "additionalProperties": False,
            },
        ]
    },
    FieldType.BOOL: {"type": "boolean"},
    FieldType.INT: {"type": "integer"},
    FieldType.TEXTS: _TEXTS,
    FieldType.LANGUAGES: {"anyOf": [_LANGUAGE, {"type": "array", "items": _LANGUAGE}]},
    FieldType.SECTIONS: {"type": "object", "additionalProperties": _TEXTS},
    FieldType.SWAP: {
        "type": "object",
        "additionalProperties": {"anyOf": [_SCALAR, {"type": "object", "required": ["with"]}]},
    },
    FieldType.ANY: {},
    FieldType.SETTINGS: {"type": "object"},
    FieldType.NODES: {"type": "array"},
}


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping that has no other keys."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


def schema(which: Literal["rule", "config"]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of rule files or of the configuration."""
    body = _rule_schema() if which == "rule" else _config_schema()
    return {"$schema": _DRAFT, "$id": f"{site()}proselint-t-{which}.schema.json", **body}


def _rule_schema() -> dict[str, Any]:
    """Common keys for every file; the keys of a kind where `extends` names it."""
    return {
        "title": "Rule of proselint-t",
        "type": "object",
        "required": ["extends", "message"],
        "properties": _properties(COMMON) | {"examples": {"type": "array", "items": _example_schema()}},
        "allOf": [_kind_schema(kind) for kind in KINDS],
    }


def _kind_schema(name: str) -> dict[str, Any]:
    fields = kind_of(name).fields
    known = [field.name for field in (*COMMON, *fields)]
    return {
        "if": {"properties": {"extends": {"const": name}}, "required": ["extends"]},
        "then": {
            "properties": {key: {} for key in sorted({*known, *IGNORED})} | _properties(fields),
            "required": [field.name for field in fields if field.required],
            "additionalProperties": False,
        },
    }


def _properties(fields: Iterable[Field]) -> dict[str, Any]:
    return {field.name: _field_schema(field) for field in fields}


def _field_schema(field: Field) -> dict[str, Any]:
    if field.choices:
        names = {"enum": [str(choice) for choice in field.choices]}
        is_list = field.type is FieldType.TEXTS
        return {"description": field.doc} | ({"type": "array", "items": names} if is_list else names)
    return {"description": field.doc, **_FIELD_TYPES[field.type]}


def _example_schema() -> dict[str, Any]:
    return _closed({key: {} for key in EXAMPLE_KEYS}) | {
        "oneOf": [{"required": ["bad"]}, {"required": ["good"]}]
    }


def _config_schema() -> dict[str, Any]:
    properties = {name: _key_schema(key) for name, key in KEYS.items()}
    override = {name: properties[name] for name, key in KEYS.items() if key.overridable}
    text = {name: found for name, found in override.items() if name != "inside"}
    properties["inside"] |= _entries(dict.fromkeys(FENCE_KEYS, _SCALAR) | text)
    files = {"files": {"description": "Patterns of files.", **_TEXTS}}
    properties["overrides"] |= _entries(files | override, required=["files"])
    defined = {"names": _names(), "rules": _rules_schema()}
    return {"title": "Configuration of proselint-t", **_closed(properties), "$defs": defined}


def _entries(properties: dict[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    """A list of mappings."""
    entry = _closed(properties) | ({"required": list(required)} if required else {})
    return {"type": "array", "items": entry}


def _key_schema(key: Key) -> dict[str, Any]:
    described: dict[str, Any] = {"description": key.doc}
    if key.choices and key.type is KeyType.TEXT:
        return described | {"enum": list(key.choices)}
    if key.name in NAMING:
        return described | {"anyOf": [_NAMES, {"type": "array", "items": _NAMES}, {"type": "null"}]}
    if key.type is KeyType.RULES:
        return described | {"$ref": "#/$defs/rules"}
    if key.type is KeyType.TERMS:
        return described | {"anyOf": [*_TEXTS["anyOf"], _FIELD_TYPES[FieldType.SECTIONS]]}
    return described | _KEY_TYPES[key.type]


_KEY_TYPES: dict[KeyType, dict[str, Any]] = {
    KeyType.TEXT: _SCALAR,
    KeyType.TEXTS: _TEXTS,
    KeyType.LANGUAGE: _LANGUAGE,
    KeyType.OVERRIDES: {},
    KeyType.INSIDE: {},
    KeyType.ROLES: _closed(dict.fromkeys(ROLES, _TEXTS)),
    KeyType.MASKS: _closed(dict.fromkeys(MASK_SCOPES, _TEXTS)),
    KeyType.SENTENCES: _closed(dict.fromkeys(SENTENCE_KEYS, _SCALAR)),
}


def _rules_schema() -> dict[str, Any]:
    """Each bundled rule with its settings; rules of the user's own may say anything."""
    catalog = Catalog()
    rules = {rule: _settings_schema(catalog.rule(rule).meta.settings) for rule in catalog.ids}
    rules |= {rule.value: _closed({"severity": _SEVERITY}) for rule in ReviewRule}
    return {
        "type": "object",
        "propertyNames": _NAMES,
        "properties": {name: {"anyOf": [one, _OFF]} for name, one in rules.items()},
        "additionalProperties": {"anyOf": [{"type": "object"}, _OFF]},
    }


def _settings_schema(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of every rule, and those of one with the types of their defaults."""
    own = {name: _typed(name, default) for name, default in settings.items()}
    return _closed({"severity": _SEVERITY, "exceptions": _TEXTS, **own})


def _typed(name: str, default: object) -> dict[str, Any]:
    if name == "paragraph":
        return {"enum": list(PARAGRAPHS)}
    types = {bool: {"type": "boolean"}, int: {"type": "integer"}, str: _SCALAR}
    known = types.get(type(default))
    return known | {"default": default} if known else {}


def _names() -> dict[str, Any]:
    """A name of a rule or a style: one of ours, or one that cannot be meant for any of ours."""
    names = sorted(names_of(Catalog().ids))
    styles = "|".join(name for name in names if "." not in name)
    return {"anyOf": [{"enum": names}, {"type": "string", "not": {"pattern": rf"^({styles})(\.|$)"}}]}
