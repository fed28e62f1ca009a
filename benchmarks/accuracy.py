"""Precision and recall of rules on labelled lines.

Each line of the given JSONL files is a document with the violations that one rule should find in it:
`{"id", "rule", "lang", "text", "expected": [{"start", "end", "match", "replacement"}]}`, offsets in code
points. The rule runs alone, with the settings of the preset `answer`.

    python benchmarks/accuracy.py labelled/*.jsonl --floor 0.97 0.93 0.95 --misses misses.jsonl
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proselint_t import Applicability, ProselintError, check
from proselint_t.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t import Violation

START_ONLY = "layout.one-sentence-per-paragraph"
"""This rule marks where a sentence begins; how far the mark reaches means nothing."""

FEWEST = 15
"""Lines with a violation that a rule needs before the floors apply to it."""


@dataclass(slots=True)
class Score:
    """What became of the labelled lines of one rule in one language."""

    lines: int = 0
    positives: int = 0
    hits: int = 0
    extra: int = 0
    missed: int = 0
    replacements: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return _ratio(self.hits, self.hits + self.extra)

    @property
    def recall(self) -> float:
        return _ratio(self.hits, self.hits + self.missed)

    @property
    def exact(self) -> float:
        return _ratio(self.right, self.replacements)

    def add(self, other: Score) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def reaches(self, floors: tuple[float, float, float]) -> bool:
        if self.positives < FEWEST:
            return True
        return all(value >= floor for value, floor in zip(self._figures(), floors, strict=True))

    def _figures(self) -> tuple[float, float, float]:
        return self.precision, self.recall, self.exact

    def __str__(self) -> str:
        figures = " ".join(f"{value:9.3f}" for value in self._figures())
        return f"{self.lines:6} {self.positives:9} {figures}  {self.right}/{self.replacements}"


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def judge(line: dict[str, Any]) -> tuple[Score, dict[str, Any] | None]:
    """The score of one line, and what was wrong with it (``None``: nothing)."""
    rule, text = line["rule"], line["text"]
    report = check(text, preset="answer", select=[rule])
    found = {_key(rule, *one.span): one for one in report.violations if one.rule == rule}
    expected = {_key(rule, one["start"], one["end"]): one for one in line["expected"]}
    hits = found.keys() & expected.keys()
    wanted = {key: expected[key]["replacement"] for key in hits}
    wrong = [
        (key, written)
        for key, replacement in wanted.items()
        if replacement is not None and (written := rewritten(text, found[key])) != replacement
    ]
    score = Score(
        lines=1,
        positives=bool(expected),
        hits=len(hits),
        extra=len(found) - len(hits),
        missed=len(expected) - len(hits),
        replacements=sum(replacement is not None for replacement in wanted.values()),
    )
    score.right = score.replacements - len(wrong)
    miss = {
        "extra": [_shown(found[key], text) for key in sorted(found.keys() - hits)],
        "missed": [expected[key] for key in sorted(expected.keys() - hits)],
        "replaced": [{"expected": expected[key], "written": written} for key, written in sorted(wrong)],
    }
    return score, {**line, **miss} if any(miss.values()) else None


def _key(rule: str, start: int, end: int) -> tuple[int, int]:
    return (start, start if rule == START_ONLY else end)


def rewritten(text: str, violation: Violation) -> str | None:
    """What the safe fix of a violation writes over its span; ``None`` when there is no such fix."""
    fix = violation.fix
    if fix is None or fix.applicability is not Applicability.SAFE:
        return None
    start, end = violation.span
    after = apply_edits(text, fix.edits)
    return after[start : len(after) - (len(text) - end)]


def _shown(violation: Violation, text: str) -> dict[str, Any]:
    start, end = violation.span
    return {
        "start": start, "end": end, "match": text[start:end], "replacement": rewritten(text, violation),
    }  # fmt: skip


def measure(lines: Iterable[dict[str, Any]]) -> tuple[dict[tuple[str, str], Score], list[dict[str, Any]]]:
    """Scores by rule and language, and every line that something was wrong with."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    misses = []
    for line in lines:
        score, miss = judge(line)
        scores[line["rule"], line["lang"]].add(score)
        if miss is not None:
            misses.append(miss)
    return dict(sorted(scores.items())), misses


def read(paths: Iterable[Path], rules: set[str]) -> Iterator[dict[str, Any]]:
    """The lines of the files whose rule is wanted (all, when none is named)."""
    for path in paths:
        with path.open(encoding="utf-8") as file:
            for text in file:
                line = json.loads(text)
                if not rules or line["rule"] in rules:
                    yield line


def exists(rule: str) -> bool:
    try:
        check("", preset="answer", select=[rule])
    except ProselintError:
        return False
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rule", action="append", default=[], help="measure this rule only; may be repeated")
    parser.add_argument("--floor", nargs=3, type=float, metavar=("PRECISION", "RECALL", "EXACT"))
    parser.add_argument("--misses", type=Path, help="write lines with a wrong answer here, as JSONL")
    arguments = parser.parse_args()
    lines = list(read(arguments.files, set(arguments.rule)))
    skipped = {rule for rule in {line["rule"] for line in lines} if not exists(rule)}
    scores, misses = measure(line for line in lines if line["rule"] not in skipped)
    print(f"{'rule':36} lang  lines positives precision    recall     exact  replacements")
    for (rule, language), score in scores.items():
        print(f"{rule:36} {language:4} {score}")
    if skipped:
        print(f"no such rule yet: {', '.join(sorted(skipped))}")
    if arguments.misses:
        rows = "".join(json.dumps(miss, ensure_ascii=False) + "\n" for miss in misses)
        arguments.misses.write_text(rows, encoding="utf-8")
    floors = tuple(arguments.floor or (0.0, 0.0, 0.0))
    low = [f"{rule} ({language})" for (rule, language), score in scores.items() if not score.reaches(floors)]
    if low:
        print(f"below the floor: {', '.join(low)}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
