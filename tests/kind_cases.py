"""Cases of single kinds: a rule made by hand, and a text with ⟪…⟫ around each violation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from proselint_t.fixer import fix
from proselint_t.kinds import kind_of
from proselint_t.linter import check
from proselint_t.rule import ActiveRule, RuleMeta
from proselint_t.source import Source


def active(kind: str, settings: dict[str, Any] | None = None, **meta: Any) -> ActiveRule:
    return ActiveRule(kind_of(kind)(RuleMeta(f"test.{kind}", kind, "%s", **meta), {}), settings or {})


def cases(name: str, kind: str) -> list[dict[str, Any]]:
    loaded = yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = loaded[kind]
    return found


def marked(text: str, rule: ActiveRule) -> str:
    """The text with ⟪…⟫ around each violation; where two touch, one ends before the other begins."""
    spans = [violation.span for violation in check(Source(text), [rule]).violations]
    at = sorted([(span.end, 0, "⟫") for span in spans] + [(span.start, 1, "⟪") for span in spans])
    for offset, _, mark in reversed(at):
        text = text[:offset] + mark + text[offset:]
    return text


def fixed(text: str, rule: ActiveRule, *, unsafe: bool = False) -> str:
    return fix(Source(text), [rule], unsafe=unsafe).source.text


def outcome(case: dict[str, Any], rule: ActiveRule) -> dict[str, str]:
    """What the rule makes of a case: its marked text, the text after the safe and after all fixes."""
    text = bare(case)
    safe, every = fixed(text, rule), fixed(text, rule, unsafe=True)
    return {"text": marked(text, rule), "fixed": safe, "unsafe": every}


def expected(case: dict[str, Any]) -> dict[str, str]:
    safe = case.get("fixed", bare(case))
    return {"text": case["text"], "fixed": safe, "unsafe": case.get("unsafe", safe)}


def bare(case: dict[str, Any]) -> str:
    return re.sub("[⟪⟫]", "", case["text"])
