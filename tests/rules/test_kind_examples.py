"""The page of kinds: each key of each kind stands in a rule that runs."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from proselint_t.lint.rule_tests import run_examples
from proselint_t.rules.kinds import KINDS, kind_of
from proselint_t.rules.loader import COMMON, load_rule

FILES = sorted((Path(__file__).parents[2] / "examples" / "kinds").glob("*.yaml"))
KEYS = {path: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_of_a_kind_holds(path: Path) -> None:
    assert list(run_examples(load_rule(path, f"kinds.{path.stem}"))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_key_of_a_kind_is_shown(kind: str) -> None:
    shown = {key for keys in KEYS.values() if keys["extends"] == kind for key in keys}
    assert {field.name for field in kind_of(kind).fields} <= shown


def test_each_common_key_is_shown() -> None:
    assert {field.name for field in COMMON} <= {key for keys in KEYS.values() for key in keys}
