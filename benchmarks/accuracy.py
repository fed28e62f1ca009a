"""Precision and recall of rules on labelled lines.

    python benchmarks/accuracy.py FILE.jsonl …  [--misses FILE] [--floor P R X] [--exempt RULE …]

Each line: ``{"id", "rule", "lang", "text", "expected": [{"start", "end", "match", "replacement"}]}`` with
offsets in code points. Only the line's rule runs, with the settings of the preset ``answer``. ``X`` is the
share of right replacements among the expected ones that have one. Floors hold for rules with at least 15
positive lines.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proselint_t.config import CommandLine, Resolver
from proselint_t.lint.linter import check
from proselint_t.text.edits import Applicability, apply_edits
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from proselint_t.rules.rule import ActiveRule, Violation

STARTS_ONLY = frozenset({"layout.one-sentence-per-paragraph"})
"""Rules whose labels say where a violation begins, not where it ends."""
ENOUGH = 15


@dataclass
class Score:
    lines: int = 0
    positive: int = 0
    hits: int = 0
    false: int = 0
    missed: int = 0
    replaced: int = 0
    replaceable: int = 0
    misses: list[dict[str, Any]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hits / max(self.hits + self.false, 1)

    @property
    def recall(self) -> float:
        return self.hits / max(self.hits + self.missed, 1)

    @property
    def replacements(self) -> float:
        return self.replaced / self.replaceable if self.replaceable else 1.0


@cache
def rules(rule: str) -> tuple[ActiveRule, ...]:
    line = CommandLine(isolated=True, preset="answer", select=(rule,))
    return Resolver(line).for_file(Path("line.md")).rules


def measure(line: dict[str, Any], score: Score) -> None:
    text, rule = line["text"], line["rule"]
    width = 1 if rule in STARTS_ONLY else 2
    found = {tuple(v.span)[:width]: v for v in check(Source(text), rules(rule)).violations if v.rule == rule}
    wanted = {(one["start"], one["end"])[:width]: one for one in line["expected"]}
    score.lines += 1
    score.positive += bool(wanted)
    score.hits += len(found.keys() & wanted.keys())
    score.false += len(found.keys() - wanted.keys())
    score.missed += len(wanted.keys() - found.keys())
    for place in sorted(found.keys() ^ wanted.keys()):
        kind = "false alarm" if place in found else "missed"
        span = found[place].span if place in found else (wanted[place]["start"], wanted[place]["end"])
        score.misses.append(_miss(line, kind, text[span[0] : span[1]]))
    for place in sorted(found.keys() & wanted.keys()):
        if wanted[place]["replacement"] is None:
            continue
        score.replaceable += 1
        written = replacement(text, found[place])
        score.replaced += written == wanted[place]["replacement"]
        if written != wanted[place]["replacement"]:
            score.misses.append(_miss(line, f"replacement {written!r}", wanted[place]["match"]))


def replacement(text: str, violation: Violation) -> str | None:
    """What the safe fix makes of the violation's own span."""
    fix = violation.fix
    if fix is None or fix.applicability is not Applicability.SAFE:
        return None
    behind = len(text) - violation.span.end
    fixed = apply_edits(text, fix.edits)
    return fixed[violation.span.start : len(fixed) - behind]


def _miss(line: dict[str, Any], kind: str, match: str) -> dict[str, Any]:
    return {"id": line["id"], "rule": line["rule"], "kind": kind, "match": match, "text": line["text"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--misses", type=Path, help="write every wrong place to this file, as JSON lines")
    parser.add_argument("--floor", nargs=3, type=float, metavar=("P", "R", "X"), help="exit with 1 below")
    parser.add_argument("--exempt", nargs="+", default=[], metavar="RULE", help="rules that the floor spares")
    arguments = parser.parse_args()
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for path in arguments.files:
        for text in path.read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            measure(line, scores[line["lang"], line["rule"]])
    print(f"{'language':<9}{'rule':<36}{'lines':>6}{'pos.':>6}{'P':>8}{'R':>8}{'X':>8}")
    for (language, rule), score in sorted(scores.items()):
        exact = f"{score.replacements:>8.3f}" if score.replaceable else f"{'–':>8}"
        shown = f"{score.precision:>8.3f}{score.recall:>8.3f}{exact}"
        print(f"{language:<9}{rule:<36}{score.lines:>6}{score.positive:>6}{shown}")
    if arguments.misses:
        misses = (json.dumps(miss, ensure_ascii=False) for score in scores.values() for miss in score.misses)
        arguments.misses.write_text("".join(f"{miss}\n" for miss in misses), encoding="utf-8")
    held = {key: score for key, score in scores.items() if key[1] not in arguments.exempt}
    return 1 if arguments.floor and below(held, *arguments.floor) else 0


def below(scores: dict[tuple[str, str], Score], precision: float, recall: float, replacements: float) -> bool:
    """Print the rules that miss a floor."""
    missed = [
        f"{language} {rule}"
        for (language, rule), score in sorted(scores.items())
        if score.positive >= ENOUGH
        and (score.precision < precision or score.recall < recall or score.replacements < replacements)
    ]
    for name in missed:
        print(f"below the floor: {name}")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
