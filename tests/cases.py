"""Cases: a text with ⟪…⟫ around what a rule flags, and what the fixes of the rule make of it.

A case has `text`, `fixed` (after the safe fixes; without it they change nothing) and `unsafe` (after the unsafe
ones too; without it they change nothing more). An example of a rule file (`bad` or `good`, `fixed`,
`fix: unsafe`) is read as such a case.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from proselint_t.lint.fixer import fix
from proselint_t.lint.linter import check
from proselint_t.rules.files import bundled_rules
from proselint_t.rules.kinds import kind_of
from proselint_t.rules.loader import load_rule
from proselint_t.rules.rule import ActiveRule, Rule, RuleMeta
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proselint_t.text.span import Span

Case = dict[str, Any]


def load(name: str) -> Any:
    """What stands in a case file beside this module."""
    return _read(Path(__file__).parent / f"{name}.yaml")


def params(cases: Iterable[tuple[str, Case]]) -> list[Any]:
    """Cases, each with the name of its rule, as parameters of a test."""
    return [pytest.param(name, case, id=f"{name}: {case['text'][:40]}") for name, case in cases]


def of_examples(entries: Iterable[dict[str, Any]]) -> list[Case]:
    """The examples of a rule file that hold without settings of their own, as cases."""
    return [_of_example(entry) for entry in entries if "settings" not in entry]


def _of_example(entry: dict[str, Any]) -> Case:
    text = entry.get("bad") or entry["good"]
    assert ("⟪" in text) == ("bad" in entry), text
    after = "unsafe" if entry.get("fix") == "unsafe" else "fixed"
    return {"text": text, **({after: entry["fixed"]} if "fixed" in entry else {})}


def examples(rule_id: str) -> list[Case]:
    """The examples of a bundled rule."""
    return of_examples(_read(_file(rule_id))["examples"])


def made(kind: str, settings: dict[str, Any] | None = None, **meta: Any) -> ActiveRule:
    """A rule of a kind, from no file."""
    return ActiveRule(kind_of(kind)(RuleMeta(f"test.{kind}", kind, "%s", **meta), {}), settings or {})


def bundled(rule_id: str, **settings: Any) -> ActiveRule:
    """A bundled rule without a configuration, but for what makes a text an answer."""
    return ActiveRule(_rule(rule_id), {"paragraph": "line", **settings})


@cache
def _rule(rule_id: str) -> Rule:
    return load_rule(_file(rule_id), rule_id)


def _file(rule_id: str) -> Path:
    return bundled_rules().joinpath(*rule_id.split(".")).with_suffix(".yaml")


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def bare(case: Case) -> str:
    """The text of a case without its marks."""
    return re.sub("[⟪⟫]", "", case["text"])


def flagged(text: str, rule: ActiveRule) -> list[Span]:
    return [violation.span for violation in check(Source(text), [rule]).violations]


def marked(text: str, rule: ActiveRule) -> str:
    """The text with ⟪…⟫ around each violation; where two touch, one ends before the other begins."""
    spans = flagged(text, rule)
    at = sorted([(span.end, 0, "⟫") for span in spans] + [(span.start, 1, "⟪") for span in spans])
    for offset, _, mark in reversed(at):
        text = text[:offset] + mark + text[offset:]
    return text


def fixed(text: str, rule: ActiveRule, *, unsafe: bool = False) -> str:
    return fix(Source(text), [rule], unsafe=unsafe).source.text


def prove(case: Case, rule: ActiveRule) -> None:
    """The rule flags and mends what the case says, and finds nothing left to mend."""
    text = bare(case)
    safe = case.get("fixed", text)
    every = case.get("unsafe", safe)
    found = marked(text, rule), fixed(text, rule), fixed(text, rule, unsafe=True)
    assert found == (case["text"], safe, every)
    assert (fixed(safe, rule), fixed(every, rule, unsafe=True)) == (safe, every)
