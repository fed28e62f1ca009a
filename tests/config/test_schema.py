"""The schemas fit what is read: bundled rules and good configurations pass, bad ones do not."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml

from proselint_t.config.schema import schema
from proselint_t.rules.files import Catalog

RULE = schema("rule")
CONFIG = schema("config")
MINIMAL = {"extends": "existence", "message": "No.", "tokens": ["foo"]}


@pytest.mark.parametrize("which", ["rule", "config"])
def test_schemas_are_valid(which: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(which))
    assert schema(which)["$id"].endswith(f"/proselint-t-{which}.schema.json")


@pytest.mark.parametrize("rule", Catalog().ids)
def test_bundled_rules_fit(rule: str) -> None:
    data = yaml.safe_load(Catalog().path(rule).read_text(encoding="utf-8"))
    jsonschema.validate(data, RULE, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "rule",
    [
        {"extends": "existence"},
        {**MINIMAL, "extends": "existense"},
        {**MINIMAL, "tokns": ["bar"]},
        {**MINIMAL, "level": "fatal"},
        {**MINIMAL, "ignorecase": "perhaps"},
        {**MINIMAL, "examples": [{"bad": "⟪foo⟫", "good": "bar"}]},
        {"extends": "substitution", "message": "No."},
    ],
)
def test_bad_rules_do_not_fit(rule: dict[str, Any]) -> None:
    jsonschema.validate(MINIMAL, RULE, jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(rule, RULE, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"preset": "answer", "ignore": ["layout"], "terms": {"Acme": ["acme inc"]}},
        {"terms": ["Acme"], "exclude": "drafts/", "rules": {"typography.digits": {"ordinals": True}}},
        {"overrides": [{"files": "*.ru.md", "language": "ru"}]},
        {"select": ["ALL", "english.point", "mine", "mine.rule"], "ignore": "layout"},
        {"rules": {"layout.emphasis": "off", "mine.rule": {"anything": 1}}},
    ],
)
def test_good_configurations_fit(config: dict[str, Any]) -> None:
    jsonschema.validate(config, CONFIG, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "config",
    [
        {"presets": "answer"},
        {"preset": "answers"},
        {"rules": {"typography.digits": {"ordinal": True}}},
        {"rules": {"typography.digits": {"severity": "fatal"}}},
        {"overrides": [{"preset": "answer"}]},
        {"overrides": [{"files": "*.md", "styles": "own"}]},
        {"ignore": ["english.piont"]},
        {"select": "layout.emphasys"},
        {"rules": {"english.piont": {"severity": "error"}}},
        {"rules": {"typography.digits": {"ordinals": "yes"}}},
        {"output-format": "pilint"},
    ],
)
def test_bad_configurations_do_not_fit(config: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(config, CONFIG, jsonschema.Draft202012Validator)
