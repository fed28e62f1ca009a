"""Rules that an earlier run has read: they come back as they were, without YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from proselint_t.rules import loader
from proselint_t.rules.files import bundled_rules, rule_files
from proselint_t.rules.loader import load_rule
from proselint_t.runner.memory import Memory
from proselint_t.text.derived import keeping_derived
from proselint_t.text.errors import RuleError
from proselint_t.text.messages import speaking

if TYPE_CHECKING:
    from pathlib import Path

RULE = 'extends: existence\nmessage: "Not «%s»."\nignorecase: true\ntokens: [foo]\n'


def read(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[Any, Any]]:
    """What the kinds of our rules are given, rule by rule."""
    real, given = loader.kind_of, {}

    def kind_of(name: str) -> Any:
        def make(meta: Any, options: Any) -> Any:
            given[meta.id] = (meta, options)
            return kind(meta, options)

        kind = real(name)
        make.fields = kind.fields  # type: ignore[attr-defined]
        return make

    with monkeypatch.context() as patched:
        patched.setattr(loader, "kind_of", kind_of)
        for rule, path in rule_files(bundled_rules()):
            load_rule(path, rule)
    return given


def refuse(*_: object) -> None:
    raise AssertionError("read again")


def test_a_rule_that_is_kept_is_what_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = read(monkeypatch)
    with Memory(tmp_path) as memory, keeping_derived(memory):
        assert read(monkeypatch) == fresh
    monkeypatch.setattr(loader, "read_yaml", refuse)
    with Memory(tmp_path) as memory, keeping_derived(memory):
        assert read(monkeypatch) == fresh


def test_a_rule_that_is_kept_speaks_the_language_of_the_run(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text(RULE.replace('"Not «%s»."', "{en: No, ru: Нет}"), encoding="utf-8")
    with Memory(tmp_path) as memory, keeping_derived(memory):
        assert load_rule(path, "own.rule").meta.message == "No"
        with speaking("ru"):
            assert load_rule(path, "own.rule").meta.message == "Нет"
        assert load_rule(path, "own.rule").meta.message == "No"


def test_a_rule_that_cannot_be_read_is_refused_again(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text(RULE.replace("foo", "(foo"), encoding="utf-8")
    said = []
    for _ in range(2):
        with Memory(tmp_path) as memory, keeping_derived(memory), pytest.raises(RuleError) as refused:
            load_rule(path, "own.rule")
        said.append(str(refused.value))
    assert said[0] == said[1]
    assert "rule.yaml:4" in said[0]
