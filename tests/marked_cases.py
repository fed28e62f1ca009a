"""Case files: the examples of rules, written as in a rule file, with `⟪ ⟫` around what is flagged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from proselint_t.fixer import fix
from proselint_t.linter import check
from proselint_t.rule import ActiveRule
from proselint_t.source import Source
from proselint_t.styles import load_rule

ROOT = Path(__file__).resolve().parents[1]
_MARK = re.compile("[⟪⟫]")


@dataclass(frozen=True)
class Case:
    """A text, what is flagged in it, and what its fixes of one class make of it."""

    text: str
    flagged: tuple[tuple[int, int], ...]
    fixed: str
    unsafe: bool

    def __str__(self) -> str:
        return self.text


def cases(rule_id: str) -> list[Case]:
    """The cases of ``tests/kinds/<rule id>.yaml`` and the examples of the rule file."""
    own = _read(ROOT / "tests" / "kinds" / f"{rule_id}.yaml")
    return [_case(entry) for entry in [*own, *_read(_file(rule_id))["examples"]] if "settings" not in entry]


def _file(rule_id: str) -> Path:
    style, name = rule_id.split(".")
    return ROOT / "rules" / style / f"{name}.yaml"


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _case(entry: dict[str, Any]) -> Case:
    marked = entry.get("bad") or entry["good"]
    marks = [match.start() - index for index, match in enumerate(_MARK.finditer(marked))]
    text = _MARK.sub("", marked)
    flagged = tuple(zip(marks[::2], marks[1::2], strict=True))
    assert bool(flagged) == ("bad" in entry), marked
    return Case(text, flagged, entry.get("fixed", text), entry.get("fix") == "unsafe")


def rule(rule_id: str, **settings: Any) -> ActiveRule:
    """A bundled rule without a configuration, but for what makes a text an answer."""
    return ActiveRule(load_rule(_file(rule_id), rule_id), {"paragraph": "line", **settings})


def flagged(active: ActiveRule, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        (violation.span.start, violation.span.end) for violation in check(Source(text), [active]).violations
    )


def fixed(active: ActiveRule, text: str, *, unsafe: bool = False) -> str:
    return fix(Source(text), [active], unsafe=unsafe).source.text


def prove(active: ActiveRule, case: Case) -> None:
    """The case holds, a safe fix is all that a careful user gets, and nothing is left to fix twice."""
    assert flagged(active, case.text) == case.flagged
    assert fixed(active, case.text, unsafe=case.unsafe) == case.fixed
    assert fixed(active, case.fixed, unsafe=case.unsafe) == case.fixed
    if case.unsafe:
        assert fixed(active, case.text) == case.text


def prove_everywhere(active: ActiveRule, case: Case) -> None:
    """What must not matter: a heading in front, the kind of newline; and a fence silences all."""
    heading = "# A heading\n\n"
    shifted = tuple((start + len(heading), end + len(heading)) for start, end in case.flagged)
    assert flagged(active, heading + case.text) == shifted
    assert len(flagged(active, case.text.replace("\n", "\r\n"))) == len(case.flagged)
    assert flagged(active, f"````\n{case.text}\n````") == ()
